import type * as Y from 'yjs';
import type { Block, DocumentText, Inline, TextBlock, TextRun } from '../document-text.ts';
import { settleNotes } from '../notes.ts';
import { baseBlocks, eachBasePart, type BaseBlock } from './base-text.ts';
import { attributesOf, type BlockAttributes, type TableContent } from './block-marker.ts';
import { openCell, openRoots, type FlatRoots } from './flat-root.ts';
import { isBreak, noteOf, runOf, sameFormats } from './inline-formats.ts';
import { layoutOf } from './table-layout.ts';
import { cellId, cellRootName, firstBlockId, type CellAddress } from './table-names.ts';
import { atomOf, kindOf, textOf } from './yjs-internals.ts';

/**
 * The draft as everything outside the live editor sees it: as it stands, without what is only suggested (TXT-4). Never writes, and
 * any shared content gives a valid text.
 */
export function readDocumentText(doc: Y.Doc): DocumentText {
  const roots = openRoots(doc);
  const blocks = baseBlocks(roots).flatMap((block) => blocksAt(roots, block));
  return settleNotes({ schema: 1, blocks: withUniqueIds(blocks) });
}

/** The id under which text directly behind a table is addressed. */
export function idBehindTable(tableId: string): string {
  return `${tableId}~`;
}

function blocksAt(roots: FlatRoots, block: BaseBlock): Block[] {
  const attributes = attributesOf(roots, block.marker);
  const content = inlineOf(roots, block);
  const { id, table: kept, tableId } = attributes;
  const rows = tableId === null ? kept : readTable(roots, tableId);
  if (!rows) return [textBlock(attributes, content)];
  const table: Block = { id, kind: 'table', ...rows };
  if (!content.length) return [table];
  return [table, { id: idBehindTable(attributes.id), kind: 'paragraph', level: 0, content }];
}

function readTable(roots: FlatRoots, table: string): TableContent {
  const { rows, columns, headerRow, headerColumn } = layoutOf(roots, table, 'stands');
  return {
    headerRow,
    headerColumn,
    rows: rows.map(({ id: row }) => ({
      id: row,
      cells: columns.map(({ id: column }) => ({ id: cellId(row, column), blocks: cellBlocks(roots, { table, row, column }) })),
    })),
  };
}

function cellBlocks(roots: FlatRoots, address: CellAddress): TextBlock[] {
  if (!roots.doc.share.has(cellRootName(address))) {
    return [{ id: firstBlockId(address), kind: 'paragraph', level: 0, content: [] }];
  }
  const cell = openCell(roots, address);
  return baseBlocks(cell).map((block) => {
    const { kind, picture: _none, ...attributes } = attributesOf(cell, block.marker);
    const known = kind === 'note' || kind === 'image' ? 'paragraph' : kind; // notes stand at the end only, pictures never in tables
    return textBlock({ ...attributes, kind: known }, inlineOf(cell, block));
  });
}

function textBlock({ id, kind, level, pageBreak, picture }: BlockAttributes, content: Inline[]): TextBlock {
  return kind === 'unknown' || kind === 'table'
    ? { id, kind: 'paragraph', level: 0, content } // a newer Concord's kind: its words still count
    : { id, kind, level, ...(pageBreak ? { pageBreak } : {}), ...(picture ? { picture } : {}), content };
}

function inlineOf(roots: FlatRoots, block: BaseBlock): Inline[] {
  const runs: Inline[] = [];
  eachBasePart(roots, block, ({ item, from, length, formats }) => {
    if (kindOf(item) === 'text') appendText(runs, runOf(textOf(item).slice(from, from + length), formats));
    else runs.push(...atomRuns(atomOf(item)));
  });
  return runs;
}

/** What an atom says; one of a newer Concord's says nothing here. */
export function atomRuns(atom: unknown): Inline[] {
  if (isBreak(atom)) return [{ break: true }];
  const note = noteOf(atom);
  return note === undefined ? [] : [{ note }];
}

function appendText(runs: Inline[], run: TextRun): void {
  const last = runs.at(-1);
  if (last && 'text' in last && sameFormats(last, run)) last.text += run.text;
  else runs.push(run);
}

/** Two people moving one block at once leave two holders of its id; the later holder gets a suffix until an edit renames it. */
export function withUniqueIds(blocks: Block[]): Block[] {
  const seen = new Set<string>();
  const unique = (id: string): string => {
    let free = id;
    for (let n = 2; seen.has(free); n++) free = `${id.slice(0, 70)}~${n}`;
    seen.add(free);
    return free;
  };
  const renamed = <T extends { id: string }>(holder: T): T => {
    const id = unique(holder.id);
    return id === holder.id ? holder : { ...holder, id };
  };
  return blocks.map((block) => {
    const own = renamed(block);
    if (own.kind !== 'table') return own;
    const rows = own.rows.map((row) => ({
      ...renamed(row),
      cells: row.cells.map((cell) => ({ ...renamed(cell), blocks: cell.blocks.map(renamed) })),
    }));
    return { ...own, rows };
  });
}
