import type { Node } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { numberBlocks } from '../../../shared/text/clause-numbers.ts';
import type { Block } from '../../../shared/text/document-text.ts';
import { attributesOfNode } from '../../../shared/text/live/document-schema.ts';

/**
 * Shows each block's number beside it, and says number or bullet and level to those who hear the page (TXT-12). The words are
 * attributes that the style sheet prints before the block, so nothing stands in the text itself.
 */
export function listNumbers(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    state: {
      init: (_, state) => numbersOf(state.doc),
      apply: (transaction, numbers, before, after) => {
        if (!transaction.docChanged) return numbers;
        return sameStructure(before.doc, after.doc) ? numbers.map(transaction.mapping, after.doc) : numbersOf(after.doc);
      },
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  });
}

/** What is printed and said beside a block. */
export type BlockLabel = { printed: string; spoken: string };

/** The labels of all blocks that have one, in document order. */
export function blockLabels(doc: Node): Map<number, BlockLabel> {
  const blocks: Block[] = [];
  doc.forEach((node) => blocks.push(outlineOf(node)));
  const numbers = numberBlocks({ schema: 1, blocks });
  const labels = new Map<number, BlockLabel>();
  doc.forEach((node, offset) => {
    const label = labelOf(node, numbers.get(String(node.attrs.id)));
    if (label) labels.set(offset, label);
  });
  return labels;
}

function labelOf(node: Node, number: string | undefined): BlockLabel | undefined {
  const { kind, level } = attributesOfNode(node);
  if (kind === 'bullet') return { printed: level % 2 ? '–' : '•', spoken: `Bullet, level ${level + 1}: ` };
  if (kind === 'unknown') return { printed: '', spoken: 'Needs a newer Concord: ' };
  if (!number) return undefined;
  if (kind === 'clause') return { printed: number, spoken: `Clause ${number}, level ${level + 1}: ` };
  return { printed: number, spoken: `${number} ` };
}

function numbersOf(doc: Node): DecorationSet {
  const decorations: Decoration[] = [];
  for (const [offset, { printed, spoken }] of blockLabels(doc)) {
    const end = offset + (doc.nodeAt(offset)?.nodeSize ?? 0);
    decorations.push(Decoration.node(offset, end, { 'data-number': printed, 'data-spoken': spoken }));
  }
  return DecorationSet.create(doc, decorations);
}

/** A block as far as numbering looks at it: without its words. */
function outlineOf(node: Node): Block {
  const { id, kind, level, table } = attributesOfNode(node);
  if (table) return { id, kind: 'table', headerRow: table.headerRow, headerColumn: table.headerColumn, rows: [] };
  return { id, kind: kind === 'unknown' || kind === 'table' ? 'paragraph' : kind, level, content: [] };
}

function sameStructure(before: Node, after: Node): boolean {
  if (before.childCount !== after.childCount) return false;
  for (let i = 0; i < after.childCount; i++) {
    const [was, is] = [before.child(i), after.child(i)];
    if (was !== is && !was.hasMarkup(is.type, is.attrs)) return false;
  }
  return true;
}
