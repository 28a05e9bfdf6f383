// @vitest-environment jsdom
import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createEditor } from '../../client/drafting/editor/create-editor.ts';
import { suggestionAtCaret } from '../../client/drafting/suggestion-at-caret.ts';
import { suggestionWords } from '../../shared/drafting/suggestion-words.ts';
import type { TextBlock } from '../../shared/text/document-text.ts';
import { acceptSuggestions, rejectSuggestions } from '../../shared/text/live/decide-suggestions.ts';
import { listSuggestions } from '../../shared/text/live/list-suggestions.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { renderDocument } from '../../shared/text/live/render-document.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import { textOf } from '../../shared/text/plain-text.ts';
import { partsOf, registerSession } from '../support/suggesting.ts';

vi.stubGlobal('ClipboardEvent', class extends Event {}); // jsdom has no such event; the editor only makes one to hand it on

const open: Editor[] = [];

afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy();
  document.body.replaceChildren();
});

function paragraph(id: string, text: string, kind: TextBlock['kind'] = 'paragraph', level = 0): TextBlock {
  return { id, kind, level, content: text ? [{ text }] : [] };
}

function openEditor(blocks: TextBlock[], suggests = true) {
  const ydoc = new Y.Doc();
  seedDocument(ydoc, { schema: 1, blocks });
  registerSession(ydoc, 1001, 'asha');
  const element = document.body.appendChild(document.createElement('div'));
  const editor = createEditor({ element, ydoc, editable: true, label: 'Draft text' });
  open.push(editor);
  if (suggests) editor.storage.flatText.binding?.suggestAs({ person: 'asha', session: 1001 });
  const check = (): void => {
    expect(editor.state.doc.eq(renderDocument(ydoc, editor.schema))).toBe(true);
    expect(editor.storage.flatText.binding?.shared.counters).toMatchObject({ fallback: 0, attribute: 0 });
  };
  return { ydoc, editor, element, check };
}

function caret(editor: Editor, anchor: number, head = anchor): void {
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, anchor, head)));
}

function press(editor: Editor, key: string, modifiers: KeyboardEventInit = {}): void {
  const code = { Enter: 13, Backspace: 8, Delete: 46, Tab: 9 }[key] ?? key.toUpperCase().charCodeAt(0);
  const event = new KeyboardEvent('keydown', { key, keyCode: code, bubbles: true, cancelable: true, ...modifiers });
  editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, event));
}

/** The decorations are drawn a moment after the ledger has changed. */
const drawn = async (): Promise<void> => new Promise((later) => setTimeout(later, 20));

