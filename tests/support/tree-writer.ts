import { Schema } from '@tiptap/pm/model';
import { EditorState } from '@tiptap/pm/state';
import { tableNodes } from '@tiptap/pm/tables';
import { EditorView } from '@tiptap/pm/view';
import { undo, ySyncPlugin, ySyncPluginKey, yUndoPlugin } from '@tiptap/y-tiptap';
import { JSDOM } from 'jsdom';
import type * as Y from 'yjs';
import type { WordWriter } from './word-cases.ts';

const treeSchema = new Schema({
  nodes: {
    doc: { content: '(paragraph|heading|table|bullet_list)+' },
    bullet_list: { content: 'list_item+', toDOM: () => ['ul', 0] },
    list_item: { content: 'paragraph (paragraph|bullet_list)*', toDOM: () => ['li', 0] },
    ...tableNodes({ cellContent: 'paragraph+', cellAttributes: {} }),
    paragraph: {
      content: 'text*',
      attrs: { id: { default: null }, kind: { default: null }, level: { default: null } },
      toDOM: () => ['p', 0],
    },
    heading: { content: 'text*', attrs: { id: { default: null } }, toDOM: () => ['h1', 0] },
    text: {},
  },
  marks: { strong: { toDOM: () => ['strong', 0] } },
});

/** Gives this process a page, which the tree binding needs to show its editor on. */
export function givePage(): void {
  const { window } = new JSDOM('<!doctype html><body></body>');
  const names = [
    'document',
    'Node',
    'MutationObserver',
    'getComputedStyle',
    'HTMLElement',
    'Range',
    'Selection',
    'Element',
    'Text',
  ];
  for (const name of names) Object.assign(globalThis, { [name]: Reflect.get(window, name) as unknown });
  Object.assign(globalThis, { window, innerHeight: 800, requestAnimationFrame: (act: () => void) => setTimeout(act, 0) });
  Object.assign(globalThis, { cancelAnimationFrame: clearTimeout });
  Object.defineProperty(globalThis, 'navigator', { value: window.navigator, configurable: true });
}

/** The stock tree binding of Tiptap, for comparison only; the product does not use it. */
export function openTree(doc: Y.Doc): WordWriter {
  const fragment = doc.getXmlFragment('tree');
  const state = EditorState.create({ schema: treeSchema, plugins: [ySyncPlugin(fragment), yUndoPlugin()] });
  const view = new EditorView(document.body.appendChild(document.createElement('div')), { state });
  const sync = ySyncPluginKey.getState(view.state) as { binding?: { _forceRerender(): void } } | undefined; // its own state, untyped
  sync?.binding?._forceRerender();
  return {
    doc,
    change: (transaction) => view.dispatch(transaction),
    undo: () => {
      undo(view.state);
    },
    close: () => {
      view.destroy();
      document.body.replaceChildren();
    },
    get state() {
      return view.state;
    },
  };
}
