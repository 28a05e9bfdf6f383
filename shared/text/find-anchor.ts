import type { Anchor } from './anchor.ts';
import type { DocumentText } from './document-text.ts';
import { indexPassages, type PassageIndex } from './passage-index.ts';
import { sightElsewhere, withRest } from './sight-elsewhere.ts';
import {
  isTold,
  isWhole,
  sightAround,
  sightAtHint,
  sightInOwnBlock,
  surplusOf,
  toldByBlock,
  type Seen,
  type Stretch,
} from './sight-anchor.ts';

/** What became of the words an anchor was made for (RES-2). */
export type Verdict = 'exact' | 'changed' | 'moved' | 'partly gone' | 'rewritten' | 'gone';

/**
 * Where an anchor's words are now. Below `SURE` a page shows the place as a guess to be confirmed. `gone` has a place only when it
 * is known where the words stood (an empty stretch); `sectionId` is then the section to show instead.
 */
export type Found = {
  verdict: Verdict;
  confidence: number;
  blockId?: string;
  start?: number;
  end?: number;
  quoteNow?: string;
  /** The smaller pieces of a passage whose block was divided, in reading order. */
  more?: Stretch[];
  /** The heading the words stood under, when it is still there. */
  sectionId?: string;
};

/** At or above this confidence a place is stated; below it is only offered, with the original quote beside it. */
export const SURE = 0.6;

/** Share of a passage that must stand where it stood for it to count as found there, without looking further. */
export const CHANGED_FLOOR = 0.6;

/** Share below which what is left is a trace that proves nothing: a few common words are found in any paragraph. */
export const TRACE_FLOOR = 0.25;

/** While part of a passage is where it stood, only a copy this complete elsewhere is the passage rather than a look-alike. */
export const WHOLE_COPY = 0.95;

/** Finds an anchor's words in a later text: by its live positions, in its block, around it, then elsewhere above stated floors. */
export function findAnchor(text: DocumentText, anchor: Anchor, relativeHint?: Stretch): Found {
  const index = indexPassages(text);
  if (anchor.quote === '') return findEmpty(index, anchor);
  const inPlace = sightInPlace(index, anchor, relativeHint);
  if (inPlace && inPlace.kept >= CHANGED_FLOOR) return stands(index, anchor, inPlace);
  const elsewhere = sightElsewhere(index, anchor);
  const remains = inPlace !== undefined && inPlace.kept >= TRACE_FLOOR;
  if (elsewhere && (!remains || elsewhere.kept >= WHOLE_COPY)) return moved(index, anchor, elsewhere);
  if (!inPlace || !remains) return leftOver(index, anchor, inPlace);
  const joined = withRest(index, anchor, inPlace);
  return joined.kept >= CHANGED_FLOOR ? stands(index, anchor, joined) : remainder(index, anchor, joined);
}

// What can be seen of a passage where it stood. Positions are the identity of its characters and outweigh any likeness; but after a
// restored version or an import the words are there again under new characters, and then they count.
function sightInPlace(index: PassageIndex, anchor: Anchor, hint: Stretch | undefined): Seen | undefined {
  const hinted = hint && sightAtHint(index, anchor, hint);
  if (hinted && hinted.kept >= CHANGED_FLOOR) return hinted;
  const own = sightInOwnBlock(index, anchor);
  if (own && own.kept >= CHANGED_FLOOR && isBelieved(anchor, own, hinted)) return own;
  const around = sightAround(index, anchor, hint ?? anchor);
  const believed = around && isBelieved(anchor, around, hinted) ? around : undefined;
  return fuller(believed, hinted ?? own);
}

function fuller(one: Seen | undefined, other: Seen | undefined): Seen | undefined {
  return one && one.kept > (other?.kept ?? 0) ? one : other;
}

// While live positions still hold some words, other words must speak for themselves; in the passage's own block they need not.
function isBelieved(anchor: Anchor, seen: Seen, hinted: Seen | undefined): boolean {
  if (isTold(anchor, seen)) return true;
  if (!hinted || hinted.words === '') return toldByBlock(anchor, seen);
  return seen.pieces.some((piece) => overlaps(piece, hinted.pieces[0]));
}

