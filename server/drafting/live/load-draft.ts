import * as Y from 'yjs';
import { openRoots } from '../../../shared/text/live/flat-root.ts';
import type { Reader } from '../../platform/database/store.ts';
import { readLog } from './draft-log-store.ts';

/** A draft whose log cannot be read as a text; it is closed and left as it is (DRA-8). */
export class UnreadableDraft extends Error {}

/** A draft as the log has it, with the rows it was read from and the bytes they take. */
export type LoadedDraft = { doc: Y.Doc; rows: number[]; bytes: number };

/** Reads a draft from the committed log; throws UnreadableDraft when a row cannot be applied or the text was never seeded. */
export async function loadDraft(db: Reader, documentId: string): Promise<LoadedDraft> {
  const { state, updates } = await readLog(db, documentId);
  const doc = new Y.Doc();
  if (state) applyWhole(doc, state);
  for (const { bytes } of updates) applyWhole(doc, bytes);
  if (!openRoots(doc).meta.has('v')) throw new UnreadableDraft('The stored text has no beginning.');
  const bytes = updates.reduce((sum, update) => sum + update.bytes.length, state?.length ?? 0);
  return { doc, rows: updates.map(({ id }) => id), bytes };
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
