import { itemBehind, type BlockMarker, type FlatRoots } from './flat-root.ts';
import { findItem, isIn, isLive, isMarker, type CharacterId } from './yjs-internals.ts';

/** A place in the shared text: a block and an offset in UTF-16 units, where a break counts one. */
export type CharacterSpot = { marker: BlockMarker; offset: number };

/** The id of the character (or atom) at an offset of a block. */
export function characterAt(roots: FlatRoots, marker: BlockMarker, offset: number): CharacterId | undefined {
  let rest = offset;
  for (let item = itemBehind(roots, marker); item; item = item.right) {
    if (!isLive(item)) continue;
    if (isMarker(item)) return undefined;
    if (rest < item.length) return { client: item.id.client, clock: item.id.clock + rest };
    rest -= item.length;
  }
  return undefined;
}

/** Block and offset beside a character, also of a deleted one: then where it stood. */
export function spotOf(roots: FlatRoots, id: CharacterId, behind: boolean): CharacterSpot | undefined {
  const found = findItem(roots.doc, id);
  if (!found || !isIn(found.item, roots.flat)) return undefined;
  if (isLive(found.item) && isMarker(found.item)) return { marker: found.item, offset: 0 };
  let offset = isLive(found.item) ? found.offset + (behind ? 1 : 0) : 0;
  for (let left = found.item.left; left; left = left.left) {
    if (!isLive(left)) continue;
    if (isMarker(left)) return { marker: left, offset };
    offset += left.length;
  }
  return { marker: null, offset };
}
