import type { Node } from '@tiptap/pm/model';
import type { Block, TextBlock } from '../../../shared/text/document-text.ts';
import { attributesOfNode } from '../../../shared/text/live/document-schema.ts';
import { cellId } from '../../../shared/text/live/table-names.ts';
import { gridOf } from '../../../shared/text/live/table-nodes.ts';

/** A block as far as numbering looks at it: without its words, with the marks of notes. */
export function outlineOf(node: Node): Block {
  const { id, table } = attributesOfNode(node);
  if (table) return { id, kind: 'table', headerRow: table.headerRow, headerColumn: table.headerColumn, rows: [] };
  if (node.type.name !== 'table') return textOutline(node);
  const rows = gridOf(node).children.map((row) => {
    const cells = row.children.map((cell) => {
      return { id: cellId(String(row.attrs.id), String(cell.attrs.column)), blocks: cell.children.map(textOutline) };
    });
    return { id: String(row.attrs.id), cells };
  });
  return { id, kind: 'table', headerRow: Boolean(node.attrs.headerRow), headerColumn: Boolean(node.attrs.headerColumn), rows };
}

function textOutline(node: Node): TextBlock {
  const { id, kind, level } = attributesOfNode(node);
  return { id, kind: kind === 'unknown' || kind === 'table' ? 'paragraph' : kind, level, content: noteMarksIn(node) };
}

/** The marks of notes in a block, in order. */
export function noteMarksIn(block: Node): { note: string }[] {
  return block.children.flatMap((node) => (node.type.name === 'noteMark' ? [{ note: String(node.attrs.note) }] : []));
}
