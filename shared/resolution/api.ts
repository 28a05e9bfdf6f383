import { z } from 'zod';
import { endpoint } from '../kernel/endpoint.ts';
import { Id } from '../kernel/ids.ts';
import { Instant } from '../kernel/instant.ts';
import { Anchor } from '../text/anchor.ts';
import { BlockId } from '../text/document-text.ts';
import { Applied, Decision, Disposition, Outcome } from './disposition.ts';

const none = z.object({});
const ofPoint = z.object({ pointId: Id });

/** Where a point stands: waiting for a decision, decided but its change not made, or done. */
export const PointStatus = z.enum(['undecided', 'not-applied', 'done']);

/** Points on one page of the desk; more are behind "next" so that find, print and screen readers work (RES-3). */
export const DESK_PAGE = 100;

/** A point as a line of the desk's queue. */
export const QueuePoint = z.object({
  id: Id,
  place: z.string(),
  clauseNumber: z.string(),
  versionPlace: z.int(),
  kind: z.string(),
  excerpt: z.string(),
  hasWording: z.boolean(),
  from: z.string(),
  category: z.string(),
  status: PointStatus,
  outcome: Outcome.nullable(),
  held: z.boolean(),
});

/** How much is left, by status. */
export const DeskCounts = z.object({ all: z.int(), undecided: z.int(), notApplied: z.int(), done: z.int() });

/** One document of the consultation, as the head of the desk names it. */
export const DeskDocument = z.object({ id: Id, title: z.string(), versionNumber: z.int() });

/** The consultation a desk is about: its name and times, and the documents people commented on. */
export const DeskConsultation = z.object({
  reference: z.string(),
  title: z.string(),
  state: z.enum(['soon', 'open', 'closed']),
  opensAt: Instant,
  closesAt: Instant,
  documents: z.array(DeskDocument),
});

/** The queue of a consultation, in the order of the document. */
export const getDesk = endpoint({
  method: 'GET',
  path: '/api/consultations/:consultationId/desk',
  right: 'read-responses',
  params: z.object({ consultationId: Id }),
  query: z.object({
    status: PointStatus.optional(),
    kind: z.string().max(40).optional(),
    words: z.string().max(200).optional(),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
  }),
  body: none,
  output: z.object({
    consultation: DeskConsultation,
    counts: DeskCounts,
    matching: z.int(),
    page: z.int(),
    pages: z.int(),
    points: z.array(QueuePoint),
    /** Both the time for decisions and this person's right to take them. */
    mayDecide: z.boolean(),
    whyNot: z.string(),
    sequence: z.int(),
  }),
});

/** A private remark of the group on a point. */
export const Remark = z.object({ id: Id, name: z.string(), words: z.string(), madeAt: Instant });

const Verdict = z.enum(['exact', 'changed', 'moved', 'partly gone', 'rewritten', 'gone']);

/** Where the quoted words are in the live draft now, always with confidence and original quote (RES-2). */
export const WhereNow = z.object({
  verdict: Verdict,
  confidence: z.number(),
  blockId: z.string().nullable(),
  number: z.string(),
  start: z.int(),
  end: z.int(),
  quoteNow: z.string(),
  blockNow: z.string(),
});

/** Everything the desk shows when a point is opened (RES-1). */
export const PointView = z.object({
  id: Id,
  consultationId: Id,
  documentId: Id,
  documentTitle: z.string(),
  versionNumber: z.int(),
  place: z.string(),
  clauseNumber: z.string(),
  anchor: Anchor.nullable(),
  blockThen: z.string(),
  kind: z.string(),
  comment: z.string(),
  wording: z.string().nullable(),
  from: z.string(),
  consent: z.string(),
  category: z.string(),
  interest: z.string(),
  late: z.boolean(),
  held: z.boolean(),
  now: WhereNow.nullable(),
  dispositions: z.array(Disposition),
  applied: z.array(Applied),
  similar: z.array(z.object({ id: Id, place: z.string(), excerpt: z.string() })),
  remarks: z.array(Remark),
  status: PointStatus,
});

