import { DOMParser, DOMSerializer, Fragment, Slice, type Node, type ParseOptions, type Schema } from '@tiptap/pm/model';
import { Plugin, TextSelection, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { attributesOfNode } from '../../../shared/text/live/document-schema.ts';
import { documentToNodes } from '../../../shared/text/live/document-nodes.ts';
import { isTableId } from '../../../shared/text/live/table-names.ts';
import { sanitisePart } from '../../../shared/text/sanitise-text.ts';
import type { FlatBinding } from '../../../shared/text/live/flat-binding.ts';
import type { Suggester } from '../../../shared/text/live/propose.ts';
import { copiedText } from './copied-text.ts';
import { htmlToBlocks } from './html-to-blocks.ts';
import { onlyTable, openForPaste, pasteCells, pastePlace, pasteRefusal, tableAround, withoutTables } from './paste-table.ts';
import { clearedAcross } from './across-table.ts';
import { selectedCells } from './table-place.ts';

/** Says on the clipboard that something of it is only proposed. */
const SUGGESTED = 'data-concord-suggested';

/** What the clipboard needs besides the schema: the text on both sides, whom a pasted suggestion is of, and how to say something. */
export type ClipboardParts = {
  binding: FlatBinding;
  say: (sentence: string) => void;
  /** Who suggests what is pasted while editing; undefined when the server cannot be asked. */
  suggester: () => Promise<Suggester | undefined>;
};

const NO_SESSION =
  'What you paste is a suggestion where you copied it. There is no connection to paste it as one; try again in a moment.';
const IS_SUGGESTION = 'Pasted as a suggestion of yours, because it was not decided where you copied it.';

/**
 * Copy gives real lists, headings and tables; paste takes HTML and plain text from anywhere as flat blocks with safe links only.
 * The text's name on the clipboard lets a cut block keep its id when it comes back, and a stranger's never does. What was only
 * proposed is pasted as a proposal of the one who pastes, whoever had proposed it (TXT-4).
 */
export function clipboardPlugin(schema: Schema, parts: ClipboardParts): Plugin {
  const { binding, say } = parts;
  const textId = binding.shared.roots.doc.guid;
  const serializer = new FlatSerializer(schema, textId);
  let drags = false; // what is dragged is moved in one change, which carries its proposals along
  let suggested = false;
  return new Plugin({
    props: {
      clipboardSerializer: serializer,
      clipboardParser: new FlatParser(schema, textId),
      handleDOMEvents: {
        dragstart: () => {
          drags = true;
          setTimeout(() => (drags = false), 0);
          return false;
        },
      },
      transformCopied: (slice, view) => {
        const copied = drags ? undefined : copiedText(binding, view.state, slice);
        serializer.suggested = copied?.suggested ?? false;
        return copied?.slice ?? slice;
      },
      transformPastedText: (text) => {
        suggested = false;
        return text;
      },
      transformPastedHTML: (html) => {
        suggested = html.includes(SUGGESTED);
        return html.replace(/ data-pm-slice="[^"]*table[^"]*"/, ''); // what is in the HTML says enough
      },
      handlePaste: (view, _, slice) => {
        const across = clearedAcross(view.state);
        if (across) view.dispatch(across);
        if (!suggested || binding.suggester) return pasteIntoTable(view, slice, say) || pasteIntoEmptyBlock(view, slice);
        void pasteAsSuggestion(view, slice, parts);
        return true;
      },
    },
  });
}

async function pasteAsSuggestion(view: EditorView, slice: Slice, { binding, say, suggester }: ClipboardParts): Promise<void> {
  const me = await suggester();
  if (view.isDestroyed) return;
  if (!me) {
    say(NO_SESSION);
    return;
  }
  const before = view.state.doc;
  const mode = binding.suggester;
  binding.suggestAs(me);
  try {
    if (!pasteIntoTable(view, slice, say) && !pasteIntoEmptyBlock(view, slice))
      view.dispatch(asPaste(view.state.tr.replaceSelection(slice)));
  } finally {
    binding.suggestAs(mode);
  }
  if (view.state.doc !== before) say(IS_SUGGESTION);
}

/** A table pasted into a table goes over its cells; other blocks go into the cell, without tables of their own. */
function pasteIntoTable(view: EditorView, slice: Slice, say: (sentence: string) => void): boolean {
  const { state } = view;
  const place = pastePlace(state);
  if (!place) return false;
  const pasted = onlyTable(slice);
  const refusal = pasted && pasteRefusal(state, place, pasted);
  if (refusal) say(refusal);
  else if (pasted) view.dispatch(asPaste(pasteCells(state.tr, place, pasted)));
  else if (selectedCells(state)) say('Put the caret into one cell to paste words, or copy cells to paste them over cells.');
  else {
    const inCell = withoutTables(slice);
    if (inCell === slice) return false;
    view.dispatch(asPaste(state.tr.replaceSelection(inCell)));
  }
  return true;
}

function asPaste(transaction: Transaction): Transaction {
  return transaction.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste');
}

/** An empty paragraph takes the kind of what is pasted into it instead of only its words. */
function pasteIntoEmptyBlock(view: EditorView, slice: Slice): boolean {
  const { selection, tr } = view.state;
  const { parent } = selection.$from;
  const first = slice.content.firstChild;
  if (!(selection instanceof TextSelection) || !selection.empty || parent.type.name !== 'block') return false;
  if (parent.content.size || parent.attrs.kind !== 'paragraph' || !first?.isBlock) return false;
  if (slice.content.childCount === 1 && attributesOfNode(first).kind === 'paragraph') return false;
  const start = selection.$from.before();
  tr.replaceWith(start, start + parent.nodeSize, slice.content);
  const end = start + slice.content.size;
  tr.setSelection(TextSelection.near(tr.doc.resolve(end), -1));
  view.dispatch(asPaste(tr));
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
    const nodes = documentToNodes(this.schema, text).map((node) => this.ownTable(dom, node));
    return openForPaste(Fragment.fromArray(nodes));
  }

  /** A table of this very text that was cut goes on in the rows and cells it has. */
  private ownTable(dom: HTMLElement, node: Node): Node {
    if (node.type.name !== 'table') return node;
    const found = [...dom.querySelectorAll('[data-table]')].find(
      (element) => element.getAttribute('data-id') === node.attrs.id && isOfText(element, this.textId),
    );
    const tableId = found?.getAttribute('data-table');
    return isTableId(tableId) ? node.type.create({ ...node.attrs, tableId }, node.content) : node;
  }
}

function isOfText(element: Element, textId: string): boolean {
  return element.closest('[data-concord-text]')?.getAttribute('data-concord-text') === textId;
}

/** Writes flat blocks as HTML with real lists, for other programs and for reading back. */
export class FlatSerializer extends DOMSerializer {
  /** Whether something of what is copied next is only proposed. */
  suggested = false;

  constructor(
    private readonly schema: Schema,
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
    if (this.suggested) root.setAttribute(SUGGESTED, 'true');
    const lists: HTMLElement[] = [];
    tableAround(fragment, this.schema).forEach((node) => this.appendBlock(page, root, lists, node));
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
