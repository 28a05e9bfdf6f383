// @vitest-environment jsdom
import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Finder, MOST_MATCHES } from '../../client/drafting/editor/find-in-text.ts';
import { findState, goOn, lookFor, replaceEverywhere, replaceHere } from '../../client/drafting/editor/find-plugin.ts';
import { createEditor } from '../../client/drafting/editor/create-editor.ts';
import type { Block } from '../../shared/text/document-text.ts';
import { blockText } from '../../shared/text/plain-text.ts';
import { listSuggestions } from '../../shared/text/live/list-suggestions.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { renderDocument } from '../../shared/text/live/render-document.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import { suggestionWords } from '../../shared/drafting/suggestion-words.ts';
import { registerSession } from '../support/suggesting.ts';

const open: Editor[] = [];

beforeAll(() => {
  Element.prototype.scrollIntoView ??= () => undefined; // jsdom has no layout to scroll
});

afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy();
  document.body.replaceChildren();
});

function openEditor(...lines: string[]) {
  const ydoc = new Y.Doc();
  const blocks = lines.map((line, index): Block => {
    return { id: `b${index}`, kind: 'paragraph', level: 0, content: line ? [{ text: line }] : [] };
  });
  seedDocument(ydoc, { schema: 1, blocks });
  const element = document.body.appendChild(document.createElement('div'));
  const editor = createEditor({ element, ydoc, editable: true, label: 'Draft text' });
  open.push(editor);
  const check = (): string[] => {
    expect(editor.state.doc.eq(renderDocument(ydoc, editor.schema))).toBe(true);
    return readDocumentText(ydoc).blocks.map(blockText);
  };
  return { ydoc, editor, check };
}

const wish = (words: string, options: { matchCase?: boolean; wholeWords?: boolean } = {}) => {
  return { words, matchCase: false, wholeWords: false, ...options };
};

function found(editor: Editor, words: string, options = {}): string[] {
  const { doc } = editor.state;
  return new Finder(wish(words, options)).matches(doc).map(({ from, to }) => doc.textBetween(from, to));
}

function selected(editor: Editor): string {
  const { from, to } = editor.state.selection;
  return editor.state.doc.textBetween(from, to);
}

describe('find', () => {
  test('[DRA-21n] words are found whatever their case, or in their case, or as whole words, signs as they stand', () => {
    const { editor } = openEditor('MDT and mdt, the MDTs (e.g. MDT).', 'A mdt-like thing, 50 % + x');
    expect(found(editor, 'mdt')).toEqual(['MDT', 'mdt', 'MDT', 'MDT', 'mdt']);
    expect(found(editor, 'MDT', { matchCase: true })).toEqual(['MDT', 'MDT', 'MDT']);
    expect(found(editor, 'mdt', { wholeWords: true })).toEqual(['MDT', 'mdt', 'MDT', 'mdt']);
    expect(found(editor, '% + x')).toEqual(['% + x']);
    expect(found(editor, '(e.g.')).toEqual(['(e.g.']);
    expect(found(editor, '')).toEqual([]);
  });

  test('[DRA-21n] straight quotation marks and spaces find printed ones, and no words are found across a line break', () => {
    const { editor } = openEditor('The person’s “key worker” is\u00a0here', 'so');
    expect(found(editor, "person's")).toEqual(['person’s']);
    expect(found(editor, '"key worker" is here')).toEqual(['“key worker” is\u00a0here']);
    editor.view.dispatch(editor.state.tr.insert(4, editor.schema.nodes.lineBreak!.create()));
    expect(found(editor, 'e person')).toEqual([]);
  });

  test('[DRA-21o] next and previous go round from the caret on, and what others write meanwhile keeps the place', () => {
    const { editor, ydoc } = openEditor('one two one', 'one');
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, 5)));
    lookFor(editor, wish('one'));
    expect([findState(editor.state).at, selected(editor)]).toEqual([1, 'one']);
    goOn(editor, 1);
    goOn(editor, 1);
    expect(findState(editor.state).at).toBe(0);
    goOn(editor, -1);
    expect(findState(editor.state).at).toBe(2);
    const other = openEditorOn(ydoc);
    other.view.dispatch(other.state.tr.insertText('one more ', 1));
    expect(findState(editor.state)).toMatchObject({ at: 3 });
    expect(findState(editor.state).matches).toHaveLength(4);
    lookFor(editor, undefined);
    expect(findState(editor.state).matches).toEqual([]);
  });
});

