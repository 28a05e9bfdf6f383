import { fromBase64, toBase64 } from 'lib0/buffer';
import * as Y from 'yjs';
import { attributesOf } from './block-marker.ts';
import { baseBlocks, type BaseBlock } from './base-text.ts';
import { baseCharacterAt, baseLengthOf, baseSpotOf, type BaseSpot } from './base-place.ts';
import { openRoots, type FlatRoots } from './flat-root.ts';
import { idBehindTable } from './read-document-text.ts';
import { endsInRow, spotInRow } from './row-place.ts';
import type { CharacterId } from './yjs-internals.ts';

/** A passage of the live text that follows its characters through every edit: two Yjs relative positions in base64 (TXT-6). */
export type RelativePlace = { start: string; end: string };

/** A passage of one block, or of one row of a table, by offsets in UTF-16 units; a line break counts one, as does the sign between cells. */
export type BlockPlace = { blockId: string; start: number; end: number };

/** A passage as its characters stand now: the larger piece when its block was divided, with the others in reading order. */
export type LivePlace = BlockPlace & { more?: BlockPlace[] };

/** Where a relative place is in one state of a text; undefined when its characters are unknown there. */
export type PlaceNow = (place: RelativePlace) => LivePlace | undefined;

const MOST_PIECES = 6; // ends further apart than this were parted: what stands between them is other people's text

/** Ties a passage of the text as it stands to its characters; undefined when the block or the offsets do not exist. */
export function relativeOf(doc: Y.Doc, blockId: string, start: number, end: number): RelativePlace | undefined {
  const roots = openRoots(doc);
  const block = baseBlocks(roots).find((known) => placeIn(roots, known, 0, 0).blockId === blockId);
  if (!block) return relativeOfRow(roots, blockId, start, end);
  if (start < 0 || end < start || end > baseLengthOf(roots, block)) return undefined;
  return { start: encode(roots, block, start, 'right'), end: encode(roots, block, end, 'left') };
}

/** Where a passage is now in the text as it stands; undefined when its characters are unknown here or its ends have changed order. */
export function placeOfRelative(doc: Y.Doc, place: RelativePlace): LivePlace | undefined {
  return placesIn(doc)(place);
}

/** The same for many passages of one state: the blocks are listed once. Ask it only until the text changes. */
export function placesIn(doc: Y.Doc): PlaceNow {
  const roots = openRoots(doc);
  const blocks = baseBlocks(roots);
  return (place) => placeInRow(roots, place) ?? placeInBlocks(roots, blocks, place);
}

function placeInBlocks(roots: FlatRoots, blocks: readonly BaseBlock[], place: RelativePlace): LivePlace | undefined {
  const start = decode(roots, blocks, place.start);
  const end = decode(roots, blocks, place.end);
  if (!start || !end) return undefined;
  if (start.block === end.block) return placeIn(roots, start.block, start.offset, Math.max(start.offset, end.offset));
  const [first, last] = [blocks.indexOf(start.block), blocks.indexOf(end.block)];
  if (first > last) return undefined;
  // the block was split inside the passage: the larger of the pieces at its ends stands for it
  const head = placeIn(roots, start.block, start.offset, baseLengthOf(roots, start.block));
  const tail = placeIn(roots, end.block, 0, end.offset);
  const within = blocks.slice(first + 1, last).map((block) => placeIn(roots, block, 0, baseLengthOf(roots, block)));
  const between = within.length > MOST_PIECES - 2 ? [] : within;
  return head.end - head.start >= tail.end ? { ...head, more: [...between, tail] } : { ...tail, more: [head, ...between] };
}

function relativeOfRow(roots: FlatRoots, row: string, start: number, end: number): RelativePlace | undefined {
  const ends = endsInRow(roots, row, start, end);
  return ends && { start: encodeAt(ends.first, 0), end: encodeAt(ends.last, -1) };
}

/** A passage whose both ends stand in one row now; the row may have been moved. */
function placeInRow(roots: FlatRoots, place: RelativePlace): BlockPlace | undefined {
  const [from, to] = [readPosition(place.start)?.item, readPosition(place.end)?.item];
  const [start, end] = [from && spotInRow(roots, from, false), to && spotInRow(roots, to, true)];
  if (!start || !end || start.row !== end.row) return undefined;
  return { blockId: start.row, start: start.offset, end: Math.max(start.offset, end.offset) };
}

function encodeAt(held: CharacterId | undefined, assoc: number): string {
  const item = held ? Y.createID(held.client, held.clock) : null;
  return toBase64(Y.encodeRelativePosition(new Y.RelativePosition(null, item ? null : 'flat', item, assoc)));
}

function placeIn(roots: FlatRoots, { marker }: BaseBlock, start: number, end: number): BlockPlace {
  const { id, kind } = attributesOf(roots, marker);
  return { blockId: kind === 'table' ? idBehindTable(id) : id, start, end };
}

/** The start holds on to the character right of it, the end to the one left of it, so that neither takes in later words. */
function encode(roots: FlatRoots, block: BaseBlock, offset: number, side: 'left' | 'right'): string {
  const right = side === 'right' ? baseCharacterAt(roots, block, offset) : undefined;
  const held = right ?? (offset > 0 ? baseCharacterAt(roots, block, offset - 1) : (block.marker?.id ?? undefined));
  return encodeAt(held, right ? 0 : -1);
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
