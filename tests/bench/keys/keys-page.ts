import { Editor, Node } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import '../../../client/ui/staff.css';
import { createEditor } from '../../../client/drafting/editor/create-editor.ts';
import '../../../client/drafting/editor/editor.css';
import { SESSION, SUGGESTER, type Engine } from './key-texts.ts';

// The page in which keys are measured: one editor, its shared text, and what each key or each change of another person cost.

const IN_BLOCK = 20; // characters into the block in the middle of the text

/** What the measuring program asks of the page. */
export type KeysPage = {
  /** Opens an editor on a state, with the caret in the middle of the text. */
  open(engine: Engine, state: string): void;
  /** Waits until everything is painted; answers the milliseconds from each key to its paint since last time. */
  painted(): Promise<number[]>;
  /** The changes this page has written since last time. */
  written(): string[];
  /** Takes a change of another person; answers the milliseconds until it was painted. */
  take(update: string): Promise<number>;
};

declare global {
  interface Window {
    keysPage: KeysPage;
  }
}

const doc = new Y.Doc();
let outbox: string[] = [];
let times: number[] = [];
let waiting: Promise<unknown> = Promise.resolve();

window.keysPage = {
  open(engine, state) {
    Y.applyUpdate(doc, bytesOf(state), 'net');
    const editor = engine === 'stock' ? openStock() : openFlat();
    if (engine === 'suggesting') editor.storage.flatText.binding?.suggestAs({ person: SUGGESTER, session: SESSION });
    const middle = editor.state.doc.resolve(Math.floor(editor.state.doc.content.size / 2)).start(1) + IN_BLOCK;
    editor.commands.focus(middle, { scrollIntoView: true });
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'net') outbox.push(textOfBytes(update));
    });
    addEventListener('keydown', onKey, { capture: true });
  },
  async painted() {
    await waiting;
    const taken = times;
    times = [];
    return taken;
  },
  written() {
    const taken = outbox;
    outbox = [];
    return taken;
  },
  async take(update) {
    const bytes = bytesOf(update);
    const start = performance.now();
    Y.applyUpdate(doc, bytes, 'net');
    return (await afterPaint()) - start;
  },
};

function onKey(event: KeyboardEvent): void {
  waiting = afterPaint().then((end) => times.push(end - event.timeStamp));
}

/** The time when the frame that is due next is on the screen: a message posted while it is prepared arrives behind it. */
function afterPaint(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(0);
    });
  });
}

function place(): HTMLElement {
  const sheet = document.body.appendChild(document.createElement('div'));
  sheet.className = 'c-sheet';
  return sheet;
}

function openFlat(): Editor {
  return createEditor({ element: place(), ydoc: doc, awareness: new Awareness(doc), editable: true, label: 'Draft' });
}

function openStock(): Editor {
  return new Editor({
    element: place(),
    editorProps: { attributes: { class: 'c-doc c-editor', role: 'textbox', 'aria-label': 'Draft', spellcheck: 'true' } },
    extensions: [
      Node.create({ name: 'doc', topNode: true, content: 'block+' }),
      Node.create({ name: 'text', group: 'inline' }),
      Node.create({ name: 'paragraph', group: 'block', content: 'inline*', renderHTML: () => ['p', 0] }),
      Node.create({ name: 'heading', group: 'block', content: 'inline*', renderHTML: () => ['h2', 0] }),
      Collaboration.configure({ document: doc }),
    ],
  });
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function textOfBytes(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
