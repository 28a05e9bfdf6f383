import * as Y from 'yjs';
import type { Credit } from '../../checkpoints/checkpoint-store.ts';
import { DayEnds } from '../../checkpoints/day-ends.ts';
import { textAtMoment, type TextAtMoment } from '../../checkpoints/text-at-moment.ts';
import { LogCredits } from '../../checkpoints/log-credits.ts';
import type { LogRow } from '../draft-log-store.ts';
import { putTogether } from '../put-together.ts';

/** A draft as the log has it, to be folded; `withText` when its text at the end is wanted in canonical form too. */
export type FoldTask = {
  state: Uint8Array | undefined;
  foldedAt: string | undefined;
  rows: readonly LogRow[];
  withText: boolean;
};

/** What folding gives: the state that holds every row, who is to be credited for them, and the texts at the ends of days and, when wanted, at the end. */
export type Folded = { state: Uint8Array; credits: Credit[]; texts: TextAtMoment[] };

/** Folds rows into a state; throws UnreadableDraft when they do not fit. Needs no database, so that it can be done in another thread. */
export function foldRows({ state, foldedAt, rows, withText }: FoldTask): Folded {
  const credited = new LogCredits();
  const ends = new DayEnds(foldedAt, rows);
  const doc = putTogether(state, rows, credited, ends);
  const lastAt = rows.at(-1)?.at ?? foldedAt;
  const last = withText && lastAt !== undefined ? [textAtMoment(doc, lastAt)] : [];
  const folded = { state: Y.encodeStateAsUpdate(doc), credits: credited.credits, texts: [...ends.texts, ...last] };
  doc.destroy();
  return folded;
}
