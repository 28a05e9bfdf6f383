import type { Transform } from '@tiptap/pm/transform';
import type * as Y from 'yjs';
import { applyScript } from './apply-script.ts';
import { listMarkers, markerLeftOf, startsVirtual, withFollowers, type BlockMarker } from './flat-root.ts';
import type { FlatState } from './flat-state.ts';
import { readEntry, readKey } from './ledger-entries.ts';
import { cellPlace, readTables, type DirtyTables } from './read-tables.ts';
import { renderAll, settleBlocks } from './settle-blocks.ts';
import { tableOfMarker } from './table-index.ts';
import type { CellAddress } from './table-names.ts';
import { eachItemOver, keyOfEntry, valueOfEntry } from './yjs-id-ranges.ts';
import {
  eachTouchedItem,
  firstItemOf,
  isEntryOf,
  isIn,
  isLive,
  isMarker,
  markerHolding,
  parentOf,
  wasAdded,
  wasDeleted,
  type FlatItem,
} from './yjs-internals.ts';

const SCRIPT_LIMIT = 20_000; // touched items; beyond it a fresh rendering is cheaper than a script

type Dirty = {
  /** Blocks whose text or start changed. */
  text: Set<BlockMarker>;
  /** Blocks of which only id, kind or table changed. */
  attributes: Set<BlockMarker>;
  /** Whether a marker came or went. */
  structure: boolean;
  /** Whether a marker of a table came, went or changed. */
  tableMarkers: boolean;
  tables: DirtyTables & { fresh: Set<string> };
  items: number;
};

/** A place that changed: a block of the document, or the name of a table's cell. */
export type ChangedPlace = BlockMarker | string;

/**
 * Brings one Yjs transaction into the editor's document, exactly and without comparing texts; call it in `afterTransaction`,
 * while deleted items are still known. Returns the places that changed.
 */
export function readChanges(state: FlatState, transaction: Y.Transaction, transform: Transform): Set<ChangedPlace> {
  state.roots.tables.learn();
  const dirty = dirtyBlocks(state, transaction);
  if (dirty.tableMarkers) findOtherTables(state, dirty);
  const changed = new Set([...dirty.text, ...dirty.attributes]);
  if (!dirty.items) return changed;
  if (dirty.items > SCRIPT_LIMIT) {
    state.counters.resync++;
    state.roots.tables.forget();
    state.markers = listMarkers(state.roots);
    renderAll(state, transform);
    return new Set(state.markers);
  }
  const before = state.markers;
  const virtual = startsVirtual(state.roots);
  const after = dirty.structure || virtual !== (before[0] === null) ? nextMarkers(state, dirty, virtual) : before;
  for (const run of dirtyRuns(dirty, before, after, virtual).reverse())
    runScript(state, transaction, transform, { run, before, after });
  state.markers = after;
  settleBlocks(state, transform, withFollowers(state.roots, after, new Set([...dirty.text, ...changed])));
  return new Set<ChangedPlace>([...changed, ...readTables(state, transform, dirty.tables, stoodBefore(transaction))]);
}

/** Tables that another marker shows now; their blocks are drawn anew. */
function findOtherTables({ roots }: FlatState, dirty: Dirty): void {
  const was = roots.tables.markers();
  roots.tables.forget();
  const is = roots.tables.markers();
  for (const table of new Set([...was.keys(), ...is.keys()])) {
    const [before, now] = [was.get(table), is.get(table)];
    if (before === now) continue;
    dirty.tables.fresh.add(table);
    for (const marker of [before, now]) if (marker && !marker.deleted) dirty.attributes.add(marker);
  }
}

/** Whether an item stood in its text before the transaction. */
function stoodBefore(transaction: Y.Transaction): (item: FlatItem) => boolean {
  return (item) => !wasAdded(transaction, item) && (!item.deleted || wasDeleted(transaction, item));
}

function dirtyBlocks(state: FlatState, transaction: Y.Transaction): Dirty {
  const tables = { layouts: new Set<string>(), cells: new Map<string, CellAddress>(), fresh: new Set<string>() };
  const dirty: Dirty = { text: new Set(), attributes: new Set(), structure: false, tableMarkers: false, tables, items: 0 };
  const { flat, first, ledger } = state.roots;
  const shownBefore = new Set(state.roots.tables.markers().values());
  eachTouchedItem(transaction, (item) => {
    if (dirty.items > SCRIPT_LIMIT) return;
    if (isIn(item, flat)) {
      dirty.items++;
      dirty.text.add(markerLeftOf(item));
      if (!isMarker(item)) return;
      dirty.structure = true;
      if (isLive(item)) dirty.text.add(item);
      if (shownBefore.has(item) || (isLive(item) && tableOfMarker(item) !== undefined)) dirty.tableMarkers = true;
    } else if (isEntryOf(item, first)) {
      dirty.items++;
      dirty.attributes.add(null);
    } else if (isEntryOf(item, ledger)) {
      dirty.items++;
      noteLedgerEntry(state, dirty, item);
    } else noteEntry(state, dirty, item);
  });
  return dirty;
}

