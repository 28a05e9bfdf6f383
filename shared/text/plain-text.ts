import type { Block, DocumentText, Inline, TableBlock, TableRow, TextBlock } from './document-text.ts';

/** What stands for the mark of a note where only characters can: one, so that offsets agree, and one that people read as a note. */
export const NOTE_SIGN = '*';

/** The characters of a run as offsets count them: UTF-16 units, a line break is one line feed, the mark of a note one asterisk. */
export function inlineText(inline: Inline): string {
  if ('note' in inline) return NOTE_SIGN;
  return 'break' in inline ? '\n' : inline.text;
}

/** The plain text of a block; the cells of a table row are parted by tabs and its rows by line feeds. */
export function blockText(block: Block): string {
  if (block.kind !== 'table')
    return block.content.length === 1 ? inlineText(block.content[0]) : block.content.map(inlineText).join('');
  return block.rows.map(rowText).join('\n');
}

/** The plain text of a table row: its cells parted by tabs, the blocks of a cell by line feeds. */
export function rowText(row: TableRow): string {
  return row.cells.map((cell) => cell.blocks.map(blockText).join('\n')).join('\t');
}

/** The plain text of a whole document, one line for each block. */
export function textOf(text: DocumentText): string {
  return text.blocks.map(blockText).join('\n');
}

const WORD = /[\p{L}\p{N}]+(?:['’.,\-/][\p{L}\p{N}]+)*/gu; // "14-day", "o’clock", "3.2" and "1,200" are one word each, as Word counts them

/** How many words a document has, tables included and computed numbers left out. */
export function wordCount(text: DocumentText): number {
  let count = 0;
  for (const block of text.blocks) count += countWords(blockText(block));
  return count;
}

/** How many words a stretch of plain text has. */
export function countWords(words: string): number {
  return words.match(WORD)?.length ?? 0;
}

/** Every text block of a document in reading order, those in table cells included. */
export function textBlocks(text: DocumentText): TextBlock[] {
  return text.blocks.flatMap((block) => (block.kind === 'table' ? cellBlocks(block) : [block]));
}

/** Every text block of a table in reading order. */
export function cellBlocks(table: TableBlock): TextBlock[] {
  return table.rows.flatMap((row) => row.cells.flatMap((cell) => cell.blocks));
}
