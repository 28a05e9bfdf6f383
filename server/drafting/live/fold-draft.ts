import type { Store } from '../../platform/database/store.ts';
import { addCredits } from '../checkpoints/checkpoint-store.ts';
import { checkpointsOf, keepCheckpoints, mayBeDue, type Moment } from '../checkpoints/keep-checkpoint.ts';
import { dropUpdates, lockState, readLog, reuseRoom, writeState } from './draft-log-store.ts';
import { foldRows, type Folded, type FoldTask } from './folding/fold-rows.ts';

/** Rows of the log after which they are folded into one state: a cold open stays under about 50 ms on a long specification. */
export const FOLD_AFTER_ROWS = 500;

/** Somebody else has folded the same rows meanwhile: theirs stands, ours is taken back. */
class FoldedElsewhere extends Error {}

/** What folds rows into a state, here or in a thread of its own; throws UnreadableDraft when they do not fit. */
export type Fold = (task: FoldTask) => Folded | Promise<Folded>;

/**
 * Folds the log of a draft into its state and drops exactly the rows that the new state holds, in one transaction (DRA-8), with the
 * credits of those rows and the checkpoints that are due: of days that are over, and of now (DRA-25). The text is put together before the transaction begins, so that
 * no commit waits for it. Answers how many rows were folded.
 */
export async function foldDraft(
  store: Store,
  documentId: string,
  moment: Moment = 'at-work',
  fold: Fold = foldRows,
): Promise<number> {
  const { state, updates } = await readLog(store.read, documentId);
  const withText = await mayBeDue(store.read, documentId, moment);
  if (updates.length === 0 && !withText) return 0;
  const folded = await fold({ state: state?.bytes, foldedAt: state?.at, rows: updates, withText });
  const due = await checkpointsOf(store.read, documentId, folded.texts);
  if (updates.length === 0 && due.length === 0) return 0;
  const ids = updates.map(({ id }) => id);
  try {
    await store.transaction(async (tx) => {
      await lockState(tx, documentId);
      if ((await dropUpdates(tx, ids)) < ids.length) throw new FoldedElsewhere();
      if (ids.length > 0) await writeState(tx, documentId, folded.state);
      if (folded.credits.length > 0) await addCredits(tx, documentId, folded.credits);
      await keepCheckpoints(tx, documentId, due);
    });
  } catch (error) {
    if (error instanceof FoldedElsewhere) return 0;
    throw error;
  }
  if (store.kind === 'embedded') await reuseRoom(store.read); // a PostgreSQL server does so by itself
  return ids.length;
}
