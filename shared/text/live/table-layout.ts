import type * as Y from 'yjs';
import type { FlatRoots } from './flat-root.ts';
import { isOrderKey, type OrderKey } from './order-key.ts';
import { ledgerOf, type SuggestionLedger } from './suggestion-ledger.ts';
import { cellRootName, isColumnId, isRowId, LAST_RESORT, tableRootName, type CellAddress } from './table-names.ts';
import { firstItemOf, isLive, isMarker } from './yjs-internals.ts';

/** Rows are kept under `r`, columns under `k`. */
export type Axis = 'r' | 'k';

/** One row or column that is shown. */
export type AxisEntry = {
  id: string;
  /** Its order key; undefined when whoever made it took it back while somebody else wrote in it. */
  order: OrderKey | undefined;
  /** It was deleted while somebody wrote in it, and is shown because of those words. */
  recovered: boolean;
  /** It is only proposed to be there. */
  proposed: boolean;
};

/** A table as the editor shows it, with all that is proposed, or as it stands. */
export type TableView = 'shown' | 'stands';

/** A table's shown rows and columns in order. A header row or column is always first. */
export type TableLayout = { rows: AxisEntry[]; columns: AxisEntry[]; headerRow: boolean; headerColumn: boolean };

/** What a deletion says of itself: for each Yjs client with characters there, the clock up to which the deleter had seen them. */
export type DeletionRecord = { seen: Record<string, number> };

/** The map that keeps a table's rows and columns. */
export function tableMap(doc: Y.Doc, table: string): Y.Map<unknown> {
  return doc.getMap(tableRootName(table));
}

/** Whether a table has any rows: it has been written, whoever shows it. */
export function isWritten(doc: Y.Doc, table: string): boolean {
  if (!doc.share.has(tableRootName(table))) return false;
  return [...tableMap(doc, table).keys()].some((key) => key.startsWith('r:'));
}

/**
 * Works out which rows and columns are shown: those that have a key and no deletion, and those with words that their deletion
 * had not seen. Nothing but the shared text decides, so everybody gets the same; any content whatever gives a valid table. As the
 * table stands, proposed rows and columns are not there, and proposed words bring none back.
 */
export function layoutOf(roots: FlatRoots, table: string, view: TableView = 'shown'): TableLayout {
  const map = tableMap(roots.doc, table);
  const rows = shownEntries(roots, table, 'r', view);
  const columns = shownEntries(roots, table, 'k', view);
  return {
    headerRow: putFirst(rows, map.get('hr')),
    headerColumn: putFirst(columns, map.get('hc')),
    rows,
    columns,
  };
}

/** The record of a deletion that has seen everything these cells hold now. */
export function recordOf(doc: Y.Doc, cells: readonly CellAddress[]): DeletionRecord {
  const seen: Record<string, number> = {};
  for (const cell of cells) {
    someCharacters(doc, cell, undefined, (client, end) => {
      seen[client] = Math.max(seen[client] ?? 0, end);
      return false;
    });
  }
  return { seen };
}

/** Whether cells hold words that a deletion had not seen; with a view of the table as it stands, only words that stand count. */
export function hasUnseen(doc: Y.Doc, cells: readonly CellAddress[], record: unknown, view: TableView): boolean {
  const standing = view === 'stands' ? ledgerOf(doc) : undefined;
  const { seen } = isDeletionRecord(record) ? record : { seen: {} };
  return cells.some((cell) => someCharacters(doc, cell, standing, (client, end) => end > (seen[client] ?? 0)));
}

/** Whether a value is a record that a deletion leaves. */
export function isDeletionRecord(value: unknown): value is DeletionRecord {
  if (typeof value !== 'object' || value === null || !('seen' in value) || Object.keys(value).length !== 1) return false;
  const { seen } = value;
  if (typeof seen !== 'object' || seen === null || Array.isArray(seen)) return false;
  return Object.entries(seen).every(([client, clock]) => /^\d{1,16}$/.test(client) && Number.isSafeInteger(clock) && clock >= 0);
}

/** Whether `test` holds for any characters of a cell, asked no further than that; where a ledger is given, of those that stand. */
function someCharacters(
  doc: Y.Doc,
  cell: CellAddress,
  standing: SuggestionLedger | undefined,
  test: (client: string, end: number) => boolean,
): boolean {
  for (let item = firstItemOf(doc.getArray(cellRootName(cell))); item; item = item.right) {
    if (!isLive(item) || isMarker(item)) continue;
    const { client, clock } = item.id;
    const pieces = standing?.pieces(client, clock, item.length) ?? [{ clock, length: item.length, inserted: null }];
    if (pieces.some((piece) => piece.inserted === null && test(String(client), piece.clock + piece.length))) return true;
  }
  return false;
}

type Known = { id: string; order: OrderKey | undefined; proposed: boolean; record: unknown; cells: CellAddress[] };

function shownEntries(roots: FlatRoots, table: string, axis: Axis, view: TableView): AxisEntry[] {
  const known = [...knownEntries(roots, table, axis, view).values()].sort(inOrder);
  const shown = known.flatMap(({ id, order, proposed, record, cells }): AxisEntry[] => {
    const stands = order !== undefined && record === undefined;
    if (!stands && !hasUnseen(roots.doc, cells, record, view)) return [];
    return [{ id, order, proposed, recovered: !stands }];
  });
  if (shown.length) return shown;
  const [first] = known; // everything was deleted, by several people at once: a table has at least one row and column
  if (!first) return [{ id: LAST_RESORT[axis], order: undefined, proposed: false, recovered: false }];
  return [{ id: first.id, order: first.order, proposed: first.proposed, recovered: true }];
}

/** What is known of rows or columns: a cell says something while words stand in it only, for else not everybody has heard of it. */
function knownEntries(roots: FlatRoots, table: string, axis: Axis, view: TableView): Map<string, Known> {
  const entries = new Map<string, Known>();
  const isId = axis === 'r' ? isRowId : isColumnId;
  const entry = (id: string): Known => {
    const found = entries.get(id) ?? { id, order: undefined, proposed: false, record: undefined, cells: [] };
    entries.set(id, found);
    return found;
  };
  tableMap(roots.doc, table).forEach((value, key) => {
    const [kind, id] = key.split(':');
    if (!isId(id)) return;
    if (kind === axis && isOrderKey(value)) entry(id).order = value;
    else if (kind === `${axis}x`) entry(id).record = value;
  });
  for (const cell of roots.tables.cellsOf(table)) {
    if (hasUnseen(roots.doc, [cell], undefined, view)) entry(axis === 'r' ? cell.row : cell.column).cells.push(cell);
  }
  const additions = view === 'shown' ? ledgerOf(roots.doc).lines.additionsIn(table, axis) : [];
  for (const { line, order } of additions) {
    const found = entry(line);
    if (found.order === undefined) Object.assign(found, { order, proposed: true });
  }
  return entries;
}

function inOrder(a: Known, b: Known): number {
  if (a.order === b.order) return a.id < b.id ? -1 : 1;
  if (a.order === undefined || b.order === undefined) return a.order === undefined ? 1 : -1;
  return a.order < b.order ? -1 : 1;
}

/** Puts the header where it belongs, whatever was moved or added before it meanwhile; false when it is not shown. */
function putFirst(entries: AxisEntry[], id: unknown): boolean {
  const at = entries.findIndex((entry) => entry.id === id);
  const [header] = at < 0 ? [] : entries.splice(at, 1);
  if (header) entries.unshift(header);
  return header !== undefined;
}
