import { z } from 'zod';
import type { FieldError } from '../../shared/kernel/page-frame.ts';
import { POSITIONS_WITH_WORDS, Position, type Position as GivenPosition } from '../../shared/signoff/chain.ts';
import { forget, keep, readKept } from '../platform/browser-storage.ts';
import { dayOf } from './typed-day.ts';

/** A position while it is being given; position and words are kept on this device until they are signed. */
export const PositionDraft = z.object({
  position: Position.optional(),
  words: z.string(),
  readIt: z.boolean(),
  meeting: z.object({ day: z.string(), month: z.string(), year: z.string() }),
  tookPart: z.string(),
});

export type PositionDraft = z.infer<typeof PositionDraft>;

const NOTHING: PositionDraft = { words: '', readIt: false, meeting: { day: '', month: '', year: '' }, tookPart: '' };

/** The hint under each choice of a position. */
export const POSITION_HINTS: Partial<Record<GivenPosition, string>> = {
  'agree-with-reservations': 'Write them below. They are published with your name.',
  object: 'This stops sign-off until it is settled. Write your reason below. It is published.',
  abstain: 'You give a position, but neither agree nor object.',
  recuse: 'Take no part, because you have an interest. Say which below.',
  refuse: 'The board does not approve. Write its reasons below.',
  return: 'The board sends it back to the group. Write its reasons below.',
};

/** What this device has kept of a position, without the tick: that is given anew. */
export function keptPosition(signOffId: string): PositionDraft {
  const kept = PositionDraft.safeParse(readKept(keyOf(signOffId)));
  return kept.success ? { ...kept.data, readIt: false } : NOTHING;
}

/** Keeps a position on this device until it is signed. */
export function keepPosition(signOffId: string, draft: PositionDraft): void {
  keep(keyOf(signOffId), draft);
}

/** Forgets a position that has been signed. */
export function forgetPosition(signOffId: string): void {
  forget(keyOf(signOffId));
}

/** What is missing before it can be signed, in the order of the page. */
export function positionFaults(draft: PositionDraft, { forBody }: { forBody: boolean }): FieldError[] {
  const { position, words, readIt, meeting, tookPart } = draft;
  const needsWords = position !== undefined && POSITIONS_WITH_WORDS.includes(position) && words.trim() === '';
  const faults: (FieldError | false)[] = [
    position === undefined && { field: 'position', sentence: 'Choose your position' },
    needsWords && { field: 'reservation', sentence: 'Write your reservation, reason or interest' },
    forBody && !dayOf(meeting) && { field: 'meetingOn', sentence: 'Enter the day of the meeting' },
    forBody && tookPart.trim() === '' && { field: 'tookPart', sentence: 'Say who took part' },
    !readIt && { field: 'read', sentence: 'Tick to say you have read it' },
  ];
  return faults.filter((fault): fault is FieldError => fault !== false);
}

function keyOf(signOffId: string): string {
  return `position:${signOffId}`;
}
