import type { Node } from '@tiptap/pm/model';
import { characterAt, spotOf } from './character-place.ts';
import { positionOfWords, spotAt } from './document-tokens.ts';
import { wordsOf } from './block-shape.ts';
import { listMarkers, openCell, type BlockMarker, type FlatRoots } from './flat-root.ts';
import type { FlatState } from './flat-state.ts';
import { cellRootName, type CellAddress } from './table-names.ts';
import { cellAround, findCell } from './table-nodes.ts';
import { findItem, parentOf, type CharacterId } from './yjs-internals.ts';

/**
 * A caret tied to the character (or marker) on its left, or at the very start of a cell; null is the very start of the document.
 * It travels to other people as JSON.
 */
export type Caret = CharacterId | CellAddress | null;

/** The caret at a position of the editor's document. */
export function caretAt(state: FlatState, doc: Node, position: number): Caret {
  const cell = cellAround(doc, position);
  if (!cell) return caretIn(state.roots, state.markers, doc, position);
  if (!state.roots.doc.share.has(cellRootName(cell.address))) return cell.address; // naming a root here would start a transaction
  const roots = openCell(state.roots, cell.address);
  return caretIn(roots, listMarkers(roots), cell.node, position - cell.at) ?? cell.address;
}

/** Where a caret is in the editor's document now, or undefined when its character is not known here. */
export function positionOfCaret(state: FlatState, doc: Node, caret: Caret): number | undefined {
  if (caret && 'row' in caret) {
    const cell = findCell(doc, caret);
    return cell && cell.at + 1;
  }
  const item = caret ? findItem(state.roots.doc, caret)?.item : undefined;
  const address = item && state.roots.tables.cellOf(parentOf(item));
  if (!address) return positionIn(state.roots, state.markers, doc, caret);
  const cell = findCell(doc, address);
  const roots = openCell(state.roots, address);
  const inside = cell && positionIn(roots, listMarkers(roots), cell.node, caret);
  return inside === undefined ? undefined : cell && cell.at + inside;
}

function caretIn(roots: FlatRoots, markers: readonly BlockMarker[], doc: Node, position: number): CharacterId | null {
  const { index, offset } = spotAt(doc, position);
  const marker = markers[Math.max(index, 0)] ?? null;
  const id = index >= 0 && offset > 0 ? characterAt(roots, marker, offset - 1) : marker?.id;
  return id ? { client: id.client, clock: id.clock } : null;
}

function positionIn(roots: FlatRoots, markers: readonly BlockMarker[], doc: Node, caret: CharacterId | null): number | undefined {
  const spot = caret ? spotOf(roots, caret, true) : { marker: markers[0] ?? null, offset: 0 };
  const index = spot ? markers.indexOf(spot.marker) : -1;
  if (!spot || index < 0 || index >= doc.childCount) return undefined;
  return positionOfWords(doc, index) + Math.min(spot.offset, wordsOf(doc.child(index)).content.size);
}
