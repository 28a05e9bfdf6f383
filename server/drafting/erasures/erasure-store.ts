import { sql } from 'kysely';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import type { Reader, Tx } from '../../platform/database/store.ts';
import { json } from '../../platform/database/values.ts';
import type { WordMark } from './word-marks.ts';

/** An erasure as it lies in the database: everything but the words. */
export type ErasureRow = WordMark & {
  documentId: string;
  number: number;
  places: number;
  checkpoints: number;
  reason: string;
  askedBy: string;
  askedAt: string;
  doneAt: string | null;
};

const COLUMNS = sql`document_id as "documentId", number, mark, length, places, checkpoints, reason, asked_by as "askedBy",
  asked_at as "askedAt", done_at as "doneAt"`;

/** The erasures of a draft, the oldest first, those included that have not been finished. */
export async function erasuresOf(db: Reader, documentId: string): Promise<ErasureRow[]> {
  const { rows } =
    await sql<ErasureRow>`select ${COLUMNS} from draft_erasure where document_id = ${documentId} order by number`.execute(db);
  return rows;
}

/** The erasures that a stop of the server has left half done, the oldest first. */
export async function unfinishedErasures(db: Reader): Promise<ErasureRow[]> {
  const { rows } =
    await sql<ErasureRow>`select ${COLUMNS} from draft_erasure where done_at is null order by asked_at, number`.execute(db);
  return rows;
}

/** Notes that words are to be erased, before anything is: from then on the erasure can be finished after any stop. */
export async function insertErasure(
  tx: Tx,
  wanted: Pick<ErasureRow, 'documentId' | 'mark' | 'length' | 'places' | 'reason' | 'askedBy'>,
): Promise<ErasureRow> {
  const { documentId, mark, length, places, reason, askedBy } = wanted;
  const { rows } = await sql<ErasureRow>`insert into draft_erasure (document_id, number, mark, length, places, reason, asked_by)
    select ${documentId}, coalesce(max(number), 0) + 1, ${mark}, ${length}, ${places}, ${reason}, ${askedBy}
    from draft_erasure where document_id = ${documentId} returning ${COLUMNS}`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('an insert that returns gives a row');
  return row;
}

/** Marks an erasure as done and forgets its reason, which the record keeps; false when that was done before. */
export async function markErased(tx: Tx, { documentId, number }: Pick<ErasureRow, 'documentId' | 'number'>): Promise<boolean> {
  const { numAffectedRows } = await sql`update draft_erasure set done_at = concord_now(), reason = ''
    where document_id = ${documentId} and number = ${number} and done_at is null`.execute(tx);
  return Number(numAffectedRows ?? 0) > 0;
}

/** Counts checkpoints out of which an erasure has taken words. */
export async function countErasedCheckpoint(
  tx: Tx,
  { documentId, number }: Pick<ErasureRow, 'documentId' | 'number'>,
): Promise<void> {
  await sql`update draft_erasure set checkpoints = checkpoints + 1 where document_id = ${documentId} and number = ${number}`.execute(
    tx,
  );
}

/** The checkpoints of a draft by id, the oldest first. */
export async function checkpointIds(db: Reader, documentId: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select id from draft_checkpoint where document_id = ${documentId} order by place`.execute(db);
  return rows.map(({ id }) => id);
}

/** The text of a checkpoint; undefined when it has been thinned out meanwhile. */
export async function checkpointText(db: Reader, id: string): Promise<DocumentText | undefined> {
  const { rows } = await sql<{ body: string }>`select body from draft_checkpoint where id = ${id}`.execute(db);
  return rows[0] && (JSON.parse(rows[0].body) as DocumentText); // written from a checked text
}

/** Gives a checkpoint the text that is left of it, and says how many places were taken out. */
export async function rewriteCheckpoint(
  tx: Tx,
  id: string,
  left: { body: string; hash: string; words: number; places: number },
): Promise<void> {
  await sql`update draft_checkpoint set body = ${left.body}, hash = ${left.hash}, words = ${left.words}, erased = erased + ${left.places}
    where id = ${id}`.execute(tx);
}

/** What is said of a Word file that became a document's text: its title and name, and the list of what it could not bring, which quotes it. */
export type WordFileSaid = { id: string; title: string; fileName: string; losses: unknown };

/** What is said of the Word files of a document. */
export async function wordFilesOf(db: Reader, documentId: string): Promise<WordFileSaid[]> {
  const { rows } = await sql<WordFileSaid>`select id, title, file_name as "fileName", losses from word_import
    where document_id = ${documentId} or replaces = ${documentId}`.execute(db);
  return rows;
}

/** Says something else of a Word file. */
export async function rewriteWordFile(tx: Tx, { id, title, fileName, losses }: WordFileSaid): Promise<void> {
  await sql`update word_import set title = ${title}, file_name = ${fileName}, losses = ${json(losses)} where id = ${id}`.execute(
    tx,
  );
}

/** Lets the database use the room of what is gone: until then its files still hold it. */
export async function giveRoomBack(db: Reader): Promise<void> {
  await sql`vacuum draft_update, draft_state, draft_checkpoint, word_import`.execute(db);
}
