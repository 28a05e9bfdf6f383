import type { Node } from '@tiptap/pm/model';
import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { eachCell } from '../../../shared/text/live/table-nodes.ts';
import { placeAt } from './table-place.ts';

/** A stretch of the document. */
type Stretch = { from: number; to: number };

/**
 * The document without what a selection covers that begins or ends in a cell and reaches beyond its table: the words and blocks
 * outside go, cells are emptied as far as they are covered, and rows and columns stay. Undefined for any other selection. What would
 * be joined over a table's border would be written anew, away from what others type in it (TXT-2).
 */
export function clearedAcross(state: EditorState): Transaction | undefined {
  const { selection, doc, tr } = state;
  if (!(selection instanceof TextSelection) || selection.empty) return undefined;
  const { from, to } = selection;
  const [first, last] = [placeAt(doc, from), placeAt(doc, to)];
  if ((!first && !last) || first?.start === last?.start) return undefined;
  for (const stretch of coveredIn(doc, { from, to }).reverse()) tr.delete(stretch.from, stretch.to);
  return tr.setSelection(TextSelection.near(tr.doc.resolve(tr.mapping.map(from, -1)), -1));
}

/** What goes, first to last: blocks that are covered whole, and of the two at the ends what is covered of each of their texts. */
function coveredIn(doc: Node, range: Stretch): Stretch[] {
  const covered: Stretch[] = [];
  doc.forEach((node, at) => {
    const end = at + node.nodeSize;
    if (end <= range.from || at >= range.to) return;
    if (range.from < at && end < range.to) covered.push({ from: at, to: end });
    else covered.push(...textsOf(node, at).flatMap((text) => both(text, range)));
  });
  return covered;
}

/** The texts of a block: its words, or those of each cell of a table and of the line behind it. */
function textsOf(node: Node, at: number): Stretch[] {
  if (node.type.name !== 'table') return [{ from: at + 1, to: at + node.nodeSize - 1 }];
  const texts: Stretch[] = [];
  eachCell(node, at, ({ node: cell, at: start }) => texts.push({ from: start + 1, to: start + cell.content.size - 1 }));
  const end = at + node.nodeSize;
  return [...texts, { from: end - 1 - (node.lastChild?.nodeSize ?? 0) + 1, to: end - 2 }];
}

function both(text: Stretch, range: Stretch): Stretch[] {
  const [from, to] = [Math.max(text.from, range.from), Math.min(text.to, range.to)];
  return from < to ? [{ from, to }] : [];
}
