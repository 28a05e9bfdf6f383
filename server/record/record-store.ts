import { sql } from 'kysely';
import { CHAIN_START } from '../../shared/record/entry.ts';
import { json } from '../platform/database/values.ts';
import type { Reader, Tx } from '../platform/database/store.ts';

type Tables = {
  record_chain: { chain: string; position: number; head: string };
  record_entry: StoredEntry;
  record_personal: { chain: string; position: number; field: string; salt: string; value: string };
};

/** An entry as it lies in the database, with the hash that binds it. */
export type StoredEntry = {
  chain: string;
  position: number;
  act: string;
  actor: string;
  subject: Record<string, string>;
  facts: Record<string, unknown>;
  commitments: Record<string, string>;
  at: string;
  previous: string;
  hash: string;
};

/** Locks the head of a chain, starting the chain if it is new; call it last in a transaction so that chains never deadlock. */
export async function lockHead(tx: Tx, chain: string): Promise<{ position: number; head: string }> {
  const db = tx.withTables<Tables>();
  await db
    .insertInto('record_chain')
    .values({ chain, position: 0, head: CHAIN_START })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return db
    .selectFrom('record_chain')
    .select(['position', 'head'])
    .where('chain', '=', chain)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Adds an entry and moves the head to it. */
export async function insertEntry(tx: Tx, entry: StoredEntry): Promise<void> {
  const db = tx.withTables<Tables>();
  const { subject, facts, commitments, ...plain } = entry;
  await db
    .insertInto('record_entry')
    .values({ ...plain, subject: json(subject), facts: json(facts), commitments: json(commitments) })
    .execute();
  await db
    .updateTable('record_chain')
    .set({ position: entry.position, head: entry.hash })
    .where('chain', '=', entry.chain)
    .execute();
}

/** Keeps a personal value and its salt outside the chain, where both can be erased together (REC-3). */
export async function insertPersonal(tx: Tx, row: Tables['record_personal']): Promise<void> {
  await tx.withTables<Tables>().insertInto('record_personal').values(row).execute();
}

/** The entries of a chain in order, from a position on, at most `limit`. */
export async function readEntries(db: Reader, chain: string, after = 0, limit = 1000): Promise<StoredEntry[]> {
  return db
    .withTables<Tables>()
    .selectFrom('record_entry')
    .selectAll()
    .where('chain', '=', chain)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute();
}

/** The personal values of a chain's entries that have not been erased. */
export async function readPersonal(db: Reader, chain: string): Promise<Tables['record_personal'][]> {
  return db
    .withTables<Tables>()
    .selectFrom('record_personal')
    .selectAll()
    .where('chain', '=', chain)
    .orderBy('position')
    .execute();
}

/** The head of every chain, for verification of the whole record. */
export async function readHeads(db: Reader): Promise<{ chain: string; position: number; head: string }[]> {
  return db.withTables<Tables>().selectFrom('record_chain').selectAll().orderBy('chain').execute();
}

/** Erases the personal values of one entry; the chain keeps their commitments (REC-3). */
export async function erasePersonal(tx: Tx, chain: string, position: number): Promise<number> {
  const result = await sql`delete from record_personal where chain = ${chain} and position = ${position}`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}

/** The head of one chain, or undefined when nothing was recorded there. */
export async function readHead(
  db: Reader,
  chain: string,
): Promise<{ chain: string; position: number; head: string } | undefined> {
  return db.withTables<Tables>().selectFrom('record_chain').selectAll().where('chain', '=', chain).executeTakeFirst();
}

/** The entries of a chain for one act and one subject id, in order. */
export async function findEntries(
  db: Reader,
  { chain, act, noun, id }: { chain: string; act: string; noun: string; id: string },
): Promise<StoredEntry[]> {
  const { rows } =
    await sql<StoredEntry>`select * from record_entry where chain = ${chain} and act = ${act} and subject ->> ${noun} = ${id}
    order by position`.execute(db);
  return rows;
}
