import { Fragment, Slice, type Node, type Schema } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import { gridOf } from '../../../shared/text/live/table-nodes.ts';
import { replaced, roomRefusal, withCaret } from './table-commands.ts';
import { columnAdded, partsOf, rowAdded, tableWith, type TableParts } from './table-edits.ts';
import { selectedCells, tableAtCaret, type TablePlace } from './table-place.ts';

/** The one table that a paste consists of, or undefined. */
export function onlyTable(slice: Slice): Node | undefined {
  const { firstChild, childCount } = slice.content;
  return childCount === 1 && firstChild?.type.name === 'table' ? firstChild : undefined;
}

/** Where a table that is pasted now would be put over the cells of another; undefined outside of tables. */
export function pastePlace(state: EditorState): TablePlace | undefined {
  const place = tableAtCaret(state);
  const range = selectedCells(state);
  return place && range ? { ...place, row: range.top, column: range.left } : place;
}

/** Why the table at the caret cannot take these cells; undefined when it can. */
export function pasteRefusal(state: EditorState, place: TablePlace, pasted: Node): string | undefined {
  const { rows, columns } = sizeAfter(place, pasted);
  return roomRefusal(state, place, rows, columns);
}

/** Puts the cells of a table over those from the caret on; rows and columns are added where they do not suffice. */
export function pasteCells(transaction: Transaction, place: TablePlace, pasted: Node): Transaction {
  const size = sizeAfter(place, pasted);
  let parts = partsOf(place.table);
  while (parts.rows.length < size.rows) parts = rowAdded(parts, parts.rows.length);
  while (parts.columns.length < size.columns) parts = columnAdded(parts, parts.columns.length);
  const table = tableWith(place.table, withCells(parts, place, gridOf(pasted).children));
  return withCaret(replaced(transaction, place.table, place.start, table), place.start, place.row, place.column);
}

function withCells(parts: TableParts, place: TablePlace, pasted: readonly Node[]): TableParts {
  const rows = parts.rows.map((row, r) => {
    const from = pasted[r - place.row];
    const cells = parts.columns.map((_, c) => {
      const cell = c < place.column ? undefined : from?.maybeChild(c - place.column);
      const old = row.cells[c];
      if (!cell || (isBlank(cell) && !old)) return old;
      return isBlank(cell) ? undefined : cell.type.create({ ...cell.attrs, recovered: false }, cell.content);
    });
    return { ...row, cells };
  });
  return { ...parts, rows };
}

function sizeAfter(place: TablePlace, pasted: Node): { rows: number; columns: number } {
  const grid = gridOf(pasted);
  return {
    rows: Math.max(place.rows, place.row + grid.childCount),
    columns: Math.max(place.columns, place.column + grid.child(0).childCount),
  };
}

function isBlank(cell: Node): boolean {
  return cell.childCount === 1 && cell.child(0).content.size === 0;
}

/** A slice without tables and pictures, for a cell, which holds none: their blocks and captions one after the other. */
export function withoutTables(slice: Slice): Slice {
  const blocks: Node[] = [];
  const names = Array.from({ length: slice.content.childCount }, (_, index) => slice.content.child(index).type.name);
  if (!names.includes('table') && !names.includes('picture')) return slice;
  slice.content.forEach((node) => {
    if (node.type.name === 'picture') blocks.push(node.type.schema.node('block', null, node.content));
    else if (node.type.name === 'table') node.descendants((inner) => !(inner.type.name === 'block' && blocks.push(inner)));
    else blocks.push(node);
  });
  return new Slice(Fragment.fromArray(blocks), 0, 0);
}

/** Rows or cells that were copied without their table, with a table around them. */
export function tableAround(fragment: Fragment, schema: Schema): Fragment {
  const kind = fragment.firstChild?.type.name;
  if (kind === 'tableCell') return tableAround(Fragment.from(schema.nodes.tableRow?.create(null, fragment)), schema);
  if (kind === 'tableRow') return Fragment.from(schema.nodes.grid?.create(null, fragment));
  return fragment;
}

/** How far a slice of blocks may be open: a table or picture at its edge stays whole. */
export function openForPaste(content: Fragment): Slice {
  const open = Slice.maxOpen(content);
  const isTable = (node: Node | null): boolean => node?.type.name === 'table' || node?.type.name === 'picture';
  return new Slice(content, isTable(content.firstChild) ? 0 : open.openStart, isTable(content.lastChild) ? 0 : open.openEnd);
}
