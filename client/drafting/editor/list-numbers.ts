import { DOMSerializer, type Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import type { EditorView, NodeView, ViewMutationRecord } from '@tiptap/pm/view';
import { numberBlocks } from '../../../shared/text/clause-numbers.ts';
import type { Block } from '../../../shared/text/document-text.ts';
import { attributesOfNode } from '../../../shared/text/live/document-schema.ts';
import { noteMarksIn, outlineOf } from './block-outline.ts';
import type { BlockLabel } from './block-label.ts';
import { NoteMarkView } from './note-mark-view.ts';
import { PictureView, type PictureAddress } from './picture-view.ts';

/** The labels of all blocks that have one, by block id. */
export type BlockLabels = ReadonlyMap<string, BlockLabel>;

const LABELLED = new Set(['block', 'table', 'keptTable', 'picture']);
const labelsKey = new PluginKey<BlockLabels>('block labels');

/**
 * Shows each block's number beside it, and says number or bullet and level to those who hear the page (TXT-12). The words are
 * attributes that the style sheet prints before the block, so nothing stands in the text itself. Not decorations: thousands of
 * them on one level cost the square of their number at every keystroke.
 */
export function listNumbers(addressOf: PictureAddress): Plugin<BlockLabels> {
  const shown = new Set<LabelledBlock>();
  const marks = new Set<NoteMarkView>();
  const pictures = new Set<PictureView>();
  const openPicture = (node: Node, view: EditorView): NodeView => {
    const picture = new PictureView(node, addressOf, (gone) => void pictures.delete(gone));
    pictures.add(picture);
    picture.show(labelsKey.getState(view.state)?.get(picture.blockId));
    return picture;
  };
  const open = (node: Node, view: EditorView): NodeView => new LabelledBlock(node, shown, labelsKey.getState(view.state));
  const openMark = (node: Node, view: EditorView): NodeView => {
    const mark = new NoteMarkView(node, (gone) => void marks.delete(gone));
    marks.add(mark);
    mark.showNumber(labelsKey.getState(view.state)?.get(mark.note)?.printed);
    return mark;
  };
  return new Plugin<BlockLabels>({
    key: labelsKey,
    state: {
      init: (_, state) => blockLabels(state.doc),
      apply: (transaction, labels, before, after) =>
        !transaction.docChanged || sameStructure(before.doc, after.doc) ? labels : blockLabels(after.doc),
    },
    props: { nodeViews: { block: open, table: open, keptTable: open, picture: openPicture, noteMark: openMark } },
    view: () => ({
      update: (view, before) => {
        const labels = labelsKey.getState(view.state);
        if (labels === labelsKey.getState(before)) return;
        for (const block of shown) block.show(labels);
        for (const picture of pictures) picture.show(labels?.get(picture.blockId));
        for (const mark of marks) mark.showNumber(labels?.get(mark.note)?.printed);
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
  if (kind === 'note') return { printed: number, spoken: `Note ${number}: ` };
  if (kind === 'clause') return { printed: number, spoken: `Clause ${number}, level ${level + 1}: ` };
  return { printed: number, spoken: `${number} ` };
}

function sameNoteMarks(before: Node, after: Node): boolean {
  const [was, is] = [noteMarksIn(before), noteMarksIn(after)];
  return was.length === is.length && was.every(({ note }, index) => note === is[index]?.note);
}

function sameStructure(before: Node, after: Node): boolean {
  if (before === after) return true;
  if (before.isTextblock && after.isTextblock) return before.hasMarkup(after.type, after.attrs) && sameNoteMarks(before, after);
  if (before.childCount !== after.childCount) return false;
  if (before.type.name !== 'doc' && !before.hasMarkup(after.type, after.attrs)) return false;
  return before.children.every((child, i) => sameStructure(child, after.child(i)));
}