describe('writing while suggesting', () => {
  test('[TXT-4e] an insertion is underlined and a deletion struck through, with words for those who hear the page, and the text as it stands is as it was', async () => {
    const { ydoc, editor, element, check } = openEditor([paragraph('a', 'The board meets.')]);
    editor.view.dispatch(editor.state.tr.insertText('whole ', 5));
    editor.view.dispatch(editor.state.tr.delete(17, 22));
    await drawn();
    check();
    expect(element.querySelector('ins.c-sug')?.textContent).toBe('whole ');
    expect(element.querySelector('ins.c-sug')?.getAttribute('data-spoken')).toContain('asha Example');
    expect(element.querySelector('del.c-sug')?.textContent).toBe('meets');
    expect(element.querySelector('.c-suggested')?.getAttribute('data-id')).toBe('a');
    expect(textOf(readDocumentText(ydoc))).toBe('The board meets.');
    expect(listSuggestions(ydoc).map(suggestionWords)).toEqual(['Adds “whole”.', 'Takes out “meets”.']);
  });

  test('[TXT-4f] replacing a selection keeps the old words struck through, puts the new ones behind them and the caret behind those', () => {
    const { ydoc, editor, check } = openEditor([paragraph('a', 'The board meets monthly.')]);
    caret(editor, 5, 10);
    editor.view.dispatch(editor.state.tr.insertText('committee'));
    check();
    expect(editor.state.doc.textContent).toBe('The boardcommittee meets monthly.');
    expect(editor.state.selection.head).toBe(19);
    expect(listSuggestions(ydoc).map(suggestionWords)).toEqual(['Replaces “board” with “committee”.']);
  });

  test('[TXT-4g] Backspace steps over what it strikes through, Delete behind it, and both really take own new words away', () => {
    const { ydoc, editor, check } = openEditor([paragraph('a', 'abc')]);
    caret(editor, 4);
    for (let i = 0; i < 2; i++)
      editor.view.dispatch(editor.state.tr.delete(editor.state.selection.head - 1, editor.state.selection.head));
    expect([editor.state.doc.textContent, editor.state.selection.head]).toEqual(['abc', 2]);
    editor.view.dispatch(editor.state.tr.insertText('x'));
    editor.view.dispatch(editor.state.tr.delete(editor.state.selection.head - 1, editor.state.selection.head));
    expect(editor.state.doc.textContent).toBe('abc');
    caret(editor, 1);
    editor.view.dispatch(editor.state.tr.delete(1, 2));
    expect(editor.state.selection.head).toBe(2);
    check();
    expect(listSuggestions(ydoc).map(suggestionWords)).toEqual(['Takes out “abc”.']);
  });

  test('[TXT-4h] Enter, joining, another kind and bold are proposals too, and the base is untouched', async () => {
    const { ydoc, editor, element, check } = openEditor([paragraph('a', 'One two'), paragraph('b', 'Three')]);
    const before = readDocumentText(ydoc);
    caret(editor, 4);
    press(editor, 'Enter');
    caret(editor, editor.state.doc.content.size - 6);
    press(editor, 'Backspace');
    caret(editor, editor.state.doc.content.size - 2);
    press(editor, '2', { ctrlKey: true, altKey: true });
    caret(editor, 1, 4);
    press(editor, 'b', { ctrlKey: true });
    await drawn();
    check();
    expect(readDocumentText(ydoc)).toEqual(before);
    const acts = partsOf(listSuggestions(ydoc)).map(({ act }) => act);
    expect(acts.sort()).toEqual(['conversion', 'deletion', 'format', 'insertion']);
    expect(element.querySelector('.c-sug-format--strong')?.textContent).toBe('One');
    expect(element.querySelectorAll('[data-suggested]').length).toBeGreaterThan(0);
    press(editor, 'b', { ctrlKey: true });
    expect(partsOf(listSuggestions(ydoc)).some(({ act }) => act === 'format')).toBe(false);
  });

  test('[DRA-7c] undo and redo take back and bring back own suggestions only, and never what was accepted', () => {
    const { ydoc, editor, check } = openEditor([paragraph('a', 'The board meets.')]);
    editor.view.dispatch(editor.state.tr.insertText('whole ', 5));
    press(editor, 'z', { ctrlKey: true });
    expect([editor.state.doc.textContent, listSuggestions(ydoc).length]).toEqual(['The board meets.', 0]);
    press(editor, 'y', { ctrlKey: true });
    expect([editor.state.doc.textContent, listSuggestions(ydoc).length]).toEqual(['The whole board meets.', 1]);
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(ydoc));
    acceptSuggestions(other, partsOf(listSuggestions(other)));
    Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(other), 'net');
    press(editor, 'z', { ctrlKey: true });
    check();
    expect(textOf(readDocumentText(ydoc))).toBe('The whole board meets.');
  });

  test('[TXT-4i] Ctrl+Alt+J and K step through the suggestions', async () => {
    const { editor } = openEditor([paragraph('a', 'One two'), paragraph('b', 'Three')]);
    editor.view.dispatch(editor.state.tr.insertText('x', 4));
    editor.view.dispatch(editor.state.tr.insertText('y', 13));
    await drawn();
    caret(editor, 1);
    press(editor, 'j', { ctrlKey: true, altKey: true });
    expect(editor.state.selection.head).toBe(4);
    press(editor, 'j', { ctrlKey: true, altKey: true });
    const second = editor.state.selection.head;
    expect(second).toBeGreaterThan(4);
    press(editor, 'k', { ctrlKey: true, altKey: true });
    expect(editor.state.selection.head).toBeLessThan(second);
  });

  test('[TXT-4i] stepping stops once at words that replace others, at each person’s words, and at what is proposed for a block', async () => {
    const { ydoc, editor } = openEditor([paragraph('a', 'One two'), paragraph('b', 'Three')]);
    registerSession(ydoc, 2002, 'ben');
    caret(editor, 5, 8);
    editor.view.dispatch(editor.state.tr.insertText('four')); // One [two]four
    editor.storage.flatText.binding?.suggestAs({ person: 'ben', session: 2002 });
    editor.view.dispatch(editor.state.tr.insertText(' more', 12));
    caret(editor, 21);
    press(editor, '2', { ctrlKey: true, altKey: true });
    await drawn();
    caret(editor, 1);
    const stops = [1, 2, 3, 4].map(() => {
      press(editor, 'j', { ctrlKey: true, altKey: true });
      return editor.state.selection.head;
    });
    expect(stops).toEqual([5, 12, 19, 19]);
    const found = (): string[] =>
      [suggestionAtCaret(editor, listSuggestions(ydoc))].flatMap((one) => (one ? suggestionWords(one) : []));
    expect(found()).toEqual(['Makes this a heading 2.']);
    press(editor, 'k', { ctrlKey: true, altKey: true });
    expect(editor.state.selection.head).toBe(12);
  });
});

