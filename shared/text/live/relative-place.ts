import { fromBase64, toBase64 } from 'lib0/buffer';
import * as Y from 'yjs';
import { attributesOf } from './block-marker.ts';
import { characterAt, lengthOf, spotOf, type CharacterSpot } from './character-place.ts';
import { listMarkers, openRoots, type BlockMarker, type FlatRoots } from './flat-root.ts';
import { idBehindTable } from './read-document-text.ts';

/** A passage of the live text that follows its characters through every edit: two Yjs relative positions in base64 (TXT-6). */
export type RelativePlace = { start: string; end: string };

/** A passage of one block by offsets in UTF-16 units; a line break counts one. */
export type BlockPlace = { blockId: string; start: number; end: number };

/** Where a relative place is in one state of a text; undefined when its characters are unknown there. */
export type PlaceNow = (place: RelativePlace) => BlockPlace | undefined;

/** Ties a passage to its characters; undefined when the block or the offsets do not exist. */
export function relativeOf(doc: Y.Doc, blockId: string, start: number, end: number): RelativePlace | undefined {
  const roots = openRoots(doc);
  const marker = findBlock(roots, blockId);
  if (marker === undefined || start < 0 || end < start || end > lengthOf(roots, marker)) return undefined;
  return { start: encode(roots, marker, start, 'right'), end: encode(roots, marker, end, 'left') };
}

/** Where a passage is now; undefined when its characters are unknown here or its ends have changed order. */
export function placeOfRelative(doc: Y.Doc, place: RelativePlace): BlockPlace | undefined {
  const roots = openRoots(doc);
  const start = decode(roots, place.start);
  const end = decode(roots, place.end);
  if (!start || !end) return undefined;
  if (start.marker === end.marker) return placeIn(roots, start.marker, start.offset, Math.max(start.offset, end.offset));
  const markers = listMarkers(roots); // the block was split inside the passage: the larger piece stands for it
  if (markers.indexOf(start.marker) > markers.indexOf(end.marker)) return undefined;
  const before = lengthOf(roots, start.marker) - start.offset;
  if (before >= end.offset) return placeIn(roots, start.marker, start.offset, start.offset + before);
  return placeIn(roots, end.marker, 0, end.offset);
}

function placeIn(roots: FlatRoots, marker: BlockMarker, start: number, end: number): BlockPlace {
  const { id, table } = attributesOf(roots, marker);
  return { blockId: table ? idBehindTable(id) : id, start, end };
}

function findBlock(roots: FlatRoots, blockId: string): BlockMarker | undefined {
  return listMarkers(roots).find((marker) => placeIn(roots, marker, 0, 0).blockId === blockId);
}

/** The start holds on to the character right of it, the end to the one left of it, so that neither takes in later words. */
function encode(roots: FlatRoots, marker: BlockMarker, offset: number, side: 'left' | 'right'): string {
  const right = side === 'right' ? characterAt(roots, marker, offset) : undefined;
  const held = right ?? (offset > 0 ? characterAt(roots, marker, offset - 1) : (marker?.id ?? undefined));
  const assoc = right ? 0 : -1;
  const item = held ? Y.createID(held.client, held.clock) : null;
  return toBase64(Y.encodeRelativePosition(new Y.RelativePosition(null, item ? null : 'flat', item, assoc)));
}

function decode(roots: FlatRoots, encoded: string): CharacterSpot | undefined {
  const position = readPosition(encoded);
  if (!position) return undefined;
  if (!position.item) return position.tname === 'flat' ? { marker: listMarkers(roots)[0] ?? null, offset: 0 } : undefined;
  return spotOf(roots, position.item, position.assoc < 0);
}

function readPosition(encoded: string): Y.RelativePosition | undefined {
  try {
    return Y.decodeRelativePosition(fromBase64(encoded));
  } catch {
    return undefined; // not one of ours
  }
}
