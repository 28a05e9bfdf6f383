import type { Anchor } from './anchor.ts';
import type { PassageIndex, Spot } from './passage-index.ts';
import { exactSightings, likeness, sightPassage, type Passage, type Sighting } from './passage-search.ts';
import {
  OWN_CONTEXT,
  seenInOne,
  SURPLUS,
  SURPLUS_OF_EXACT,
  isTold,
  MOST_SPREAD,
  type Seen,
  type Stretch,
} from './sight-anchor.ts';

// Share of a passage that must stand in another block of its section for it to be called moved there.
const SECTION_FLOOR = 0.5;

// The same anywhere else in the document, where look-alikes are many.
const DOCUMENT_FLOOR = 0.6;

// Without knowledge of doubles (an anchor from elsewhere) this many characters must agree exactly.
const TELLING_LENGTH_UNKNOWN = 60;

// The rest of a divided passage is looked for elsewhere when it is at least this long, and believed from this share on.
const TELLING_REST = 40;

// The share of such a rest that must stand in one place.
const REST_FLOOR = 0.7;

const LIKELY_SPOTS = 6; // blocks with the most rare words in common, compared closely

/** The passage in another block, when the evidence is above the floors; never a look-alike that had been there all along. */
export function sightElsewhere(index: PassageIndex, anchor: Anchor): Seen | undefined {
  let best: { seen: Seen; weight: number } | undefined;
  for (const spot of candidates(index, anchor)) {
    const section = anchor.sectionId !== undefined && spot.sectionId === anchor.sectionId;
    for (const seen of sightings(anchor, spot).map((sighting) => seenInOne(spot, sighting))) {
      const weight = likeness(anchor, seen) + seen.kept + (section ? 0.1 : 0);
      const proof = isProof(anchor, seen, section ? SECTION_FLOOR : DOCUMENT_FLOOR);
      if (proof && weight > (best?.weight ?? 0)) best = { seen, weight };
    }
  }
  return best?.seen;
}

/** The same sighting with the rest of a divided passage, when that stands somewhere else nearly word for word and nowhere twice. */
export function withRest(index: PassageIndex, anchor: Anchor, seen: Seen): Seen {
  const here = sightPassage({ quote: anchor.quote, before: '', after: '' }, seen.words)?.matched;
  if (!here) return seen;
  const first = here.findIndex((place) => place >= 0);
  const last = here.findLastIndex((place) => place >= 0);
  const taken = new Set(seen.pieces.map((piece) => piece.blockId));
  const head = restOf(index, { quote: anchor.quote.slice(0, first), before: anchor.before, after: '' }, anchor, taken);
  const tail = restOf(index, { quote: anchor.quote.slice(last + 1), before: '', after: anchor.after }, anchor, taken);
  const inside = restElsewhere(index, anchor.quote.slice(...longestGap(here)), taken);
  const rests = [head, inside, tail].filter((rest) => rest !== undefined);
  if (rests.length === 0) return seen;
  const parts = [head, seen, inside, tail].filter((part) => part !== undefined);
  const kept = seen.kept + rests.reduce((sum, rest) => sum + rest.kept, 0) / anchor.quote.length;
  const words = parts.map((part) => part.words).join('\n');
  return { ...seen, pieces: parts.flatMap(({ pieces }) => pieces), words, kept: Math.min(1, kept) };
}

// The longest part of a passage that is missing between parts that are there: words that were cut out of its middle.
function longestGap(matched: Int32Array): [start: number, end: number] {
  let longest: [number, number] = [0, 0];
  let last = -1;
  matched.forEach((place, at) => {
    if (place < 0) return;
    if (last >= 0 && at - last - 1 > longest[1] - longest[0]) longest = [last + 1, at];
    last = at;
  });
  return longest;
}

