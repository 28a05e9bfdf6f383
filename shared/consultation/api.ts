import { z } from 'zod';
import { endpoint } from '../kernel/endpoint.ts';
import { Id } from '../kernel/ids.ts';
import { Instant } from '../kernel/instant.ts';
import { BlockId } from '../text/document-text.ts';
import { Anchor } from '../text/anchor.ts';
import { AUDIENCES, Extension, LookedAt } from './consultation.ts';
import { Opening } from './opening.ts';
import { POINT_KINDS } from './point-kinds.ts';
import { Answer, Question } from './question.ts';

const none = z.object({});
const inConsultation = z.object({ consultationId: Id });
const oneResponse = inConsultation.extend({ responseId: Id });
const page = z.object({ after: Id.optional(), limit: z.coerce.number().int().min(1).max(500).optional() });

/** A frozen version that could be consulted on. */
export const PackableVersion = z.object({
  id: Id,
  documentId: Id,
  documentTitle: z.string(),
  number: z.int(),
  label: z.string(),
  frozenAt: Instant,
  fingerprint: z.string(),
  words: z.int(),
  /** Whether a consultation on it has not closed. */
  inUse: z.boolean(),
});

/** How many people responded, and how many wait to be checked. */
export const Counts = z.object({
  received: z.int(),
  held: z.int(),
  withdrawn: z.int(),
  points: z.int(),
  heldPoints: z.int(),
});

/** A consultation as a list shows it. */
export const ConsultationHead = z.object({
  id: Id,
  reference: z.string(),
  title: z.string(),
  groupId: Id,
  group: z.string(),
  state: z.enum(['soon', 'open', 'closed']),
  audience: z.enum(AUDIENCES),
  opensAt: Instant,
  closesAt: Instant,
  publicAddress: z.string(),
  documents: z.array(z.object({ place: z.int(), documentId: Id, versionId: Id, title: z.string(), versionNumber: z.int() })),
  counts: Counts,
  /** Rights the caller has here, for pages that hide what would be refused. */
  rights: z.array(z.string()),
});

/** One consultation with everything the group may know of it. */
export const ConsultationView = ConsultationHead.extend({
  summary: z.string(),
  whatChanged: z.string(),
  lengthReason: z.string(),
  lookedAt: z.array(LookedAt),
  questions: z.array(Question),
  askTobacco: z.boolean(),
  packHash: z.string(),
  extensions: z.array(Extension),
});

/** A point as the desk lists it: no name, no address. */
export const PointView = z.object({
  id: Id,
  responseId: Id,
  reference: z.string(),
  versionId: Id,
  versionPlace: z.int(),
  blockId: BlockId.nullable(),
  clauseNumber: z.string(),
  clauseAddress: z.string(),
  quote: z.string(),
  anchor: Anchor.nullable(),
  kind: z.enum(POINT_KINDS),
  comment: z.string(),
  wording: z.string().nullable(),
  late: z.boolean(),
  held: z.boolean(),
  category: z.string().nullable(),
  capacity: z.string().nullable(),
  area: z.string().nullable(),
  hasInterest: z.boolean().nullable(),
  receivedAt: Instant,
  changedAt: Instant,
});

/** A response as a list shows it: no name, no address. */
export const ResponseHead = z.object({
  id: Id,
  reference: z.string(),
  status: z.enum(['received', 'to-check', 'withdrawn']),
  channel: z.string(),
  late: z.boolean(),
  revision: z.int(),
  heldFor: z.array(z.string()),
  capacity: z.string().nullable(),
  category: z.string().nullable(),
  organisation: z.string().nullable(),
  area: z.string().nullable(),
  hasInterest: z.boolean().nullable(),
  tobaccoLinks: z.boolean().nullable(),
  publish: z.string().nullable(),
  points: z.int(),
  receivedAt: Instant,
  changedAt: Instant,
});

export type PackableVersion = z.infer<typeof PackableVersion>;
export type Counts = z.infer<typeof Counts>;
export type ConsultationHead = z.infer<typeof ConsultationHead>;
export type ConsultationView = z.infer<typeof ConsultationView>;
export type PointView = z.infer<typeof PointView>;
export type ResponseHead = z.infer<typeof ResponseHead>;

