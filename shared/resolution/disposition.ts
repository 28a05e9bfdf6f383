import { z } from 'zod';
import { Id } from '../kernel/ids.ts';
import { Instant } from '../kernel/instant.ts';

/** The eight outcomes of a point, with the words on screen, the key that chooses it on the desk, and whether a reply must be written (RES-10). */
export const OUTCOMES = {
  accepted: { label: 'Accepted', key: '1', replyNeeded: false, changesText: true },
  'accepted-in-part': { label: 'Accepted in part, or changed', key: '2', replyNeeded: true, changesText: true },
  'not-accepted': { label: 'Not accepted', key: '3', replyNeeded: true, changesText: false },
  noted: { label: 'Noted, no change asked', key: '4', replyNeeded: false, changesText: false },
  'already-covered': { label: 'Already covered', key: '5', replyNeeded: true, changesText: false },
  deferred: { label: 'Put off to the next review', key: '6', replyNeeded: true, changesText: false },
  referred: { label: 'Passed to another body', key: '7', replyNeeded: true, changesText: false },
  duplicate: { label: 'Same as another point', key: '8', replyNeeded: false, changesText: false },
} as const;

/** The outcome of a point. */
export const Outcome = z.enum([
  'accepted',
  'accepted-in-part',
  'not-accepted',
  'noted',
  'already-covered',
  'deferred',
  'referred',
  'duplicate',
]);

/** Why a point was decided as it was; the short list a reader can compare across documents. */
export const ReasonCode = z.enum([
  'clearer',
  'evidence',
  'safety',
  'equality',
  'cost',
  'practical',
  'outside-scope',
  'no-evidence',
  'national-rule',
  'covered-elsewhere',
  'other',
]);

/** The words on screen for each reason code. */
export const REASONS: Record<ReasonCode, string> = {
  clearer: 'It makes the text clearer',
  evidence: 'The evidence supports it',
  safety: 'It makes care safer',
  equality: 'It makes the service fairer',
  cost: 'It costs more than it brings',
  practical: 'It cannot be done in practice',
  'outside-scope': 'It is outside this document',
  'no-evidence': 'There is no evidence for it yet',
  'national-rule': 'A national rule decides it',
  'covered-elsewhere': 'The text already says it',
  other: 'Another reason, given in the reply',
};

/** What a person decides of one point; the same words are the whole public answer (RES-10). */
export const Decision = z.strictObject({
  outcome: Outcome,
  reasonCode: ReasonCode,
  reply: z.string().trim().max(5000, 'The reply is longer than 5,000 characters. Shorten it.'),
  /** Why an accepted point changes no text, for instance "asks for what 3.2.1 already does after version 4". */
  exemption: z.string().trim().max(500, 'The exemption is longer than 500 characters. Shorten it.').default(''),
  duplicateOf: Id.nullable().default(null),
});

/** One revision of a disposition; earlier ones are kept. */
export const Disposition = Decision.extend({
  pointId: Id,
  revision: z.int().min(1),
  decidedBy: z.string(),
  decidedByName: z.string(),
  decidedAt: Instant,
});

/** Where proposed wording went into the draft: which block, what stood there, what stands there now (RES-13). */
export const Applied = z.object({
  /** Names the link, so that it can be taken off again. */
  id: Id,
  pointId: Id,
  blockId: z.string(),
  before: z.string(),
  after: z.string(),
  appliedBy: z.string(),
  appliedByName: z.string(),
  appliedAt: Instant,
});

export type Outcome = z.infer<typeof Outcome>;
export type ReasonCode = z.infer<typeof ReasonCode>;
export type Decision = z.infer<typeof Decision>;
export type Disposition = z.infer<typeof Disposition>;
export type Applied = z.infer<typeof Applied>;
