import { z } from 'zod';
import { endpoint } from '../kernel/endpoint.ts';
import { Id } from '../kernel/ids.ts';
import { Instant } from '../kernel/instant.ts';
import { Left } from '../resolution/api.ts';
import { AskedPerson, BodyStep, PersonsStep, Position } from './chain.ts';

const none = z.object({});
const ofDocument = z.object({ documentId: Id });
const ofSignOff = z.object({ signOffId: Id });
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'Enter a day, like 23 11 2026');

/** A position that was given, as everyone who may see the sign-off reads it; old ones stay visible (SIG-4). */
export const GivenPosition = z.object({
  id: Id,
  stepId: Id,
  personId: z.string(),
  name: z.string(),
  capacity: z.string(),
  onBehalfOf: z.string().nullable(),
  position: Position,
  words: z.string(),
  meetingOn: z.string().nullable(),
  tookPart: z.string().nullable(),
  at: Instant,
});

/** A sign-off with its steps, what was given, and the one sentence that says what is still needed (SIG-9). */
export const SignOffView = z.object({
  id: Id,
  documentId: Id,
  documentTitle: z.string(),
  versionId: Id,
  versionNumber: z.int(),
  hash: z.string(),
  state: z.enum(['open', 'passed', 'sent-back']),
  blocked: z.boolean(),
  sentence: z.string(),
  currentStepId: z.string().nullable(),
  askedAt: Instant,
  endedAt: Instant.nullable(),
  endReason: z.string().nullable(),
  steps: z.array(
    z.discriminatedUnion('kind', [
      PersonsStep.extend({ state: z.string(), sentence: z.string() }),
      BodyStep.extend({ state: z.string(), sentence: z.string() }),
    ]),
  ),
  given: z.array(GivenPosition),
});

/** One thing that is missing before a sign-off may be asked: what it is about, in words, and the consultation it is settled in. */
export const Missing = z.object({
  about: z.enum(['version', 'consultation', 'points', 'changes', 'stage', 'sign-off']),
  sentence: z.string(),
  consultationId: z.string().nullable(),
});

/** What a document's sign-off page shows before one is asked: the gate in words (SIG-2). */
export const SignOffPage = z.object({
  documentTitle: z.string(),
  newestVersion: z.object({ id: Id, number: z.int(), label: z.string(), hash: z.string(), madeAt: Instant }).nullable(),
  gate: z.object({ open: z.boolean(), missing: z.array(Missing) }),
  /** Who would be asked today, and the boards that follow for this kind of document. */
  asked: z.array(AskedPerson),
  boards: z.array(z.object({ title: z.string(), body: z.string() })),
  mayAsk: z.boolean(),
  mayExplain: z.boolean(),
  left: Left,
  signOffs: z.array(SignOffView),
  keyId: z.string().nullable(),
});

/** The sign-off page of a document. */
export const getSignOffPage = endpoint({
  method: 'GET',
  path: '/api/documents/:documentId/sign-off',
  right: 'read-draft',
  params: ofDocument,
  query: none,
  body: none,
  output: SignOffPage,
});

/** Asks for sign-off of the newest version: the group first, then the product's boards; refused with what is missing (SIG-1, SIG-2). */
export const postSignOff = endpoint({
  method: 'POST',
  path: '/api/documents/:documentId/sign-off',
  right: 'ask-sign-off',
  params: ofDocument,
  query: none,
  body: z.strictObject({ id: Id, versionId: Id, groupBy: Day, boardsBy: z.array(Day).max(5), quorum: z.int().min(1).max(60) }),
  output: SignOffView,
});

/** Facts of the refusal `text-changed`: what was read, what is there now, and the difference (SIG-3). */
export const TextChanged = z.object({
  readNumber: z.int().nullable(),
  newNumber: z.int(),
  frozenAt: Instant,
  changes: z.int(),
  differenceHtml: z.string(),
});

/** What one person needs to sign: the exact text, its hash, the difference from what they last signed or the public read (SIG-3). */
export const SigningView = z.object({
  signOff: SignOffView,
  asked: z.boolean(),
  capacity: z.string(),
  step: z.string().nullable(),
  answers: z.array(Position),
  yours: GivenPosition.nullable(),
  html: z.string(),
  minutes: z.int(),
  comparedWith: z.string(),
  differenceHtml: z.string(),
  changes: z.int(),
  checks: z.array(z.object({ done: z.boolean(), sentence: z.string() })),
  statement: z.string(),
  /** When the version was frozen, and what this person last signed of the document in an earlier sign-off. */
  frozenAt: Instant,
  lastSigned: z.string(),
  maySendBack: z.boolean(),
  recentSignIn: z.boolean(),
});

/** The signing page of a sign-off for the caller. */
export const getSigning = endpoint({
  method: 'GET',
  path: '/api/sign-offs/:signOffId',
  right: 'read-draft',
  params: ofSignOff,
  query: none,
  body: none,
  output: SigningView,
});

/** Gives a position on exactly the version whose hash was read; one person, one position, only their own (SIG-3, SIG-4, SIG-6). */
export const postPosition = endpoint({
  method: 'POST',
  path: '/api/sign-offs/:signOffId/positions',
  right: 'read-draft',
  params: ofSignOff,
  query: none,
  body: z.strictObject({
    id: Id,
    hashRead: z.string().regex(/^[0-9a-f]{64}$/),
    position: Position,
    words: z.string().trim().max(5000).default(''),
    readIt: z.literal(true, 'Tick to say you have read it'),
    meetingOn: Day.nullable().default(null),
    tookPart: z.string().trim().max(1000).nullable().default(null),
  }),
  output: SignOffView,
});

/** Sends a version back to drafting with a reason; its open objections stay listed (SIG-8). */
export const postSendBack = endpoint({
  method: 'POST',
  path: '/api/sign-offs/:signOffId/send-back',
  right: 'ask-sign-off',
  params: ofSignOff,
  query: none,
  body: z.strictObject({ reason: z.string().trim().min(3, 'Say why the version is sent back').max(2000) }),
  output: SignOffView,
});

export type Missing = z.infer<typeof Missing>;
export type GivenPosition = z.infer<typeof GivenPosition>;
export type SignOffView = z.infer<typeof SignOffView>;
export type SignOffPage = z.infer<typeof SignOffPage>;
export type TextChanged = z.infer<typeof TextChanged>;
export type SigningView = z.infer<typeof SigningView>;
