import type { Anchor } from './anchor.ts';
import type { DocumentText } from './document-text.ts';
import { indexPassages, type PassageIndex } from './passage-index.ts';
import { sightAtHint, sightElsewhere, sightInOwnBlock, withRest, type Seen } from './sight-anchor.ts';

/** A stretch of a block in UTF-16 offsets. */
export type Stretch = { blockId: string; start: number; end: number };

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
  /** The rest of a passage whose block was split. */
  more?: Stretch[];
  /** The heading the words stood under, when it is still there. */
  sectionId?: string;
};

/** At or above this confidence a place is stated; below it is only offered, with the original quote beside it. */
export const SURE = 0.6;

/** Share of a passage that must stand in its own block for it to be called changed; below it is partly gone. */
export const CHANGED_FLOOR = 0.6;

/** Share below which what is left is a trace that proves nothing: a few common words are found in any paragraph. */
export const TRACE_FLOOR = 0.25;

// A whole copy elsewhere beats a remnant in place only when it has clearly more of the passage.
const CLEARLY_MORE = 0.2;

/** Finds an anchor's words in a later text: by its live positions, in its block, in its section, then in the document above a floor. */
export function findAnchor(text: DocumentText, anchor: Anchor, relativeHint?: Stretch): Found {
  const index = indexPassages(text);
  if (anchor.quote === '') return findEmpty(index, anchor);
  const hinted = relativeHint && sightAtHint(index, anchor, relativeHint);
  if (hinted && hinted.kept >= CHANGED_FLOOR) return stands(index, anchor, hinted);
  const own = sightInOwnBlock(index, anchor);
  if (own && own.kept >= CHANGED_FLOOR && !contradicted(own, hinted)) return stands(index, anchor, own);
  const known = better(hinted, own);
  const joined = known && withRest(index, anchor, known);
  if (joined && joined.kept >= CHANGED_FLOOR) return stands(index, anchor, joined);
  const elsewhere = sightElsewhere(index, anchor);
  if (elsewhere && elsewhere.kept > (joined?.kept ?? 0) + CLEARLY_MORE) return moved(index, anchor, elsewhere);
  if (joined && joined.kept >= TRACE_FLOOR && !contradicted(joined, hinted)) return partlyGone(index, anchor, joined);
  return leftOver(index, anchor, hinted ?? own);
}

function findEmpty(index: PassageIndex, anchor: Anchor): Found {
  const spot = index.byId.get(anchor.blockId);
  if (!spot) return { verdict: 'gone', confidence: 0.8, ...section(index, anchor) };
  const whole = { blockId: spot.blockId, start: 0, end: spot.words.length, quoteNow: spot.words };
  return spot.words === '' ? { verdict: 'exact', confidence: 1, ...whole } : { verdict: 'changed', confidence: 0.8, ...whole };
}

// The positions say that the characters are deleted, so equal words nearby are others unless they stand in the same surroundings.
function contradicted(own: Seen, hinted: Seen | undefined): boolean {
  return hinted !== undefined && hinted.start === hinted.end && own.context < 0.5;
}

function better(one: Seen | undefined, other: Seen | undefined): Seen | undefined {
  if (!one || !other) return one ?? other;
  return other.kept > one.kept ? other : one;
}

function found(index: PassageIndex, anchor: Anchor, seen: Seen, say: { verdict: Verdict; confidence: number }): Found {
  const { spot, start, end, more } = seen;
  const now = [{ blockId: spot.blockId, start, end }, ...more].map((part) =>
    index.byId.get(part.blockId)?.words.slice(part.start, part.end),
  );
  return {
    ...say,
    blockId: spot.blockId,
    start,
    end,
    quoteNow: now.join('\n'),
    ...(more.length > 0 ? { more } : {}),
    ...section(index, anchor),
  };
}

function section(index: PassageIndex, anchor: Anchor): { sectionId?: string } {
  return anchor.sectionId !== undefined && index.byId.has(anchor.sectionId) ? { sectionId: anchor.sectionId } : {};
}

function stands(index: PassageIndex, anchor: Anchor, seen: Seen): Found {
  const exact = seen.more.length === 0 && seen.spot.words.slice(seen.start, seen.end) === anchor.quote;
  if (!exact)
    return found(index, anchor, seen, {
      verdict: 'changed',
      confidence: seen.byPosition ? 0.8 + 0.2 * seen.kept : 0.55 + 0.35 * seen.kept + 0.1 * seen.context,
    });
  const confidence = seen.byPosition || seen.whole ? 1 : 0.9 + 0.1 * seen.context;
  return found(index, anchor, seen, { verdict: seen.spot.blockId === anchor.blockId ? 'exact' : 'moved', confidence });
}

function moved(index: PassageIndex, anchor: Anchor, seen: Seen): Found {
  const confidence = seen.kept === 1 ? 0.85 + 0.15 * seen.context : 0.5 + 0.3 * seen.kept + 0.2 * seen.context;
  return found(index, anchor, seen, { verdict: 'moved', confidence });
}

function partlyGone(index: PassageIndex, anchor: Anchor, seen: Seen): Found {
  const confidence = seen.byPosition ? 0.8 : 0.4 + 0.4 * seen.kept + 0.3 * seen.context;
  return found(index, anchor, seen, { verdict: 'partly gone', confidence: Math.min(confidence, 0.9) });
}

// Nothing tellable of the words is left. What can still be said: that they were deleted here, that others stand in their place, or
// that only the block is left.
function leftOver(index: PassageIndex, anchor: Anchor, seen: Seen | undefined): Found {
  const certain = seen !== undefined && (seen.byPosition || seen.context >= 0.5);
  if (seen && certain && seen.start === seen.end)
    return found(index, anchor, seen, { verdict: 'gone', confidence: seen.byPosition ? 0.95 : 0.85 });
  if (seen && certain) return found(index, anchor, seen, { verdict: 'rewritten', confidence: 0.7 });
  const own = index.byId.get(anchor.blockId);
  if (!own) return { verdict: 'gone', confidence: 0.8, ...section(index, anchor) };
  const block: Seen = {
    spot: own,
    start: 0,
    end: own.words.length,
    kept: 0,
    context: 0,
    part: { from: 0, to: 0 },
    more: [],
    byPosition: false,
    whole: true,
  };
  if (own.words === '') return found(index, anchor, block, { verdict: 'gone', confidence: 0.8 });
  return found(index, anchor, block, { verdict: 'rewritten', confidence: 0.5 });
}
