import * as Y from 'yjs';
import type { Store } from '../../platform/database/store.ts';
import { dropUpdates, lockState, writeState } from './draft-log-store.ts';
import { loadDraft } from './load-draft.ts';

/** Rows of the log after which they are folded into one state: a cold open stays under about 50 ms on a long specification. */
export const FOLD_AFTER_ROWS = 500;

/** Folds the log of a draft into its state; drops exactly the rows that the new state holds, in the same transaction (DRA-8). */
export async function foldDraft(store: Store, documentId: string): Promise<number> {
  return store.transaction(async (tx) => {
    await lockState(tx, documentId);
    const { doc, rows } = await loadDraft(tx, documentId);
    if (rows.length > 0) {
      await writeState(tx, documentId, Y.encodeStateAsUpdate(doc));
      await dropUpdates(tx, rows);
    }
    doc.destroy();
    return rows.length;
  });
}
