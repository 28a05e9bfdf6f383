import type { Choice } from './about-you.ts';

/** The kinds of point (CON-23). */
export const POINT_KINDS = [
  'technical',
  'general',
  'editorial',
  'evidence',
  'patient-experience',
  'equality',
  'cost-or-implementation',
] as const;

/** One kind of point. */
export type PointKind = (typeof POINT_KINDS)[number];

/** The kinds in a respondent's words. */
export const KIND_CHOICES: readonly Choice<PointKind>[] = [
  { value: 'technical', name: 'Technical', hint: 'What should be done, how, or by when' },
  { value: 'general', name: 'General, or not sure', hint: 'Anything else, or about the idea as a whole' },
  { value: 'editorial', name: 'Editorial', hint: 'Spelling, grammar or unclear words' },
  { value: 'evidence', name: 'Evidence', hint: 'A study, figure or guideline we should use' },
  { value: 'patient-experience', name: 'Patient experience', hint: 'What it is like for people and families' },
  { value: 'equality', name: 'Equality', hint: 'People who may be left out or treated less well' },
  { value: 'cost-or-implementation', name: 'Cost or implementation', hint: 'Staff, money, buildings, time needed' },
];

/** A kind in words: "cost or implementation". */
export function kindName(kind: PointKind): string {
  return kind.replaceAll('-', ' ');
}
