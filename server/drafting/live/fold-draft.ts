import type { Store } from '../../platform/database/store.ts';
import { addCredits, newestCheckpoint } from '../checkpoints/checkpoint-store.ts';
import { checkpointOf, keepCheckpoint } from '../checkpoints/keep-checkpoint.ts';
import { dropUpdates, lockState, readLog, reuseRoom, writeState } from './draft-log-store.ts';
import { foldLog, type FoldedLog, type FoldWork, type SpelledText } from './fold-log.ts';

/** Rows of the log after which they are folded into one state: a cold open stays under about 50 ms on a long specification. */
export const FOLD_AFTER_ROWS = 500;

/** Somebody else has folded the same rows meanwhile: theirs stands, ours is taken back. */
class FoldedElsewhere extends Error {}

/** When a draft is folded: at rest it always gets a checkpoint, while people write only when the newest is an hour old (DRA-25). */
export type Moment = 'at-rest' | 'at-work';

/** How a draft is folded: when, and what puts its log together, which throws UnreadableDraft when it does not fit. */
export type Folding = { moment?: Moment; fold?: (work: FoldWork) => FoldedLog | Promise<FoldedLog> };

/**
 * Folds the log of a draft into its state and drops exactly the rows that the new state holds, in one transaction (DRA-8), with the
 * credits of those rows and a checkpoint when one is due (DRA-25). The text is put together before the transaction begins, so that
 * no commit waits for it. Answers how many rows were folded.
 */
export async function foldDraft(
  store: Store,
  documentId: string,
  { moment = 'at-work', fold = foldLog }: Folding = {},
): Promise<number> {
  const { state, updates: rows } = await readLog(store.read, documentId);
  const newest = await newestCheckpoint(store.read, documentId);
  const withText = moment === 'at-rest' || (newest?.isOld ?? true);
  if (rows.length === 0 && !withText) return 0;
  const folded = await fold({ state: state?.bytes, rows, withText });
  const ids = rows.map(({ id }) => id);
  const text = folded.text?.hash === newest?.hash ? undefined : folded.text;
  if (!(await keep(store, documentId, { ids, folded, text }))) return 0;
  if (store.kind === 'embedded') await reuseRoom(store.read); // a PostgreSQL server does so by itself
  return ids.length;
}

type Kept = { ids: readonly number[]; folded: FoldedLog; text: SpelledText | undefined };

/** Keeps what a fold gave in one transaction; false when somebody else has folded the same rows. */
async function keep(store: Store, documentId: string, { ids, folded, text }: Kept): Promise<boolean> {
  const checkpoint = text && (await checkpointOf(store.read, documentId, text));
  try {
    await store.transaction(async (tx) => {
      await lockState(tx, documentId);
      if ((await dropUpdates(tx, ids)) < ids.length) throw new FoldedElsewhere();
      if (ids.length > 0) await writeState(tx, documentId, folded.state);
      if (folded.credits.length > 0) await addCredits(tx, documentId, folded.credits);
      if (checkpoint) await keepCheckpoint(tx, checkpoint);
    });
    return true;
  } catch (error) {
    if (error instanceof FoldedElsewhere) return false;
    throw error;
  }
}
