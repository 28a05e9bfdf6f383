import { fromBase64, toBase64 } from 'lib0/buffer';
import * as Y from 'yjs';
import { attributesOf } from './block-marker.ts';
import { baseBlocks, type BaseBlock } from './base-text.ts';
import { baseCharacterAt, baseLengthOf, baseSpotOf, type BaseSpot } from './base-place.ts';
import { openRoots, type FlatRoots } from './flat-root.ts';
import { idBehindTable } from './read-document-text.ts';

/** A passage of the live text that follows its characters through every edit: two Yjs relative positions in base64 (TXT-6). */
export type RelativePlace = { start: string; end: string };

/** A passage of one block by offsets in UTF-16 units; a line break counts one. */
export type BlockPlace = { blockId: string; start: number; end: number };

/** Where a relative place is in one state of a text; undefined when its characters are unknown there. */
export type PlaceNow = (place: RelativePlace) => BlockPlace | undefined;

/** Ties a passage of the text as it stands to its characters; undefined when the block or the offsets do not exist. */
export function relativeOf(doc: Y.Doc, blockId: string, start: number, end: number): RelativePlace | undefined {
  const roots = openRoots(doc);
  const block = baseBlocks(roots).find((known) => placeIn(roots, known, 0, 0).blockId === blockId);
  if (!block || start < 0 || end < start || end > baseLengthOf(roots, block)) return undefined;
  return { start: encode(roots, block, start, 'right'), end: encode(roots, block, end, 'left') };
}

/** Where a passage is now in the text as it stands; undefined when its characters are unknown here or its ends have changed order. */
export function placeOfRelative(doc: Y.Doc, place: RelativePlace): BlockPlace | undefined {
  const roots = openRoots(doc);
  const blocks = baseBlocks(roots);
  const start = decode(roots, blocks, place.start);
  const end = decode(roots, blocks, place.end);
  if (!start || !end) return undefined;
  if (start.block === end.block) return placeIn(roots, start.block, start.offset, Math.max(start.offset, end.offset));
  // the block was split inside the passage: the larger piece stands for it
  if (blocks.indexOf(start.block) > blocks.indexOf(end.block)) return undefined;
  const before = baseLengthOf(roots, start.block) - start.offset;
  if (before >= end.offset) return placeIn(roots, start.block, start.offset, start.offset + before);
  return placeIn(roots, end.block, 0, end.offset);
}

function placeIn(roots: FlatRoots, { marker }: BaseBlock, start: number, end: number): BlockPlace {
  const { id, kind } = attributesOf(roots, marker);
  return { blockId: kind === 'table' ? idBehindTable(id) : id, start, end };
}

/** The start holds on to the character right of it, the end to the one left of it, so that neither takes in later words. */
function encode(roots: FlatRoots, block: BaseBlock, offset: number, side: 'left' | 'right'): string {
  const right = side === 'right' ? baseCharacterAt(roots, block, offset) : undefined;
  const held = right ?? (offset > 0 ? baseCharacterAt(roots, block, offset - 1) : (block.marker?.id ?? undefined));
  const assoc = right ? 0 : -1;
  const item = held ? Y.createID(held.client, held.clock) : null;
  return toBase64(Y.encodeRelativePosition(new Y.RelativePosition(null, item ? null : 'flat', item, assoc)));
}

function decode(roots: FlatRoots, blocks: readonly BaseBlock[], encoded: string): BaseSpot | undefined {
  const position = readPosition(encoded);
  const [first] = blocks;
  if (!position || !first) return undefined;
  if (!position.item) return position.tname === 'flat' ? { block: first, offset: 0 } : undefined;
  return baseSpotOf(roots, blocks, position.item, position.assoc < 0);
}

function readPosition(encoded: string): Y.RelativePosition | undefined {
  try {
    return Y.decodeRelativePosition(fromBase64(encoded));
  } catch {
    return undefined; // not one of ours
  }
}
