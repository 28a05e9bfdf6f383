import type { Anchor } from './anchor.ts';
import type { PassageIndex, Spot } from './passage-index.ts';
import { contextKept, exactSightings, likeness, sharedEnd, sharedStart, sightPassage, type Sighting } from './passage-search.ts';

/** A stretch of a block in UTF-16 offsets. */
export type Stretch = { blockId: string; start: number; end: number };

/** Where live positions say that a passage is: the larger piece when its block was divided, with the others in reading order. */
export type Hint = Stretch & { more?: readonly Stretch[] };

/** A passage seen somewhere, and on what evidence. */
export type Seen = {
  /** Where it stands, in reading order: several stretches when its block was divided. */
  pieces: Stretch[];
  /** Its words now. */
  words: string;
  /** Share of the passage that stands there, and of what stood around it, 0 to 1. */
  kept: number;
  context: number;
  /** Seen by the live positions of its characters. */
  byPosition: boolean;
};

// Shorter words than this prove nothing by themselves, however exactly they are found: "The service must".
const TELLING_LENGTH = 24;

// A passage with a double this like it cannot be told from that double by its words alone.
const DOUBLE = 0.95;

/** So many characters more than the passage's best double must agree before a changed passage is believed to be it. */
export const SURPLUS = 30;

/** The words of a passage spread over more than this are words that many passages have. */
export const MOST_SPREAD = 1.5;

const MOST_SPREAD_OF_WHOLE = 2; // unless nearly all of them are there: others were put in between

const NEARLY_WHOLE = 0.9;

/** The very words need fewer: a double of a changed passage is common, one of exactly these words is not. */
export const SURPLUS_OF_EXACT = 12;

/** In its own block a passage is told by its words together with this share of its surroundings. */
export const OWN_CONTEXT = 0.3;

// The same for a passage that had a double: the double may stand in the same block.
const OWN_CONTEXT_OF_DOUBLE = 0.6;

/** What stands between an anchor's live positions: the passage, however much of it was replaced. */
export function sightAtHint(index: PassageIndex, anchor: Anchor, hint: Hint): Seen | undefined {
  const spot = index.byId.get(hint.blockId);
  if (!spot || hint.start < 0 || hint.end < hint.start || hint.end > spot.words.length) return undefined;
  const stretch = { blockId: hint.blockId, start: hint.start, end: hint.end };
  const words = spot.words.slice(stretch.start, stretch.end);
  const context = contextKept(anchor, spot.words, stretch);
  return { pieces: [stretch], words, kept: keptBetween(anchor.quote, words), context, byPosition: true };
}

// Between live positions what is equal from either end on is the passage's, however far apart the two parts are now.
function keptBetween(quote: string, words: string): number {
  if (words === quote) return 1;
  const most = Math.min(quote.length, words.length);
  const ends = Math.min(most, sharedStart(quote, words) + sharedEnd(quote, words));
  return Math.max(ends / quote.length, sightPassage({ quote, before: '', after: '' }, words)?.kept ?? 0);
}

/** The passage in the block it was made for, found by its words and what stood around them. */
export function sightInOwnBlock(index: PassageIndex, anchor: Anchor): Seen | undefined {
  const spot = index.byId.get(anchor.blockId);
  const sighting = spot && (bestExactly(anchor, spot) ?? sightPassage(anchor, spot.words));
  return spot && sighting && seenInOne(spot, isWhole(anchor) ? widened(sighting, anchor, spot) : sighting);
}

const BLOCKS_BESIDE = 3; // a block divided more often between two looks is hardly one passage any more

/** The passage in the blocks around a place, read as one: finds what was divided, joined or pushed into the next block. */
export function sightAround(index: PassageIndex, anchor: Anchor, centre: Stretch): Seen | undefined {
  const spots = index.spots.filter((spot) => spot.kind === 'text');
  const at = spots.findIndex((spot) => spot.blockId === centre.blockId);
  if (at < 0) return undefined;
  const window = spots.slice(Math.max(0, at - BLOCKS_BESIDE), at + BLOCKS_BESIDE + 1);
  const sighting = sightPassage(anchor, window.map((spot) => spot.words).join('\n'));
  return sighting && seenInSeveral(window, sighting, centre.blockId);
}

/** Whether an anchor means its whole block. */
export function isWhole(anchor: Anchor): boolean {
  return anchor.start === 0 && anchor.before === '' && anchor.after === '';
}

// Whether words alone tell a passage: the very words, without a double; or many more of them than any double had.
function toldByWords(anchor: Anchor, seen: Pick<Seen, 'kept' | 'words'>): boolean {
  if (anchor.lookAlike === undefined || anchor.quote.length < TELLING_LENGTH) return false;
  return surplusOfWords(anchor, seen) >= (seen.words === anchor.quote ? SURPLUS_OF_EXACT : SURPLUS);
}

/** By how many characters what was seen agrees better than the best double did, by words or with its surroundings. */
export function surplusOf(anchor: Anchor, seen: Seen): number {
  return Math.max(surplusOfWords(anchor, seen), surplusOfSurroundings(anchor, seen));
}