function openEditorOn(ydoc: Y.Doc): Editor {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ydoc), 'net');
  copy.on('update', (update: Uint8Array) => Y.applyUpdate(ydoc, update, 'net'));
  const element = document.body.appendChild(document.createElement('div'));
  const editor = createEditor({ element, ydoc: copy, editable: true, label: 'Another' });
  open.push(editor);
  return editor;
}

describe('replace', () => {
  test('[DRA-21p] one place is replaced with its formatting kept, and the next one is selected', () => {
    const { editor, check } = openEditor('ten days or ten weeks');
    editor.view.dispatch(editor.state.tr.addMark(1, 4, editor.schema.marks.strong!.create()));
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, 1)));
    lookFor(editor, wish('ten'));
    expect(replaceHere(editor, 'fourteen')).toBe(true);
    expect(check()).toEqual(['fourteen days or ten weeks']);
    expect(editor.state.doc.rangeHasMark(1, 9, editor.schema.marks.strong!)).toBe(true);
    expect([selected(editor), editor.state.selection.from]).toEqual(['ten', 18]);
    expect(replaceHere(editor, '')).toBe(true);
    expect(check()).toEqual(['fourteen days or  weeks']);
    expect(replaceHere(editor, 'x')).toBe(false);
  });

  test('[DRA-21q] all are replaced as one act: undo takes all back at once, and no character beside them is written again', () => {
    const { editor, check, ydoc } = openEditor('a CRG is a CRG', 'CRG', 'none');
    const other = openEditorOn(ydoc);
    other.view.dispatch(other.state.tr.insertText('crg! ', 1));
    lookFor(editor, wish('CRG', { matchCase: true }));
    expect(replaceEverywhere(editor, 'group')).toBe(3);
    expect(check()).toEqual(['crg! a group is a group', 'group', 'none']);
    editor.storage.flatText.undo?.undo();
    expect(check()).toEqual(['crg! a CRG is a CRG', 'CRG', 'none']);
  });

  test('[DRA-21qa] while suggesting, replacing goes from place to place, and passes over words that are proposed to go', () => {
    const { editor, ydoc, check } = openEditor('recieve and recieve, recieved');
    registerSession(ydoc, 1001, 'asha');
    editor.storage.flatText.binding?.suggestAs({ person: 'asha', session: 1001 });
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, 1)));
    lookFor(editor, wish('recieve'));
    expect(replaceHere(editor, 'receive')).toBe(true);
    expect([selected(editor), editor.state.selection.from]).toEqual(['recieve', 20]);
    expect(replaceEverywhere(editor, 'receive')).toBe(2);
    expect(replaceEverywhere(editor, 'receive')).toBe(0);
    expect(replaceHere(editor, 'receive')).toBe(false);
    expect(check()).toEqual(['recieve and recieve, recieved']);
    expect(listSuggestions(ydoc).map(suggestionWords)).toEqual([
      'Replaces “recieve” with “receive”.',
      'Replaces “recieve” with “receive”.',
      'Replaces “recieved” with “received”.',
    ]);
  });

  test('[DRA-21q] replacing with words that hold the searched ones ends', () => {
    const { editor, check } = openEditor('a a');
    lookFor(editor, wish('a'));
    expect(replaceEverywhere(editor, 'aa')).toBe(2);
    expect(check()).toEqual(['aa aa']);
  });

  test('[DRA-21q] as many places as are shown are replaced in one go', ({ task }) => {
    const { editor, check } = openEditor(
      ...Array.from({ length: 250 }, () => 'the a the b the c the d the e the f the g the h the'),
    );
    const started = performance.now();
    lookFor(editor, wish('the'));
    expect(replaceEverywhere(editor, 'each')).toBe(MOST_MATCHES);
    const took = performance.now() - started;
    expect(check()[0]).toBe('each a each b each c each d each e each f each g each h each');
    task.meta.figure = `${MOST_MATCHES} places replaced in ${Math.round(took)} ms`;
    console.log(task.meta.figure);
  });
});
