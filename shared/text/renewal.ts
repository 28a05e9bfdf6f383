import { z } from 'zod';
import { Anchor } from './anchor.ts';
import type { DocumentText } from './document-text.ts';
import { findAnchor, SURE, type Found, type Verdict } from './find-anchor.ts';
import { indexPassages } from './passage-index.ts';
import { sightPassage } from './passage-search.ts';
import type { Hint, Stretch } from './sight-anchor.ts';

/** More pieces than this are crumbs of a passage; the largest are kept. */
export const MOST_PIECES = 6;

/**
 * Where an anchor's words stood when they were last surely found, piece by piece: what helps to find them again. It never says what
 * was meant: that is the anchor's alone, which is never altered.
 */
export const Renewal = z.strictObject({ pieces: z.array(Anchor).min(1).max(MOST_PIECES) });

export type Renewal = z.infer<typeof Renewal>;

/** Where live positions are in the text that is looked at. */
export type HintOf = (relative: { start: string; end: string }) => Hint | undefined;

/** Less of a passage than this share proves nothing, and a place that has no more of it is neither remembered nor stated by what was. */
export const LEAST_SHARE = 0.2;

const SHRANK = 0.6; // a passage of which less is left is partly gone

/** Finds an anchor's words by its own evidence and by what was last remembered of them; its own words say what the place is worth. */
export function findRenewed(text: DocumentText, anchor: Anchor, renewal: Renewal | undefined, hintOf: HintOf): Found {
  const own = findAnchor(text, anchor, anchor.relative ? hintOf(anchor.relative) : undefined);
  const followed = renewal && follow(text, anchor, renewal, hintOf);
  if (!followed) return own;
  return isBetter(text, anchor, followed, own) ? said(anchor, followed, own) : own;
}

type Followed = { pieces: Stretch[]; words: string[]; kept: number; confidence: number };

/** The pieces that are surely found by what was remembered of them, with the share of the anchor's own words that they have. */
function follow(text: DocumentText, anchor: Anchor, renewal: Renewal, hintOf: HintOf): Followed | undefined {
  const found = renewal.pieces.map((piece) => surelyFound(text, piece, hintOf));
  const pieces = withoutOverlaps(found.flatMap(({ stretches }) => stretches));
  if (pieces.length === 0) return undefined;
  const sure = found.filter(({ stretches }) => stretches.length > 0);
  const words = wordsOf(text, pieces);
  return { pieces, words, kept: keptIn(anchor, words), confidence: Math.min(...sure.map(({ confidence }) => confidence)) };
}

/**
 * Where a piece stands beyond doubt: between its live positions, in its own block, or in these very words. Likeness elsewhere is
 * good enough to be shown, not to be built upon.
 */
export function surelyFound(text: DocumentText, piece: Anchor, hintOf: HintOf): { stretches: Stretch[]; confidence: number } {
  const hint = piece.relative ? hintOf(piece.relative) : undefined;
  const found = findAnchor(text, piece, hint);
  if (!isPlaced(found)) return { stretches: [], confidence: 0 };
  const held = hint ? [hint, ...(hint.more ?? [])] : [];
  const isSure = (one: Stretch): boolean => one.blockId === piece.blockId || held.some((other) => overlaps(one, other));
  const stretches = found.quoteNow === piece.quote ? stretchesOf(found) : stretchesOf(found).filter(isSure);
  return { stretches, confidence: found.confidence };
}

const STATED: ReadonlySet<Verdict> = new Set(['exact', 'changed', 'moved', 'partly gone']);

/** Whether it is stated where words are, rather than that they are not, or offered. */
export function isPlaced({ verdict, confidence }: Found): boolean {
  return STATED.has(verdict) && confidence >= SURE;
}

// The anchor's own evidence decides where it is sure of another place; beside it only more of the anchor's own words count.
function isBetter(text: DocumentText, anchor: Anchor, followed: Followed, own: Found): boolean {
  if (followed.kept < LEAST_SHARE) return false;
  if (!isPlaced(own)) return true;
  const stretches = stretchesOf(own);
  if (!stretches.some((one) => followed.pieces.some((other) => overlaps(one, other)))) return false;
  return followed.kept > keptIn(anchor, wordsOf(text, stretches));
}

function said(anchor: Anchor, { pieces, words, confidence }: Followed, own: Found): Found {
  const [largest, ...more] = [...pieces].sort((one, other) => other.end - other.start - (one.end - one.start));
  const section = own.sectionId === undefined ? {} : { sectionId: own.sectionId };
  const place = { ...largest, quoteNow: words.join('\n'), ...(more.length > 0 ? { more } : {}), ...section };
  return { verdict: verdictOf(anchor, pieces, words.join('\n')), confidence, ...place };
}

function verdictOf(anchor: Anchor, pieces: Stretch[], words: string): Verdict {
  const stays = pieces.some(({ blockId }) => blockId === anchor.blockId);
  if (words === anchor.quote) return stays ? 'exact' : 'moved';
  if (words.length < anchor.quote.length * SHRANK) return 'partly gone';
  return stays ? 'changed' : 'moved';
}

/** The share of an anchor's own words that stand in some pieces, 0 to 1. */
export function keptIn({ quote }: Pick<Anchor, 'quote'>, words: readonly string[]): number {
  if (quote === '') return 0;
  const kept = words.map((each) => (each === quote ? 1 : (sightPassage({ quote, before: '', after: '' }, each)?.kept ?? 0)));
  return Math.min(
    1,
    kept.reduce((sum, share) => sum + share, 0),
  );
}

/** Every stretch of a found place, its pieces in the order in which they are told. */
export function stretchesOf({ blockId, start, end, more = [] }: Found): Stretch[] {
  if (blockId === undefined || start === undefined || end === undefined || start === end) return more.slice();
  return [{ blockId, start, end }, ...more];
}

/** The words of some stretches of a text. */
export function wordsOf(text: DocumentText, stretches: readonly Stretch[]): string[] {
  const { byId } = indexPassages(text);
  return stretches.map(({ blockId, start, end }) => byId.get(blockId)?.words.slice(start, end) ?? '');
}

/** Stretches of which none stands in another: those that meet or overlap become one; in reading order within a block. */
export function withoutOverlaps(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const next of [...stretches].sort((one, other) => one.start - other.start)) {
    const held = joined.find((one) => one.blockId === next.blockId && next.start <= one.end);
    if (held) held.end = Math.max(held.end, next.end);
    else joined.push({ ...next });
  }
  return joined;
}

/** Whether two stretches have characters in common. */
export function overlaps(one: Stretch, other: Stretch): boolean {
  return one.blockId === other.blockId && one.start < other.end && other.start < one.end;
}
