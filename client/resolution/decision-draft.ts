import type { FieldError } from '../../shared/kernel/page-frame.ts';
import type { PointView } from '../../shared/resolution/api.ts';
import { OUTCOMES, type Decision, type Outcome, type ReasonCode } from '../../shared/resolution/disposition.ts';
import { isWholeDecision } from '../../shared/resolution/rules.ts';
import { readKept } from '../platform/browser-storage.ts';

/** A decision while it is being made, and whether the proposed words go into the draft with it. */
export type DecisionDraft = {
  /** The revision it answers; a newer one of somebody else is shown beside it. */
  basedOn: number;
  outcome: Outcome | undefined;
  reasonCode: ReasonCode | undefined;
  reply: string;
  exemption: string;
  duplicateOf: string;
  takeWords: boolean;
  /** The words that would go into the draft. */
  words: string;
};

/** The reason most often meant by an outcome; the others are asked for. */
const USUAL_REASON: Partial<Record<Outcome, ReasonCode>> = {
  accepted: 'clearer',
  'already-covered': 'covered-elsewhere',
  duplicate: 'covered-elsewhere',
};

const NOTHING_YET = { outcome: undefined, reasonCode: undefined, reply: '', exemption: '', duplicateOf: '' };

/** Where a decision on a point begins: at the newest one, and with a reply this device has kept. */
export function beginDecision(point: PointView): DecisionDraft {
  const newest = point.dispositions.at(-1);
  const kept = readKept(replyKey(point.id));
  const known = newest ? { ...newest, duplicateOf: newest.duplicateOf ?? '' } : NOTHING_YET;
  const { outcome, reasonCode, exemption, duplicateOf } = known;
  return {
    basedOn: newest?.revision ?? 0,
    outcome,
    reasonCode,
    reply: typeof kept === 'string' ? kept : known.reply,
    exemption,
    duplicateOf,
    takeWords: false,
    words: point.wording ?? '',
  };
}

/** The same decision with another outcome, and the reason that usually goes with it. */
export function withOutcome(draft: DecisionDraft, outcome: Outcome): DecisionDraft {
  const takeWords = draft.takeWords && OUTCOMES[outcome].changesText;
  return { ...draft, outcome, takeWords, reasonCode: USUAL_REASON[outcome] ?? undefined };
}

/** Under which name this device keeps a reply that is being written. */
export function replyKey(pointId: string): string {
  return `desk-reply:${pointId}`;
}

/** The outcome that a digit chooses. */
export function outcomeOfKey(key: string): Outcome | undefined {
  return (Object.keys(OUTCOMES) as Outcome[]).find((outcome) => OUTCOMES[outcome].key === key); // the keys of a literal object
}

/** The whole decision, or what is missing from it. */
export function wholeDecision(pointId: string, draft: DecisionDraft): { decision: Decision } | { errors: FieldError[] } {
  const { outcome, reasonCode, reply, exemption, duplicateOf } = draft;
  if (!outcome) return { errors: [{ field: 'outcome', sentence: 'Choose an outcome' }] };
  if (!reasonCode) return { errors: [{ field: 'reasonCode', sentence: 'Choose a reason' }] };
  const changesText = OUTCOMES[outcome].changesText;
  const decision: Decision = {
    outcome,
    reasonCode,
    reply: reply.trim(),
    exemption: changesText ? exemption.trim() : '',
    duplicateOf: outcome === 'duplicate' && duplicateOf ? duplicateOf : null,
  };
  const whole = isWholeDecision(pointId, decision);
  if (whole.ok) return { decision };
  const fields = whole.problem.facts['fields'] as FieldError[]; // the rule names its fields
  return { errors: fields };
}
