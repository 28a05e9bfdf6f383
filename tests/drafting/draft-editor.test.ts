// @vitest-environment jsdom
import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { createEditor } from '../../client/drafting/editor/create-editor.ts';
import type { Block, DocumentText, TextBlock } from '../../shared/text/document-text.ts';
import { positionOfWords } from '../../shared/text/live/document-tokens.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { renderDocument } from '../../shared/text/live/render-document.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';

const open: Editor[] = [];

afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy();
  document.body.replaceChildren();
});

function paragraph(id: string, text: string, kind: TextBlock['kind'] = 'paragraph', level = 0): TextBlock {
  return { id, kind, level, content: text ? [{ text }] : [] };
}

const TABLE: Block = {
  id: 'table',
  kind: 'table',
  headerRow: true,
  headerColumn: false,
  rows: [
    { id: 'r1', cells: [{ id: 'c1', blocks: [paragraph('c1b', 'Service')] }] },
    { id: 'r2', cells: [{ id: 'c2', blocks: [paragraph('c2b', 'Plastic surgery')] }] },
  ],
};

function openEditor(blocks: Block[], options: { editable?: boolean; awareness?: boolean; doc?: Y.Doc } = {}) {
  const ydoc = options.doc ?? new Y.Doc();
  if (!options.doc) seedDocument(ydoc, { schema: 1, blocks });
  const element = document.body.appendChild(document.createElement('div'));
  const awareness = options.awareness ? new Awareness(ydoc) : undefined;
  const editor = createEditor({ element, ydoc, awareness, editable: options.editable ?? true, label: 'Draft text' });
  open.push(editor);
  const check = (): DocumentText => {
    expect(editor.state.doc.eq(renderDocument(ydoc, editor.schema))).toBe(true);
    const counters = editor.storage.flatText.binding?.shared.counters;
    expect(counters).toMatchObject({ fallback: 0, attribute: 0 });
    return readDocumentText(ydoc);
  };
  return { ydoc, editor, awareness, element, check };
}

/** Puts the caret into a block. */
function caret(editor: Editor, index: number, offset: number, to = offset): void {
  const start = positionOfWords(editor.state.doc, index);
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, start + offset, start + to)));
}

function press(editor: Editor, key: string, modifiers: KeyboardEventInit = {}): void {
  const code = { Enter: 13, Backspace: 8, Delete: 46, Tab: 9 }[key] ?? key.toUpperCase().charCodeAt(0);
  const event = new KeyboardEvent('keydown', { key, keyCode: code, bubbles: true, cancelable: true, ...modifiers });
  editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, event));
}

/** Types as the browser would: through the handlers that input rules listen to. */
function type(editor: Editor, text: string): void {
  for (const letter of text) {
    const { from, to } = editor.state.selection;
    const insert = () => editor.state.tr.insertText(letter, from, to);
    const taken = editor.view.someProp('handleTextInput', (handle) => handle(editor.view, from, to, letter, insert));
    if (!taken) editor.view.dispatch(insert());
  }
}

function shapes(text: DocumentText): string[] {
  return text.blocks.map((block) => (block.kind === 'table' ? 'table' : `${block.kind}:${block.level} ${words(block)}`));
}

function words(block: TextBlock): string {
  return block.content.map((inline) => ('text' in inline ? inline.text : '/')).join('');
}

