import { DOMParser, DOMSerializer, Fragment, Slice, type Node, type ParseOptions, type Schema } from '@tiptap/pm/model';
import { Plugin, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { attributesOfNode } from '../../../shared/text/live/document-schema.ts';
import { documentToNodes } from '../../../shared/text/live/document-nodes.ts';
import { sanitisePart } from '../../../shared/text/sanitise-text.ts';
import { htmlToBlocks } from './html-to-blocks.ts';

/**
 * Copy gives real lists, headings and tables; paste takes HTML and plain text from anywhere as flat blocks with safe links only.
 * `textId` names this text on the clipboard, so that a cut block keeps its id when it comes back and a stranger's never does.
 */
export function clipboardPlugin(schema: Schema, textId: string): Plugin {
  return new Plugin({
    props: {
      clipboardSerializer: new FlatSerializer(schema, textId),
      clipboardParser: new FlatParser(schema, textId),
      handlePaste: (view, _, slice) => pasteIntoEmptyBlock(view, slice),
    },
  });
}

/** An empty paragraph takes the kind of what is pasted into it instead of only its words. */
function pasteIntoEmptyBlock(view: EditorView, slice: Slice): boolean {
  const { selection, tr } = view.state;
  const { parent } = selection.$from;
  const first = slice.content.firstChild;
  if (!(selection instanceof TextSelection) || !selection.empty || selection.$from.depth !== 1) return false;
  if (parent.content.size || parent.attrs.kind !== 'paragraph' || !first?.isBlock) return false;
  if (slice.content.childCount === 1 && attributesOfNode(first).kind === 'paragraph') return false;
  const start = selection.$from.before(1);
  tr.replaceWith(start, start + parent.nodeSize, slice.content);
  const end = start + slice.content.size;
  tr.setSelection(TextSelection.near(tr.doc.resolve(end), -1));
  view.dispatch(tr.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
  return true;
}

/** Reads pasted HTML as flat blocks. */
export class FlatParser extends DOMParser {
  constructor(
    schema: Schema,
    private readonly textId: string,
  ) {
    super(schema, DOMParser.fromSchema(schema).rules);
  }

  override parseSlice(dom: HTMLElement, options?: ParseOptions): Slice {
    const found = htmlToBlocks(dom, this.textId, Boolean(options?.preserveWhitespace));
    if (!found.length) return Slice.empty;
    const { text } = sanitisePart({ schema: 1, blocks: found }); // the notes of a copied mark may stand elsewhere in the text
    return Slice.maxOpen(Fragment.fromArray(documentToNodes(this.schema, text)));
  }
}

/** Writes flat blocks as HTML with real lists, for other programs and for reading back. */
export class FlatSerializer extends DOMSerializer {
  constructor(
    schema: Schema,
    private readonly textId: string,
  ) {
    super(DOMSerializer.nodesFromSchema(schema), DOMSerializer.marksFromSchema(schema));
  }

  override serializeFragment(
    fragment: Fragment,
    options?: { document?: Document },
    target?: HTMLElement | DocumentFragment,
  ): HTMLElement | DocumentFragment {
    const onlyText = !fragment.firstChild?.isBlock;
    if (target || onlyText) return super.serializeFragment(fragment, options, target);
    const page = options?.document ?? document;
    const root = page.createElement('div');
    root.setAttribute('data-concord-text', this.textId);
    const lists: HTMLElement[] = [];
    fragment.forEach((node) => this.appendBlock(page, root, lists, node));
    const result = page.createDocumentFragment();
    result.append(root);
    return result;
  }

  private appendBlock(page: Document, root: HTMLElement, lists: HTMLElement[], node: Node): void {
    const { kind, level } = attributesOfNode(node);
    const dom = this.serializeNode(node, { document: page });
    if (kind !== 'bullet' && kind !== 'clause') {
      lists.length = 0;
      root.append(dom);
      return;
    }
    const item = page.createElement('li');
    if (dom instanceof Element) for (const { name, value } of [...dom.attributes]) item.setAttribute(name, value);
    item.append(...dom.childNodes);
    listAt(page, root, lists, kind === 'clause' ? 'ol' : 'ul', level).append(item);
  }
}

/** The list a block of this level belongs in, opened where needed; `lists` holds the open ones from the outside in. */
function listAt(page: Document, root: HTMLElement, lists: HTMLElement[], tag: string, level: number): HTMLElement {
  lists.length = Math.min(lists.length, level + 1);
  if (lists.at(-1)?.localName !== tag && lists.length === level + 1) lists.pop();
  while (lists.length <= level) {
    const list = page.createElement(tag);
    const outer = lists.at(-1);
    (outer ? (outer.lastElementChild ?? outer) : root).append(list);
    lists.push(list);
  }
  return lists[level] ?? root;
}
