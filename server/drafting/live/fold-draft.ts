import * as Y from 'yjs';
import type { Store } from '../../platform/database/store.ts';
import { addCredits } from '../checkpoints/checkpoint-store.ts';
import { dueCheckpoint, keepCheckpoint, type Moment } from '../checkpoints/keep-checkpoint.ts';
import { LogCredits } from '../checkpoints/log-credits.ts';
import { dropUpdates, lockState, writeState } from './draft-log-store.ts';
import { loadDraft } from './load-draft.ts';

/** Rows of the log after which they are folded into one state: a cold open stays under about 50 ms on a long specification. */
export const FOLD_AFTER_ROWS = 500;

/** Somebody else has folded the same rows meanwhile: theirs stands, ours is taken back. */
class FoldedElsewhere extends Error {}

/**
 * Folds the log of a draft into its state and drops exactly the rows that the new state holds, in one transaction (DRA-8), with the
 * credits of those rows and a checkpoint when one is due (DRA-25). The text is put together before the transaction begins, so that
 * no commit waits for it. Answers how many rows were folded.
 */
export async function foldDraft(store: Store, documentId: string, moment: Moment = 'at-work'): Promise<number> {
  const credited = new LogCredits();
  const { doc, rows } = await loadDraft(store.read, documentId, { listener: credited });
  const state = Y.encodeStateAsUpdate(doc);
  const due = await dueCheckpoint(store.read, documentId, doc, moment);
  doc.destroy();
  if (rows.length === 0 && !due) return 0;
  try {
    await store.transaction(async (tx) => {
      await lockState(tx, documentId);
      if ((await dropUpdates(tx, rows)) < rows.length) throw new FoldedElsewhere();
      if (rows.length > 0) await writeState(tx, documentId, state);
      if (credited.credits.length > 0) await addCredits(tx, documentId, credited.credits);
      if (due) await keepCheckpoint(tx, due);
    });
  } catch (error) {
    if (error instanceof FoldedElsewhere) return 0;
    throw error;
  }
  return rows.length;
}