// Gives a rest with its number of kept characters: in the anchor's own block by what stood beside it, elsewhere by its words alone.
function restOf(index: PassageIndex, rest: Passage, anchor: Anchor, taken: Set<string>): Seen | undefined {
  const own = taken.has(anchor.blockId) || rest.quote === '' ? undefined : index.byId.get(anchor.blockId);
  const sighting = own && sightPassage(rest, own.words);
  const stands = sighting && sighting.kept >= REST_FLOOR && sighting.context >= OWN_CONTEXT;
  if (own && stands) return { ...seenInOne(own, sighting), kept: sighting.kept * rest.quote.length };
  return restElsewhere(index, rest.quote, taken);
}

function restElsewhere(index: PassageIndex, quote: string, taken: Set<string>): Seen | undefined {
  if (quote.length < TELLING_REST) return undefined;
  const passage = { quote, before: '', after: '' };
  const seen = index.likely(quote, LIKELY_SPOTS).flatMap((spot) => {
    const sighting = taken.has(spot.blockId) ? undefined : sightPassage(passage, spot.words);
    return sighting ? [{ spot, sighting }] : [];
  });
  const [best, second] = seen.sort((one, other) => other.sighting.kept - one.sighting.kept);
  if (!best || best.sighting.kept < REST_FLOOR) return undefined;
  const seenBest = seenInOne(best.spot, best.sighting);
  if (seenBest.words.length > quote.length * MOST_SPREAD) return undefined;
  const surplus = (best.sighting.kept - (second?.sighting.kept ?? 0)) * quote.length;
  if (surplus < (seenBest.words === quote ? SURPLUS_OF_EXACT : SURPLUS)) return undefined;
  return { ...seenBest, kept: best.sighting.kept * quote.length };
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

function sightings(passage: Passage, spot: Spot): Sighting[] {
  const exact = exactSightings(passage, spot.words);
  if (exact.length > 0) return exact;
  const near = sightPassage(passage, spot.words);
  return near ? [near] : [];
}

function isProof(anchor: Anchor, seen: Seen, floor: number): boolean {
  if (seen.kept < floor) return false;
  if (anchor.lookAlike === undefined) return seen.words === anchor.quote && anchor.quote.length >= TELLING_LENGTH_UNKNOWN;
  return isTold(anchor, seen);
}

const LOOK_ALIKE_CHARS = 1_000; // a longer passage is told by its beginning

/** How like the most similar other place of a text is to a passage of it: its words alone, and with what stands around them. */
export function lookAlikes(
  index: PassageIndex,
  stretch: Stretch,
  passage: Passage,
): { lookAlike: number; lookAlikeAround: number } {
  const own = index.byId.get(stretch.blockId);
  if (own?.kind === 'table') {
    const double = index.spots.some((spot) => spot !== own && spot.kind === 'table' && spot.words === passage.quote) ? 1 : 0;
    return { lookAlike: double, lookAlikeAround: double };
  }
  const short = { before: passage.before, quote: passage.quote.slice(0, LOOK_ALIKE_CHARS), after: passage.after };
  const exact = index.spots.filter((spot) => spot !== own && spot.kind === 'text' && spot.words.includes(short.quote));
  const likely = index.likely(short.before + short.quote + short.after, LIKELY_SPOTS).filter((spot) => spot !== own);
  const besides = own ? [own.words.slice(0, stretch.start), own.words.slice(stretch.end)] : [];
  const places = [...besides, ...new Set([...exact, ...likely].map((spot) => spot.words))];
  const alone = { quote: short.quote, before: '', after: '' };
  const highest = (of: Passage) => Math.max(0, ...places.flatMap((words) => bestOf(of, words)));
  return { lookAlike: highest(alone), lookAlikeAround: passage.before + passage.after === '' ? highest(alone) : highest(short) };
}

function bestOf(passage: Passage, words: string): number[] {
  const exact = exactSightings(passage, words);
  const near = exact.length > 0 ? undefined : sightPassage(passage, words);
  return [...exact, ...(near ? [near] : [])].map((sighting) => likeness(passage, sighting));
}
