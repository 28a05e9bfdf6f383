import type { Anchor } from './anchor.ts';
import type { DocumentText } from './document-text.ts';
import { indexPassages, type PassageIndex, type Spot } from './passage-index.ts';
import { sightPassage } from './passage-search.ts';
import type { Stretch } from './sight-anchor.ts';

const SEED = 8; // characters that two runs must share before their whole length is compared

const LEAST_RUN = 24; // characters; shorter ones are typed again by chance: "the specialist centre"

const MOST_OF_IT = 0.7; // so much of what left a block must have come in the other one

const LONG_RUN = 60; // characters that nobody types again by chance

const CLEARLY = 8; // characters by which a run must be longer than any other that came

/**
 * Where words of a passage were carried by cutting and pasting between two looks at a text: they left their block, and stand now in
 * one where they did not stand before. Nothing when that is not clear; a look-alike that had been there all along never counts.
 */
export function carriedWords(before: DocumentText, now: DocumentText, piece: Anchor, stays: readonly Stretch[]): Stretch[] {
  const [then, index] = [indexPassages(before), indexPassages(now)];
  const stood = then.byId.get(piece.blockId);
  if (stood?.words.slice(piece.start, piece.end) !== piece.quote || stood.kind === 'table') return [];
  const left = leftRuns(stood, index, new Set([piece.blockId, ...stays.map(({ blockId }) => blockId)]));
  return left.flatMap((run) => {
    const [from, to] = [Math.max(run.start, piece.start), Math.min(run.end, piece.end)];
    return to - from < 1 ? [] : carriedRun({ then, index, words: stood.words }, run, { from, to });
  });
}

type Run = { start: number; end: number };

// What of a block's words stands no longer in it, nor where the passage is known to stand.
function leftRuns(stood: Spot, index: PassageIndex, known: Set<string>): Run[] {
  const stays = new Uint8Array(stood.words.length);
  for (const id of known) {
    const words = index.byId.get(id)?.words ?? '';
    if (words === '') continue;
    const matched = sightPassage({ quote: stood.words, before: '', after: '' }, words)?.matched;
    matched?.forEach((place, at) => place >= 0 && (stays[at] = 1));
  }
  const runs: Run[] = [];
  for (let start = 0; start < stays.length; start++) {
    if (stays[start]) continue;
    let end = start;
    while (end < stays.length && !stays[end]) end++;
    if (end - start >= LEAST_RUN) runs.push({ start, end });
    start = end;
  }
  return runs;
}

type Look = { then: PassageIndex; index: PassageIndex; words: string };

type Came = { spot: Spot; at: number; start: number; length: number };

function carriedRun(look: Look, run: Run, { from, to }: { from: number; to: number }): Stretch[] {
  const came = changedSpots(look)
    .flatMap((spot) => runsIn(look, spot, run))
    .filter(({ start, length }) => start < to && start + length > from)
    .sort((one, other) => other.length - one.length);
  const [best, second] = came;
  const both = best ? Math.min(run.end, best.start + best.length) - Math.max(run.start, best.start) : 0;
  if (!best || both < LEAST_RUN) return [];
  if (both < MOST_OF_IT * (run.end - run.start) && both < LONG_RUN) return [];
  if (second && best.length - second.length < CLEARLY) return [];
  const [first, last] = [Math.max(from, best.start), Math.min(to, best.start + best.length)];
  return [{ blockId: best.spot.blockId, start: best.at + first - best.start, end: best.at + last - best.start }];
}

function changedSpots({ then, index }: Look): Spot[] {
  return index.spots.filter((spot) => spot.kind === 'text' && spot.words !== then.byId.get(spot.blockId)?.words);
}

// The longest runs of words that left their block and came in another one.
function runsIn({ then, words }: Look, spot: Spot, run: Run): Came[] {
  const were = then.byId.get(spot.blockId)?.words ?? '';
  const runs: Came[] = [];
  for (let at = run.start; at + SEED <= run.end; at++) {
    const seed = words.slice(at, at + SEED);
    for (let there = spot.words.indexOf(seed); there >= 0; there = spot.words.indexOf(seed, there + 1)) {
      if (runs.some((one) => at >= one.start && at < one.start + one.length && there - at === one.at - one.start)) continue;
      const grown = grow(words, spot.words, at, there);
      if (!were.includes(spot.words.slice(grown.at, grown.at + grown.length))) runs.push({ spot, ...grown });
    }
  }
  return runs;
}

function grow(words: string, other: string, from: number, there: number): Omit<Came, 'spot'> {
  let [start, at, length] = [from, there, 0];
  while (start > 0 && at > 0 && words[start - 1] === other[at - 1]) [start, at] = [start - 1, at - 1];
  while (start + length < words.length && at + length < other.length && words[start + length] === other[at + length]) length++;
  return { start, at, length };
}
