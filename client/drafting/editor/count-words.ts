import type { Node } from '@tiptap/pm/model';
import { attributesOfNode } from '../../../shared/text/live/document-schema.ts';
import { countWords, rowText } from '../../../shared/text/plain-text.ts';

/** How many words stand in a stretch of the editor's document, tables that lie in it whole included. */
export function wordsBetween(doc: Node, from: number, to: number): number {
  if (from >= to) return 0;
  let words = countWords(doc.textBetween(from, to, '\n', ' '));
  doc.nodesBetween(from, to, (node, position) => {
    const table = node.type.name === 'keptTable' && position >= from && position + node.nodeSize <= to;
    if (table) for (const row of attributesOfNode(node).table?.rows ?? []) words += countWords(rowText(row));
    return false;
  });
  return words;
}
