import { sql } from 'kysely';
import type { DraftWords } from '../../shared/consultation/draft-words.ts';
import type { Answers } from '../../shared/consultation/question.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import type { Reader, Tx } from '../platform/database/store.ts';
import { json } from '../platform/database/values.ts';

/** A response as it lies in the database; who wrote it stands apart, in the respondent's row. */
export type ResponseRow = {
  id: string;
  consultation_id: string;
  reference: string;
  status: 'received' | 'to-check' | 'withdrawn';
  channel: string;
  late: boolean;
  /** The latest sending, from 1. */
  revision: number;
  /** Why it waits to be checked; empty when it does not. */
  held_for: string[];
  capacity: string | null;
  category: string | null;
  organisation: string | null;
  area: string | null;
  has_interest: boolean | null;
  tobacco_links: boolean | null;
  publish: string | null;
  received_at: string;
  changed_at: string;
};

/** Who wrote a response: read only with the right to read addresses. */
export type RespondentRow = {
  response_id: string;
  name: string;
  email: string;
  email_confirmed_at: string | null;
  interest_words: string;
};

/** One sending of a response; its words are gone when it was withdrawn. */
export type RevisionRow = {
  response_id: string;
  revision: number;
  send_id: string;
  words: DraftWords | null;
  points: number;
  answers: number;
  at: string;
};

type AnswerRow = { response_id: string; question_id: string; choices: string[]; words: string };
type Tables = { response: ResponseRow; respondent: RespondentRow; response_revision: RevisionRow; response_answer: AnswerRow };

/** A response by id, or nothing. */
export async function findResponse(db: Reader, id: string): Promise<ResponseRow | undefined> {
  return db.withTables<Tables>().selectFrom('response').selectAll().where('id', '=', id).executeTakeFirst();
}

/** A response by id, locked to the commit; throws the 404 problem. */
export async function lockResponse(tx: Tx, id: string): Promise<ResponseRow> {
  const row = await tx
    .withTables<Tables>()
    .selectFrom('response')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Problem('response-not-found', 404, 'There is no such response.');
  return row;
}

/** A response of a consultation by its reference: identifies, never opens (CON-25). */
export async function findByReference(db: Reader, consultationId: string, reference: string): Promise<ResponseRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('response')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .where('reference', '=', reference)
    .executeTakeFirst();
}

/** Whether a reference is taken. */
export async function isTaken(db: Reader, reference: string): Promise<boolean> {
  const found = await db
    .withTables<Tables>()
    .selectFrom('response')
    .select('id')
    .where('reference', '=', reference)
    .executeTakeFirst();
  return found !== undefined;
}

/** Keeps a response, or its newer state when it is sent again. */
export async function keepResponse(tx: Tx, row: ResponseRow): Promise<void> {
  const values = { ...row, held_for: json(row.held_for) };
  const { id: _id, consultation_id: _consultation, reference: _reference, received_at: _received, ...newer } = values;
  await tx
    .withTables<Tables>()
    .insertInto('response')
    .values(values)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(newer))
    .execute();
}

/** Keeps who wrote a response; a changed address is not confirmed any more. */
export async function keepRespondent(tx: Tx, row: Omit<RespondentRow, 'email_confirmed_at'>): Promise<void> {
  await sql`
    insert into respondent (response_id, name, email, interest_words)
    values (${row.response_id}, ${row.name}, ${row.email}, ${row.interest_words})
    on conflict (response_id) do update set name = excluded.name, interest_words = excluded.interest_words,
      email_confirmed_at = case when respondent.email = excluded.email then respondent.email_confirmed_at end,
      email = excluded.email`.execute(tx);
}

/** Who wrote a response, or nothing when it was withdrawn. */
export async function findRespondent(db: Reader, responseId: string): Promise<RespondentRow | undefined> {
  return db.withTables<Tables>().selectFrom('respondent').selectAll().where('response_id', '=', responseId).executeTakeFirst();
}

/** Who wrote some responses, by response. */
export async function respondentsOf(db: Reader, responseIds: readonly string[]): Promise<Map<string, RespondentRow>> {
  if (responseIds.length === 0) return new Map();
  const rows = await db
    .withTables<Tables>()
    .selectFrom('respondent')
    .selectAll()
    .where('response_id', 'in', [...responseIds])
    .execute();
  return new Map(rows.map((row) => [row.response_id, row]));
}

