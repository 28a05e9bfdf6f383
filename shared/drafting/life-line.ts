import { z } from 'zod';

/** The stages of a document's life in their order; superseded and withdrawn are the two ways it ends. */
export const Stage = z.enum([
  'planned',
  'drafting',
  'group-review',
  'frozen',
  'stakeholder-testing',
  'consultation-open',
  'consultation-closed',
  'resolving',
  'revised',
  'sign-off',
  'published',
  'under-review',
  'superseded',
  'withdrawn',
]);

export type Stage = z.infer<typeof Stage>;

/** One step of a product's life; an optional one may be left out, any other may not. */
export type LifeStep = { stage: Stage; optional?: true };

const WHOLE: readonly LifeStep[] = [
  { stage: 'planned' },
  { stage: 'drafting' },
  { stage: 'group-review', optional: true }, // members read the open draft; freezing it says that they have
  { stage: 'frozen' },
  { stage: 'stakeholder-testing', optional: true },
  { stage: 'consultation-open' },
  { stage: 'consultation-closed' },
  { stage: 'resolving' },
  { stage: 'revised' },
  { stage: 'sign-off' },
  { stage: 'published' },
  { stage: 'under-review' },
  { stage: 'superseded' },
];

const CONSULTED: ReadonlySet<Stage> = new Set(['consultation-open', 'consultation-closed', 'resolving', 'revised']);

// Products that are never put to the public: their text goes from the frozen version to sign-off, or may.
const UNCONSULTED = WHOLE.filter(({ stage }) => !CONSULTED.has(stage) && stage !== 'stakeholder-testing');
const MAYBE_CONSULTED = WHOLE.map((step): LifeStep => (CONSULTED.has(step.stage) ? { ...step, optional: true } : step));

/** The life of each product as data, by product id. */
export const LIFE_LINES: Readonly<Record<string, readonly LifeStep[]>> = {
  scope: WHOLE,
  'service-specification': WHOLE,
  'clinical-commissioning-policy': WHOLE,
  'quality-measures-dashboard': MAYBE_CONSULTED,
  cquin: UNCONSULTED,
  'qipp-scheme': UNCONSULTED,
  'innovation-entry': UNCONSULTED,
  'pathfinder-proposal': UNCONSULTED,
  'stakeholder-engagement-plan': MAYBE_CONSULTED,
  'ccg-commissioning-guidance': MAYBE_CONSULTED,
  'business-case': UNCONSULTED,
};

const NAMES: Record<Stage, string> = {
  planned: 'Planned',
  drafting: 'Drafting',
  'group-review': 'Group review',
  frozen: 'Frozen',
  'stakeholder-testing': 'Stakeholder testing',
  'consultation-open': 'Consultation open',
  'consultation-closed': 'Consultation closed',
  resolving: 'Answering points',
  revised: 'Revised',
  'sign-off': 'Sign-off',
  published: 'Published',
  'under-review': 'Under review',
  superseded: 'Superseded',
  withdrawn: 'Withdrawn',
};

/** A stage as it is said on screen. */
export function stageName(stage: Stage): string {
  return NAMES[stage];
}

/** The steps of a product's life; a product this installation does not know has the whole line. */
export function lifeLineOf(productId: string): readonly LifeStep[] {
  return LIFE_LINES[productId] ?? WHOLE;
}