test('[TXT-4e] words that are suggested are marked once, also when Enter has ended their block and they go on in the next', async () => {
  const { editor, element, check } = openEditor([paragraph('a', 'One'), paragraph('b', 'Two')]);
  editor.view.dispatch(editor.state.tr.insertText(' more', 4));
  caret(editor, 9);
  await drawn();
  press(editor, 'Enter');
  editor.view.dispatch(editor.state.tr.insertText('Next'));
  await drawn();
  check();
  expect([...element.querySelectorAll('ins')].map(({ textContent }) => textContent)).toEqual([' more', 'Next']);
});

describe('what cannot be suggested', () => {
  test('[TXT-4o] a new page in a paragraph that stands is refused with a sentence; in a new paragraph of one’s own it is part of the suggestion', () => {
    const { ydoc, editor, check } = openEditor([paragraph('a', 'One two')]);
    caret(editor, 4);
    press(editor, 'Enter', { ctrlKey: true });
    expect(editor.storage.flatText.notice.current()).toContain('A new page cannot be suggested');
    expect(listSuggestions(ydoc)).toEqual([]);
    press(editor, 'Enter');
    press(editor, 'Enter', { ctrlKey: true });
    check();
    expect(editor.state.doc.child(1).attrs.pageBreak).toBe(true);
    expect(readDocumentText(ydoc).blocks).toHaveLength(1);
    acceptSuggestions(ydoc, partsOf(listSuggestions(ydoc)));
    expect(readDocumentText(ydoc).blocks[1]).toMatchObject({ pageBreak: true });
  });
});

describe('deciding', () => {
  test('[TXT-4q] the suggestion at the caret is found: on the words beside it, the row or the kind', () => {
    const { ydoc, editor } = openEditor([paragraph('a', 'One two'), paragraph('b', 'Three')]);
    editor.view.dispatch(editor.state.tr.insertText('new ', 5));
    caret(editor, 16);
    press(editor, '2', { ctrlKey: true, altKey: true });
    const words = (at: number): string | undefined => {
      caret(editor, at);
      const found = suggestionAtCaret(editor, listSuggestions(ydoc));
      return found && suggestionWords(found);
    };
    expect([words(2), words(5), words(7), words(9)]).toEqual([undefined, 'Adds “new”.', 'Adds “new”.', 'Adds “new”.']);
    expect(words(16)).toBe('Makes this a heading 2.');
  });

  test('[DRA-7d] accepting and rejecting are undone like any other act of one’s own', () => {
    for (const decide of [acceptSuggestions, rejectSuggestions]) {
      const { ydoc, editor, check } = openEditor([paragraph('a', 'The board meets.')]);
      editor.view.dispatch(editor.state.tr.insertText('whole ', 5));
      editor.view.dispatch(editor.state.tr.delete(17, 22));
      editor.storage.flatText.undo?.forget();
      editor.storage.flatText.binding?.suggestAs(undefined);
      const open = listSuggestions(ydoc).map(suggestionWords);
      decide(ydoc, partsOf(listSuggestions(ydoc)));
      check();
      expect(listSuggestions(ydoc)).toEqual([]);
      expect(textOf(readDocumentText(ydoc))).toBe(decide === acceptSuggestions ? 'The whole board .' : 'The board meets.');
      press(editor, 'z', { ctrlKey: true });
      check();
      expect(listSuggestions(ydoc).map(suggestionWords)).toEqual(open);
      expect(textOf(readDocumentText(ydoc))).toBe('The board meets.');
    }
  });

  test('[TXT-4j] a block that is moved, and words that are moved, stay the suggestions they were', () => {
    const { ydoc, editor, check } = openEditor([
      paragraph('a', 'The board meets.'),
      paragraph('b', 'Second'),
      paragraph('c', 'Third'),
    ]);
    editor.view.dispatch(editor.state.tr.insertText('whole ', 5));
    editor.view.dispatch(editor.state.tr.delete(17, 22));
    editor.storage.flatText.binding?.suggestAs(undefined);
    const open = listSuggestions(ydoc).map(({ person, parts }) => [person, parts.map(({ act }) => act)]);
    const block = editor.state.doc.child(0);
    const move = editor.state.tr.delete(0, block.nodeSize);
    editor.view.dispatch(move.insert(move.doc.content.size, block));
    check();
    expect(textOf(readDocumentText(ydoc))).toBe('Second\nThird\nThe board meets.');
    expect(listSuggestions(ydoc).map(({ person, parts }) => [person, parts.map(({ act }) => act)])).toEqual(open);
    press(editor, 'z', { ctrlKey: true });
    check();
    expect(textOf(readDocumentText(ydoc))).toBe('The board meets.\nSecond\nThird');
    expect(listSuggestions(ydoc).map(({ person, parts }) => [person, parts.map(({ act }) => act)])).toEqual(open);
  });
});