function surplusOfWords(anchor: Anchor, seen: Pick<Seen, 'kept' | 'words'>): number {
  const spread = seen.kept >= NEARLY_WHOLE ? MOST_SPREAD_OF_WHOLE : MOST_SPREAD;
  if (anchor.lookAlike === undefined || seen.words.length > anchor.quote.length * spread) return 0;
  return (seen.kept - anchor.lookAlike) * anchor.quote.length;
}

function surplusOfSurroundings(anchor: Anchor, seen: Pick<Seen, 'kept' | 'context'>): number {
  if (anchor.lookAlikeAround === undefined || seen.context === 0) return 0;
  const all = anchor.before.length + anchor.quote.length + anchor.after.length;
  return (likeness(anchor, seen) - anchor.lookAlikeAround) * all;
}

/** Whether the words of a passage are scattered so widely that others must have gathered them; an insertion keeps both sides. */
export function isScattered(anchor: Anchor, seen: Seen): boolean {
  const inserted = seen.kept >= 0.9 && seen.context >= 0.5;
  return !inserted && seen.words.length > anchor.quote.length * 2 + 20;
}

/** Whether what was seen is the passage by its own evidence: its words, or they and what stands around them. */
export function isTold(anchor: Anchor, seen: Seen): boolean {
  return toldByWords(anchor, seen) || surplusOfSurroundings(anchor, seen) >= SURPLUS;
}

/** Whether what was seen in its own block is the passage and no look-alike. */
export function toldByBlock(anchor: Anchor, seen: Seen): boolean {
  if (!seen.pieces.some((piece) => piece.blockId === anchor.blockId)) return false;
  if (anchor.lookAlike === undefined) return anchor.quote.length >= TELLING_LENGTH || seen.context >= OWN_CONTEXT_OF_DOUBLE;
  return isWhole(anchor) || seen.context >= (anchor.lookAlike < DOUBLE ? OWN_CONTEXT : OWN_CONTEXT_OF_DOUBLE);
}

// Of several places with the very words the one that stands as it stood, then the nearest one; none when that is not clear.
function bestExactly(anchor: Anchor, spot: Spot): Sighting | undefined {
  const distance = (place: Sighting) => Math.abs(place.start - anchor.start);
  const places = exactSightings(anchor, spot.words).sort(
    (one, other) => other.context - one.context || distance(one) - distance(other),
  );
  const [best, second] = places;
  if (!best || spot.words === anchor.quote) return best;
  const unmoved = places.find((place) => place.start === anchor.start && place.context === 1);
  if (unmoved) return unmoved;
  const clear = second === undefined || second.context < best.context;
  return clear && (isTold(anchor, seenInOne(spot, best)) || toldByBlock(anchor, seenInOne(spot, best))) ? best : undefined;
}

// A block that was anchored whole is meant whole, words added at its ends too, unless another block was joined to it.
function widened(sighting: Sighting, anchor: Anchor, spot: Spot): Sighting {
  const most = anchor.quote.length / 2;
  const start = sighting.start <= most ? 0 : sighting.start;
  const end = spot.words.length - sighting.end <= most ? spot.words.length : sighting.end;
  return { ...sighting, start, end };
}

/** What was seen in one block. */
export function seenInOne(spot: Spot, sighting: Sighting): Seen {
  const { start, end, kept, context } = sighting;
  const words = spot.words.slice(start, end);
  return { pieces: [{ blockId: spot.blockId, start, end }], words, kept, context, byPosition: false };
}

const LEAST_PIECE = 8; // fewer characters in a block of their own are chance
const DENSITY = 0.6; // so much of a piece must be of the passage, or the rest of it is somebody else's words

type Piece = { order: number; stretch: Stretch; words: string; share: number };

// What was seen in several blocks read as one: in each the stretch from the first to the last character that is there. The pieces of
// a divided passage stand in blocks that follow each other; what stands apart from its own block is chance.
function seenInSeveral(spots: readonly Spot[], sighting: Sighting, centre: string): Seen | undefined {
  const groups: Piece[][] = [];
  for (const piece of piecesIn(spots, sighting)) {
    const group = groups[groups.length - 1];
    if (group && group[group.length - 1].order === piece.order - 1) group.push(piece);
    else groups.push([piece]);
  }
  const shareOf = (group: Piece[]) => group.reduce((sum, piece) => sum + piece.share, 0);
  const own = groups.find((group) => group.some((piece) => piece.stretch.blockId === centre));
  const best = own ?? groups.sort((one, other) => shareOf(other) - shareOf(one))[0];
  if (!best) return undefined;
  const words = best.map((piece) => piece.words).join('\n');
  return { pieces: best.map((piece) => piece.stretch), words, kept: shareOf(best), context: sighting.context, byPosition: false };
}

function piecesIn(spots: readonly Spot[], sighting: Sighting): Piece[] {
  let at = 0;
  return spots.flatMap(({ blockId, words }, order): Piece[] => {
    const from = at;
    at += words.length + 1;
    const here = sighting.matched.filter((place) => place >= from && place < from + words.length);
    if (here.length < LEAST_PIECE) return [];
    const [start, end] = [here[0] - from, here[here.length - 1] - from + 1];
    if (here.length < DENSITY * (end - start)) return [];
    return [
      { order, stretch: { blockId, start, end }, words: words.slice(start, end), share: here.length / sighting.matched.length },
    ];
  });
}
