import { z } from 'zod';
import { endpoint } from '../kernel/endpoint.ts';
import { Id } from '../kernel/ids.ts';
import { MAX_ERASED_CHARS, MAX_FREEZE_REASON_CHARS, MAX_LOOKED_AT_CHARS } from '../kernel/limits.ts';
import { neededText } from '../kernel/typed-text.ts';

const MOST_LOOKED_AT = 200; // texts in one question

const ofDocument = z.object({ documentId: Id });
const nothing = z.object({});
const Words = neededText('Enter the words to erase.', MAX_ERASED_CHARS, `Use at most ${MAX_ERASED_CHARS} characters.`);

/** One place at which words stand that are to be erased, as the page shows it. */
export const ShownPlace = z.object({
  /** Where it is, as a sentence names it: "clause 2.1.1", "a table row that was deleted". */
  name: z.string(),
  before: z.string(),
  words: z.string(),
  after: z.string(),
});
export type ShownPlace = z.infer<typeof ShownPlace>;

/** What erasing words would do, before anybody does it. */
export const ErasurePreview = z.object({
  /** Places in the draft, shown or not. */
  places: z.int(),
  /** The first of them. */
  shown: z.array(ShownPlace),
  /** Kept earlier states that hold the words. */
  checkpoints: z.int(),
  /** Frozen versions that hold the words and keep them. */
  versions: z.array(z.object({ id: z.string(), number: z.int(), label: z.string() })),
  titleHolds: z.boolean(),
});
export type ErasurePreview = z.infer<typeof ErasurePreview>;

/** What was erased. */
export const Erasure = z.object({
  /** The first, second … erasure of this document. */
  number: z.int(),
  places: z.int(),
  checkpoints: z.int(),
  at: z.string(),
  /** Position and fingerprint of the entry in the record. */
  entry: z.object({ position: z.int(), hash: z.string() }),
});
export type Erasure = z.infer<typeof Erasure>;

/** Finds the places of words; the words travel in the body, because addresses are logged. */
export const previewErasure = endpoint({
  method: 'POST',
  path: '/api/documents/:documentId/erasures/preview',
  right: 'erase-words',
  params: ofDocument,
  query: nothing,
  body: z.strictObject({ words: Words }),
  output: ErasurePreview,
});

/** Erases words from a draft and from everything that is kept of it, for good. */
export const eraseWordsEndpoint = endpoint({
  method: 'POST',
  path: '/api/documents/:documentId/erasures',
  right: 'erase-words',
  params: ofDocument,
  query: nothing,
  body: z.strictObject({
    words: Words,
    reason: neededText('Say why the words are erased.', MAX_FREEZE_REASON_CHARS),
    /** How many places the person was shown. */
    places: z.int().min(0),
    sure: z.literal(true, 'Tick the box to say that you are sure.'),
  }),
  output: Erasure,
});

/** Tells a page which of its own texts say something that was erased, so that it can take it off the device; nothing of them is kept. */
export const lookForErased = endpoint({
  method: 'POST',
  path: '/api/documents/:documentId/erasures/look',
  right: 'read-draft',
  params: ofDocument,
  query: nothing,
  body: z.strictObject({ texts: z.array(z.string().max(MAX_LOOKED_AT_CHARS)).max(MOST_LOOKED_AT) }),
  output: z.object({ found: z.array(z.string()) }),
});
