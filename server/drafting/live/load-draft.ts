import * as Y from 'yjs';
import { openRoots } from '../../../shared/text/live/flat-root.ts';
import type { Reader } from '../../platform/database/store.ts';
import { readLog, type LogRow } from './draft-log-store.ts';

/** A draft whose log cannot be read as a text; it is closed and left as it is (DRA-8). */
export class UnreadableDraft extends Error {}

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

/** Hears of a draft as it is put together: the folded state, then every change behind it. */
export type LogListener = { begin(doc: Y.Doc): void; applied(row: LogRow): void };

/** Reads a draft from the committed log; throws UnreadableDraft when a row cannot be applied or the text was never seeded. */
export async function loadDraft(db: Reader, documentId: string, { listener, upTo }: Reading = {}): Promise<LoadedDraft> {
  const { state, updates: all } = await readLog(db, documentId);
  const updates = upTo ? firstOf(all, upTo) : all;
  const doc = new Y.Doc();
  if (state) applyWhole(doc, state.bytes);
  listener?.begin(doc);
  for (const row of updates) {
    applyWhole(doc, row.bytes);
    listener?.applied(row);
  }
  if (!openRoots(doc).meta.has('v')) throw new UnreadableDraft('The stored text has no beginning.');
  const bytes = updates.reduce((sum, update) => sum + update.bytes.length, state?.bytes.length ?? 0);
  return { doc, rows: updates.map(({ id }) => id), bytes, foldedAt: state?.at, lastAt: updates.at(-1)?.at };
}

function firstOf(rows: readonly LogRow[], isWanted: (row: LogRow) => boolean): LogRow[] {
  const end = rows.findIndex((row) => !isWanted(row));
  return rows.slice(0, end < 0 ? rows.length : end);
}

/** Applies an update and makes sure that all of it has arrived: Yjs silently waits for what is missing. */
function applyWhole(doc: Y.Doc, update: Uint8Array): void {
  try {
    Y.applyUpdate(doc, update, 'log');
    const known = Y.decodeStateVector(Y.encodeStateVector(doc));
    for (const [client, clock] of Y.parseUpdateMeta(update).to) {
      if ((known.get(client) ?? 0) < clock) throw new Error('A change in the log builds on one that is not there.');
    }
  } catch (error) {
    throw new UnreadableDraft(error instanceof Error ? error.message : String(error));
  }
}
