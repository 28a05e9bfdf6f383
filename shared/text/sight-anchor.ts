import type { Anchor } from './anchor.ts';
import type { PassageIndex, Spot } from './passage-index.ts';
import { contextKept, exactPlaces, sightPassage, type Passage, type Sighting } from './passage-search.ts';

/** A stretch of a block in UTF-16 offsets. */
export type Stretch = { blockId: string; start: number; end: number };

/** A passage seen somewhere, and on what evidence. */
export type Seen = Sighting & {
  spot: Spot;
  /** The rest of a passage whose block was split. */
  more: Stretch[];
  /** Seen by the live positions of its characters, not by its words. */
  byPosition: boolean;
  /** The block was anchored whole and is meant whole. */
  whole: boolean;
};

/** Share of a passage that must stand in another block of its section for it to be called moved there. */
export const SECTION_FLOOR = 0.7;

/** The same anywhere else in the document, where look-alikes are many. */
export const DOCUMENT_FLOOR = 0.8;

/** By so much a place elsewhere must be more like the quote than the quote's best double was when the anchor was made. */
export const LOOK_ALIKE_MARGIN = 0.15;

/** A passage with a double this like it cannot be told from that double by its words alone. */
export const DOUBLE = 0.95;

/** Shorter words than this prove nothing outside their block, however exactly they are found: "The service must". */
export const TELLING_LENGTH = 24;

/** Without knowledge of doubles (an anchor from elsewhere) this many characters must agree exactly. */
export const TELLING_LENGTH_UNKNOWN = 60;

/** From this share of the surroundings on, a place is told by where it stands as well as by its words. */
export const TELLING_CONTEXT = 0.5;

/** Blocks with the most rare words in common that are compared closely. */
export const LIKELY_SPOTS = 6;

// A rest at the edge of the next block may have a few new words before it; further in it is something else.
const REST_SLACK = 20;
const LEAST_REST = 4;

/** What stands between an anchor's live positions: the passage, however much of it was replaced. */
export function sightAtHint(index: PassageIndex, anchor: Anchor, hint: Stretch): Seen | undefined {
  const spot = index.byId.get(hint.blockId);
  if (!spot || hint.start < 0 || hint.end < hint.start || hint.end > spot.words.length) return undefined;
  const words = spot.words.slice(hint.start, hint.end);
  const range = { start: hint.start, end: hint.end };
  const base = { ...range, context: contextKept(anchor, spot.words, range), spot, more: [], byPosition: true, whole: false };
  if (words === anchor.quote) return { ...base, kept: 1, part: { from: 0, to: words.length } };
  const seen = sightPassage({ quote: anchor.quote, before: '', after: '' }, words);
  return { ...base, kept: seen?.kept ?? 0, part: seen?.part ?? { from: 0, to: 0 } };
}

/** The passage in the block it was made for, found by its words and what stood around them. */
export function sightInOwnBlock(index: PassageIndex, anchor: Anchor): Seen | undefined {
  const spot = index.byId.get(anchor.blockId);
  const sighting = spot && (sightExactly(anchor, spot.words) ?? sightPassage(anchor, spot.words));
  if (!spot || !sighting) return undefined;
  const whole = isWholeBlock(anchor);
  return { ...(whole ? widened(sighting, anchor, spot) : sighting), spot, more: [], byPosition: false, whole };
}

function isWholeBlock(anchor: Anchor): boolean {
  return anchor.start === 0 && anchor.before === '' && anchor.after === '';
}

// The very words in their own block are the passage if they are long or stand where they stood; a lone "must" is not.
function sightExactly(anchor: Anchor, words: string): Sighting | undefined {
  const places = exactPlaces(anchor.quote, words).map((start) => {
    const range = { start, end: start + anchor.quote.length };
    return { ...range, kept: 1, context: contextKept(anchor, words, range), part: { from: 0, to: anchor.quote.length } };
  });
  const distance = (place: Sighting) => Math.abs(place.start - anchor.start);
  places.sort((one, other) => other.context - one.context || distance(one) - distance(other));
  const [best, second] = places;
  if (!best) return undefined;
  const alone = second === undefined && anchor.quote.length >= TELLING_LENGTH;
  return alone || best.context >= TELLING_CONTEXT || words === anchor.quote ? best : undefined;
}

// A block that was anchored whole is meant whole, words added at its ends too, unless another block was joined to it.
function widened(sighting: Sighting, anchor: Anchor, spot: Spot): Sighting {
  const most = anchor.quote.length / 2;
  const start = sighting.start <= most ? 0 : sighting.start;
  const end = spot.words.length - sighting.end <= most ? spot.words.length : sighting.end;
  return { ...sighting, start, end };
}

