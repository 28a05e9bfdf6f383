import { makeId } from '../../kernel/ids.ts';

/** One cell by what never changes: its table, row and column. */
export type CellAddress = { table: string; row: string; column: string };

const TABLE_ID = /^[A-Za-z0-9_-]{1,20}$/; // short, because every cell's name holds it; without the signs that join names
const ROW_ID = /^[A-Za-z0-9_-]{1,36}$/; // takes the ids that imported rows already have
const COLUMN_ID = /^[A-Za-z0-9_-]{1,20}$/;
const JOINT = '~'; // in no id of a table, row or column

/** Whether a value can be the id of a table's content. */
export function isTableId(value: unknown): value is string {
  return typeof value === 'string' && TABLE_ID.test(value);
}

/** Whether a value can be the id of a row. */
export function isRowId(value: unknown): value is string {
  return typeof value === 'string' && ROW_ID.test(value);
}

/** Whether a value can be the id of a column. */
export function isColumnId(value: unknown): value is string {
  return typeof value === 'string' && COLUMN_ID.test(value);
}

/** A new id for a table's content, or for a column: 60 bits, which are unique within one document. */
export function makeShortId(): string {
  return makeId().slice(0, 12);
}

/** The ids of columns that are made together with their table. */
export function firstColumnIds(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `k${i + 1}`);
}

/** The row and the column of a table of which nothing is known any more: it shows one cell, in which people may write. */
export const LAST_RESORT = { r: 'r0', k: 'k0' } as const;

/** The root under which a table's rows and columns are kept. */
export function tableRootName(table: string): string {
  return `t:${table}`;
}

/** The root under which one cell's text is kept; it is there as soon as it is named, so nobody makes it and nobody can replace it. */
export function cellRootName({ table, row, column }: CellAddress): string {
  return `c:${table}:${row}:${column}`;
}

/** The table whose root this is, or undefined for any other name. */
export function tableOfRoot(name: string): string | undefined {
  const id = name.startsWith('t:') ? name.slice(2) : undefined;
  return isTableId(id) ? id : undefined;
}

/** The cell whose root this is, or undefined for any other name. */
export function cellOfRoot(name: string): CellAddress | undefined {
  const [kind, table, row, column, more] = name.split(':');
  if (kind !== 'c' || more !== undefined || !isTableId(table) || !isRowId(row) || !isColumnId(column)) return undefined;
  return { table, row, column };
}

/** The id of a cell's first block as long as no marker gives it one: the same for everybody who looks. */
export function firstBlockId({ table, row, column }: CellAddress): string {
  return [JOINT + table, row, column].join(JOINT);
}

/** Whether a block id is one that only the first block of a certain cell may have. */
export function isFirstBlockId(id: string): boolean {
  return id.startsWith(JOINT);
}

/** The id under which a cell stands in the canonical text. */
export function cellId(row: string, column: string): string {
  return row + JOINT + column;
}

/** The column of a cell that stands in the canonical text under this id, or undefined when the id was given otherwise. */
export function columnOfCell(id: string, row: string): string | undefined {
  const column = id.startsWith(row + JOINT) ? id.slice(row.length + 1) : undefined;
  return isColumnId(column) ? column : undefined;
}
