import type * as Y from 'yjs';
import { makeId } from '../../kernel/ids.ts';
import type { TextBlock } from '../document-text.ts';
import { putMarker, type TableContent } from './block-marker.ts';
import { openCell, type FlatRoots } from './flat-root.ts';
import { spreadKeys } from './order-key.ts';
import { tableMap } from './table-layout.ts';
import { columnOfCell, firstColumnIds, isRowId } from './table-names.ts';
import type { FlatItem } from './yjs-internals.ts';

/** How the words of a block are written behind its marker; handed in, because what seeds a document seeds its tables too. */
export type WriteWords = (transaction: Y.Transaction, roots: FlatRoots, marker: FlatItem, block: TextBlock) => unknown;

/** Writes a table's rows, columns and words into the roots of its own. Rows keep their ids; a blank cell needs no text. */
export function seedTable(
  transaction: Y.Transaction,
  roots: FlatRoots,
  { id, table }: { id: string; table: TableContent },
  writeWords: WriteWords,
): void {
  const map = tableMap(roots.doc, id);
  const columns = columnIdsIn(table);
  const rows = rowIdsIn(table);
  const [rowKeys, columnKeys] = [spreadKeys(rows.length), spreadKeys(columns.length)];
  rows.forEach((row, i) => map.set(`r:${row}`, rowKeys[i]));
  columns.forEach((column, i) => map.set(`k:${column}`, columnKeys[i]));
  if (table.headerRow) map.set('hr', rows[0]);
  if (table.headerColumn) map.set('hc', columns[0]);
  table.rows.forEach((row, i) =>
    row.cells.forEach(({ blocks }, j) => {
      if (isBlank(blocks)) return;
      const cell = openCell(roots, { table: id, row: rows[i] ?? '', column: columns[j] ?? '' });
      let left: FlatItem | null = null;
      for (const block of blocks) {
        const { kind, level, pageBreak } = block;
        const marker: FlatItem = putMarker(transaction, cell, left, {
          id: block.id,
          kind,
          level,
          pageBreak,
          table: null,
          tableId: null,
        });
        left = (writeWords(transaction, cell, marker, block) as FlatItem | undefined) ?? marker;
      }
    }),
  );
}

/** The ids of a table's columns: as its cells tell them, or the first ones there are. */
export function columnIdsIn(table: TableContent): string[] {
  const [first] = table.rows;
  const told = first?.cells.map((cell) => columnOfCell(cell.id, first.id)) ?? [];
  const distinct = new Set(told).size === told.length && told.every((id) => id !== undefined);
  return distinct ? told.map(String) : firstColumnIds(told.length);
}

/** The ids of a table's rows; new ones for those that cannot be a row's. */
export function rowIdsIn(table: TableContent): string[] {
  const taken = new Set<string>();
  return table.rows.map(({ id }) => {
    const own = isRowId(id) && !taken.has(id) ? id : makeId();
    taken.add(own);
    return own;
  });
}

/** Whether a cell says nothing and is nothing but a paragraph. */
export function isBlank(blocks: readonly TextBlock[]): boolean {
  const [first] = blocks;
  return blocks.length === 1 && first?.kind === 'paragraph' && first.content.length === 0 && !first.pageBreak;
}
