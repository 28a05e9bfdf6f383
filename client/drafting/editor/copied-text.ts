import type { Node, Slice } from '@tiptap/pm/model';
import type { EditorState } from '@tiptap/pm/state';
import { Transform } from '@tiptap/pm/transform';
import { wordsStart } from '../../../shared/text/live/block-shape.ts';
import type { FlatBinding } from '../../../shared/text/live/flat-binding.ts';
import { eachInline, listMarkers, openCell, type BlockMarker, type FlatRoots } from '../../../shared/text/live/flat-root.ts';
import { markFor } from '../../../shared/text/live/render-document.ts';
import { ledgerOf, type Piece } from '../../../shared/text/live/suggestion-ledger.ts';
import { cellRootName } from '../../../shared/text/live/table-names.ts';
import { eachCell } from '../../../shared/text/live/table-nodes.ts';

/** What goes on the clipboard for a selection, and whether something of it is only proposed. */
export type CopiedText = { slice: Slice; suggested: boolean };

type PlacedPiece = { piece: Piece; from: number; to: number };

/**
 * A copied stretch as it looks: with what is proposed, without what is struck through. Whole tables cannot be suggested, so a
 * stretch with a table, or with rows of one, is copied as it stands. Undefined when nothing is proposed in it.
 */
export function copiedText(binding: FlatBinding, { doc, selection }: EditorState, slice: Slice): CopiedText | undefined {
  const { from, to } = selection;
  if (!binding.isInStep) return undefined;
  const pieces = piecesBetween(binding, doc, from, to);
  if (!pieces.length) return undefined;
  const stands = hasRows(slice);
  const copy = new Transform(doc);
  if (!stands) for (const placed of pieces) addFormats(copy, placed);
  for (const placed of [...pieces].reverse()) if (isLeftOut(placed.piece, stands)) copy.delete(placed.from, placed.to);
  const [start, end] = [copy.mapping.map(from, 1), copy.mapping.map(to, -1)];
  return { slice: copy.doc.slice(start, Math.max(start, end), true), suggested: !stands };
}

function isLeftOut({ inserted, deletions }: Piece, stands: boolean): boolean {
  return stands ? inserted !== null : deletions.length > 0;
}

function addFormats(copy: Transform, { piece, from, to }: PlacedPiece): void {
  const { schema } = copy.doc.type;
  for (const { key, value } of piece.formats) {
    copy.removeMark(from, to, schema.marks[key]);
    if (value !== null) copy.addMark(from, to, markFor(schema, key, value));
  }
}

function hasRows({ content }: Slice): boolean {
  return content.content.some(({ type }) => ['table', 'grid', 'tableRow', 'tableCell'].includes(type.name));
}

/** The characters of a stretch on which something is proposed, those in cells included, in their order. */
function piecesBetween(binding: FlatBinding, doc: Node, from: number, to: number): PlacedPiece[] {
  const { roots, markers } = binding.shared;
  const pieces: PlacedPiece[] = [];
  if (!ledgerOf(roots.doc).sessions.size) return pieces;
  const take = (text: FlatRoots, marker: BlockMarker, start: number): void => {
    for (const placed of piecesOf(text, marker, start)) {
      const within = { ...placed, from: Math.max(placed.from, from), to: Math.min(placed.to, to) };
      if (within.from < within.to) pieces.push(within);
    }
  };
  doc.forEach((node, at, index) => {
    if (at >= to || at + node.nodeSize <= from) return;
    if (node.type.name === 'table')
      eachCell(node, at, ({ address, node: cell, at: start }) => {
        if (!roots.doc.share.has(cellRootName(address))) return; // naming it here would start a transaction
        const text = openCell(roots, address);
        const inside = listMarkers(text);
        cell.forEach((block, offset, i) => take(text, inside[i] ?? null, start + offset + wordsStart(block)));
      });
    take(roots, markers[index] ?? null, at + wordsStart(node));
  });
  return pieces;
}

function piecesOf(roots: FlatRoots, marker: BlockMarker, start: number): PlacedPiece[] {
  const ledger = ledgerOf(roots.doc);
  const pieces: PlacedPiece[] = [];
  let at = start;
  eachInline(roots, marker, (item) => {
    for (const piece of ledger.pieces(item.id.client, item.id.clock, item.length)) {
      const { inserted, deletions, formats, length } = piece;
      if (inserted !== null || deletions.length || formats.length) pieces.push({ piece, from: at, to: at + length });
      at += length;
    }
  });
  return pieces;
}
