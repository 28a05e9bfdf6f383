import type * as Y from 'yjs';
import type { Reader } from '../../platform/database/store.ts';
import { readLog, type LogRow } from './draft-log-store.ts';
import { putTogether, type LogListener } from './put-together.ts';

/** A draft as the log has it, with the rows it was read from, the bytes they take, and when its state was folded and its last row written. */
export type LoadedDraft = {
  doc: Y.Doc;
  rows: number[];
  bytes: number;
  foldedAt: string | undefined;
  lastAt: string | undefined;
};

/** What may be asked of a reading: to hear of each change, and to stop before the first one that is not wanted. */
export type Reading = { listener?: LogListener; upTo?: (row: LogRow) => boolean };

/** Reads a draft from the committed log; throws UnreadableDraft when a row cannot be applied or the text was never seeded. */
export async function loadDraft(db: Reader, documentId: string, { listener, upTo }: Reading = {}): Promise<LoadedDraft> {
  const { state, updates: all } = await readLog(db, documentId);
  const updates = upTo ? firstOf(all, upTo) : all;
  const doc = putTogether(state?.bytes, updates, ...(listener ? [listener] : []));
  const bytes = updates.reduce((sum, update) => sum + update.bytes.length, state?.bytes.length ?? 0);
  return { doc, rows: updates.map(({ id }) => id), bytes, foldedAt: state?.at, lastAt: updates.at(-1)?.at };
}

function firstOf(rows: readonly LogRow[], isWanted: (row: LogRow) => boolean): LogRow[] {
  const end = rows.findIndex((row) => !isWanted(row));
  return rows.slice(0, end < 0 ? rows.length : end);
}
