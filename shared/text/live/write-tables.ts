import type { Node } from '@tiptap/pm/model';
import type * as Y from 'yjs';
import { wholeRange, type ChangedRange } from './changed-ranges.ts';
import { tableIdOf } from './document-schema.ts';
import { openCellState, type FlatState } from './flat-state.ts';
import { spreadKeys } from './order-key.ts';
import { renderBlock } from './render-document.ts';
import { renderCell } from './render-table.ts';
import { isWritten, layoutOf, recordOf, tableMap } from './table-layout.ts';
import type { CellAddress } from './table-names.ts';
import { cellKey, cellsByAddress, columnIdsOf, eachCell, recoveredIn, rowIdsOf, type PlacedCell } from './table-nodes.ts';
import { writeAxis } from './write-axis.ts';
import { mapOf } from './yjs-internals.ts';

type PlacedTable = { node: Node; at: number };
type TextChange = { before: Node; after: Node; ranges: readonly ChangedRange[] };
/** How one text is written; handed in, because what writes the document's text writes its tables too. */
type WriteText = (state: FlatState, transaction: Y.Transaction, change: TextChange) => unknown;
type TableJob = {
  state: FlatState;
  transaction: Y.Transaction;
  id: string;
  ranges: readonly ChangedRange[];
  writeText: WriteText;
};

/** Writes what changed inside the tables of the document: new ones whole, others by row, column and cell. */
export function writeTables(state: FlatState, transaction: Y.Transaction, change: TextChange, writeText: WriteText): void {
  const { before, after, ranges } = change;
  const [old, now] = [placedTables(before), placedTables(after)];
  for (const [id, table] of now) {
    const was = old.get(id);
    if (was?.node === table.node) continue;
    const job: TableJob = { state, transaction, id, ranges, writeText };
    if (was) changeTable(job, was, table);
    else showTable(job, table.node);
  }
  for (const id of old.keys()) if (!now.has(id)) recordDeletion(state, id);
}

/** The tables of a document by the ids of their content, of which the editor shows each once. */
function placedTables(doc: Node): Map<string, PlacedTable> {
  const tables = new Map<string, PlacedTable>();
  doc.forEach((node, at) => {
    const id = tableIdOf(node);
    if (id !== null) tables.set(id, { node, at });
  });
  return tables;
}

/** A table that came by paste, undo of the editor or a move: its shared rows count when it has any, else it is written whole. */
function showTable(job: TableJob, node: Node): void {
  const map = tableMap(job.state.roots.doc, job.id);
  if (map.has('x')) map.delete('x');
  if (isWritten(job.state.roots.doc, job.id)) return;
  const [rows, columns] = [rowIdsOf(node), columnIdsOf(node)];
  const [rowKeys, columnKeys] = [spreadKeys(rows.length), spreadKeys(columns.length)];
  rows.forEach((row, i) => map.set(`r:${row}`, rowKeys[i]));
  columns.forEach((column, i) => map.set(`k:${column}`, columnKeys[i]));
  writeHeaders(job, node);
  eachCell(node, 0, (cell) => writeCell(job, cell, undefined));
}

function changeTable(job: TableJob, was: PlacedTable, is: PlacedTable): void {
  if (!job.state.keepsFormats) changeRows(job, was.node, is.node);
  const old = cellsByAddress(was.node, was.at);
  const stillRecovered = recoveredIn(is.node);
  const kept = [...recoveredIn(was.node)].filter((id) => !stillRecovered.has(id)); // somebody said that they stay
  eachCell(is.node, is.at, (cell) => {
    const before = old.get(cellKey(cell.address.row, cell.address.column));
    if (kept.includes(cell.address.row) || kept.includes(cell.address.column)) keepRecovered(job, cell.address);
    if (before?.node === cell.node || before?.node.content.eq(cell.node.content)) return;
    if (writeCell(job, cell, before)) keepRecovered(job, cell.address);
  });
}

/** Rows, columns and headers; while suggesting they are proposed in the ledger instead. */
function changeRows(job: TableJob, was: Node, is: Node): void {
  const layout = layoutOf(job.state.roots, job.id);
  writeAxis(job.state, job.id, { axis: 'r', before: rowIdsOf(was), after: rowIdsOf(is), header: layout.headerRow }, layout.rows);
  writeAxis(
    job.state,
    job.id,
    { axis: 'k', before: columnIdsOf(was), after: columnIdsOf(is), header: layout.headerColumn },
    layout.columns,
  );
  writeHeaders(job, is);
}

