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
  /** For each character of the passage its offset there, or -1. */
  matched: Int32Array;
};

// Above this many table cells passages are compared word by word: a quarter of a second would be too long for one of them.
const MAX_CELLS = 1_500_000;

// A shorter run of equal characters is chance ("re" is in every paragraph), not a trace of the passage.
const LEAST_RUN = 4;

/** Every place where the very words stand, with how much of their surroundings is there. */
export function exactSightings(passage: Passage, words: string): Sighting[] {
  const { quote } = passage;
  const found: Sighting[] = [];
  if (quote === '') return found;
  for (let start = words.indexOf(quote); start >= 0; start = words.indexOf(quote, start + 1)) {
    const end = start + quote.length;
    const matched = new Int32Array(quote.length).map((_none, index) => start + index);
    found.push({ start, end, kept: 1, context: contextKept(passage, words, { start, end }), matched });
  }
  return found;
}

/** How much of what stood around a passage stands around a place, 0 to 1, counted from the passage outwards. */
export function contextKept(passage: Passage, words: string, place: { start: number; end: number }): number {
  const { before, after } = passage;
  const all = before.length + after.length;
  if (all === 0) return 0;
  return (sharedEnd(before, words.slice(0, place.start)) + sharedStart(after, words.slice(place.end))) / all;
}

/** How many characters two strings have in common from the start on. */
export function sharedStart(one: string, other: string): number {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count++;
  return count;
}

/** How many characters two strings have in common before the end. */
export function sharedEnd(one: string, other: string): number {
  let count = 0;
  while (count < one.length && count < other.length && one[one.length - 1 - count] === other[other.length - 1 - count]) count++;
  return count;
}

/** The best place of a changed passage in some words, its surroundings taken into account; nothing when none of it is there. */
export function sightPassage(passage: Passage, words: string): Sighting | undefined {
  const whole = passage.before + passage.quote + passage.after;
  const from = passage.before.length;
  const to = from + passage.quote.length;
  const counterparts = alignCharacters(whole, words);
  const range = rangeOf(counterparts, from, to);
  if (!range) return undefined;
  const around = countKept(counterparts, 0, from) + countKept(counterparts, to, whole.length);
  const all = whole.length - passage.quote.length;
  return {
    ...range,
    kept: countKept(counterparts, from, to) / passage.quote.length,
    context: all === 0 ? 0 : around / all,
    matched: counterparts.subarray(from, to),
  };
}

/** For each character of a passage its offset in some words, or -1. */
function alignCharacters(passage: string, words: string): Int32Array {
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
function rangeOf(counterparts: Int32Array, from: number, to: number): { start: number; end: number } | undefined {
  const left = besideOf(counterparts, from - 1, -1);
  const right = besideOf(counterparts, to, 1);
  const there = (place: number) => place >= 0;
  const first = counterparts.subarray(from, to).findIndex(there);
  if (first < 0) return there(left) && there(right) ? { start: left + 1, end: right } : undefined;
  const last = counterparts.subarray(from, to).findLastIndex(there);
  const start = first > 0 && there(left) ? left + 1 : counterparts[from + first];
  const end = last < to - from - 1 && there(right) ? right : counterparts[from + last] + 1;
  return { start, end };
}

const BESIDE = 3; // a space more or less between a passage and what stands beside it is no distance

function besideOf(counterparts: Int32Array, from: number, step: 1 | -1): number {
  for (let away = 0; away < BESIDE; away++) {
    const place = counterparts[from + away * step] ?? -1;
    if (place >= 0) return place;
  }
  return -1;
}

/** How like a passage and its surroundings, taken together, are to what was seen, 0 to 1. */
export function likeness(passage: Passage, sighting: Pick<Sighting, 'kept' | 'context'>): number {
  const around = passage.before.length + passage.after.length;
  return (sighting.kept * passage.quote.length + sighting.context * around) / (passage.quote.length + around);
}
