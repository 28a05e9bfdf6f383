import * as Y from 'yjs';
import type { Credit } from '../../checkpoints/checkpoint-store.ts';
import { textAtMoment, type TextAtMoment } from '../../checkpoints/text-at-moment.ts';
import { LogCredits } from '../../checkpoints/log-credits.ts';
import type { LogRow } from '../draft-log-store.ts';
import { putTogether } from '../put-together.ts';

/** A draft as the log has it, to be folded; `withText` when its text is wanted in canonical form too. */
export type FoldTask = { state: Uint8Array | undefined; rows: readonly LogRow[]; withText: boolean };

/** What folding gives: the state that holds every row, who is to be credited for the rows, and the text when it was wanted. */
export type Folded = { state: Uint8Array; credits: Credit[]; text: TextAtMoment | undefined };

/** Folds rows into a state; throws UnreadableDraft when they do not fit. Needs no database, so that it can be done in another thread. */
export function foldRows({ state, rows, withText }: FoldTask): Folded {
  const credited = new LogCredits();
  const doc = putTogether(state, rows, credited);
  const folded = { state: Y.encodeStateAsUpdate(doc), credits: credited.credits, text: withText ? textAtMoment(doc) : undefined };
  doc.destroy();
  return folded;
}
