import { Fragment, type Node } from '@tiptap/pm/model';
import { StepMap, Transform } from '@tiptap/pm/transform';
import { applyScript } from './apply-script.ts';
import { positionOfBlock } from './document-tokens.ts';
import { startsVirtual } from './flat-root.ts';
import { openCellState, type FlatState } from './flat-state.ts';
import { renderBlock } from './render-document.ts';
import { renderCell, renderGrid, tableAttributes } from './render-table.ts';
import { settleBlocks } from './settle-blocks.ts';
import { layoutOf, type AxisEntry, type TableLayout } from './table-layout.ts';
import { cellRootName, type CellAddress } from './table-names.ts';
import { cellsByAddress, cellKey, columnIdsOf, gridOf, rowIdsOf } from './table-nodes.ts';
import { firstItemOf, isMarker, type FlatItem } from './yjs-internals.ts';

/** What a transaction of the shared text did inside tables. */
export type DirtyTables = {
  /** Tables whose rows, columns or headers may have changed. */
  layouts: Set<string>;
  /** Cells whose text changed, by the name of their root. */
  cells: Map<string, CellAddress>;
  /** Tables that were drawn from the shared text in this transaction already. */
  fresh: ReadonlySet<string>;
};

/**
 * Brings what happened inside tables into the editor's document: the words of each cell exactly, item by item; then rows and
 * columns, in one step for each table. Returns a name for each cell, and a marker for each table, that changed.
 */
export function readTables(
  state: FlatState,
  transform: Transform,
  dirty: DirtyTables,
  was: (item: FlatItem) => boolean,
): (FlatItem | string)[] {
  const changed: (FlatItem | string)[] = [...dirty.cells.keys()];
  const tables = new Set([...dirty.layouts, ...[...dirty.cells.values()].map(({ table }) => table)]);
  for (const table of tables) {
    const marker = state.roots.tables.markers().get(table);
    const index = marker ? state.markers.indexOf(marker) : -1;
    if (index < 0 || dirty.fresh.has(table)) continue;
    const cells = [...dirty.cells.values()].filter((cell) => cell.table === table);
    readCells(state, transform, { table, index }, cells, was);
    if (settleTable(state, transform, index) && marker) changed.push(marker);
  }
  return changed;
}

/**
 * Makes rows, columns and headers of one table equal to the shared text; returns whether anything was to do. Of a table that has come
 * back the cells too: others may have written in them while it was away.
 */
export function settleTable(state: FlatState, transform: Transform, index: number, isBack = false): boolean {
  const { roots, schema } = state;
  const source = { roots, schema, renderBlock };
  const node = transform.doc.child(index);
  const table = String(node.attrs.tableId);
  const layout = layoutOf(roots, table);
  if (isLaidOut(node, layout) && !isBack) return false;
  const position = positionOfBlock(transform.doc, index);
  const cells = cellsByAddress(node, position);
  const known = (row: string, column: string): Node | undefined => {
    const cell = cells.get(cellKey(row, column))?.node;
    if (!cell || !isBack) return cell;
    return renderCell(source, { table, row, column }).content.eq(cell.content) ? cell : undefined;
  };
  const grid = renderGrid(source, table, layout, known);
  if (isLaidOut(node, layout) && grid.eq(gridOf(node))) return false;
  replaceRows(transform, position + 2, gridOf(node), grid);
  const attrs = { ...node.attrs, ...tableAttributes(layout) };
  if (!node.hasMarkup(node.type, attrs)) transform.setNodeMarkup(position, null, attrs);
  return true;
}

type TableSpot = { table: string; index: number };

/** The words first, in the rows and columns as the editor has them; cells that it has not are drawn afterwards. */
function readCells(
  state: FlatState,
  transform: Transform,
  { table, index }: TableSpot,
  changed: CellAddress[],
  was: (item: FlatItem) => boolean,
): void {
  const layout = layoutOf(state.roots, table);
  const shown = (entries: AxisEntry[], id: string): boolean => entries.some((entry) => entry.id === id);
  for (const address of changed) {
    if (!shown(layout.rows, address.row) || !shown(layout.columns, address.column)) continue;
    const cells = cellsByAddress(transform.doc.child(index), positionOfBlock(transform.doc, index));
    const cell = cells.get(cellKey(address.row, address.column));
    if (cell) readCell(state, transform, { ...cell, address }, was);
  }
}

/** One cell is a document of its own; its steps are moved to where it stands. */
function readCell(
  state: FlatState,
  transform: Transform,
  cell: { node: Node; at: number; address: CellAddress },
  was: (item: FlatItem) => boolean,
): void {
  const text = openCellState(state, cell.address);
  const { roots } = text;
  const inner = new Transform(cell.node);
  applyScript(text, inner, {
    position: 0,
    from: firstItemOf(roots.flat),
    untilKept: false,
    atStart: true,
    hadVirtual: startedVirtual(firstItemOf(roots.flat), was),
    hasVirtual: startsVirtual(roots),
    was,
  });
  settleBlocks(text, inner, new Set(text.markers));
  const moved = StepMap.offset(cell.at);
  for (const step of inner.steps) {
    const there = step.map(moved);
    if (there) transform.step(there);
  }
}

/** Whether a text began with a block that has no marker before the transaction. */
function startedVirtual(first: FlatItem | null, was: (item: FlatItem) => boolean): boolean {
  let item = first;
  while (item && !(item.countable && was(item))) item = item.right;
  return !item || !isMarker(item);
}

function isLaidOut(node: Node, layout: TableLayout): boolean {
  const { headerRow, headerColumn } = node.attrs;
  if (headerRow !== layout.headerRow || headerColumn !== layout.headerColumn) return false;
  return (
    sameIds(rowIdsOf(node), layout.rows) &&
    sameIds(columnIdsOf(node), layout.columns) &&
    gridOf(node).children.every((row, i) => row.attrs.recovered === layout.rows[i]?.recovered) &&
    gridOf(node).children.every((row) => row.children.every((cell, i) => cell.attrs.recovered === layout.columns[i]?.recovered))
  );
}

function sameIds(ids: string[], entries: AxisEntry[]): boolean {
  return ids.length === entries.length && entries.every(({ id }, i) => id === ids[i]);
}

/** Puts new rows in the place of old ones in one step, leaving alone what is equal at both ends. */
function replaceRows(transform: Transform, start: number, was: Node, is: Node): void {
  const [old, fresh] = [was.children, is.children];
  const shorter = Math.min(old.length, fresh.length);
  const same = (a: Node | undefined, b: Node | undefined): boolean => a !== undefined && b !== undefined && a.eq(b);
  let prefix = 0;
  while (prefix < shorter && same(old[prefix], fresh[prefix])) prefix++;
  let suffix = 0;
  while (suffix < shorter - prefix && same(old.at(-1 - suffix), fresh.at(-1 - suffix))) suffix++;
  const size = (rows: Node[]): number => rows.reduce((sum, row) => sum + row.nodeSize, 0);
  const from = start + size(old.slice(0, prefix));
  const to = from + size(old.slice(prefix, old.length - suffix));
  const rows = fresh.slice(prefix, fresh.length - suffix);
  if (from < to || rows.length) transform.replaceWith(from, to, Fragment.fromArray(rows));
}

/** The name under which a cell is told among the places that changed. */
export function cellPlace(address: CellAddress): string {
  return cellRootName(address);
}
