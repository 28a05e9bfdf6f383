import type { Node } from '@tiptap/pm/model';
import { tableIdOf } from './document-schema.ts';
import type { CellAddress } from './table-names.ts';

/** One cell of the editor's document: its address, and where its content begins. */
export type PlacedCell = { address: CellAddress; node: Node; at: number };

/** The ids of a table's rows as the editor has them. */
export function rowIdsOf(table: Node): string[] {
  return gridOf(table).children.map((row) => String(row.attrs.id));
}

/** The ids of a table's columns as the editor has them. */
export function columnIdsOf(table: Node): string[] {
  return (table.attrs.columns as string[] | null) ?? []; // the schema's own attribute
}

/** The rows of a table node. */
export function gridOf(table: Node): Node {
  return table.child(0);
}

/** Calls `visit` for each cell of a table that begins at a position. */
export function eachCell(table: Node, position: number, visit: (cell: PlacedCell, row: number, column: number) => void): void {
  const name = tableIdOf(table) ?? '';
  gridOf(table).forEach((row, rowOffset, rowIndex) => {
    row.forEach((node, cellOffset, columnIndex) => {
      const at = position + 2 + rowOffset + 1 + cellOffset + 1;
      const address = { table: name, row: String(row.attrs.id), column: String(node.attrs.column) };
      visit({ address, node, at }, rowIndex, columnIndex);
    });
  });
}

/** The cells of a table by row and column. */
export function cellsByAddress(table: Node, position: number): Map<string, PlacedCell> {
  const cells = new Map<string, PlacedCell>();
  eachCell(table, position, (cell) => cells.set(cellKey(cell.address.row, cell.address.column), cell));
  return cells;
}

/** The rows and columns of a table that the editor shows as recovered. */
export function recoveredIn(table: Node): Set<string> {
  const ids = new Set<string>();
  for (const row of gridOf(table).children) {
    if (row.attrs.recovered) ids.add(String(row.attrs.id));
    for (const cell of row.children) if (cell.attrs.recovered) ids.add(String(cell.attrs.column));
  }
  return ids;
}

/** A key for a row and a column. */
export function cellKey(row: string, column: string): string {
  return `${row}:${column}`;
}

/** The cell of the editor's document a position is in, or undefined. */
export function cellAround(doc: Node, position: number): PlacedCell | undefined {
  const place = doc.resolve(position);
  for (let depth = place.depth; depth > 2; depth--) {
    const node = place.node(depth);
    if (node.type.name !== 'tableCell') continue;
    const row = String(place.node(depth - 1).attrs.id);
    const table = tableIdOf(place.node(depth - 3)) ?? '';
    return { address: { table, row, column: String(node.attrs.column) }, node, at: place.start(depth) };
  }
  return undefined;
}

/** A cell of the editor's document by its address, or undefined when it is not shown. */
export function findCell(doc: Node, address: CellAddress): PlacedCell | undefined {
  let found: PlacedCell | undefined;
  doc.forEach((node, position) => {
    if (tableIdOf(node) !== address.table) return;
    found ??= cellsByAddress(node, position).get(cellKey(address.row, address.column));
  });
  return found;
}
