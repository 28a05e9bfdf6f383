import type * as Y from 'yjs';
import type { Reader } from '../../platform/database/store.ts';
import { readLog } from './draft-log-store.ts';
import { putTogether } from './put-together.ts';

/** A draft as the log has it, with the rows it was read from and the bytes they take. */
export type LoadedDraft = { doc: Y.Doc; rows: number[]; bytes: number };

/** Reads a draft from the committed log; throws UnreadableDraft when a row cannot be applied or the text was never seeded. */
export async function loadDraft(db: Reader, documentId: string): Promise<LoadedDraft> {
  const { state, updates } = await readLog(db, documentId);
  const changes = updates.map((update) => update.bytes);
  const doc = putTogether(state, changes);
  const bytes = changes.reduce((sum, change) => sum + change.length, state?.length ?? 0);
  return { doc, rows: updates.map(({ id }) => id), bytes };
}
