import type * as Y from 'yjs';
import { makeId } from '../../kernel/ids.ts';
import type { Block, DocumentText, Inline, TextBlock } from '../document-text.ts';
import { putMarker, type BlockAttributes } from './block-marker.ts';
import { openRoots, SCHEMA_VERSION, type FlatRoots } from './flat-root.ts';
import { BREAK_ATOM, FORMAT_KEYS, formatsOfRun, formatValue, noteAtom, wellFormed } from './inline-formats.ts';
import { seedTable } from './seed-table.ts';
import { makeShortId } from './table-names.ts';
import { TableRoom } from './table-room.ts';
import { firstItemOf, insertAfter, type FlatItem } from './yjs-internals.ts';

/** Writes the first state of a new document: schema version, first marker, text. Only the server does this, and once. */
export function seedDocument(doc: Y.Doc, text: DocumentText): void {
  const roots = openRoots(doc);
  if (roots.meta.has('v') || firstItemOf(roots.flat)) throw new Error('This document already has a text.');
  doc.transact((transaction) => {
    roots.meta.set('v', SCHEMA_VERSION);
    roots.first.set('id', makeId());
    let left: FlatItem | null = null;
    const room = new TableRoom();
    for (const block of text.blocks) left = writeBlock(transaction, roots, left, block, room);
  }, 'seed');
}

function writeBlock(
  transaction: Y.Transaction,
  roots: FlatRoots,
  left: FlatItem | null,
  block: Block,
  room: TableRoom,
): FlatItem {
  if (block.kind !== 'table') {
    const marker = putMarker(transaction, roots, left, { ...attributesFor(block), table: null, tableId: null });
    return writeInline(transaction, roots, marker, block);
  }
  const { id, headerRow, headerColumn, rows } = block;
  const table = { headerRow, headerColumn, rows };
  const tableId = room.takes(table) ? makeShortId() : null; // a table that is too large is kept as it is and not edited
  const kept = tableId === null ? table : null;
  const marker = putMarker(transaction, roots, left, { id, kind: 'table', level: 0, table: kept, tableId });
  if (tableId !== null) seedTable(transaction, roots, { id: tableId, table }, writeInline);
  return marker;
}

function attributesFor({ id, kind, level, pageBreak, picture }: TextBlock): Omit<BlockAttributes, 'table' | 'tableId'> {
  return { id, kind, level, ...(pageBreak ? { pageBreak } : {}), ...(picture ? { picture } : {}) };
}

function contentFor(inline: Inline): { text: string } | { atom: Record<string, unknown> } {
  if ('text' in inline) return { text: wellFormed(inline.text) };
  return { atom: 'note' in inline ? noteAtom(inline.note) : { ...BREAK_ATOM } };
}

/** Writes a block's words behind its marker; returns the last item written. */
export function writeInline(transaction: Y.Transaction, roots: FlatRoots, marker: FlatItem, { content }: TextBlock): FlatItem {
  let left = marker;
  let now: Record<string, unknown> = {};
  for (const inline of content) {
    const wanted = 'text' in inline ? formatsOfRun(inline) : {};
    for (const key of FORMAT_KEYS) {
      const value = formatValue(wanted, key);
      if (formatValue(now, key) === value) continue;
      left = insertAfter(transaction, roots.flat, left, { format: { key, value } });
      now = { ...now, [key]: value };
    }
    left = insertAfter(transaction, roots.flat, left, contentFor(inline));
  }
  return left;
}