/** An entry of a marker's map, or something inside a table. */
function noteEntry({ roots }: FlatState, dirty: Dirty, item: FlatItem): void {
  const marker = markerHolding(item);
  if (marker && !marker.deleted && isIn(marker, roots.flat)) {
    dirty.items++;
    dirty.attributes.add(marker);
    dirty.tableMarkers ||= roots.tables.markers().size > 0 || tableOfMarker(marker) !== undefined;
    return;
  }
  const parent = parentOf(marker ?? item);
  const cell = roots.tables.cellOf(parent);
  const table = cell ? undefined : roots.tables.tableOf(parent);
  if (cell) dirty.tables.cells.set(cellPlace(cell), cell);
  if (table !== undefined) dirty.tables.layouts.add(table);
  if (cell ?? table) dirty.items++;
}

/**
 * An entry of the ledger of suggestions: from an accepted marker on formats start anew, or no longer do; a proposed row or column
 * came, or went.
 */
function noteLedgerEntry({ roots }: FlatState, dirty: Dirty, item: FlatItem): void {
  const line = readKey(keyOfEntry(item))?.line;
  if (line) dirty.tables.layouts.add(line.table);
  const entry = readEntry(keyOfEntry(item), valueOfEntry(item));
  if (entry?.kind !== 'accepted') return;
  eachItemOver(roots.doc, entry.range, (found) => {
    if (!isLive(found) || !isMarker(found)) return;
    const cell = roots.tables.cellOf(parentOf(found));
    if (cell) dirty.tables.cells.set(cellPlace(cell), cell);
    else if (isIn(found, roots.flat)) dirty.attributes.add(found);
  });
}

/** The markers after the transaction: those that stay, and each new one behind its predecessor. */
function nextMarkers(state: FlatState, dirty: Dirty, virtual: boolean): BlockMarker[] {
  const next = state.markers.filter((marker) => (marker === null ? virtual : !marker.deleted));
  const placed = new Set(next);
  if (virtual && !placed.has(null)) {
    next.unshift(null);
    placed.add(null);
    dirty.text.add(null);
  }
  if (!virtual && state.markers[0] === null) dirty.text.add(null);
  const place = (marker: FlatItem): void => {
    if (placed.has(marker)) return;
    const left = markerLeftOf(marker);
    if (left && !placed.has(left)) place(left);
    const at = left || virtual ? next.indexOf(left) + 1 : 0;
    next.splice(at, 0, marker);
    placed.add(marker);
  };
  for (const marker of dirty.text) if (marker && !marker.deleted) place(marker);
  return next;
}

type Run = { from: number; to: number };

/** Neighbouring dirty blocks joined to runs of the new list; every run begins with a block the editor already has. */
function dirtyRuns(dirty: Dirty, before: BlockMarker[], after: BlockMarker[], virtual: boolean): Run[] {
  const known = new Set(before);
  const runs: Run[] = [];
  after.forEach((marker, index) => {
    if (!dirty.text.has(marker)) return;
    const last = runs.at(-1);
    if (last && last.to === index) last.to = index + 1;
    else runs.push({ from: index, to: index + 1 });
  });
  const lostStart = dirty.text.has(null) && !virtual; // text before the first marker changed and has no block any more
  if (lostStart && runs[0]?.from !== 0) runs.unshift({ from: 0, to: 0 });
  for (const run of runs) while (run.from > 0 && run.from < after.length && !known.has(after[run.from] ?? null)) run.from--;
  return joinedRuns(runs);
}

function joinedRuns(runs: Run[]): Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last && run.from <= last.to) {
      last.to = Math.max(last.to, run.to);
      last.from = Math.min(last.from, run.from);
    } else joined.push(run);
  }
  return joined;
}

function runScript(
  state: FlatState,
  transaction: Y.Transaction,
  transform: Transform,
  { run, before, after }: { run: Run; before: BlockMarker[]; after: BlockMarker[] },
): void {
  const head = run.from === 0 ? null : (after[run.from] ?? null);
  let position = 0;
  if (head) for (let i = 0, at = before.indexOf(head); i < at; i++) position += transform.doc.child(i).nodeSize;
  applyScript(state, transform, {
    position,
    from: head ?? firstItemOf(state.roots.flat),
    until: run.to < after.length ? (after[run.to] ?? null) : null,
    hadVirtual: run.from === 0 && before[0] === null,
    hasVirtual: run.from === 0 && after[0] === null,
    atStart: run.from === 0,
    was: stoodBefore(transaction),
  });
}
