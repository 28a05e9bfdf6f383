import type { Anchor } from './anchor.ts';
import type { PassageIndex } from './passage-index.ts';
import {
  isScattered,
  isTold,
  sightAround,
  sightAtHint,
  sightInOwnBlock,
  surplusOf,
  toldByBlock,
  type Hint,
  type Seen,
  type Stretch,
} from './sight-anchor.ts';

/** Changed words in another place may be a new sentence made after the pattern of the old one: only so strong a likeness is stated. */
export const STRONG_SURPLUS = 60;

/** Share of a passage that must stand where it stood for it to count as found there, without looking further. */
export const CHANGED_FLOOR = 0.6;

/** A sighting where a passage stood; one that is not believed may be a look-alike: it is offered for want of better, never stated. */
export type InPlace = Seen & { believed: boolean };

/**
 * What can be seen of a passage where it stood. Positions are the identity of its characters and outweigh any likeness; but after a
 * restored version or an import the words are there again under new characters, and then they count.
 */
export function sightInPlace(index: PassageIndex, anchor: Anchor, hint: Hint | undefined): InPlace | undefined {
  const hinted = hint && sightAtHint(index, anchor, hint);
  const positioned = firm(hinted);
  if (positioned) return positioned;
  const own = sightInOwnBlock(index, anchor);
  const owned = firm(own);
  if (owned && isBelieved(anchor, owned, hinted, hint)) return owned;
  const around = believedOf(anchor, sightAround(index, anchor, hint ?? anchor), hinted, hint);
  if (hinted && own && hasLeft(anchor, hinted))
    return fuller(fuller(around, believedOf(anchor, sightAround(index, anchor, anchor), hinted)), pasted(anchor, own, hinted));
  return fuller(around, hinted ? { ...hinted, believed: !isScattered(anchor, hinted) } : doubted(anchor, own));
}

// Positions that have met in another block, while the passage's own block lives: it was cut and pasted, its words are new characters.
function hasLeft(anchor: Anchor, hinted: Seen): boolean {
  return hinted.words === '' && hinted.pieces[0].blockId !== anchor.blockId;
}

function pasted(anchor: Anchor, own: Seen, hinted: Seen): InPlace {
  return believedOf(anchor, own, hinted) ?? { ...hinted, believed: true };
}

function believedOf(anchor: Anchor, seen: Seen | undefined, hinted: Seen | undefined, hint?: Hint): InPlace | undefined {
  return seen && isBelieved(anchor, seen, hinted, hint) ? { ...seen, believed: true } : undefined;
}

function doubted(anchor: Anchor, own: Seen | undefined): InPlace | undefined {
  return own ? { ...own, believed: isBelieved(anchor, own, undefined) } : undefined;
}

function firm(seen: Seen | undefined): InPlace | undefined {
  return seen && seen.kept >= CHANGED_FLOOR ? { ...seen, believed: true } : undefined;
}

function fuller(one: InPlace | undefined, other: InPlace | undefined): InPlace | undefined {
  return one && one.kept > (other?.kept ?? 0) ? one : other;
}

// Positions of a passage whose block was divided after most of it had gone may hold a whole block of other people's words between
// them: that is offered, not stated. While live positions still hold some words, other words must speak for themselves; in the passage's own block they need not.
function isBelieved(anchor: Anchor, seen: Seen, hinted: Seen | undefined, hint?: Hint): boolean {
  if (isScattered(anchor, seen)) return false;
  if (!hinted || hinted.words === '') return isTold(anchor, seen) || toldByBlock(anchor, seen);
  return (
    surplusOf(anchor, seen) >= STRONG_SURPLUS ||
    seen.pieces.every((piece) => [...hinted.pieces, ...(hint?.more ?? [])].some((held) => overlaps(piece, held)))
  );
}

function overlaps(one: Stretch, other: Stretch): boolean {
  return one.blockId === other.blockId && one.start < other.end && other.start < one.end;
}
