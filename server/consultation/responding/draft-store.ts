import { sql } from 'kysely';
import type { DraftWords } from '../../../shared/consultation/draft-words.ts';
import type { Reader, Tx } from '../../platform/database/store.ts';
import { json } from '../../platform/database/values.ts';

/** A respondent's draft; its id is also the id of the response it becomes. */
export type DraftRow = {
  id: string;
  consultation_id: string;
  words: DraftWords;
  code_hash: string | null;
  begun_at: string;
  changed_at: string;
};

type StoredDraft = Omit<DraftRow, 'begun_at' | 'changed_at'>;
type Tables = { draft_response: DraftRow; draft_key: { key_hash: string; draft_id: string } };
type NewTables = { draft_response: StoredDraft };

/** The draft that a key opens, in one consultation only. */
export async function findDraft(db: Reader, consultationId: string, keyHash: string): Promise<DraftRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('draft_response')
    .innerJoin('draft_key', 'draft_key.draft_id', 'draft_response.id')
    .selectAll('draft_response')
    .where('draft_key.key_hash', '=', keyHash)
    .where('draft_response.consultation_id', '=', consultationId)
    .executeTakeFirst();
}

/** The same, locked to the commit, so that two forms saved at once both stay. */
export async function lockDraft(tx: Tx, consultationId: string, keyHash: string): Promise<DraftRow | undefined> {
  const found = await findDraft(tx, consultationId, keyHash);
  if (!found) return undefined;
  return tx
    .withTables<Tables>()
    .selectFrom('draft_response')
    .selectAll()
    .where('id', '=', found.id)
    .forUpdate()
    .executeTakeFirst();
}

/** Begins a draft. */
export async function insertDraft(tx: Tx, row: Pick<DraftRow, 'id' | 'consultation_id' | 'words'>): Promise<void> {
  await tx
    .withTables<NewTables>()
    .insertInto('draft_response')
    .values({ ...row, words: json(row.words), code_hash: null })
    .execute();
}

/** Lets one more key, hashed, open a draft: one for each browser. */
export async function insertKey(tx: Tx, draftId: string, keyHash: string): Promise<void> {
  await tx.withTables<Tables>().insertInto('draft_key').values({ key_hash: keyHash, draft_id: draftId }).execute();
}

/** Keeps a draft's words. */
export async function updateWords(tx: Tx, draftId: string, words: DraftWords): Promise<void> {
  await sql`update draft_response set words = ${json(words)}, changed_at = concord_now() where id = ${draftId}`.execute(tx);
}

/** Gives a draft a new code, hashed; the one before stops working. */
export async function updateCode(tx: Tx, draftId: string, codeHash: string): Promise<void> {
  await tx.withTables<Tables>().updateTable('draft_response').set({ code_hash: codeHash }).where('id', '=', draftId).execute();
}

/** The draft that a code opens, in one consultation only. */
export async function findDraftByCode(db: Reader, consultationId: string, codeHash: string): Promise<DraftRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('draft_response')
    .selectAll()
    .where('code_hash', '=', codeHash)
    .where('consultation_id', '=', consultationId)
    .executeTakeFirst();
}

/** Deletes a draft with every key that opens it. */
export async function deleteDraft(tx: Tx, draftId: string): Promise<void> {
  await tx.withTables<Tables>().deleteFrom('draft_response').where('id', '=', draftId).execute();
}

/** Deletes what was never sent once the consultation has been closed for some days, and forgets unsent changes of what was; answers how many were deleted. */
export async function deleteOldDrafts(tx: Tx, days: number): Promise<number> {
  const closed = sql`select id from consultation where closes_at < concord_now() - make_interval(days => ${days}::int)`;
  const gone = await sql<{ id: string }>`
    delete from draft_response where consultation_id in (${closed})
    and not exists (select 1 from response where response.id = draft_response.id) returning id`.execute(tx);
  await sql`
    update draft_response set words = sent.words from response join response_revision sent
      on sent.response_id = response.id and sent.revision = response.revision
    where response.id = draft_response.id and draft_response.consultation_id in (${closed})
      and response.status <> 'withdrawn' and sent.words is not null and draft_response.words <> sent.words`.execute(tx);
  return gone.rows.length;
}