function overlaps(one: Stretch, other: Stretch): boolean {
  return one.blockId === other.blockId && one.start < other.end && other.start < one.end;
}

function findEmpty(index: PassageIndex, anchor: Anchor): Found {
  const spot = index.byId.get(anchor.blockId);
  if (!spot) return { verdict: 'gone', confidence: 0.8, ...section(index, anchor) };
  const whole = { blockId: spot.blockId, start: 0, end: spot.words.length, quoteNow: spot.words };
  return spot.words === '' ? { verdict: 'exact', confidence: 1, ...whole } : { verdict: 'changed', confidence: 0.8, ...whole };
}

function found(index: PassageIndex, anchor: Anchor, seen: Seen, say: { verdict: Verdict; confidence: number }): Found {
  const [largest] = [...seen.pieces].sort((one, other) => other.end - other.start - (one.end - one.start));
  const more = seen.pieces.filter((piece) => piece !== largest);
  return { ...say, ...largest, quoteNow: seen.words, ...(more.length > 0 ? { more } : {}), ...section(index, anchor) };
}

function section(index: PassageIndex, anchor: Anchor): { sectionId?: string } {
  return anchor.sectionId !== undefined && index.byId.has(anchor.sectionId) ? { sectionId: anchor.sectionId } : {};
}

function stands(index: PassageIndex, anchor: Anchor, seen: Seen): Found {
  if (seen.words !== anchor.quote) {
    const confidence = seen.byPosition ? 0.8 + 0.2 * seen.kept : 0.55 + 0.35 * seen.kept + 0.1 * seen.context;
    return found(index, anchor, seen, { verdict: 'changed', confidence });
  }
  const confidence = seen.byPosition || isWhole(anchor) ? 1 : 0.9 + 0.1 * seen.context;
  return found(index, anchor, seen, { verdict: seen.pieces[0].blockId === anchor.blockId ? 'exact' : 'moved', confidence });
}

// Changed words in another place may be a new sentence made after the pattern of the old one: only a strong likeness is stated.
const STRONG_SURPLUS = 60;

function moved(index: PassageIndex, anchor: Anchor, seen: Seen): Found {
  const exact = seen.words === anchor.quote;
  const strong = exact || surplusOf(anchor, seen) >= STRONG_SURPLUS;
  const confidence = exact ? 0.85 + 0.15 * seen.context : 0.5 + 0.3 * seen.kept + 0.2 * seen.context;
  return found(index, anchor, seen, { verdict: 'moved', confidence: strong ? confidence : Math.min(confidence, SURE - 0.05) });
}

// What is left of a passage: partly gone when it shrank, changed when other words took the place of the missing ones.
function remainder(index: PassageIndex, anchor: Anchor, seen: Seen): Found {
  const confidence = seen.byPosition ? 0.8 : 0.3 + 0.5 * seen.kept + 0.2 * seen.context;
  const shrank = seen.words.length < anchor.quote.length * CHANGED_FLOOR;
  return found(index, anchor, seen, { verdict: shrank ? 'partly gone' : 'changed', confidence: Math.min(confidence, 0.9) });
}

const STOOD_HERE = 0.5; // with half of its surroundings in place it is known where a passage stood, though nothing of it is left

// Nothing tellable of the words is left. What can still be said: that they were deleted here, that others stand in their place, or
// that only the block is left.
function leftOver(index: PassageIndex, anchor: Anchor, seen: Seen | undefined): Found {
  if (seen && (seen.byPosition || seen.context >= STOOD_HERE)) {
    const gone = seen.words === '';
    return found(index, anchor, seen, { verdict: gone ? 'gone' : 'rewritten', confidence: gone && seen.byPosition ? 0.95 : 0.7 });
  }
  const own = index.byId.get(anchor.blockId);
  if (!own) return { verdict: 'gone', confidence: 0.8, ...section(index, anchor) };
  const block = { blockId: own.blockId, start: 0, end: own.words.length, quoteNow: own.words, ...section(index, anchor) };
  return own.words === '' ? { verdict: 'gone', confidence: 0.8, ...block } : { verdict: 'rewritten', confidence: 0.5, ...block };
}
