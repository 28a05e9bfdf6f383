import type { Store } from '../../platform/database/store.ts';
import { dropUpdates, lockState, readLog, reuseRoom, writeState } from './draft-log-store.ts';
import { foldedState } from './put-together.ts';

/** Rows of the log after which they are folded into one state: a cold open stays under about 50 ms on a long specification. */
export const FOLD_AFTER_ROWS = 500;

/** Somebody else has folded the same rows meanwhile: theirs stands, ours is taken back. */
class FoldedElsewhere extends Error {}

/** What puts a state and the changes since together; throws UnreadableDraft when they do not fit. */
export type Fold = (state: Uint8Array | undefined, updates: readonly Uint8Array[]) => Uint8Array | Promise<Uint8Array>;

/**
 * Folds the log of a draft into its state and drops exactly the rows that the new state holds, in one transaction (DRA-8). The
 * text is put together before the transaction begins, so that no commit waits for it. Answers how many rows were folded.
 */
export async function foldDraft(store: Store, documentId: string, fold: Fold = foldedState): Promise<number> {
  const { state, updates } = await readLog(store.read, documentId);
  if (updates.length === 0) return 0;
  const ids = updates.map(({ id }) => id);
  const changes = updates.map(({ bytes }) => bytes);
  const folded = await fold(state, changes);
  try {
    await store.transaction(async (tx) => {
      await lockState(tx, documentId);
      if ((await dropUpdates(tx, ids)) < ids.length) throw new FoldedElsewhere();
      await writeState(tx, documentId, folded);
    });
  } catch (error) {
    if (error instanceof FoldedElsewhere) return 0;
    throw error;
  }
  if (store.kind === 'embedded') await reuseRoom(store.read); // a PostgreSQL server does so by itself
  return ids.length;
}
