import type * as Y from 'yjs';
import { ledgerOf } from './suggestion-ledger.ts';
import { TableIndex } from './table-index.ts';
import { cellRootName, firstBlockId, type CellAddress } from './table-names.ts';
import { inVisualOrder } from './visual-order.ts';
import { firstItemOf, formatOf, isIn, isLive, isMarker, parentOf, type FlatItem } from './yjs-internals.ts';

/**
 * The version of the shared text's layout that this code writes, kept at `meta.v`: 2 has tables of rows, columns and cells, 3 shows
 * moved blocks where their markers say.
 */
export const SCHEMA_VERSION = 3;

/** One text of a document: the document's own, or that of one table cell; both are the same model. */
export type FlatRoots = {
  doc: Y.Doc;
  /** The text: characters, formats, atoms and block markers in one sequence. Never touched by index. */
  flat: Y.Array<unknown>;
  /** Id and kind of the virtual first block. */
  first: { get(key: string): unknown };
  /** Where the document's tables are. */
  tables: TableIndex;
  /** The ledger of suggestions; `ledgerOf` reads it. */
  ledger: Y.Map<unknown>;
};

/** The shared roots of a document; every peer and the server name them before anything else. */
export type DocumentRoots = FlatRoots & {
  /** Id and kind of the virtual first block; written by the server only. */
  first: Y.Map<unknown>;
  /** `v`, the schema version; written by the server only. */
  meta: Y.Map<unknown>;
  /** What those who deleted something had seen of it; `removal-records` reads it. */
  gone: Y.Map<unknown>;
};

/** The names of the roots a document always has; its tables and their cells have roots of their own. */
export const ROOT_NAMES: readonly string[] = ['flat', 'first', 'sug', 'meta', 'gone'];

/** A block's marker; null stands for the virtual first block, the text before any marker. */
export type BlockMarker = FlatItem | null;

/** The formats in force at a place, by key. */
export type Formats = Readonly<Record<string, unknown>>;

/** Names the roots of a document, so that Yjs knows their types. */
export function openRoots(doc: Y.Doc): DocumentRoots {
  const flat = doc.getArray('flat');
  const tables = new TableIndex(doc, flat);
  const [first, ledger, meta, gone] = [doc.getMap('first'), doc.getMap('sug'), doc.getMap('meta'), doc.getMap('gone')];
  return { doc, flat, tables, first, ledger, meta, gone };
}

/** The text of one cell; naming it writes nothing. */
export function openCell({ doc, tables, ledger }: FlatRoots, cell: CellAddress): FlatRoots {
  const id = firstBlockId(cell);
  return {
    doc,
    tables,
    ledger,
    flat: doc.getArray(cellRootName(cell)),
    first: { get: (key) => (key === 'id' ? id : undefined) },
  };
}

/** The text an item stands in, the document's or a cell's; undefined for an entry of a map. */
export function textAround(roots: FlatRoots, item: FlatItem): FlatRoots | undefined {
  if (isIn(item, roots.flat)) return roots;
  const cell = roots.tables.cellOf(parentOf(item));
  return cell && openCell(roots, cell);
}

/** The first item that stands in the text, or null for an empty document. */
export function firstLiveItem(roots: FlatRoots): FlatItem | null {
  let item = firstItemOf(roots.flat);
  while (item && !isLive(item)) item = item.right;
  return item;
}

/** Whether the document begins with text that has no marker (or is empty). */
export function startsVirtual(roots: FlatRoots): boolean {
  const first = firstLiveItem(roots);
  return !first || !isMarker(first);
}

/** The markers of all blocks in the order in which they are shown; any content whatever gives at least one block. */
export function listMarkers(roots: FlatRoots): BlockMarker[] {
  return asShown(roots, listInSequence(roots));
}

/** The markers of all blocks in the order in which they stand in the sequence. */
export function listInSequence(roots: FlatRoots): BlockMarker[] {
  const markers: BlockMarker[] = startsVirtual(roots) ? [null] : [];
  for (let item = firstItemOf(roots.flat); item; item = item.right) if (isLive(item) && isMarker(item)) markers.push(item);
  return markers;
}

/** Markers of one view in the order in which they are shown; the virtual first block is first. */
export function asShown({ doc, flat }: FlatRoots, markers: readonly BlockMarker[]): BlockMarker[] {
  const real = markers.filter((marker) => marker !== null);
  const shown = inVisualOrder(doc, flat, real);
  return real.length < markers.length ? [null, ...shown] : shown;
}

/** The marker of the block an item stands in: the nearest live one to its left. */
export function markerLeftOf(item: FlatItem): BlockMarker {
  for (let left = item.left; left; left = left.left) if (isLive(left) && isMarker(left)) return left;
  return null;
}

/** The item directly behind a marker, deleted ones included. */
export function itemBehind(roots: FlatRoots, left: FlatItem | null): FlatItem | null {
  return left ? left.right : firstItemOf(roots.flat);
}

/**
 * Whether formats start empty at a marker: at every one that stands. A proposed marker lets them through, so that the characters
 * around it look the same whether it is accepted or rejected.
 */
export function resetsFormats(roots: FlatRoots, marker: FlatItem): boolean {
  const ledger = ledgerOf(roots.doc);
  const { client, clock } = marker.id;
  return !ledger.sessions.has(client) || ledger.insertedBy(client, clock) === null;
}

/** The formats in force directly behind a place: what the items left of it say, as far as the last marker that resets them. */
export function formatsUpTo(roots: FlatRoots, left: FlatItem | null): Formats {
  const formats: Record<string, unknown> = {};
  for (let item = left; item; item = item.left) {
    if (item.deleted) continue;
    if (isMarker(item) && resetsFormats(roots, item)) break;
    const format = formatOf(item);
    if (format && !(format.key in formats)) formats[format.key] = format.value;
  }
  return formats;
}

/** Blocks with those behind them whose proposed markers let formats through: these may look different too. Null is the start of the text. */
export function withFollowers(roots: FlatRoots, blocks: Set<BlockMarker>): Set<BlockMarker> {
  if (!ledgerOf(roots.doc).sessions.size) return blocks;
  const all = new Set(blocks);
  const markers = listInSequence(roots); // formats pass on in the sequence, wherever a block is shown
  markers.forEach((marker, i) => {
    if (marker && all.has(markers[i - 1] ?? null) && !resetsFormats(roots, marker)) all.add(marker);
  });
  return all;
}

/** Calls `visit` for the live text and atoms of one block with the formats in force. */
export function eachInline(roots: FlatRoots, marker: BlockMarker, visit: (item: FlatItem, formats: Formats) => void): void {
  let formats: Formats = !marker || resetsFormats(roots, marker) ? {} : formatsUpTo(roots, marker);
  for (let item = itemBehind(roots, marker); item; item = item.right) {
    if (item.deleted) continue;
    const format = formatOf(item);
    if (format) formats = { ...formats, [format.key]: format.value };
    else if (isMarker(item)) return;
    else if (item.countable) visit(item, formats);
  }
}