describe('keys', () => {
  test('[TXT-3e] Enter gives the new id to the second half, and in front of words it leaves them their block', () => {
    const { editor, check } = openEditor([paragraph('a', 'One two', 'clause')]);
    caret(editor, 0, 3);
    press(editor, 'Enter');
    const [first, second] = check().blocks;
    expect([first?.id, second?.id === 'a']).toEqual(['a', false]);
    expect(shapes(check())).toEqual(['clause:0 One', 'clause:0  two']);
    caret(editor, 0, 0);
    press(editor, 'Enter');
    expect(check().blocks.map((block) => block.id)[1]).toBe('a');
    expect(shapes(check())).toEqual(['clause:0 ', 'clause:0 One', 'clause:0  two']);
  });

  test('[TXT-1f] a heading is followed by a paragraph, an empty list block steps out, Shift-Enter breaks the line', () => {
    const { editor, check } = openEditor([paragraph('a', 'Scope', 'heading', 2), paragraph('b', '', 'bullet', 1)]);
    caret(editor, 0, 5);
    press(editor, 'Enter');
    expect(shapes(check())).toEqual(['heading:2 Scope', 'paragraph:0 ', 'bullet:1 ']);
    caret(editor, 2, 0);
    press(editor, 'Enter');
    expect(shapes(check())[2]).toBe('bullet:0 ');
    press(editor, 'Enter');
    expect(shapes(check())[2]).toBe('paragraph:0 ');
    caret(editor, 0, 2);
    press(editor, 'Enter', { shiftKey: true });
    expect(shapes(check())[0]).toBe('heading:2 Sc/ope');
  });

  test('[TXT-1g] Tab and Shift-Tab change the depth of list blocks and leave every other block to the browser', () => {
    const { editor, check } = openEditor([paragraph('a', 'One', 'clause'), paragraph('b', 'Two')]);
    caret(editor, 0, 1);
    for (let i = 0; i < 4; i++) press(editor, 'Tab');
    expect(shapes(check())[0]).toBe('clause:2 One');
    press(editor, 'Tab', { shiftKey: true });
    expect(shapes(check())[0]).toBe('clause:1 One');
    caret(editor, 1, 1);
    press(editor, 'Tab');
    expect(shapes(check())[1]).toBe('paragraph:0 Two');
  });

  test('[TXT-1h] Backspace at the start steps out, then joins; an empty block before goes and the words keep theirs', () => {
    const { editor, check } = openEditor([paragraph('a', 'One'), paragraph('b', ''), paragraph('c', 'Two', 'bullet', 1)]);
    caret(editor, 2, 0);
    press(editor, 'Backspace');
    press(editor, 'Backspace');
    expect(shapes(check())[2]).toBe('paragraph:0 Two');
    press(editor, 'Backspace');
    expect(check().blocks.map((block) => block.id)).toEqual(['a', 'c']);
    press(editor, 'Backspace');
    expect(shapes(check())).toEqual(['paragraph:0 OneTwo']);
  });

  test('[TXT-1i] Backspace and Delete beside a table select it first; deleting it keeps the words behind it', () => {
    const { editor, check } = openEditor([paragraph('a', 'One'), TABLE, paragraph('b', 'Two')]);
    caret(editor, 2, 0);
    press(editor, 'Backspace');
    expect(shapes(check())).toEqual(['paragraph:0 One', 'table', 'paragraph:0 Two']);
    caret(editor, 0, 3);
    press(editor, 'Delete');
    expect(shapes(check())).toEqual(['paragraph:0 One', 'table', 'paragraph:0 Two']);
    caret(editor, 1, 0);
    type(editor, 'behind');
    expect(shapes(check())).toEqual(['paragraph:0 One', 'table', 'paragraph:0 behind', 'paragraph:0 Two']);
    caret(editor, 0, 3);
    press(editor, 'Delete');
    press(editor, 'Delete');
    expect(shapes(check())).toEqual(['paragraph:0 One', 'paragraph:0 behind', 'paragraph:0 Two']);
  });

  test('[DRA-21a] Ctrl+Alt+1–4 make headings and the signs of lists turn into lists as they are typed', () => {
    const { editor, check } = openEditor([paragraph('a', ''), paragraph('b', ''), paragraph('c', ''), paragraph('d', '')]);
    const signs = ['## ', '- ', '1. ', '> '];
    signs.forEach((sign, index) => {
      caret(editor, index, 0);
      type(editor, `${sign}x`);
    });
    expect(shapes(check())).toEqual(['heading:2 x', 'bullet:0 x', 'clause:0 x', 'quote:0 x']);
    press(editor, '3', { ctrlKey: true, altKey: true });
    expect(shapes(check())[3]).toBe('heading:3 x');
  });
});

