import { MAX_TABLE_CELLS, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS } from '../../kernel/limits.ts';
import type { TableContent } from './block-marker.ts';

/** What says that there is no room for more rows, columns or tables, in words for the person at the keys. */
export type NoTableRoom = string;

/** Counts the cells of a document's tables against what one document may have. */
export class TableRoom {
  private cells = 0;

  /** Whether a table still fits; when it does, it is counted. */
  takes(table: TableContent): boolean {
    const [rows, columns] = [table.rows.length, table.rows[0]?.cells.length ?? 0];
    if (noTableRoom({ rows, columns, otherCells: this.cells })) return false;
    this.counts(rows, columns);
    return true;
  }

  /** Counts a table that is there already. */
  counts(rows: number, columns: number): void {
    this.cells += rows * columns;
  }
}

/** Why a table may not have so many rows and columns beside the other tables of its document; undefined when it may. */
export function noTableRoom(size: { rows: number; columns: number; otherCells: number }): NoTableRoom | undefined {
  if (size.columns > MAX_TABLE_COLUMNS) return `A table can have ${inWords(MAX_TABLE_COLUMNS)} columns.`;
  if (size.rows > MAX_TABLE_ROWS) return `A table can have ${inWords(MAX_TABLE_ROWS)} rows.`;
  if (size.otherCells + size.rows * size.columns <= MAX_TABLE_CELLS) return undefined;
  return `The tables of one document can have ${inWords(MAX_TABLE_CELLS)} cells together. Put longer lists into a file of their own.`;
}

function inWords(count: number): string {
  return count.toLocaleString('en-GB');
}
