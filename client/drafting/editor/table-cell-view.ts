import { DOMSerializer, type Node } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView, NodeView } from '@tiptap/pm/view';

/** Draws cells: a header cell without words is an ordinary one until it has some, because an empty header heads nothing. */
export function tableCells(): Plugin {
  return new Plugin({ props: { nodeViews: { tableCell: (node, view) => new CellView(node, view) } } });
}

class CellView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement | undefined;
  private readonly heads: boolean;

  constructor(
    private readonly node: Node,
    private readonly view: EditorView,
  ) {
    this.heads = headsSomething(node);
    const drawn = this.heads ? node : node.type.create({ ...node.attrs, scope: null }, node.content);
    const { dom, contentDOM } = DOMSerializer.renderSpec(document, node.type.spec.toDOM?.(drawn) ?? ['td', 0]);
    this.dom = dom as HTMLElement; // the schema draws cells as elements
    this.contentDOM = contentDOM;
  }

  /** Takes over changed words; another place, or a header's first words, is drawn anew, but not while a word is composed. */
  update(node: Node): boolean {
    if (!node.hasMarkup(this.node.type, this.node.attrs)) return false;
    return headsSomething(node) === this.heads || this.view.composing;
  }
}

function headsSomething(node: Node): boolean {
  return Boolean(node.attrs.scope) && node.textContent.trim() !== '';
}
