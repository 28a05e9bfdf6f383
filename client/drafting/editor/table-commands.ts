import { Fragment, Slice, type Node } from '@tiptap/pm/model';
import { NodeSelection, TextSelection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state';
import { ReplaceStep } from '@tiptap/pm/transform';
import { tableIdOf } from '../../../shared/text/live/document-schema.ts';
import { columnIdsOf, gridOf } from '../../../shared/text/live/table-nodes.ts';
import { noTableRoom } from '../../../shared/text/live/table-room.ts';
import { tableRemoved } from './block-commands.ts';
import {
  blankTable,
  cellsCleared,
  columnAdded,
  columnMoved,
  columnRemoved,
  partsOf,
  recoveredKept,
  rowAdded,
  rowMoved,
  rowRemoved,
  tableWith,
  type TableParts,
} from './table-edits.ts';
import { clearedAcross } from './across-table.ts';
import { cellAt, placeAt, selectedCells, tableAtCaret, type CellRange, type TablePlace } from './table-place.ts';

/** An act on the table at the caret. `may` says whether it is there to be chosen, and `refusal` why it cannot be done now. */
export type TableAct = {
  may: (place: TablePlace) => boolean;
  refusal?: (state: EditorState, place: TablePlace) => string | undefined;
  run: Command;
};

/** Puts a new table behind the block of the caret, or in the place of an empty paragraph; the caret goes into its first cell. */
export function insertTable(rows: number, columns: number): Command {
  return (state, dispatch) => {
    const place = state.selection.$from;
    if (place.depth < 1 || tableRefusal(state, rows, columns)) return false;
    const table = blankTable(state.schema, rows, columns);
    const block = place.node(1);
    const isEmpty = block.type.name === 'block' && !block.content.size && block.attrs.kind === 'paragraph';
    const start = isEmpty ? place.before(1) : place.after(1);
    const transaction = state.tr.replaceWith(start, isEmpty ? place.after(1) : start, table);
    dispatch?.(withCaret(transaction, start, 0, 0).scrollIntoView());
    return true;
  };
}

/** Why a new table of this size cannot be put into the document; undefined when it can. */
export function tableRefusal(state: EditorState, rows: number, columns: number): string | undefined {
  return noTableRoom({ rows, columns, otherCells: cellsOutside(state.doc, null) });
}

/** The acts on rows, columns and the table, by name. */
export const TABLE_ACTS = {
  rowAbove: addRow(0),
  rowBelow: addRow(1),
  columnBefore: addColumn(0),
  columnAfter: addColumn(1),
  rowUp: moveRow(-1),
  rowDown: moveRow(1),
  columnLeft: moveColumn(-1),
  columnRight: moveColumn(1),
  deleteRow: {
    may: ({ rows }) => rows > 1,
    run: edit(
      (parts, { row }) => rowRemoved(parts, row),
      ({ row, column, rows }) => [Math.min(row, rows - 2), column],
    ),
  },
  deleteColumn: {
    may: ({ columns }) => columns > 1,
    run: edit(
      (parts, { column }) => columnRemoved(parts, column),
      ({ row, column, columns }) => [row, Math.min(column, columns - 2)],
    ),
  },
  deleteTable: { may: () => true, run: removeTable },
  headerRow: { may: () => true, run: edit((parts) => ({ ...parts, headerRow: !parts.headerRow })) },
  headerColumn: { may: () => true, run: edit((parts) => ({ ...parts, headerColumn: !parts.headerColumn })) },
  keepRecovered: { may: ({ table }) => hasRecovered(table), run: edit((parts) => recoveredKept(parts)) },
} satisfies Record<string, TableAct>;

/** The name of an act on a table. */
export type TableActName = keyof typeof TABLE_ACTS;

/** Tab: the next cell, and behind the last one a new row; `say` tells why there is no room for one. */
export function nextCell(say: (sentence: string) => void): Command {
  return (state, dispatch) => {
    const place = tableAtCaret(state);
    if (!place) return false;
    const { row, column, rows, columns, start } = place;
    const next = row * columns + column + 1;
    if (next < rows * columns) {
      dispatch?.(withCaret(state.tr, start, Math.floor(next / columns), next % columns).scrollIntoView());
      return true;
    }
    const refusal = roomRefusal(state, place, rows + 1, columns);
    if (refusal) {
      say(refusal);
      return true;
    }
    return edit(
      (parts) => rowAdded(parts, rows),
      () => [rows, 0],
    )(state, dispatch);
  };
}

/** Shift-Tab: the cell before; at the first one nothing. */
export const cellBefore: Command = (state, dispatch) => {
  const place = tableAtCaret(state);
  if (!place) return false;
  const before = place.row * place.columns + place.column - 1;
  if (before >= 0)
    dispatch?.(withCaret(state.tr, place.start, Math.floor(before / place.columns), before % place.columns).scrollIntoView());
  return true;
};

/** Backspace and Delete over several cells, or from beside a table into it: the words go, rows and columns stay. */
export const clearCells: Command = (state, dispatch) => {
  const transaction = clearedSelection(state);
  if (transaction) dispatch?.(transaction.scrollIntoView());
  return transaction !== undefined;
};

/** The document without the words of several cells that are selected, or of a selection over a table's border; undefined for any other. */
export function clearedSelection(state: EditorState): Transaction | undefined {
  const range = selectedCells(state);
  return range ? cleared(state, range) : clearedAcross(state);
}

/** The document with the cells of a range emptied and the caret in the first of them. */
function cleared(state: EditorState, range: CellRange): Transaction {
  const table = tableWith(range.table, cellsCleared(partsOf(range.table), range));
  return withCaret(replaced(state.tr, range.table, range.start, table), range.start, range.top, range.left);
}

/** Puts another table in the place of one, in one step: a column is inserted in all rows at once. */
export function replaced(transaction: Transaction, old: Node, start: number, table: Node): Transaction {
  return transaction.step(new ReplaceStep(start, start + old.nodeSize, new Slice(Fragment.from(table), 0, 0)));
}

/** Why the table at the caret cannot become this large; undefined when it can. */
export function roomRefusal(state: EditorState, place: TablePlace, rows: number, columns: number): string | undefined {
  return noTableRoom({ rows, columns, otherCells: cellsOutside(state.doc, tableIdOf(place.table)) });
}

/** The transaction with the caret at the end of a cell. */
export function withCaret(transaction: Transaction, start: number, row: number, column: number): Transaction {
  const table = transaction.doc.nodeAt(start);
  const cell = table && cellAt(table, start, row, column);
  if (!cell) return transaction;
  return transaction.setSelection(TextSelection.near(transaction.doc.resolve(cell.at + cell.node.content.size - 1), -1));
}

function addRow(side: 0 | 1): TableAct {
  return {
    may: ({ table, row }) => side === 1 || row > 0 || !table.attrs.headerRow, // a header row stays first
    refusal: (state, place) => roomRefusal(state, place, place.rows + 1, place.columns),
    run: edit(
      (parts, { row }) => rowAdded(parts, row + side),
      ({ row, column }) => [row + side, column],
    ),
  };
}

function addColumn(side: 0 | 1): TableAct {
  return {
    may: ({ table, column }) => side === 1 || column > 0 || !table.attrs.headerColumn,
    refusal: (state, place) => roomRefusal(state, place, place.rows, place.columns + 1),
    run: edit(
      (parts, { column }) => columnAdded(parts, column + side),
      ({ row, column }) => [row, column + side],
    ),
  };
}

function moveRow(by: -1 | 1): TableAct {
  return {
    may: ({ table, row, rows }) => isWithin(row, by, rows, Boolean(table.attrs.headerRow)),
    run: edit(
      (parts, { row }) => rowMoved(parts, row, row + by),
      ({ row, column }) => [row + by, column],
    ),
  };
}

function moveColumn(by: -1 | 1): TableAct {
  return {
    may: ({ table, column, columns }) => isWithin(column, by, columns, Boolean(table.attrs.headerColumn)),
    run: edit(
      (parts, { column }) => columnMoved(parts, column, column + by),
      ({ row, column }) => [row, column + by],
    ),
  };
}

/** Whether something at an index can move; a header neither moves nor lets anything before it. */
function isWithin(at: number, by: number, count: number, header: boolean): boolean {
  const first = header ? 1 : 0;
  return at >= first && at + by >= first && at + by < count;
}

type CellIndex = (place: TablePlace) => [row: number, column: number];

/** Changes the parts of the table at the caret, in one step; `goTo` says in which cell the caret is afterwards. */
function edit(change: (parts: TableParts, place: TablePlace) => TableParts, goTo?: CellIndex): Command {
  return (state, dispatch) => {
    const place = tableAtCaret(state);
    if (!place) return false;
    if (!dispatch) return true;
    const table = tableWith(place.table, change(partsOf(place.table), place));
    const transaction = replaced(state.tr, place.table, place.start, table);
    const [row, column] = goTo ? goTo(place) : [place.row, place.column];
    dispatch(keepingOffset(state, withCaret(transaction, place.start, row, column), goTo === undefined).scrollIntoView());
    return true;
  };
}

/** When nothing moved, the caret stays where it was in its cell. */
function keepingOffset(state: EditorState, transaction: Transaction, same: boolean): Transaction {
  const { head } = state.selection;
  return same && placeAt(transaction.doc, head)
    ? transaction.setSelection(TextSelection.near(transaction.doc.resolve(head), -1))
    : transaction;
}

function removeTable(state: EditorState, dispatch?: (transaction: Transaction) => void): boolean {
  const { selection } = state;
  const place = tableAtCaret(state);
  const start = selection instanceof NodeSelection ? selection.from : place?.start;
  if (start === undefined) return false;
  dispatch?.(tableRemoved(state.tr, start).scrollIntoView());
  return true;
}

function hasRecovered(table: Node): boolean {
  return gridOf(table).children.some((row) => row.attrs.recovered || row.children.some((cell) => cell.attrs.recovered));
}

function cellsOutside(doc: Node, tableId: string | null): number {
  return doc.children.reduce((sum, node) => {
    const counts = node.type.name === 'table' && tableIdOf(node) !== tableId;
    return counts ? sum + gridOf(node).childCount * columnIdsOf(node).length : sum;
  }, 0);
}
