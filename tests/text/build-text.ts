import type { Block, DocumentText, Inline, TableBlock, TextBlock } from '../../shared/text/document-text.ts';

/** A document of these blocks. */
export function textOfBlocks(...blocks: Block[]): DocumentText {
  return { schema: 1, blocks };
}

/** A block of words; `kind` may carry its level: "heading 2", "clause 1". */
export function block(id: string, form: string, content: string | Inline[] = ''): TextBlock {
  const [kind, level] = form.split(' ');
  const inside = typeof content === 'string' ? (content === '' ? [] : [{ text: content }]) : content;
  return { id, kind: kind as TextBlock['kind'], level: Number(level ?? 0), content: inside }; // the form is written in the test itself
}

/** A table of one paragraph per cell; ids are made from the table's. */
export function table(id: string, rows: string[][], headers: { row?: boolean; column?: boolean } = { row: true }): TableBlock {
  return {
    id,
    kind: 'table',
    headerRow: headers.row ?? false,
    headerColumn: headers.column ?? false,
    rows: rows.map((cells, row) => ({
      id: `${id}-r${row}`,
      cells: cells.map((words, column) => ({
        id: `${id}-r${row}c${column}`,
        blocks: [block(`${id}-r${row}c${column}p`, 'paragraph', words)],
      })),
    })),
  };
}
