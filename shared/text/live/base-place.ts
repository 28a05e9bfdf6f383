import { eachBasePart, isProposedMarker, type BaseBlock } from './base-text.ts';
import type { FlatRoots } from './flat-root.ts';
import { ledgerOf } from './suggestion-ledger.ts';
import { findItem, isIn, isLive, isMarker, type CharacterId, type FlatItem } from './yjs-internals.ts';

/** A place in the text as it stands: a block and an offset in UTF-16 units, where a break counts one. */
export type BaseSpot = { block: BaseBlock; offset: number };

/** The length of a block's words as they stand. */
export function baseLengthOf(roots: FlatRoots, block: BaseBlock): number {
  let length = 0;
  eachBasePart(roots, block, (part) => (length += part.length));
  return length;
}

/** The id of the character (or atom) at an offset of a block. */
export function baseCharacterAt(roots: FlatRoots, block: BaseBlock, offset: number): CharacterId | undefined {
  let rest = offset;
  let found: CharacterId | undefined;
  eachBasePart(roots, block, ({ item, from, length }) => {
    if (!found && rest < length) found = { client: item.id.client, clock: item.id.clock + from + rest };
    rest -= length;
  });
  return found;
}

/** Block and offset beside a character; of one that is deleted, or only proposed, where it stands between those that do. */
export function baseSpotOf(
  roots: FlatRoots,
  blocks: readonly BaseBlock[],
  id: CharacterId,
  behind: boolean,
): BaseSpot | undefined {
  const found = findItem(roots.doc, id);
  if (!found || !isIn(found.item, roots.flat)) return undefined;
  const { item } = found;
  let offset = isLive(item) && !isMarker(item) ? unitsBefore(roots, item, found.offset + (behind ? 1 : 0)) : 0;
  for (let left: FlatItem | null = isMarker(item) ? item : item.left; left; left = left.left) {
    if (!isLive(left)) continue;
    if (!isMarker(left)) offset += unitsBefore(roots, left, left.length);
    else if (!isProposedMarker(roots, left)) return spotIn(blocks, left, offset);
  }
  return spotIn(blocks, null, offset);
}

/** How many of the first units of an item stand in the text. */
function unitsBefore({ doc }: FlatRoots, item: FlatItem, count: number): number {
  const ledger = ledgerOf(doc);
  if (count === 0 || ledger.isPlain(item.id.client)) return count;
  const pieces = ledger.pieces(item.id.client, item.id.clock, count);
  return pieces.reduce((sum, { inserted, length }) => (inserted === null ? sum + length : sum), 0);
}

function spotIn(blocks: readonly BaseBlock[], marker: FlatItem | null, offset: number): BaseSpot | undefined {
  const block = blocks.find((known) => known.marker === marker);
  return block && { block, offset };
}
