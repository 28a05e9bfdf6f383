import type { Node } from '@tiptap/pm/model';
import { TextSelection, type EditorState } from '@tiptap/pm/state';
import { columnIdsOf, eachCell, gridOf, type PlacedCell } from '../../../shared/text/live/table-nodes.ts';

/** Where the caret is in a table: the table, and the row and column counted from 0. */
export type TablePlace = { table: Node; start: number; row: number; column: number; rows: number; columns: number };

/** The table and cell the caret is in, or undefined outside of tables. */
export function tableAtCaret(state: EditorState): TablePlace | undefined {
  return placeAt(state.doc, state.selection.head);
}

/** The table and cell at a position, or undefined outside of tables. */
export function placeAt(doc: Node, position: number): TablePlace | undefined {
  const place = doc.resolve(position);
  const table = place.node(1) as Node | undefined; // undefined between blocks, which its type does not say
  if (table?.type.name !== 'table' || place.depth < 4) return undefined; // table, rows, row, cell
  return {
    table,
    start: place.before(1),
    row: place.index(2),
    column: place.index(3),
    rows: gridOf(table).childCount,
    columns: columnIdsOf(table).length,
  };
}

/** A cell of a table by row and column, with the position where its content begins; undefined beyond its edges. */
export function cellAt(table: Node, start: number, row: number, column: number): PlacedCell | undefined {
  let found: PlacedCell | undefined;
  eachCell(table, start, (cell, r, c) => {
    if (r === row && c === column) found = cell;
  });
  return found;
}

/** A rectangle of cells between two corners, both counted in. */
export type CellRange = { table: Node; start: number; top: number; bottom: number; left: number; right: number };

/** The cells a selection goes over when it begins in one cell of a table and ends in another; undefined otherwise. */
export function selectedCells(state: EditorState): CellRange | undefined {
  const { selection } = state;
  if (!(selection instanceof TextSelection) || selection.empty) return undefined;
  const [from, to] = [placeAt(state.doc, selection.anchor), placeAt(state.doc, selection.head)];
  if (!from || !to || from.start !== to.start || (from.row === to.row && from.column === to.column)) return undefined;
  return {
    table: from.table,
    start: from.start,
    top: Math.min(from.row, to.row),
    bottom: Math.max(from.row, to.row),
    left: Math.min(from.column, to.column),
    right: Math.max(from.column, to.column),
  };
}
