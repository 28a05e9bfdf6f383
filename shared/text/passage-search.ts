import { alignPassage } from './align-passage.ts';

/** The words to look for, with what stood around them. */
export type Passage = { quote: string; before: string; after: string };

/** Where a passage was seen in some words, and how much of it is there. */
export type Sighting = {
  start: number;
  end: number;
  /** Share of the passage's characters that stand there, 0 to 1. */
  kept: number;
  /** Share of what stood around it that still stands around it, 0 to 1; 0 where nothing stood around it. */
  context: number;
  /** The part of the passage from its first to its last character that is there. */
  part: { from: number; to: number };
};

// Above this many table cells characters are compared by words: a quarter of a second would be too long for one passage.
const MAX_CELLS = 1_500_000;

// A shorter run of equal characters is chance ("re" is in every paragraph), not a trace of the passage.
const LEAST_RUN = 4;

/** Every place where the very words stand. */
export function exactPlaces(quote: string, words: string): number[] {
  const places: number[] = [];
  if (quote === '') return places;
  for (let at = words.indexOf(quote); at >= 0; at = words.indexOf(quote, at + 1)) places.push(at);
  return places;
}

/** How much of what stood around a passage stands around a place, 0 to 1, counted from the passage outwards. */
export function contextKept(passage: Passage, words: string, place: { start: number; end: number }): number {
  const { before, after } = passage;
  if (before.length + after.length === 0) return 0;
  return (
    (sharedEnd(before, words.slice(0, place.start)) + sharedStart(after, words.slice(place.end))) / (before.length + after.length)
  );
}

function sharedStart(one: string, other: string): number {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count++;
  return count;
}

function sharedEnd(one: string, other: string): number {
  let count = 0;
  while (count < one.length && count < other.length && one[one.length - 1 - count] === other[other.length - 1 - count]) count++;
  return count;
}

/** The best place of a changed passage in some words, its surroundings taken into account; nothing when none of it is there. */
export function sightPassage(passage: Passage, words: string): Sighting | undefined {
  const whole = passage.before + passage.quote + passage.after;
  const from = passage.before.length;
  const counterparts = alignCharacters(whole, words);
  const to = from + passage.quote.length;
  const range = rangeOf(counterparts, { from, to });
  if (!range) return undefined;
  const kept = countKept(counterparts, from, to) / passage.quote.length;
  const around = countKept(counterparts, 0, from) + countKept(counterparts, to, whole.length);
  const aroundAll = whole.length - passage.quote.length;
  return { ...range, kept, context: aroundAll === 0 ? 0 : around / aroundAll };
}

/** For each character of a passage its offset in some words, or -1. */
export function alignCharacters(passage: string, words: string): Int32Array {
  if (passage.length * words.length <= MAX_CELLS) return withoutChance(alignPassage(codesOf(passage), codesOf(words)));
  return alignByWords(passage, words);
}

function codesOf(text: string): Uint16Array {
  const codes = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index++) codes[index] = text.charCodeAt(index);
  return codes;
}

function withoutChance(counterparts: Int32Array): Int32Array {
  for (let from = 0; from < counterparts.length;) {
    let to = from + 1;
    while (to < counterparts.length && counterparts[to] === counterparts[to - 1] + 1 && counterparts[from] >= 0) to++;
    if (to - from < LEAST_RUN) counterparts.fill(-1, from, to);
    from = to;
  }
  return counterparts;
}

function alignByWords(passage: string, words: string): Int32Array {
  const numbers = new Map<string, number>();
  const numbered = (text: string) => {
    const pieces = text.match(/\S+|\s+/g) ?? [];
    return { pieces, symbols: pieces.map((piece) => numbers.get(piece) ?? numbers.set(piece, numbers.size).size - 1) };
  };
  const [one, other] = [numbered(passage), numbered(words)];
  const starts = offsetsOf(other.pieces);
  const counterparts = new Int32Array(passage.length).fill(-1);
  let at = 0;
  alignPassage(one.symbols, other.symbols).forEach((place, index) => {
    const { length } = one.pieces[index];
    for (let inside = 0; place >= 0 && inside < length; inside++) counterparts[at + inside] = starts[place] + inside;
    at += length;
  });
  return withoutChance(counterparts);
}

function offsetsOf(pieces: readonly string[]): number[] {
  let at = 0;
  return pieces.map((piece) => (at += piece.length) - piece.length);
}

function countKept(counterparts: Int32Array, from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index++) if (counterparts[index] >= 0) count++;
  return count;
}

// The passage reaches from its first to its last character that is there; where its edge was replaced, to what stood beside it.
function rangeOf(
  counterparts: Int32Array,
  quote: { from: number; to: number },
): Pick<Sighting, 'start' | 'end' | 'part'> | undefined {
  const left = quote.from > 0 ? counterparts[quote.from - 1] : -1;
  const right = quote.to < counterparts.length ? counterparts[quote.to] : -1;
  let first = quote.from;
  while (first < quote.to && counterparts[first] < 0) first++;
  if (first === quote.to) return left >= 0 && right >= 0 ? { start: left + 1, end: right, part: { from: 0, to: 0 } } : undefined;
  let last = quote.to - 1;
  while (counterparts[last] < 0) last--;
  const start = first > quote.from && left >= 0 ? left + 1 : counterparts[first];
  const end = last < quote.to - 1 && right >= 0 ? right : counterparts[last] + 1;
  return { start, end, part: { from: first - quote.from, to: last + 1 - quote.from } };
}
