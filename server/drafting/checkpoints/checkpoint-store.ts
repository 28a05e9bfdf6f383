import { sql } from 'kysely';
import type { SectionCredit } from '../../../shared/text/live/credit-changes.ts';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import type { Reader, Tx } from '../../platform/database/store.ts';
import { json } from '../../platform/database/values.ts';

/** A kept moment of a draft: its fingerprint and length, and when it was last changed; without the text. */
export type CheckpointHead = { id: string; document_id: string; hash: string; words: number; at: string };

/** A checkpoint to be kept; `people` says who each client id in the text belongs to. */
export type NewCheckpoint = CheckpointHead & { body: string; people: Record<string, string> };

/** What one person did in one section within one hour, in characters. */
export type Credit = SectionCredit & { personId: string; hour: string };

type Tables = { draft_checkpoint: NewCheckpoint };

/** The newest checkpoint of a draft and whether it is older than an hour, or undefined when there is none. */
export async function newestCheckpoint(db: Reader, documentId: string): Promise<{ hash: string; isOld: boolean } | undefined> {
  const { rows } = await sql<{ hash: string; isOld: boolean }>`select hash, at < concord_now() - interval '1 hour' as "isOld"
    from draft_checkpoint where document_id = ${documentId} order by place desc limit 1`.execute(db);
  return rows[0];
}

/** Keeps a checkpoint. */
export async function insertCheckpoint(tx: Tx, row: NewCheckpoint): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto('draft_checkpoint')
    .values({ ...row, people: json(row.people) })
    .execute();
}

/** Of the checkpoints older than 90 days leaves the last one of each day in Britain (DRA-25). */
export async function thinCheckpoints(tx: Tx, documentId: string): Promise<void> {
  await sql`delete from draft_checkpoint where document_id = ${documentId} and at < concord_now() - interval '90 days' and id not in
    (select distinct on ((at at time zone 'Europe/London')::date) id from draft_checkpoint where document_id = ${documentId}
     order by (at at time zone 'Europe/London')::date, place desc)`.execute(tx);
}

/** Adds credits to those already kept of the same hour, person and section. */
export async function addCredits(tx: Tx, documentId: string, credits: readonly Credit[]): Promise<void> {
  const column = <K extends keyof Credit>(key: K): Credit[K][] => credits.map((credit) => credit[key]);
  await sql`insert into draft_credit (document_id, hour, person_id, section_id, added, removed, proposed)
    select ${documentId}, * from unnest(${column('hour')}::timestamptz[], ${column('personId')}::text[], ${column('section')}::text[],
      ${column('added')}::int[], ${column('removed')}::int[], ${column('proposed')}::int[])
    on conflict (document_id, hour, person_id, section_id) do update set added = draft_credit.added + excluded.added,
      removed = draft_credit.removed + excluded.removed, proposed = draft_credit.proposed + excluded.proposed`.execute(tx);
}

/** The last checkpoint of a draft that was kept on a day in Britain ("2026-11-28") or before it, with its text and how many places were erased from it; undefined when there is none. */
export async function checkpointUpTo(
  db: Reader,
  documentId: string,
  day: string,
): Promise<(CheckpointHead & { text: DocumentText; erased: number }) | undefined> {
  const { rows } = await sql<
    CheckpointHead & { body: string; erased: number }
  >`select id, document_id, hash, words, at, body, erased from draft_checkpoint
    where document_id = ${documentId} and at < (${day}::date + 1)::timestamp at time zone 'Europe/London'
    order by place desc limit 1`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const { body, ...head } = row;
  return { ...head, text: JSON.parse(body) as DocumentText }; // written from a checked text
}

/** What each person did in each hour in each section, as far as the log has been folded, the newest first. */
export async function creditsOf(db: Reader, documentId: string): Promise<Credit[]> {
  const { rows } = await sql<Credit>`select hour, person_id as "personId", section_id as section, added, removed, proposed
    from draft_credit where document_id = ${documentId} order by hour desc, person_id, section_id`.execute(db);
  return rows;
}
