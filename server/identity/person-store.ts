import { sql } from 'kysely';
import { Problem } from '../../shared/kernel/problem.ts';
import type { Reader, Tx } from '../platform/database/store.ts';

type PersonRow = {
  id: string;
  name: string;
  email: string;
  email_proven: boolean;
  joined_at: string | null;
  closed_at: string | null;
};
type Tables = {
  person: PersonRow & { made_at: string; updated_at: string };
  administrator: { person_id: string; starts_at: string; ends_at: string | null; made_by: string; ended_by: string | null };
};

const COLUMNS = ['id', 'name', 'email', 'email_proven', 'joined_at', 'closed_at'] as const;

/** A person as other rooms see them. */
export type Person = PersonRow;

/** The person with an id, or undefined. */
export async function getPerson(db: Reader, id: string): Promise<Person | undefined> {
  return db.withTables<Tables>().selectFrom('person').select(COLUMNS).where('id', '=', id).executeTakeFirst();
}

/** The person with an id; throws the 404 problem when there is none. */
export async function requirePerson(db: Reader, id: string): Promise<Person> {
  const person = await getPerson(db, id);
  if (!person) throw new Problem('person-not-found', 404, 'There is no such person here.');
  return person;
}

/** The person with an e-mail address in any letter case, or undefined. */
export async function findPersonByEmail(db: Reader, email: string): Promise<Person | undefined> {
  const wanted = plainEmail(email);
  return db.withTables<Tables>().selectFrom('person').select(COLUMNS).where('email', '=', wanted).executeTakeFirst();
}

/** An e-mail address in the one form in which addresses are kept and compared. */
export function plainEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** Locks a person's row to the end of the transaction; throws the 404 problem when there is none. */
export async function lockPerson(tx: Tx, id: string): Promise<Person> {
  const person = await tx
    .withTables<Tables>()
    .selectFrom('person')
    .select(COLUMNS)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!person) throw new Problem('person-not-found', 404, 'There is no such person here.');
  return person;
}

/** Adds a person; throws the 409 problem when the address is already somebody's. */
export async function insertPerson(tx: Tx, person: { id: string; name: string; email: string; joined: boolean }): Promise<void> {
  const email = plainEmail(person.email);
  const { rows } = await sql<{ id: string }>`
    insert into person (id, name, email, email_proven, joined_at)
    values (${person.id}, ${person.name}, ${email}, ${person.joined}, case when ${person.joined} then concord_now() end)
    on conflict (email) do nothing returning id`.execute(tx);
  if (rows.length === 0) throw new Problem('address-in-use', 409, 'Somebody with this e-mail address is already here.');
}

/** Notes that a person has proven their address and joined. */
export async function markJoined(tx: Tx, id: string, name: string): Promise<void> {
  await sql`update person set name = ${name}, email_proven = true, joined_at = coalesce(joined_at, concord_now()),
    updated_at = concord_now() where id = ${id}`.execute(tx);
}

/** Stops or gives back a person's access. */
export async function setClosed(tx: Tx, id: string, closed: boolean): Promise<void> {
  await sql`update person set closed_at = case when ${closed} then concord_now() end, updated_at = concord_now()
    where id = ${id}`.execute(tx);
}

/** A person in the administrators' list. */
export type ListedPerson = Person & { administrator: boolean };

/** People whose name or address holds some text, by name, at most `limit` after skipping `skip`. */
export async function listPeople(
  db: Reader,
  { search, limit, skip }: { search: string; limit: number; skip: number },
): Promise<{ people: ListedPerson[]; total: number }> {
  const like = `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const where = sql`lower(p.name) like ${like} or p.email like ${like}`;
  const { rows } = await sql<ListedPerson>`
    select p.id, p.name, p.email, p.email_proven, p.joined_at, p.closed_at, ${administratorNow(sql`p.id`)} as administrator
    from person p where ${where} order by lower(p.name), p.id limit ${limit} offset ${skip}`.execute(db);
  const counted = await sql<{ n: number }>`select count(*)::int as n from person p where ${where}`.execute(db);
  return { people: rows, total: counted.rows[0]?.n ?? 0 };
}

/** Whether anybody at all is here yet. */
export async function anyPerson(db: Reader): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select exists (select 1 from person) as any`.execute(db);
  return rows[0]?.any === true;
}

/** Whether a person administers the installation at this moment. */
export async function isAdministrator(db: Reader, personId: string): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`select ${administratorNow(sql`${personId}`)} as yes`.execute(db);
  return rows[0]?.yes === true;
}

/** Makes a person an administrator from now on. */
export async function insertAdministrator(tx: Tx, personId: string, madeBy: string): Promise<void> {
  await sql`insert into administrator (person_id, made_by) values (${personId}, ${madeBy})`.execute(tx);
}

/** Ends a person's time as an administrator. */
export async function endAdministrator(tx: Tx, personId: string, endedBy: string): Promise<void> {
  await sql`update administrator set ends_at = concord_now(), ended_by = ${endedBy}
    where person_id = ${personId} and ends_at is null`.execute(tx);
}

/** The ids of everybody who administers the installation, locked so that two cannot leave at once. */
export async function lockAdministrators(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select person_id from administrator where ends_at is null order by person_id for update`.execute(tx);
  return rows.map(({ person_id }) => person_id);
}

function administratorNow(personId: ReturnType<typeof sql>): ReturnType<typeof sql> {
  return sql`exists (select 1 from administrator a where a.person_id = ${personId}
    and a.starts_at <= concord_now() and (a.ends_at is null or a.ends_at > concord_now()))`;
}
