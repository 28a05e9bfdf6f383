import { allowed, refused, type Outcome } from '../kernel/outcome.ts';
import type { FieldError } from '../kernel/page-frame.ts';
import { aboutFaults } from './about-you.ts';
import { stateAt, type ConsultationTimes } from './consultation.ts';
import { saysSomething, type DraftWords } from './draft-words.ts';
import { answerFaults, type Question } from './question.ts';
import { timeAndDay } from './uk-time.ts';

/** Whether a response that arrived at an instant counts: not before the opening, not after the closing (CON-3). */
export function mayRespond(times: ConsultationTimes, arrivedAt: string): Outcome {
  const state = stateAt(times, arrivedAt);
  if (state === 'open') return allowed;
  if (state === 'soon') return refused('not-open-yet', 404, `This consultation opens at ${timeAndDay(times.opensAt)} (UK time).`);
  return refused('consultation-closed', 409, `This consultation closed at ${timeAndDay(times.closesAt)} (UK time).`);
}

/** Whether the closing time may be moved: only while it has not passed, and only to a later one (CON-4). */
export function mayExtend(times: ConsultationTimes, closesAt: string, now: string): Outcome {
  if (stateAt(times, now) === 'closed')
    return refused('consultation-closed', 409, 'This consultation has closed, so it cannot be extended.');
  if (closesAt > times.closesAt) return allowed;
  return refused('not-later', 422, 'Choose a time after the one it closes at now.', {
    fields: [{ field: 'closes', sentence: 'Choose a time after the one it closes at now' }],
  });
}

/** Where each part of a response still has something to put right. */
export type ResponseFaults = { questions: FieldError[]; about: FieldError[]; whole: FieldError[] };

/** Everything that is missing or wrong in a response that is about to be sent (CON-26). */
export function responseFaults(
  words: DraftWords,
  { questions, askTobacco }: { questions: readonly Question[]; askTobacco: boolean },
): ResponseFaults {
  const sentence =
    questions.length > 0 ? 'Write a comment, or answer a question, before you send' : 'Write a comment before you send';
  return {
    questions: answerFaults(questions, words.answers, { complete: true, numbersAsked: true }),
    about: aboutFaults(words.about, { askTobacco }),
    whole: saysSomething(words) ? [] : [{ field: 'points', sentence }],
  };
}

/** Whether a response was withdrawn in time or may still be: only until the closing time. */
export function mayWithdraw(times: ConsultationTimes, now: string): Outcome {
  if (stateAt(times, now) === 'open') return allowed;
  return refused('consultation-closed', 409, 'The consultation has closed, so a response cannot be withdrawn here any more.');
}
