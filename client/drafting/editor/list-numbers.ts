import { DOMSerializer, type Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import type { EditorView, NodeView, ViewMutationRecord } from '@tiptap/pm/view';
import { numberBlocks } from '../../../shared/text/clause-numbers.ts';
import type { Block, TextBlock } from '../../../shared/text/document-text.ts';
import { attributesOfNode } from '../../../shared/text/live/document-schema.ts';
import { cellId } from '../../../shared/text/live/table-names.ts';
import { gridOf } from '../../../shared/text/live/table-nodes.ts';

/** The labels of all blocks that have one, by block id. */
export type BlockLabels = ReadonlyMap<string, BlockLabel>;

const LABELLED = new Set(['block', 'table', 'keptTable']);
const labelsKey = new PluginKey<BlockLabels>('block labels');

/**
 * Shows each block's number beside it, and says number or bullet and level to those who hear the page (TXT-12). The words are
 * attributes that the style sheet prints before the block, so nothing stands in the text itself. Not decorations: thousands of
 * them on one level cost the square of their number at every keystroke.
 */
export function listNumbers(): Plugin<BlockLabels> {
  const shown = new Set<LabelledBlock>();
  const open = (node: Node, view: EditorView): NodeView => new LabelledBlock(node, shown, labelsKey.getState(view.state));
  return new Plugin<BlockLabels>({
    key: labelsKey,
    state: {
      init: (_, state) => blockLabels(state.doc),
      apply: (transaction, labels, before, after) =>
        !transaction.docChanged || sameStructure(before.doc, after.doc) ? labels : blockLabels(after.doc),
    },
    props: { nodeViews: { block: open, table: open, keptTable: open } },
    view: () => ({
      update: (view, before) => {
        const labels = labelsKey.getState(view.state);
        if (labels !== labelsKey.getState(before)) for (const block of shown) block.show(labels);
      },
    }),
  });
}

/** A block on the page, drawn as the schema says, with its label as attributes. */
class LabelledBlock implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement | undefined;

  constructor(
    private node: Node,
    private readonly shown: Set<LabelledBlock>,
    labels: BlockLabels | undefined,
  ) {
    const spec = node.type.spec.toDOM?.(node) ?? ['p', 0];
    const { dom, contentDOM } = DOMSerializer.renderSpec(document, spec);
    this.dom = dom as HTMLElement; // the schema draws blocks as elements
    this.contentDOM = contentDOM;
    shown.add(this);
    this.show(labels);
  }

  /** Takes over a changed text; another kind, level, id or table is drawn anew. */
  update(node: Node): boolean {
    if (!node.hasMarkup(this.node.type, this.node.attrs)) return false;
    this.node = node;
    return true;
  }

  show(labels: BlockLabels | undefined): void {
    const label = labels?.get(String(this.node.attrs.id));
    setOrRemove(this.dom, 'data-number', label?.printed);
    setOrRemove(this.dom, 'data-spoken', label?.spoken);
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type === 'attributes' && mutation.target === this.dom;
  }

  destroy(): void {
    this.shown.delete(this);
  }
}

function setOrRemove(element: HTMLElement, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** What is printed and said beside a block. */
export type BlockLabel = { printed: string; spoken: string };

/** Works the labels of a whole document out. */
export function blockLabels(doc: Node): BlockLabels {
  const blocks: Block[] = [];
  doc.forEach((node) => blocks.push(outlineOf(node)));
  const numbers = numberBlocks({ schema: 1, blocks });
  const labels = new Map<string, BlockLabel>();
  doc.descendants((node) => {
    const id = String(node.attrs.id);
    const label = LABELLED.has(node.type.name) ? labelOf(node, numbers.get(id)) : undefined;
    if (label) labels.set(id, label);
    return !node.isTextblock;
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

/** A block as far as numbering looks at it: without its words. */
function outlineOf(node: Node): Block {
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
  return { id, kind: kind === 'unknown' || kind === 'table' ? 'paragraph' : kind, level, content: [] };
}

function sameStructure(before: Node, after: Node): boolean {
  if (before === after || (before.isTextblock && after.isTextblock)) return before.hasMarkup(after.type, after.attrs);
  if (before.childCount !== after.childCount) return false;
  if (before.type.name !== 'doc' && !before.hasMarkup(after.type, after.attrs)) return false;
  return before.children.every((child, i) => sameStructure(child, after.child(i)));
}