/** One point with its place in the draft now. */
export const getPoint = endpoint({
  method: 'GET',
  path: '/api/points/:pointId',
  right: 'read-responses',
  params: ofPoint,
  query: none,
  body: none,
  output: PointView,
});

/** Records a decision based on a revision (0 for the first); a stale one is refused with the current decision (RES-11). */
export const putDisposition = endpoint({
  method: 'PUT',
  path: '/api/points/:pointId/disposition',
  right: 'decide-points',
  params: ofPoint,
  query: none,
  body: z.strictObject({ basedOn: z.int().min(0), decision: Decision }),
  output: z.object({ disposition: Disposition, left: DeskCounts }),
});

/** Puts words into the draft where the quoted words stand; refused with all three wordings when they changed since (RES-13). */
export const postWording = endpoint({
  method: 'POST',
  path: '/api/points/:pointId/wording',
  right: 'decide-points',
  params: ofPoint,
  query: none,
  body: z.strictObject({ id: Id, words: z.string().max(20_000), blockId: BlockId, replaces: z.string().max(20_000) }),
  output: z.object({ applied: Applied, left: DeskCounts }),
});

/** Links a change made by hand in the draft to the point that caused it (RES-14). */
export const postLink = endpoint({
  method: 'POST',
  path: '/api/points/:pointId/link',
  right: 'decide-points',
  params: ofPoint,
  query: none,
  body: z.strictObject({ id: Id, blockId: BlockId }),
  output: z.object({ applied: Applied, left: DeskCounts }),
});

/** Takes a link between a point and a change off again; the text stays as it is. */
export const deleteLink = endpoint({
  method: 'DELETE',
  path: '/api/points/:pointId/link/:linkId',
  right: 'decide-points',
  params: z.object({ pointId: Id, linkId: Id }),
  query: none,
  body: none,
  output: z.object({ left: DeskCounts }),
});

/** Adds a private remark to a point. */
export const postRemark = endpoint({
  method: 'POST',
  path: '/api/points/:pointId/remarks',
  right: 'read-responses',
  params: ofPoint,
  query: none,
  body: z.strictObject({ id: Id, words: z.string().trim().min(1, 'Write your remark').max(5000) }),
  output: Remark,
});

/** A changed place of a version against the version that was consulted on, with what explains it (RES-20). */
export const ExplainedChange = z.object({
  blockId: z.string(),
  number: z.string(),
  kind: z.string(),
  before: z.string(),
  after: z.string(),
  points: z.array(Id),
  reason: z.string(),
});

/** What is left before a document may go to sign-off, in words and numbers (RES-20, SIG-2). */
export const Left = z.object({
  openConsultations: z.int(),
  undecided: z.int(),
  notApplied: z.int(),
  /** Changes made because of points after the newest version was frozen, so that no version has them yet. */
  notFrozen: z.int(),
  consultedVersion: z.int().nullable(),
  unexplained: z.int(),
  changes: z.array(ExplainedChange),
});

/** What is left for a document, against its newest frozen version. */
export const getLeft = endpoint({
  method: 'GET',
  path: '/api/documents/:documentId/left',
  right: 'read-draft',
  params: z.object({ documentId: Id }),
  query: none,
  body: none,
  output: Left,
});

/** Gives the reason for one changed place that no point caused. */
export const postChangeReason = endpoint({
  method: 'POST',
  path: '/api/documents/:documentId/change-reasons',
  right: 'decide-points',
  params: z.object({ documentId: Id }),
  query: none,
  body: z.strictObject({
    blockId: z.string().max(80),
    reason: z.string().trim().min(3, 'Say in a few words why this changed').max(500),
  }),
  output: Left,
});

export type QueuePoint = z.infer<typeof QueuePoint>;
export type DeskConsultation = z.infer<typeof DeskConsultation>;
export type DeskCounts = z.infer<typeof DeskCounts>;
export type PointView = z.infer<typeof PointView>;
export type WhereNow = z.infer<typeof WhereNow>;
export type Remark = z.infer<typeof Remark>;
export type Left = z.infer<typeof Left>;
export type ExplainedChange = z.infer<typeof ExplainedChange>;
export type PointStatus = z.infer<typeof PointStatus>;
