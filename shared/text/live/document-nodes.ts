import type { Node, Schema } from '@tiptap/pm/model';
import type { Block, DocumentText, Inline } from '../document-text.ts';
import { formatsOfRun } from './inline-formats.ts';
import { marksFor } from './render-document.ts';

/** The editor's blocks for a document text, for instance one that was pasted. */
export function documentToNodes(schema: Schema, text: DocumentText): Node[] {
  return text.blocks.map((block) => blockNode(schema, block));
}

function blockNode(schema: Schema, block: Block): Node {
  if (block.kind !== 'table') {
    const { id, kind, level, pageBreak = false, content } = block;
    const inline = content.map((run) => inlineNode(schema, run));
    return schema.node('block', { id, kind, level, pageBreak }, inline);
  }
  const { id, headerRow, headerColumn, rows } = block;
  return schema.node('table', { id, table: { headerRow, headerColumn, rows } });
}

function inlineNode(schema: Schema, inline: Inline): Node {
  if ('note' in inline) return schema.node('noteMark', { note: inline.note });
  return 'text' in inline ? schema.text(inline.text, marksFor(schema, formatsOfRun(inline))) : schema.node('lineBreak');
}