describe('undo', () => {
  test('[DRA-7a] undo takes back only what this person wrote, and what others wrote meanwhile stays', () => {
    const mine = openEditor([paragraph('a', 'Patients are seen.')]);
    const theirs = openEditor([], { doc: copyOf(mine.ydoc) });
    caret(mine.editor, 0, 0);
    type(mine.editor, 'All ');
    caret(theirs.editor, 0, 18);
    type(theirs.editor, ' Soon.');
    sync(mine.ydoc, theirs.ydoc);
    mine.editor.storage.flatText.undo?.undo();
    expect(shapes(mine.check())).toEqual(['paragraph:0 Patients are seen. Soon.']);
    mine.editor.storage.flatText.undo?.redo();
    sync(mine.ydoc, theirs.ydoc);
    expect(shapes(theirs.check())).toEqual(['paragraph:0 All Patients are seen. Soon.']);
  });

  test('[DRA-7b] a split is undone by itself, without the words typed just before it, and the caret goes back', () => {
    const { editor, check } = openEditor([paragraph('a', 'One')]);
    caret(editor, 0, 3);
    type(editor, ' two');
    press(editor, 'Enter');
    type(editor, 'x');
    editor.storage.flatText.undo?.undo();
    editor.storage.flatText.undo?.undo();
    expect(shapes(check())).toEqual(['paragraph:0 One two']);
    expect(editor.state.selection.from).toBe(8);
  });
});

describe('other people', () => {
  test('[DRA-6k] a remote caret shows the name and colour the server gave, by classes only', async () => {
    vi.useFakeTimers();
    const { editor, awareness, element } = openEditor([paragraph('a', 'One two')], { awareness: true });
    const anchor = editor.storage.flatText.binding?.shared.markers[0]?.id;
    const caretPlace = anchor ? { client: anchor.client, clock: anchor.clock } : null;
    awareness?.states.set(99, { person: { name: 'Asha Verma', colour: 3 }, caret: { anchor: caretPlace, head: caretPlace } });
    awareness?.emit('change', [{ added: [99], updated: [], removed: [] }, 'net']);
    await vi.advanceTimersByTimeAsync(100);
    const shown = element.querySelector('.c-caret');
    expect([shown?.classList.contains('c-p3'), shown?.textContent]).toEqual([true, 'Asha Verma']);
    expect(element.querySelector('[style]')).toBeNull();
    vi.useRealTimers();
  });

  test('[TXT-10a] a remote insertion at the caret does not push it', () => {
    const mine = openEditor([paragraph('a', 'One two')]);
    const theirs = openEditor([], { doc: copyOf(mine.ydoc) });
    caret(mine.editor, 0, 3);
    caret(theirs.editor, 0, 3);
    type(theirs.editor, 'XYZ');
    sync(mine.ydoc, theirs.ydoc);
    expect(mine.editor.state.selection.from).toBe(4);
    mine.check();
  });

  test('[TXT-1j] somebody who may only read sees changes and writes nothing', () => {
    const writer = openEditor([paragraph('a', 'One')]);
    const reader = openEditor([], { doc: copyOf(writer.ydoc), editable: false });
    let written = 0;
    reader.ydoc.on('update', (_: Uint8Array, origin: unknown) => (written += origin === 'net' ? 0 : 1));
    caret(writer.editor, 0, 3);
    type(writer.editor, ' more');
    sync(writer.ydoc, reader.ydoc);
    expect(shapes(reader.check())).toEqual(['paragraph:0 One more']);
    expect(written).toBe(0);
  });
});

describe('for those who hear the page', () => {
  test('[TXT-12a] every clause and bullet says its number or sign and its level', () => {
    const { element } = openEditor([
      paragraph('h', 'Scope', 'heading', 1),
      paragraph('a', 'First', 'clause'),
      paragraph('b', 'Sub', 'clause', 1),
      paragraph('c', 'Point', 'bullet', 1),
    ]);
    const said = [...element.querySelectorAll('[data-spoken]')].map((block) => block.getAttribute('data-spoken'));
    expect(said).toEqual(['1 ', 'Clause 1.1, level 1: ', 'Clause (a), level 2: ', 'Bullet, level 2: ']);
  });

  test('[TXT-12b] numbers follow when a clause is put before', () => {
    const { editor, element } = openEditor([paragraph('a', 'First', 'clause'), paragraph('b', 'Second', 'clause')]);
    caret(editor, 0, 0);
    press(editor, 'Enter');
    expect([...element.querySelectorAll('[data-number]')].map((block) => block.getAttribute('data-number'))).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  test('[TXT-12c] an imported table is a real table with header cells', () => {
    const { element } = openEditor([TABLE]);
    expect(element.querySelector('table th')?.getAttribute('scope')).toBe('col');
    expect(element.querySelector('table td')?.textContent).toBe('Plastic surgery');
  });
});

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc), 'net');
  return copy;
}

function sync(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)), 'net');
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)), 'net');
}
