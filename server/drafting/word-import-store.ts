import { sql } from 'kysely';
import type { WordImport } from '../../shared/drafting/word-import.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { json } from '../platform/database/values.ts';
import type { Reader } from '../platform/database/store.ts';

/** A Word file being brought in, as it lies in the database. */
export type WordImportRow = {
  id: string;
  group_id: string;
  product_id: string;
  title: string;
  file_name: string;
  /** The document whose text it replaces, or null for a new document. */
  replaces: string | null;
  document_id: string | null;
  state: WordImport['state'];
  step: string;
  percent: number;
  losses: WordImport['losses'];
  counts: WordImport['counts'];
  problem: WordImport['problem'];
  asked_by: string;
  asked_at: string;
};

/** Keeps a new import at its beginning. */
export async function insertWordImport(
  db: Reader,
  row: Pick<WordImportRow, 'id' | 'group_id' | 'product_id' | 'title' | 'file_name' | 'replaces' | 'asked_by' | 'step'>,
): Promise<void> {
  await sql`insert into word_import (id, group_id, product_id, title, file_name, replaces, state, step, losses, counts, asked_by)
    values (${row.id}, ${row.group_id}, ${row.product_id}, ${row.title}, ${row.file_name}, ${row.replaces}, 'reading', ${row.step},
      ${json([])}, ${json({})}, ${row.asked_by})`.execute(db);
}

/** An import by id; throws the 404 problem. */
export async function requireWordImport(db: Reader, id: string): Promise<WordImportRow> {
  const { rows } = await sql<WordImportRow>`select * from word_import where id = ${id}`.execute(db);
  if (!rows[0]) throw new Problem('import-not-found', 404, 'There is no such import, or it is not for you.');
  return rows[0];
}

/** The import a document's text came from, and how many things could not be brought; undefined for any other document. */
export async function importOfDocument(
  db: Reader,
  documentId: string,
): Promise<{ importId: string; losses: number } | undefined> {
  const { rows } = await sql<{ importId: string; losses: number }>`
    select id as "importId", jsonb_array_length(losses) as losses from word_import
    where document_id = ${documentId} and state = 'done' order by ended_at desc limit 1`.execute(db);
  return rows[0];
}

/** Notes how far a reading is. */
export async function noteProgress(db: Reader, id: string, percent: number, step: string): Promise<void> {
  await sql`update word_import set percent = ${percent}, step = ${step} where id = ${id} and state = 'reading'`.execute(db);
}

/** Ends an import that is still being read; false when it had ended already. */
export async function endWordImport(
  db: Reader,
  id: string,
  end: Pick<WordImportRow, 'state' | 'step' | 'problem'> & Partial<Pick<WordImportRow, 'losses' | 'counts' | 'document_id'>>,
): Promise<boolean> {
  const { rows } = await sql`update word_import set state = ${end.state}, step = ${end.step}, percent = 100,
      problem = ${end.problem ? json(end.problem) : null}, losses = ${json(end.losses ?? [])}, counts = ${json(end.counts ?? {})},
      document_id = ${end.document_id ?? null}, ended_at = concord_now()
    where id = ${id} and state = 'reading' returning id`.execute(db);
  return rows.length > 0;
}

/** Ends what a stopped server left in the middle; nothing had been changed by it. */
export async function endLeftImports(db: Reader): Promise<void> {
  const problem = {
    code: 'restarted',
    sentence: 'Concord was restarted while it read the file. Nothing was changed. Choose the file again.',
  };
  await sql`update word_import set state = 'failed', step = 'Stopped', problem = ${json(problem)}, ended_at = concord_now()
    where state = 'reading'`.execute(db);
}