/** What a chair needs before opening a consultation on a document. */
export const readOpening = endpoint({
  method: 'GET',
  path: '/api/documents/:documentId/opening',
  right: 'open-consultation',
  params: z.object({ documentId: Id }),
  query: none,
  body: none,
  output: z.object({
    documentId: Id,
    title: z.string(),
    group: z.string(),
    now: Instant,
    versions: z.array(PackableVersion),
    others: z.array(z.object({ reference: z.string(), title: z.string(), opensAt: Instant, closesAt: Instant })),
    /** Questions asked before about documents of this group, the latest first; they get new ids when they are used again. */
    earlierQuestions: z.array(Question),
  }),
});

/** The places of a frozen version that a question can be about. */
export const listPlaces = endpoint({
  method: 'GET',
  path: '/api/versions/:versionId/places',
  right: 'open-consultation',
  params: z.object({ versionId: Id }),
  query: none,
  body: none,
  output: z.object({ places: z.array(z.object({ blockId: BlockId, number: z.string() })) }),
});

/** Opens a consultation on frozen versions of one group (CON-1). */
export const openConsultation = endpoint({
  method: 'POST',
  path: '/api/consultations',
  right: 'open-consultation',
  params: none,
  query: none,
  body: Opening,
  output: z.object({ id: Id, reference: z.string() }),
});

/** Gives people more time, with a public reason (CON-4). */
export const extendConsultation = endpoint({
  method: 'POST',
  path: '/api/consultations/:consultationId/extension',
  right: 'open-consultation',
  params: inConsultation,
  query: none,
  body: z.strictObject({ closesAt: Instant, reason: z.string().trim().min(1, 'Say why people get more time').max(2_000) }),
  output: none,
});

/** The consultations of the caller's groups, the latest to open first. */
export const listConsultations = endpoint({
  method: 'GET',
  path: '/api/consultations',
  right: 'signed-in',
  params: none,
  query: none,
  body: none,
  output: z.object({ consultations: z.array(ConsultationHead) }),
});

/** One consultation. */
export const readConsultation = endpoint({
  method: 'GET',
  path: '/api/consultations/:consultationId',
  right: 'read-responses',
  params: inConsultation,
  query: none,
  body: none,
  output: ConsultationView,
});

/** The points of a consultation in document order, one page of them. */
export const listPoints = endpoint({
  method: 'GET',
  path: '/api/consultations/:consultationId/points',
  right: 'read-responses',
  params: inConsultation,
  query: page.extend({
    versionId: Id.optional(),
    blockId: BlockId.optional(),
    kind: z.enum(POINT_KINDS).optional(),
    responseId: Id.optional(),
    held: z.enum(['without', 'with', 'only']).optional(),
  }),
  body: none,
  output: z.object({ points: z.array(PointView) }),
});

/** The responses of a consultation in the order they came, one page of them. */
export const listResponses = endpoint({
  method: 'GET',
  path: '/api/consultations/:consultationId/responses',
  right: 'read-responses',
  params: inConsultation,
  query: page,
  body: none,
  output: z.object({ responses: z.array(ResponseHead) }),
});

/** One response with its points and answers. */
export const readResponse = endpoint({
  method: 'GET',
  path: '/api/consultations/:consultationId/responses/:responseId',
  right: 'read-responses',
  params: oneResponse,
  query: none,
  body: none,
  output: ResponseHead.extend({ pointList: z.array(PointView), answers: z.record(z.string(), Answer) }),
});

/** Lets a response count that was held to be checked (CON-41). */
export const clearResponse = endpoint({
  method: 'POST',
  path: '/api/consultations/:consultationId/responses/:responseId/clearing',
  right: 'decide-points',
  params: oneResponse,
  query: none,
  body: none,
  output: none,
});

/** Names, addresses and interests of the people who responded; only with the right to read addresses. */
export const listAddresses = endpoint({
  method: 'GET',
  path: '/api/consultations/:consultationId/addresses',
  right: 'read-addresses',
  params: inConsultation,
  query: page,
  body: none,
  output: z.object({
    people: z.array(
      z.object({
        responseId: Id,
        reference: z.string(),
        name: z.string(),
        email: z.string(),
        emailConfirmed: z.boolean(),
        interest: z.string(),
      }),
    ),
  }),
});
