import type { Anchor } from './anchor.ts';
import type { DocumentText } from './document-text.ts';
import { indexPassages, type PassageIndex } from './passage-index.ts';
import { CHANGED_FLOOR, sightInPlace, STRONG_SURPLUS, type InPlace } from './sight-in-place.ts';
import { sightElsewhere, withRest } from './sight-elsewhere.ts';
import { isWhole, surplusOf, type Hint, type Seen, type Stretch } from './sight-anchor.ts';

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

// Share below which what is left is a trace that proves nothing: a few common words are found in any paragraph.
const TRACE_FLOOR = 0.25;

const LEAST_LEFT = 8; // fewer characters than this are not worth showing as a passage

const PURE = 0.8; // so much of what stands between live positions must be the passage's for a trace of it to be believed

// While part of a passage is where it stood, only a copy this complete elsewhere is the passage rather than a look-alike.
const WHOLE_COPY = 0.95;

const DOUBTFUL = 0.5; // what is offered without being believed

/** Finds an anchor's words in a later text: by its live positions, in its block, around it, then elsewhere above stated floors. */
export function findAnchor(text: DocumentText, anchor: Anchor, relativeHint?: Hint): Found {
  const index = indexPassages(text);
  if (anchor.quote === '') return findEmpty(index, anchor);
  const inPlace = sightInPlace(index, anchor, relativeHint);
  if (inPlace && isFirm(inPlace, CHANGED_FLOOR)) return stands(index, anchor, inPlace);
  const elsewhere = sightElsewhere(index, anchor);
  if (elsewhere && (!isFirm(inPlace, TRACE_FLOOR) || elsewhere.kept >= WHOLE_COPY)) return moved(index, anchor, elsewhere);
  if (!inPlace || (inPlace.kept < TRACE_FLOOR && !isNothingElse(anchor, inPlace))) return leftOver(index, anchor, inPlace);
  return remainder(index, anchor, inPlace);
}

// What stands between live positions and is hardly anything but words of the passage is what is left of it, however little.
function isNothingElse(anchor: Anchor, seen: InPlace): boolean {
  const kept = seen.kept * anchor.quote.length;
  return seen.byPosition && kept >= LEAST_LEFT && kept >= PURE * seen.words.length;
}

function isFirm(seen: InPlace | undefined, floor: number): boolean {
  return seen !== undefined && seen.believed && seen.kept >= floor;
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

function stands(index: PassageIndex, anchor: Anchor, seen: InPlace): Found {
  if (seen.words !== anchor.quote) {
    const confidence = seen.byPosition ? 0.8 + 0.2 * seen.kept : 0.55 + 0.35 * seen.kept + 0.1 * seen.context;
    return found(index, anchor, seen, { verdict: 'changed', confidence: seen.believed ? confidence : DOUBTFUL });
  }
  const confidence = seen.byPosition || isWhole(anchor) ? 1 : 0.9 + 0.1 * seen.context;
  const verdict = seen.pieces[0].blockId === anchor.blockId ? 'exact' : 'moved';
  return found(index, anchor, seen, { verdict, confidence: seen.believed ? confidence : DOUBTFUL });
}

function moved(index: PassageIndex, anchor: Anchor, seen: Seen): Found {
  const exact = seen.words === anchor.quote;
  const strong = exact || surplusOf(anchor, seen) >= STRONG_SURPLUS;
  const confidence = exact ? 0.85 + 0.15 * seen.context : 0.5 + 0.3 * seen.kept + 0.2 * seen.context;
  return found(index, anchor, seen, { verdict: 'moved', confidence: strong ? confidence : Math.min(confidence, SURE - 0.05) });
}

// What is left of a passage where it stood, with the rest of it if that is found: partly gone when it shrank, changed when other
// words took the place of the missing ones. The rest is weaker evidence and adds nothing to the confidence.
function remainder(index: PassageIndex, anchor: Anchor, seen: InPlace): Found {
  const whole = withRest(index, anchor, seen);
  const confidence = seen.byPosition ? 0.8 : 0.25 + 0.5 * seen.kept + 0.15 * seen.context;
  const shrank = whole.words.length < anchor.quote.length * CHANGED_FLOOR;
  return found(index, anchor, whole, {
    verdict: shrank ? 'partly gone' : 'changed',
    confidence: seen.believed ? confidence : DOUBTFUL,
  });
}

const STOOD_HERE = 0.5; // with half of its surroundings in place it is known where a passage stood, though nothing of it is left

const STANDS_INSTEAD = 0.55; // other words in a passage's place may be its new wording or not: a person has to say

// Nothing tellable of the words is left. What can still be said: that they were deleted here, that others stand in their place, or
// that only the block is left.
function leftOver(index: PassageIndex, anchor: Anchor, seen: Seen | undefined): Found {
  if (seen && (seen.byPosition || seen.context >= STOOD_HERE)) {
    if (seen.words !== '') return found(index, anchor, seen, { verdict: 'rewritten', confidence: STANDS_INSTEAD });
    return found(index, anchor, seen, { verdict: 'gone', confidence: seen.byPosition ? 0.95 : 0.7 });
  }
  const own = index.byId.get(anchor.blockId);
  if (!own) return { verdict: 'gone', confidence: 0.8, ...section(index, anchor) };
  const block = { blockId: own.blockId, start: 0, end: own.words.length, quoteNow: own.words, ...section(index, anchor) };
  return own.words === '' ? { verdict: 'gone', confidence: 0.8, ...block } : { verdict: 'rewritten', confidence: 0.5, ...block };
}
