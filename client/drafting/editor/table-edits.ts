import type { Node, Schema } from '@tiptap/pm/model';
import { makeId } from '../../../shared/kernel/ids.ts';
import { blankBlock, scopeAt } from '../../../shared/text/live/render-table.ts';
import { firstColumnIds, makeShortId } from '../../../shared/text/live/table-names.ts';
import { columnIdsOf, gridOf, recoveredIn } from '../../../shared/text/live/table-nodes.ts';

/** A table as its edits see it: cells by row and column, without what follows from their places. */
export type TableParts = {
  columns: string[];
  rows: { id: string; recovered: boolean; cells: (Node | undefined)[] }[];
  headerRow: boolean;
  headerColumn: boolean;
};

/** A table taken apart. */
export function partsOf(table: Node): TableParts {
  const rows = gridOf(table).children.map((row) => ({
    id: String(row.attrs.id),
    recovered: Boolean(row.attrs.recovered),
    cells: row.children.slice(),
  }));
  return {
    columns: columnIdsOf(table).slice(),
    rows,
    headerRow: Boolean(table.attrs.headerRow),
    headerColumn: Boolean(table.attrs.headerColumn),
  };
}

/** The table with other parts; cells that are missing are blank. */
export function tableWith(table: Node, parts: TableParts): Node {
  const { schema } = table.type;
  const { columns, headerRow, headerColumn } = parts;
  const tableId = String(table.attrs.tableId);
  const recovered = recoveredIn(table);
  const rows = parts.rows.map((row, rowIndex) => {
    const cells = columns.map((column, columnIndex) => {
      const old = row.cells[columnIndex];
      const isRecovered = old ? Boolean(old.attrs.recovered) : recovered.has(column);
      const attrs = { column, scope: scopeAt(parts, rowIndex, columnIndex), recovered: isRecovered };
      if (old?.hasMarkup(old.type, attrs)) return old;
      return schema.node('tableCell', attrs, old ? old.content : blankBlock(schema, { table: tableId, row: row.id, column }));
    });
    return schema.node('tableRow', { id: row.id, recovered: row.recovered }, cells);
  });
  const attrs = { ...table.attrs, columns, headerRow, headerColumn };
  return table.type.create(attrs, [schema.node('grid', null, rows), ...table.children.slice(1)]);
}

/** A new table of blank cells with a header row. */
export function blankTable(schema: Schema, rows: number, columns: number): Node {
  const parts: TableParts = {
    columns: firstColumnIds(columns),
    rows: Array.from({ length: rows }, () => ({ id: makeId(), recovered: false, cells: [] })),
    headerRow: rows > 1,
    headerColumn: false,
  };
  const attrs = { id: makeId(), tableId: makeShortId() };
  const { table, grid } = schema.nodes;
  if (!table || !grid) throw new Error('The schema has no tables.');
  return tableWith(table.create(attrs, [grid.create(), schema.node('behind')]), parts);
}

/** Puts a blank row before the row at an index. */
export function rowAdded(parts: TableParts, at: number): TableParts {
  const row = { id: makeId(), recovered: false, cells: [] };
  return { ...parts, rows: [...parts.rows.slice(0, at), row, ...parts.rows.slice(at)] };
}

/** Puts a blank column before the column at an index. */
export function columnAdded(parts: TableParts, at: number): TableParts {
  const insert = <T>(list: T[], item: T): T[] => [...list.slice(0, at), item, ...list.slice(at)];
  const rows = parts.rows.map((row) => ({ ...row, cells: insert(row.cells, undefined) }));
  return { ...parts, columns: insert(parts.columns, makeShortId()), rows };
}

/** Takes a row away; without the header row the table has none. */
export function rowRemoved(parts: TableParts, at: number): TableParts {
  return { ...parts, rows: without(parts.rows, at), headerRow: parts.headerRow && at > 0 };
}

/** Takes a column away; without the header column the table has none. */
export function columnRemoved(parts: TableParts, at: number): TableParts {
  const rows = parts.rows.map((row) => ({ ...row, cells: without(row.cells, at) }));
  return { ...parts, columns: without(parts.columns, at), rows, headerColumn: parts.headerColumn && at > 0 };
}

/** Moves a row to another index. */
export function rowMoved(parts: TableParts, from: number, to: number): TableParts {
  return { ...parts, rows: moved(parts.rows, from, to) };
}

/** Moves a column to another index. */
export function columnMoved(parts: TableParts, from: number, to: number): TableParts {
  const rows = parts.rows.map((row) => ({ ...row, cells: moved(row.cells, from, to) }));
  return { ...parts, columns: moved(parts.columns, from, to), rows };
}

/** Empties the cells of a rectangle; rows and columns stay. */
export function cellsCleared(
  parts: TableParts,
  { top, bottom, left, right }: Record<'top' | 'bottom' | 'left' | 'right', number>,
) {
  const rows = parts.rows.map((row, r) => ({
    ...row,
    cells: row.cells.map((cell, c) => (r >= top && r <= bottom && c >= left && c <= right ? undefined : cell)),
  }));
  return { ...parts, rows };
}

/** Says of a recovered row, and of the recovered columns, that they stay. */
export function recoveredKept(parts: TableParts): TableParts {
  const rows = parts.rows.map((row) => ({
    ...row,
    recovered: false,
    cells: row.cells.map((cell) => cell?.type.create({ ...cell.attrs, recovered: false }, cell.content)),
  }));
  return { ...parts, rows };
}

function without<T>(list: T[], at: number): T[] {
  return list.filter((_, i) => i !== at);
}

function moved<T>(list: T[], from: number, to: number): T[] {
  const rest = without(list, from);
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)];
}
