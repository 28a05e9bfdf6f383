import type { Node, Schema } from '@tiptap/pm/model';
import type { Block, DocumentText, Inline, TableBlock } from '../document-text.ts';
import { formatsOfRun } from './inline-formats.ts';
import { marksFor } from './render-document.ts';
import { scopeAt } from './render-table.ts';
import { columnIdsIn, rowIdsIn } from './seed-table.ts';

/** The editor's blocks for a document text, for instance one that was pasted. */
export function documentToNodes(schema: Schema, text: DocumentText): Node[] {
  return text.blocks.map((block) => blockNode(schema, block));
}

function blockNode(schema: Schema, block: Block): Node {
  if (block.kind !== 'table') {
    const { id, kind, level, pageBreak = false, picture, content } = block;
    const inline = content.map((run) => inlineNode(schema, run));
    if (picture) return schema.node('picture', { id, picture, pageBreak }, inline);
    return schema.node('block', { id, kind, level, pageBreak }, inline);
  }
  return tableNode(schema, block);
}

/** A table as the editor has it: without an id of its content, which it gets when it is put into a document. */
function tableNode(schema: Schema, block: TableBlock): Node {
  const { id, headerRow, headerColumn } = block;
  const columns = columnIdsIn(block);
  const ids = rowIdsIn(block);
  const rows = block.rows.map((row, i) => {
    const cells = row.cells.map((cell, j) => {
      const attrs = { column: columns[j], scope: scopeAt(block, i, j), recovered: false };
      return schema.node(
        'tableCell',
        attrs,
        cell.blocks.map((inner) => blockNode(schema, inner)),
      );
    });
    return schema.node('tableRow', { id: ids[i], recovered: false }, cells);
  });
  const attrs = { id, tableId: null, columns, headerRow, headerColumn };
  return schema.node('table', attrs, [schema.node('grid', null, rows), schema.node('behind')]);
}

function inlineNode(schema: Schema, inline: Inline): Node {
  if ('note' in inline) return schema.node('noteMark', { note: inline.note });
  return 'text' in inline ? schema.text(inline.text, marksFor(schema, formatsOfRun(inline))) : schema.node('lineBreak');
}
