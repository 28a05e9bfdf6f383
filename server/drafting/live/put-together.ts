import * as Y from 'yjs';
import { openRoots } from '../../../shared/text/live/flat-root.ts';
import type { LogRow } from './draft-log-store.ts';

/** A draft whose log cannot be read as a text; it is closed and left as it is (DRA-8). */
export class UnreadableDraft extends Error {}

/** Hears of a draft as it is put together: the folded state, then every change behind it. */
export type LogListener = { begin(doc: Y.Doc): void; applied(row: LogRow): void };

/** Puts a draft together from its folded state and the changes since; throws UnreadableDraft when one cannot be applied or the text was never seeded. */
export function putTogether(state: Uint8Array | undefined, rows: readonly LogRow[], ...listeners: LogListener[]): Y.Doc {
  const doc = new Y.Doc();
  if (state) applyWhole(doc, state);
  for (const listener of listeners) listener.begin(doc);
  for (const row of rows) {
    applyWhole(doc, row.bytes);
    for (const listener of listeners) listener.applied(row);
  }
  if (!openRoots(doc).meta.has('v')) throw new UnreadableDraft('The stored text has no beginning.');
  return doc;
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
