import { allowed, refused, type Outcome as RuleOutcome } from '../kernel/outcome.ts';
import { OUTCOMES, type Decision } from './disposition.ts';

/** May decisions be taken on this consultation now? Not while a public one is open, so that nothing is or looks decided early (RES-7). */
export function mayDecideNow(consultation: { state: string; resolveWhileOpen: boolean }): RuleOutcome {
  if (consultation.state === 'closed' || (consultation.state === 'open' && consultation.resolveWhileOpen)) return allowed;
  if (consultation.state === 'open')
    return refused(
      'consultation-open',
      409,
      'The consultation is still open. Points can be read and sorted now, and decided after it closes.',
    );
  return refused('consultation-not-closed', 409, 'Points are decided after the consultation has closed.');
}

/** Is this decision whole: reply where one is needed, the other point where it is a duplicate (RES-10)? */
export function isWholeDecision(pointId: string, decision: Decision): RuleOutcome {
  const missing: { field: string; sentence: string }[] = [];
  if (OUTCOMES[decision.outcome].replyNeeded && decision.reply === '')
    missing.push({ field: 'reply', sentence: replySentence(decision.outcome) });
  if (decision.reasonCode === 'other' && decision.reply === '' && !missing.length)
    missing.push({ field: 'reply', sentence: 'Write the reason, or choose one from the list' });
  if (decision.outcome === 'duplicate' && !decision.duplicateOf)
    missing.push({ field: 'duplicateOf', sentence: 'Choose the point it is the same as' });
  if (decision.outcome === 'duplicate' && decision.duplicateOf === pointId)
    missing.push({ field: 'duplicateOf', sentence: 'A point cannot be the same as itself' });
  const first = missing[0];
  return first ? refused('wrong-input', 422, first.sentence, { fields: missing }) : allowed;
}

/** Is the decision based on the newest revision (0 when there was none)? Otherwise both are shown and nothing is overwritten (RES-11). */
export function isBasedOnNewest(basedOn: number, newest: number, current: unknown): RuleOutcome {
  if (basedOn === newest) return allowed;
  return refused(
    'decided-meanwhile',
    409,
    'Someone else decided this point while you were writing. Yours has not been recorded.',
    { current },
  );
}

/** What a point still needs before its document may go to sign-off; undefined when nothing (RES-10, RES-20). */
export function stillNeeds(point: {
  outcome: Decision['outcome'] | null;
  exemption: string;
  applied: boolean;
}): 'decision' | 'change' | undefined {
  if (point.outcome === null) return 'decision';
  if (OUTCOMES[point.outcome].changesText && !point.applied && point.exemption === '') return 'change';
  return undefined;
}

function replySentence(outcome: Decision['outcome']): string {
  if (outcome === 'not-accepted') return 'Say why the point is not accepted';
  if (outcome === 'already-covered') return 'Say where the text covers it';
  if (outcome === 'deferred') return 'Say why it is put off';
  if (outcome === 'referred') return 'Say which body it is passed to';
  return 'Say what was accepted and what was not';
}