/** The same sighting with the rest of the passage, when its block was split and the rest stands at the edge of the next one. */
export function withRest(index: PassageIndex, anchor: Anchor, seen: Seen): Seen {
  const at = index.spots.indexOf(seen.spot);
  const [head, tail] = [anchor.quote.slice(0, seen.part.from), anchor.quote.slice(seen.part.to)];
  const next = seen.end === seen.spot.words.length ? restAt(index.spots[at + 1], tail, 'start') : undefined;
  const last = seen.start === 0 ? restAt(index.spots[at - 1], head, 'end') : undefined;
  const rests = [last, next].filter((rest) => rest !== undefined);
  const more = rests.map(({ blockId, start, end }) => ({ blockId, start, end }));
  const kept = seen.kept + rests.reduce((sum, rest) => sum + rest.characters, 0) / anchor.quote.length;
  return { ...seen, more, kept: Math.min(1, kept) };
}

function restAt(spot: Spot | undefined, rest: string, edge: 'start' | 'end'): (Stretch & { characters: number }) | undefined {
  if (!spot || spot.kind !== 'text' || rest.length < LEAST_REST) return undefined;
  const seen = sightPassage({ quote: rest, before: '', after: '' }, spot.words);
  if (!seen || seen.kept < SECTION_FLOOR) return undefined;
  const slack = edge === 'start' ? seen.start : spot.words.length - seen.end;
  return slack > REST_SLACK
    ? undefined
    : { blockId: spot.blockId, start: seen.start, end: seen.end, characters: seen.kept * rest.length };
}

/** The passage in another block, when the evidence is above the floors; never a look-alike that had been there all along. */
export function sightElsewhere(index: PassageIndex, anchor: Anchor): Seen | undefined {
  let best: Seen | undefined;
  for (const spot of candidates(index, anchor)) {
    for (const sighting of sightings(anchor, spot)) {
      const seen: Seen = { ...sighting, spot, more: [], byPosition: false, whole: false };
      if (isProof(anchor, seen) && (!best || weight(anchor, seen) > weight(anchor, best))) best = seen;
    }
  }
  return best;
}

function candidates(index: PassageIndex, anchor: Anchor): Spot[] {
  const others = (spot: Spot) => spot.blockId !== anchor.blockId;
  if (isTableAnchor(anchor))
    return index.spots.filter((spot) => spot.kind === 'table' && others(spot) && spot.words === anchor.quote);
  const exact = index.spots.filter((spot) => spot.kind === 'text' && spot.words.includes(anchor.quote));
  const likely = index.likely(anchor.quote + anchor.before + anchor.after, LIKELY_SPOTS);
  return [...new Set([...exact, ...likely.filter(others)])];
}

function isTableAnchor(anchor: Anchor): boolean {
  return /^Table \d+(?:, (?:row \d+|heading row))?$/.test(anchor.number);
}

function sightings(anchor: Anchor, spot: Spot): Sighting[] {
  const exact = exactPlaces(anchor.quote, spot.words).map((start) => {
    const range = { start, end: start + anchor.quote.length };
    return { ...range, kept: 1, context: contextKept(anchor, spot.words, range), part: { from: 0, to: anchor.quote.length } };
  });
  if (exact.length > 0) return exact;
  const near = sightPassage(anchor, spot.words);
  return near ? [near] : [];
}

function inSection(anchor: Anchor, spot: Spot): boolean {
  return anchor.sectionId !== undefined && spot.sectionId === anchor.sectionId;
}

function weight(anchor: Anchor, seen: Seen): number {
  return seen.kept * 0.7 + seen.context * 0.25 + (inSection(anchor, seen.spot) ? 0.05 : 0);
}

function isProof(anchor: Anchor, seen: Seen): boolean {
  if (seen.kept < (inSection(anchor, seen.spot) ? SECTION_FLOOR : DOCUMENT_FLOOR)) return false;
  if (seen.context >= TELLING_CONTEXT) return true;
  if (anchor.lookAlike === undefined) return seen.kept === 1 && anchor.quote.length >= TELLING_LENGTH_UNKNOWN;
  if (anchor.quote.length < TELLING_LENGTH) return false;
  return seen.kept === 1 ? anchor.lookAlike < DOUBLE : seen.kept >= anchor.lookAlike + LOOK_ALIKE_MARGIN;
}

const LOOK_ALIKE_CHARS = 1_000; // a longer passage is told by its beginning

/** How like the most similar other place of a text is to a passage of it, 0 to 1. */
export function lookAlikeOf(index: PassageIndex, stretch: Stretch, passage: Passage): number {
  const quote = passage.quote.slice(0, LOOK_ALIKE_CHARS);
  const own = index.byId.get(stretch.blockId);
  if (own?.kind === 'table')
    return index.spots.some((spot) => spot !== own && spot.kind === 'table' && spot.words === passage.quote) ? 1 : 0;
  const besides = own ? [own.words.slice(0, stretch.start), own.words.slice(stretch.end)] : [];
  const exact = (words: string) => words.includes(quote);
  if (besides.some(exact) || index.spots.some((spot) => spot !== own && spot.kind === 'text' && exact(spot.words))) return 1;
  const likely = index.likely(quote, LIKELY_SPOTS).filter((spot) => spot !== own);
  const likeness = (words: string) => sightPassage({ quote, before: '', after: '' }, words)?.kept ?? 0;
  return Math.max(0, ...besides.map(likeness), ...likely.map((spot) => likeness(spot.words)));
}