function writeHeaders(job: TableJob, node: Node): void {
  const map = tableMap(job.state.roots.doc, job.id);
  const layout = layoutOf(job.state.roots, job.id);
  const write = (key: 'hr' | 'hc', shown: boolean, wanted: boolean, now: string | undefined, first: string | undefined): void => {
    if (wanted && first !== undefined && (!shown || now !== first)) map.set(key, first);
    if (!wanted && shown) map.delete(key);
  };
  write('hr', layout.headerRow, Boolean(node.attrs.headerRow), layout.rows[0]?.id, rowIdsOf(node)[0]);
  write('hc', layout.headerColumn, Boolean(node.attrs.headerColumn), layout.columns[0]?.id, columnIdsOf(node)[0]);
}

/** Writes one cell as a text of its own; returns whether anything was to write. */
function writeCell(job: TableJob, cell: PlacedCell, was: PlacedCell | undefined): boolean {
  const { state, transaction, ranges, writeText } = job;
  const before = was?.node ?? renderCell({ roots: state.roots, schema: state.schema, renderBlock }, cell.address);
  if (before.content.eq(cell.node.content)) return false;
  const text = openCellState(state, cell.address);
  const inside = was ? rangesInside(ranges, was, cell) : [wholeRange(before, cell.node)];
  writeText(text, transaction, { before, after: cell.node, ranges: inside });
  return true;
}

/** The changed ranges as the cell counts positions; the whole cell when one of them crosses its border. */
export function rangesInside(ranges: readonly ChangedRange[], was: PlacedCell, is: PlacedCell): ChangedRange[] {
  const [oldEnd, newEnd] = [was.at + was.node.content.size, is.at + is.node.content.size];
  const inside: ChangedRange[] = [];
  let grown = 0;
  for (const range of ranges) {
    const isBeside = (range.toOld < was.at || range.fromOld > oldEnd) && (range.toNew < is.at || range.fromNew > newEnd);
    if (isBeside) continue;
    const fits = range.fromOld >= was.at && range.toOld <= oldEnd && range.fromNew >= is.at && range.toNew <= newEnd;
    if (!fits) return [wholeRange(was.node, is.node)];
    grown += range.toNew - range.fromNew - (range.toOld - range.fromOld);
    inside.push({
      fromOld: range.fromOld - was.at,
      toOld: range.toOld - was.at,
      fromNew: range.fromNew - is.at,
      toNew: range.toNew - is.at,
    });
  }
  const explains = inside.length > 0 && grown === is.node.content.size - was.node.content.size;
  return explains ? inside : [wholeRange(was.node, is.node)];
}

/** Writing in a recovered row or column keeps it, and makes the one that a table without any is shown with. */
function keepRecovered({ state, id }: TableJob, { row, column }: CellAddress): void {
  if (state.keepsFormats) return; // a suggestion brings nothing back
  const map = tableMap(state.roots.doc, id);
  const layout = layoutOf(state.roots, id);
  const keep = (
    axis: 'r' | 'k',
    entries: { id: string; order: string | undefined; recovered: boolean }[],
    name: string,
  ): void => {
    const entry = entries.find((known) => known.id === name);
    if (!entry || (!entry.recovered && entry.order !== undefined)) return;
    if (entry.order === undefined) map.set(`${axis}:${name}`, spreadKeys(entries.length + 1).at(-1));
    if (map.has(`${axis}x:${name}`)) map.delete(`${axis}x:${name}`);
  };
  keep('r', layout.rows, row);
  keep('k', layout.columns, column);
}

/**
 * A table that is gone from the editor: what its deleter had seen of it is kept, so that later words in it are known as such.
 * Markers that another move left behind, paragraphs to the eye, must not bring it back.
 */
function recordDeletion(state: FlatState, id: string): void {
  const { roots } = state;
  for (let marker = roots.tables.markers().get(id); marker; marker = roots.tables.markers().get(id)) {
    mapOf(marker).set('t', 'paragraph');
    roots.tables.forget();
  }
  tableMap(roots.doc, id).set('x', recordOf(roots.doc, roots.tables.cellsOf(id)));
}
