import type { TableBlock, TableRow } from './document-text.ts';
import { pairItems, stayedInOrder } from './pair-items.ts';
import { blockText, rowText } from './plain-text.ts';
import { sameBlock } from './same-block.ts';
import { wordDifference, type WordChange } from './word-difference.ts';

/** What happened in one cell; `before` and `after` are its columns, -1 where it is not. */
export type CellChange = {
  kind: 'same' | 'reworded' | 'added' | 'removed';
  before: number;
  after: number;
  words: WordChange[];
  restyled: boolean;
};

/** What happened to one row, cell by cell in the order of the later columns; `from` and `to` are row indices, -1 for none. */
export type RowChange = {
  kind: 'same' | 'reworded' | 'added' | 'removed' | 'moved' | 'moved-and-reworded';
  rowId: string;
  from: number;
  to: number;
  cells: CellChange[];
};

/** Which column of the earlier table is which of the later one; -1 on the side that has none. */
export type ColumnPair = { before: number; after: number };

/** What happened to a table that is in both texts. */
export type TableChange = { rows: RowChange[]; columns: ColumnPair[]; headersChanged: boolean };

/** Compares two states of one table by column, row and cell. */
export function compareTables(before: TableBlock, after: TableBlock): TableChange {
  const pairing = pairItems(before.rows.map(rowItem), after.rows.map(rowItem));
  const columns = pairColumns(before, after, pairing);
  const stayed = stayedInOrder(pairing);
  const back = new Map([...pairing].map((to, from) => [to, from]));
  const rows = after.rows.map((row, to): RowChange => {
    const from = back.get(to) ?? -1;
    const cells = compareCells(from < 0 ? undefined : before.rows[from], row, columns);
    const changed = cells.some((cell) => cell.kind !== 'same');
    const kind = from < 0 ? 'added' : stayed[from] ? (changed ? 'reworded' : 'same') : changed ? 'moved-and-reworded' : 'moved';
    return { kind, rowId: row.id, from, to, cells };
  });
  before.rows.forEach((row, from) => {
    if (pairing[from] >= 0) return;
    const gone: RowChange = { kind: 'removed', rowId: row.id, from, to: -1, cells: compareCells(row, undefined, columns) };
    const above = from === 0 ? -1 : rows.findIndex((change) => change.from === from - 1);
    rows.splice(above + 1, 0, gone);
  });
  const headersChanged = before.headerRow !== after.headerRow || before.headerColumn !== after.headerColumn;
  return { rows, columns, headersChanged };
}

function rowItem(row: TableRow): { id: string; words: string; group: string } {
  return { id: row.id, words: rowText(row), group: 'row' };
}

// Columns have no id of their own: a column is the later one that holds most of its cells, and without any, the one most like it.
function pairColumns(before: TableBlock, after: TableBlock, rows: Int32Array): ColumnPair[] {
  const [one, other] = [columnItems(before, 'earlier'), columnItems(after, 'later')];
  const [named, taken] = [new Set<number>(), new Set<number>()];
  for (const { column, there } of sharedCells(before, after, rows)) {
    if (named.has(column) || taken.has(there)) continue;
    one[column].id = other[there].id = `column ${column}`;
    named.add(column);
    taken.add(there);
  }
  const pairing = pairItems(one, other);
  const back = new Map([...pairing].map((to, from) => [to, from]));
  const pairs = other.map((_item, column) => ({ before: back.get(column) ?? -1, after: column }));
  const gone = one.flatMap((_item, column) => (pairing[column] < 0 ? [{ before: column, after: -1 }] : []));
  return [...pairs, ...gone];
}

// Pairs of columns by how many cells they share, most first.
function sharedCells(before: TableBlock, after: TableBlock, rows: Int32Array): { column: number; there: number }[] {
  const votes = new Map<string, { column: number; there: number; count: number }>();
  rows.forEach((to, from) => {
    if (to < 0) return;
    const places = new Map(after.rows[to].cells.map((cell, column) => [cell.id, column]));
    before.rows[from].cells.forEach((cell, column) => {
      const there = places.get(cell.id);
      if (there === undefined) return;
      const vote = votes.get(`${column} ${there}`) ?? { column, there, count: 0 };
      votes.set(`${column} ${there}`, { ...vote, count: vote.count + 1 });
    });
  });
  return [...votes.values()].sort((one, other) => other.count - one.count);
}

function columnItems(table: TableBlock, side: string): { id: string; words: string; group: string }[] {
  return table.rows[0].cells.map((_cell, column) => {
    const words = table.rows.map((row) => row.cells[column].blocks.map(blockText).join('\n')).join('\n');
    return { id: `${side} ${column}`, words, group: 'column' };
  });
}

function compareCells(before: TableRow | undefined, after: TableRow | undefined, columns: readonly ColumnPair[]): CellChange[] {
  return columns.map((pair) => {
    const [was, is] = [before?.cells[pair.before], after?.cells[pair.after]];
    const [one, other] = [was, is].map((cell) => cell?.blocks.map(blockText).join('\n') ?? '');
    const alike =
      was &&
      is &&
      was.blocks.length === is.blocks.length &&
      was.blocks.every((block, index) => sameBlock(block, is.blocks[index]));
    const kind = !was ? 'added' : !is ? 'removed' : alike ? 'same' : 'reworded';
    return { kind, ...pair, words: wordDifference(one, other), restyled: kind === 'reworded' && one === other };
  });
}
