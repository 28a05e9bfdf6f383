import { z } from 'zod';
import { Id } from '../kernel/ids.ts';
import { Instant } from '../kernel/instant.ts';
import { MAX_PACK } from '../kernel/limits.ts';
import type { FieldError } from '../kernel/page-frame.ts';
import { LookedAt } from './consultation.ts';
import { countDays, lengthWarnings, type LengthWarning, type OtherConsultation } from './length-warnings.ts';
import { Questions } from './question.ts';

/** What a chair decides before a consultation opens (CON-1). */
export const Opening = z.strictObject({
  /** Made by the page, so that pressing twice opens once. */
  id: Id,
  versionIds: z.array(Id).min(1).max(MAX_PACK),
  title: z.string().trim().max(200),
  summary: z.string().trim().max(5_000),
  whatChanged: z.string().trim().max(10_000),
  /** Null opens at once. */
  opensAt: Instant.nullable(),
  closesAt: Instant,
  lengthReason: z.string().trim().max(2_000),
  lookedAt: z.array(LookedAt).max(20),
  questions: Questions,
  askTobacco: z.boolean(),
});

export type Opening = z.infer<typeof Opening>;

/** Everything that must be put right before a consultation opens, in page order; empty when it may. */
export function openingFaults(opening: Opening, now: string, others: readonly OtherConsultation[]): FieldError[] {
  const times = { opensAt: opening.opensAt ?? now, closesAt: opening.closesAt };
  const faults: (FieldError | undefined)[] = [
    when(opening.title === '', 'title', 'Enter a title'),
    when(opening.summary === '', 'summary', 'Write what you ask of readers, in plain English'),
    when(opening.whatChanged === '', 'whatChanged', 'Write what has changed and why'),
    when(opening.opensAt !== null && opening.opensAt < now, 'opens', 'Choose an opening time that has not passed'),
    when(times.closesAt <= times.opensAt, 'closes', 'Choose a closing time after the opening time'),
    when(opening.lengthReason === '', 'lengthReason', lengthSentence(times)),
    ...notLookedAt(opening, lengthWarnings(times, others)),
  ];
  return faults.filter((fault): fault is FieldError => fault !== undefined);
}

/** The question about the length: "Say why 36 days is the right length". */
export function lengthSentence(times: { opensAt: string; closesAt: string }): string {
  if (times.closesAt <= times.opensAt) return 'Say why this is the right length';
  const { days } = countDays(times);
  return `Say why ${days === 1 ? '1 day is' : `${days} days is`} the right length`;
}

function notLookedAt({ lookedAt }: Opening, warnings: readonly LengthWarning[]): FieldError[] {
  const looked = new Set(lookedAt.map(({ code }) => code));
  return warnings
    .filter(({ code }) => !looked.has(code))
    .map(({ code, sentence }) => ({ field: `look-${code}`, sentence: `Look at this: ${lowerFirst(sentence)}` }));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function when(wrong: boolean, field: string, sentence: string): FieldError | undefined {
  return wrong ? { field, sentence } : undefined;
}
