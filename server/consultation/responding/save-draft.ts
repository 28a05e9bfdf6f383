import type { DraftWords } from '../../../shared/consultation/draft-words.ts';
import { NO_WORDS } from '../../../shared/consultation/draft-words.ts';
import { makeId } from '../../../shared/kernel/ids.ts';
import { MAX_POINTS } from '../../../shared/kernel/limits.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import type { Store } from '../../platform/database/store.ts';
import { insertDraft, insertKey, lockDraft, updateWords } from './draft-store.ts';
import { hashOf, makeKey } from './keys.ts';

/** A draft after a save, and the key its browser keeps. */
export type SavedDraft = { draftId: string; key: string; words: DraftWords };

/**
 * Keeps a change of somebody's draft, and begins the draft with the first one (CON-25). Saving is never refused by time: words that
 * come after closing are kept too, only sending is.
 */
export async function saveDraft(
  store: Store,
  { consultationId, key, change }: { consultationId: string; key: string | undefined; change: (words: DraftWords) => DraftWords },
): Promise<SavedDraft> {
  return store.transaction(async (tx) => {
    const draft = key === undefined ? undefined : await lockDraft(tx, consultationId, hashOf(key));
    const words = change(draft?.words ?? NO_WORDS);
    if (words.points.length > MAX_POINTS)
      throw new Problem('too-many-points', 422, `One response holds ${MAX_POINTS} points. Send this one, then begin another.`);
    if (draft && key !== undefined) {
      await updateWords(tx, draft.id, words);
      return { draftId: draft.id, key, words };
    }
    const fresh = { draftId: makeId(), key: makeKey(), words };
    await insertDraft(tx, { id: fresh.draftId, consultation_id: consultationId, words });
    await insertKey(tx, fresh.draftId, hashOf(fresh.key));
    return fresh;
  });
}
