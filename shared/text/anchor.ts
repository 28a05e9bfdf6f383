import { z } from 'zod';
import { MAX_QUOTE_CHARS, MAX_QUOTE_CONTEXT } from '../kernel/limits.ts';
import { Problem } from '../kernel/problem.ts';
import { placeOf, placesOf, type Place } from './clause-numbers.ts';
import { cutsPair } from './cut-content.ts';
import { BlockId, type DocumentText } from './document-text.ts';
import { indexPassages } from './passage-index.ts';
import { lookAlikes } from './sight-elsewhere.ts';

export { findAnchor, SURE, type Found, type Verdict } from './find-anchor.ts';

/** A place in a frozen text that finds its words again in a later one (CON-22, TXT-6). */
export const Anchor = z.strictObject({
  /** The block, table or table row. */
  blockId: BlockId,
  /** Its citation when the anchor was made: "3.2.1(a)". */
  number: z.string().max(200),
  /** UTF-16 offsets in the block's text; a whole block is 0 to its length. */
  start: z.int().min(0),
  end: z.int().min(0),
  quote: z.string().max(MAX_QUOTE_CHARS),
  before: z.string().max(MAX_QUOTE_CONTEXT),
  after: z.string().max(MAX_QUOTE_CONTEXT),
  /** Base64 Yjs relative positions of both ends, filled by the server from the frozen state; null where there is none. */
  relative: z.strictObject({ start: z.string().max(400), end: z.string().max(400) }).nullable(),
  /** The heading it stood under; absent before the first heading. */
  sectionId: BlockId.optional(),
  /** How like the most similar other place of the same text was, 0 to 1: words that had a double prove little elsewhere. */
  lookAlike: z.number().min(0).max(1).optional(),
  /** The same with what stood around the words. */
  lookAlikeAround: z.number().min(0).max(1).optional(),
});

export type Anchor = z.infer<typeof Anchor>;

/** Makes the anchor of a block, or of a stretch of it; refuses a place that is not in this text. */
export function makeAnchor(text: DocumentText, blockId: string, start = 0, end?: number): Anchor {
  const words = anchoredText(text, blockId);
  const place = placeOf(text, blockId);
  if (words === undefined || !place) throw notInText(blockId);
  const last = end ?? words.length;
  if (!isRange(words, start, last)) throw notInText(blockId);
  const from = cutsPair(words, start) ? start - 1 : start;
  const to = cutsPair(words, last) ? last + 1 : last;
  const passage = { quote: words.slice(from, to), before: contextBefore(words, from), after: contextAfter(words, to) };
  return {
    blockId,
    number: place.number,
    start: from,
    end: to,
    ...passage,
    relative: null,
    ...sectionAbove(text, place),
    ...lookAlikes(indexPassages(text), { blockId, start: from, end: to }, passage),
  };
}

/** Whether an anchor's quote, context and citation are exactly what this frozen text has at that place. */
export function checkAnchor(text: DocumentText, anchor: Anchor): boolean {
  const words = anchoredText(text, anchor.blockId);
  if (words === undefined || !isRange(words, anchor.start, anchor.end)) return false;
  return (
    words.slice(anchor.start, anchor.end) === anchor.quote &&
    contextBefore(words, anchor.start) === anchor.before &&
    contextAfter(words, anchor.end) === anchor.after &&
    placeOf(text, anchor.blockId)?.number === anchor.number
  );
}

/** The text that offsets of an anchor count in: of a block, a table or a table row; nothing when the text has none of this id. */
export function anchoredText(text: DocumentText, blockId: string): string | undefined {
  return indexPassages(text).byId.get(blockId)?.words;
}

// A heading's own section is itself, so that what stands above it is kept: that is what is left when the heading goes.
function sectionAbove(text: DocumentText, place: Place): { sectionId?: string } {
  if (place.kind !== 'heading') return place.headingId === undefined ? {} : { sectionId: place.headingId };
  const above = placesOf(text).filter(
    (other) => other.kind === 'heading' && other.ordinal < place.ordinal && other.depth < place.depth,
  );
  return above.length === 0 ? {} : { sectionId: above[above.length - 1].blockId };
}

function notInText(blockId: string): Problem {
  return new Problem('anchor-not-in-text', 422, 'The place you point at is not in this version of the text.', { blockId });
}

// An empty stretch points at nothing, unless the block itself is empty.
function isRange(words: string, start: number, end: number): boolean {
  const whole = Number.isInteger(start) && Number.isInteger(end);
  return whole && start >= 0 && end <= words.length && (start < end || (start === 0 && words.length === 0));
}

function contextBefore(words: string, at: number): string {
  const from = Math.max(0, at - MAX_QUOTE_CONTEXT);
  return words.slice(cutsPair(words, from) ? from + 1 : from, at);
}

function contextAfter(words: string, at: number): string {
  const to = Math.min(words.length, at + MAX_QUOTE_CONTEXT);
  return words.slice(at, cutsPair(words, to) ? to - 1 : to);
}
