import * as Y from 'yjs';
import { BlockId, TEXT_KINDS, TableBlock, type Picture } from '../document-text.ts';
import { samePicture } from '../pictures.ts';
import type { z } from 'zod';
import { insertAfter, mapOf, type FlatItem } from './yjs-internals.ts';
import type { BlockMarker, FlatRoots } from './flat-root.ts';
import { pictureOfMarker, writePicture } from './picture-marker.ts';
import { tableOfMarker } from './table-index.ts';

/** What the marker of a kept table carries under `table`: the table without its id, as older versions of Concord wrote it. */
export const TableContent = TableBlock.omit({ id: true, kind: true });
/** A table without its id. */
export type TableContent = z.infer<typeof TableContent>;

/** The kinds a block of the live text can have; `unknown` is a kind written by a newer Concord, shown and never overwritten. */
export type BlockKind = (typeof TEXT_KINDS)[number] | 'table' | 'unknown';

/**
 * A block's permanent id, kind and level, and whether it begins a new page; of a table the id of its content, or the content itself
 * where an older Concord kept it; of an image its picture.
 */
export type BlockAttributes = {
  id: string;
  kind: BlockKind;
  level: number;
  pageBreak?: true;
  picture?: Picture;
  table: TableContent | null;
  tableId: string | null;
};

const LOWEST: Partial<Record<BlockKind, number>> = { heading: 1 };
const DEEPEST: Partial<Record<BlockKind, number>> = { heading: 4, clause: 2, bullet: 3, continued: 3 };
const PLAIN = 'paragraph';

/** The nearest level a kind allows: headings 1–4, clauses 0–2, bullets and continued 0–3, others 0. */
export function allowedLevel(kind: BlockKind, level: number): number {
  return Math.min(Math.max(Math.trunc(level) || 0, LOWEST[kind] ?? 0), DEEPEST[kind] ?? 0);
}

/** Kind and level as one string, so that two people's changes can never mix: "heading:2", "clause", "bullet:1". */
export function encodeKind(kind: BlockKind, level: number): string {
  const allowed = allowedLevel(kind, level);
  return allowed ? `${kind}:${allowed}` : kind;
}

/** Reads what `encodeKind` wrote; absent means a paragraph. */
export function decodeKind(value: unknown): { kind: BlockKind; level: number } {
  if (value === undefined) return { kind: PLAIN, level: 0 };
  const [name = '', level = '0'] = String(value).split(':');
  const kind = TEXT_KINDS.find((known) => known === name) ?? (name === 'table' ? 'table' : 'unknown');
  return { kind, level: allowedLevel(kind, Number(level)) };
}

/** Whether a value is a kind this version writes, exactly as it writes it. */
export function isKnownKind(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const { kind, level } = decodeKind(value);
  return kind !== 'unknown' && encodeKind(kind, level) === value;
}

const checkedTables = new WeakMap<object, TableContent | null>(); // a stored table never changes, so it is checked once

/** The table a value holds, or null when it is none this version can show. */
export function tableContentOf(value: unknown): TableContent | null {
  if (typeof value !== 'object' || value === null) return null;
  const known = checkedTables.get(value);
  if (known !== undefined) return known;
  const checked = TableContent.safeParse(value).success ? (value as TableContent) : null; // the same object, so that equal is identical
  checkedTables.set(value, checked);
  return checked;
}

/** What a marker says about its block. */
export function attributesOf(roots: FlatRoots, marker: BlockMarker): BlockAttributes {
  const map = marker ? mapOf(marker) : roots.first;
  const { kind, level } = decodeKind(map.get('t'));
  const id = idFrom(map.get('id')) ?? (marker ? `${marker.id.client}-${marker.id.clock}` : 'first');
  if (kind === 'image') {
    const picture = pictureOfMarker(map);
    return picture ? { id, kind, level, picture, ...pageBreakIn(map), table: null, tableId: null } : unknownBlock(id);
  }
  if (kind !== 'table') {
    return { id, kind, level, ...pageBreakIn(map), table: null, tableId: null };
  }
  if (!marker) return unknownBlock(id);
  const tableId = tableOfMarker(marker);
  if (tableId !== undefined) {
    if (roots.tables.shows(marker, tableId)) return { id, kind: 'table', level: 0, table: null, tableId };
    return { id, kind: PLAIN, level: 0, ...pageBreakIn(map), table: null, tableId: null }; // shown by another marker
  }
  const table = tableContentOf(mapOf(marker).get('table'));
  return { id, kind: table ? 'table' : 'unknown', level: 0, table, tableId: null };
}

function pageBreakIn(map: { get: (key: string) => unknown }): { pageBreak?: true } {
  return map.get('pb') === true ? { pageBreak: true } : {};
}

function unknownBlock(id: string): BlockAttributes {
  return { id, kind: 'unknown', level: 0, table: null, tableId: null };
}

function idFrom(value: unknown): string | undefined {
  const checked = BlockId.safeParse(value);
  return checked.success ? checked.data : undefined;
}

/** Starts a block to the right of an item; a split is nothing but this. */
export function putMarker(
  transaction: Y.Transaction,
  roots: FlatRoots,
  left: FlatItem | null,
  attributes: BlockAttributes,
): FlatItem {
  const map = new Y.Map<unknown>();
  const marker = insertAfter(transaction, roots.flat, left, { marker: map });
  map.set('id', attributes.id);
  writeKind(roots, map, attributes);
  if (attributes.picture) writePicture(map, attributes.picture);
  if (attributes.pageBreak) map.set('pb', true);
  return marker;
}

/** Makes a marker say what the editor says; writes only what differs. */
export function writeAttributes(roots: FlatRoots, marker: FlatItem, wanted: BlockAttributes): void {
  const now = attributesOf(roots, marker);
  const map = mapOf(marker);
  const otherId = wanted.id !== now.id;
  const otherKind = encodeKind(wanted.kind, wanted.level) !== encodeKind(now.kind, now.level);
  if (otherId) map.set('id', wanted.id);
  if (otherKind || wanted.tableId !== now.tableId || !sameTable(wanted.table, now.table)) writeKind(roots, map, wanted);
  if (wanted.picture) writePicture(map, wanted.picture, now.picture);
  if (wanted.pageBreak !== now.pageBreak) map.set('pb', wanted.pageBreak === true);
}

function writeKind({ tables }: FlatRoots, map: Y.Map<unknown>, attributes: BlockAttributes): void {
  const { kind, level, table, tableId } = attributes;
  const value = encodeKind(kind, level);
  const move = tableId === null ? 0 : tables.nextMove(tableId);
  if (value !== PLAIN || map.has('t')) map.set('t', value);
  if (table && map.get('table') !== table) map.set('table', table);
  if (tableId !== null) {
    map.set('tb', tableId);
    map.set('n', move); // of several markers of one table the latest move shows it
  }
  if (map.has('tb')) tables.forget();
}

/** Whether two tables have the same content. */
export function sameTable(a: TableContent | null, b: TableContent | null): boolean {
  return a === b || (a !== null && b !== null && JSON.stringify(a) === JSON.stringify(b));
}

/** Whether two blocks have the same id, kind, level, page break, picture and table. */
export function sameAttributes(a: BlockAttributes, b: BlockAttributes): boolean {
  const sameKind = encodeKind(a.kind, a.level) === encodeKind(b.kind, b.level);
  return (
    a.id === b.id &&
    sameKind &&
    a.pageBreak === b.pageBreak &&
    samePicture(a.picture, b.picture) &&
    a.tableId === b.tableId &&
    sameTable(a.table, b.table)
  );
}
