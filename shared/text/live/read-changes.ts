import type { Transform } from '@tiptap/pm/transform';
import type * as Y from 'yjs';
import { MOVE_KEY, moveOf } from './block-move.ts';
import {
  asShown,
  listInSequence,
  listMarkers,
  markerLeftOf,
  startsVirtual,
  withFollowers,
  type BlockMarker,
  type FlatRoots,
} from './flat-root.ts';
import type { FlatState } from './flat-state.ts';
import { readEntry, readKey } from './ledger-entries.ts';
import { readBlocks, type BlockLists } from './read-blocks.ts';
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
  /** Whether a marker says something else than before, or one that is gone said where its block is shown. */
  entries: boolean;
  moves: boolean;
  /** Whether a marker of a table came, went or changed. */
  tableMarkers: boolean;
  tables: DirtyTables & { fresh: Set<string> };
  items: number;
};

/** A place that changed: a block of the document, or the name of a table's cell. */
export type ChangedPlace = BlockMarker | string;

/** What a transaction of the shared text changed: places, and whether blocks were taken out and put in elsewhere. */
export type ReadChanges = { places: Set<ChangedPlace>; reordered: boolean };

/**
 * Brings one Yjs transaction into the editor's document, exactly and without comparing texts; call it in `afterTransaction`,
 * while deleted items are still known.
 */
export function readChanges(state: FlatState, transaction: Y.Transaction, transform: Transform): ReadChanges {
  state.roots.tables.learn();
  const dirty = dirtyBlocks(state, transaction);
  if (dirty.tableMarkers) findOtherTables(state, dirty);
  const changed = new Set([...dirty.text, ...dirty.attributes]);
  if (!dirty.items) return { places: changed, reordered: false };
  if (dirty.items > SCRIPT_LIMIT) {
    state.counters.resync++;
    state.roots.tables.forget();
    state.markers = listMarkers(state.roots);
    renderAll(state, transform);
    return { places: new Set(state.markers), reordered: false };
  }
  const was = stoodBefore(transaction);
  const lists = listsOf(state, dirty, was);
  const moved = readBlocks(state, transform, { ...lists, dirty: dirty.text, was });
  state.markers = lists.after;
  settleBlocks(state, transform, withFollowers(state.roots, new Set([...dirty.text, ...changed])));
  const inTables = readTables(state, transform, dirty.tables, was);
  return { places: new Set<ChangedPlace>([...changed, ...moved, ...inTables]), reordered: moved.length > 0 };
}

/** The blocks before and after the transaction, as they are shown and as they stand in the sequence; without moves that is the same. */
function listsOf(state: FlatState, dirty: Dirty, was: (item: FlatItem) => boolean): BlockLists {
  const { roots, markers: before } = state;
  const virtual = startsVirtual(roots);
  const structure = dirty.structure || virtual !== (before[0] === null);
  const isMoved = (marker: BlockMarker): boolean => marker !== null && !marker.deleted && moveOf(marker) !== undefined;
  const moves = dirty.moves || ((structure || dirty.entries) && (before.some(isMoved) || [...dirty.text].some(isMoved)));
  if (moves) {
    const after = listInSequence(roots);
    return { before, after: asShown(roots, after), sequence: { before: inSequence(roots, before, was), after } };
  }
  const after = structure ? nextMarkers(state, dirty, virtual) : before;
  return { before, after, sequence: { before, after } };
}

/** The blocks the editor has, in the order in which their markers stand in the sequence. */
function inSequence({ flat }: FlatRoots, markers: readonly BlockMarker[], was: (item: FlatItem) => boolean): BlockMarker[] {
  const found: BlockMarker[] = markers[0] === null ? [null] : [];
  for (let item = firstItemOf(flat); item; item = item.right) if (isMarker(item) && was(item)) found.push(item);
  return found;
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
  const dirty: Dirty = {
    text: new Set(),
    attributes: new Set(),
    structure: false,
    entries: false,
    moves: false,
    tableMarkers: false,
    tables,
    items: 0,
  };
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
  if (marker && isIn(marker, roots.flat)) {
    dirty.moves ||= keyOfEntry(item) === MOVE_KEY;
    if (!marker.deleted) noteAttribute(roots, dirty, marker);
    return;
  }
  const parent = parentOf(marker ?? item);
  const cell = roots.tables.cellOf(parent);
  const table = cell ? undefined : roots.tables.tableOf(parent);
  if (cell) dirty.tables.cells.set(cellPlace(cell), cell);
  if (table !== undefined) dirty.tables.layouts.add(table);
  if (cell ?? table) dirty.items++;
}

function noteAttribute({ tables }: FlatRoots, dirty: Dirty, marker: FlatItem): void {
  dirty.items++;
  dirty.entries = true;
  dirty.attributes.add(marker);
  dirty.tableMarkers ||= tables.markers().size > 0 || tableOfMarker(marker) !== undefined;
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
