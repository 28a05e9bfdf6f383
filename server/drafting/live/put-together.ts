import * as Y from 'yjs';
import { openRoots } from '../../../shared/text/live/flat-root.ts';

/** A draft whose log cannot be read as a text; it is closed and left as it is (DRA-8). */
export class UnreadableDraft extends Error {}

/** Puts a draft together from its folded state and the changes since; throws UnreadableDraft when one cannot be applied or the text was never seeded. */
export function putTogether(state: Uint8Array | undefined, updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  if (state) applyWhole(doc, state);
  for (const update of updates) applyWhole(doc, update);
  if (!openRoots(doc).meta.has('v')) throw new UnreadableDraft('The stored text has no beginning.');
  return doc;
}

/** The state that holds a folded state and the changes since. */
export function foldedState(state: Uint8Array | undefined, updates: readonly Uint8Array[]): Uint8Array {
  const doc = putTogether(state, updates);
  const folded = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return folded;
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
