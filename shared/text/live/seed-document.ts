import type * as Y from 'yjs';
import { makeId } from '../../kernel/ids.ts';
import type { Block, DocumentText, Inline } from '../document-text.ts';
import { putMarker, type BlockAttributes } from './block-marker.ts';
import { openRoots, SCHEMA_VERSION, type FlatRoots } from './flat-root.ts';
import { BREAK_ATOM, FORMAT_KEYS, formatsOfRun, formatValue, noteAtom, wellFormed } from './inline-formats.ts';
import { firstItemOf, insertAfter, type FlatItem } from './yjs-internals.ts';

/** Writes the first state of a new document: schema version, first marker, text. Only the server does this, and once. */
export function seedDocument(doc: Y.Doc, text: DocumentText): void {
  const roots = openRoots(doc);
  if (roots.meta.has('v') || firstItemOf(roots.flat)) throw new Error('This document already has a text.');
  doc.transact((transaction) => {
    roots.meta.set('v', SCHEMA_VERSION);
    roots.first.set('id', makeId());
    let left: FlatItem | null = null;
    for (const block of text.blocks) left = writeBlock(transaction, roots, left, block);
  }, 'seed');
}

function writeBlock(transaction: Y.Transaction, roots: FlatRoots, left: FlatItem | null, block: Block): FlatItem {
  const marker = putMarker(transaction, roots, left, attributesFor(block));
  return block.kind === 'table' ? marker : writeInline(transaction, roots, marker, block.content);
}

function contentFor(inline: Inline): { text: string } | { atom: Record<string, unknown> } {
  if ('text' in inline) return { text: wellFormed(inline.text) };
  return { atom: 'note' in inline ? noteAtom(inline.note) : { ...BREAK_ATOM } };
}

function attributesFor(block: Block): BlockAttributes {
  if (block.kind !== 'table')
    return { id: block.id, kind: block.kind, level: block.level, pageBreak: block.pageBreak, table: null };
  const { headerRow, headerColumn, rows } = block;
  return { id: block.id, kind: 'table', level: 0, table: { headerRow, headerColumn, rows } };
}

function writeInline(transaction: Y.Transaction, roots: FlatRoots, marker: FlatItem, content: Inline[]): FlatItem {
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