describe('pasting', () => {
  const me = { person: 'ben', session: 2002 };

  /** Copies words of one editor and pasts them into another, in which Ben edits. */
  async function copyAndPaste(source: Editor, from: number, to: number, session = true) {
    caret(source, from, to);
    const html = source.view.serializeForClipboard(source.state.selection.content()).dom.innerHTML;
    const target = openEditor([paragraph('z', 'Here: ')], false);
    registerSession(target.ydoc, me.session, me.person);
    target.editor.storage.flatText.suggester.answerWith(async () => Promise.resolve(session ? me : undefined));
    caret(target.editor, 7);
    target.editor.view.pasteHTML(html);
    await drawn();
    target.check();
    return target;
  }

  test('[TXT-4l] what was only proposed is pasted as a proposal of the one who pastes, as it looks, also into another text', async () => {
    const source = openEditor([paragraph('a', 'The board meets.')]);
    source.editor.view.dispatch(source.editor.state.tr.insertText('whole ', 5));
    source.editor.view.dispatch(source.editor.state.tr.delete(17, 22));
    source.editor.storage.flatText.binding?.suggestAs(undefined);
    const { ydoc, editor } = await copyAndPaste(source.editor, 1, 23);
    expect(editor.state.doc.textContent).toBe('Here: The whole board .');
    expect(textOf(readDocumentText(ydoc))).toBe('Here: ');
    expect(listSuggestions(ydoc).map(({ person }) => person)).toEqual(['ben']);
    expect(editor.storage.flatText.binding?.suggester).toBeUndefined();
    expect(editor.storage.flatText.notice.current()).toContain('Pasted as a suggestion of yours');
    press(editor, 'z', { ctrlKey: true });
    expect(editor.state.doc.textContent).toBe('Here: ');
  });

  test('[TXT-4l] words that stand are pasted as words that stand', async () => {
    const source = openEditor([paragraph('a', 'The board meets.')]);
    source.editor.view.dispatch(source.editor.state.tr.insertText('whole ', 5));
    const { ydoc } = await copyAndPaste(source.editor, 11, 22);
    expect(textOf(readDocumentText(ydoc))).toBe('Here: board meets');
    expect(listSuggestions(ydoc)).toEqual([]);
  });

  test('[TXT-4l] without a session to suggest under nothing is pasted, and a sentence says so', async () => {
    const source = openEditor([paragraph('a', 'The board meets.')]);
    source.editor.view.dispatch(source.editor.state.tr.insertText('whole ', 5));
    const { editor } = await copyAndPaste(source.editor, 1, 11, false);
    expect(editor.state.doc.textContent).toBe('Here: ');
    expect(editor.storage.flatText.notice.current()).toContain('no connection to paste it');
  });

  test('[TXT-4l] while suggesting what is pasted is one’s own proposal, whoever proposed it', () => {
    const source = openEditor([paragraph('a', 'The board meets.')]);
    source.editor.view.dispatch(source.editor.state.tr.insertText('whole ', 5));
    caret(source.editor, 1, 11);
    const html = source.editor.view.serializeForClipboard(source.editor.state.selection.content()).dom.innerHTML;
    const target = openEditor([paragraph('z', 'Here: ')], false);
    registerSession(target.ydoc, me.session, me.person);
    target.editor.storage.flatText.binding?.suggestAs(me);
    caret(target.editor, 7);
    target.editor.view.pasteHTML(html);
    target.check();
    expect(textOf(readDocumentText(target.ydoc))).toBe('Here: ');
    expect(listSuggestions(target.ydoc).map(({ person }) => person)).toEqual(['ben']);
  });
});