/** Notes that the address of a response belongs to whoever wrote it; false when it has been changed since. */
export async function confirmEmail(tx: Tx, responseId: string, email: string): Promise<boolean> {
  const { rows } = await sql<{ response_id: string }>`
    update respondent set email_confirmed_at = coalesce(email_confirmed_at, concord_now())
    where response_id = ${responseId} and email = ${email} returning response_id`.execute(tx);
  return rows.length > 0;
}

/** Keeps one sending; the same send id is kept once. */
export async function insertRevision(tx: Tx, row: RevisionRow): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto('response_revision')
    .values({ ...row, words: row.words === null ? null : json(row.words) })
    .execute();
}

/** The sending that a send id made, or nothing. */
export async function findSending(db: Reader, sendId: string): Promise<RevisionRow | undefined> {
  return db.withTables<Tables>().selectFrom('response_revision').selectAll().where('send_id', '=', sendId).executeTakeFirst();
}

/** Every sending of a response, the latest first. */
export async function revisionsOf(db: Reader, responseId: string): Promise<RevisionRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom('response_revision')
    .selectAll()
    .where('response_id', '=', responseId)
    .orderBy('revision', 'desc')
    .execute();
}

/** Puts the answers of a response in the place of the ones before. */
export async function replaceAnswers(tx: Tx, responseId: string, answers: Answers): Promise<void> {
  const db = tx.withTables<Tables>();
  await db.deleteFrom('response_answer').where('response_id', '=', responseId).execute();
  for (const [questionId, { choices, words }] of Object.entries(answers))
    await db
      .insertInto('response_answer')
      .values({ response_id: responseId, question_id: questionId, choices: json(choices), words })
      .execute();
}

/** The answers of a response as they were last sent. */
export async function answersOf(db: Reader, responseId: string): Promise<Answers> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('response_answer')
    .selectAll()
    .where('response_id', '=', responseId)
    .execute();
  return Object.fromEntries(rows.map(({ question_id, choices, words }) => [question_id, { choices, words }]));
}

/** Wipes what a withdrawn response said and who wrote it; that one was withdrawn stays. */
export async function wipeResponse(tx: Tx, responseId: string, at: string): Promise<void> {
  const db = tx.withTables<Tables>();
  await db.deleteFrom('response_answer').where('response_id', '=', responseId).execute();
  await db.deleteFrom('respondent').where('response_id', '=', responseId).execute();
  await db.updateTable('response_revision').set({ words: null }).where('response_id', '=', responseId).execute();
  await sql`
    update response set status = 'withdrawn', changed_at = ${at}::timestamptz, capacity = null, category = null, organisation = null,
      area = null, has_interest = null, tobacco_links = null, publish = null where id = ${responseId}`.execute(tx);
}

/** How many responses count, are held to be checked, and were withdrawn. */
export async function countResponses(
  db: Reader,
  consultationId: string,
): Promise<{ received: number; held: number; withdrawn: number }> {
  const { rows } = await sql<{ received: number; held: number; withdrawn: number }>`
    select count(*) filter (where status = 'received')::int as received, count(*) filter (where status = 'to-check')::int as held,
      count(*) filter (where status = 'withdrawn')::int as withdrawn
    from response where consultation_id = ${consultationId}`.execute(db);
  return rows[0] ?? { received: 0, held: 0, withdrawn: 0 };
}

/** The responses of a consultation in the order they came, one page of them; `after` is the id of the last one seen. */
export async function responsesOf(
  db: Reader,
  consultationId: string,
  { after, limit = 100 }: { after?: string | undefined; limit?: number | undefined },
): Promise<(ResponseRow & { points: number })[]> {
  const later =
    after === undefined ? sql`` : sql`and (received_at, id) > (select received_at, id from response where id = ${after})`;
  const { rows } = await sql<ResponseRow & { points: number }>`
    select response.*, (select count(*)::int from point where response_id = response.id and dropped_at is null) as points
    from response where consultation_id = ${consultationId} ${later} order by received_at, id limit ${limit}`.execute(db);
  return rows;
}

/** Lets a response that was held count. */
export async function clearHold(tx: Tx, id: string): Promise<void> {
  await sql`update response set status = 'received', held_for = '[]'::jsonb where id = ${id}`.execute(tx);
}
