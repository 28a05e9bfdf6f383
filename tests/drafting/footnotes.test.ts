// @vitest-environment jsdom
import type { Editor } from '@tiptap/core';
import { TextSelection, type Command } from '@tiptap/pm/state';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createEditor } from '../../client/drafting/editor/create-editor.ts';
import { deleteNote, insertNote, noteKey } from '../../client/drafting/editor/note-commands.ts';
import type { Block, DocumentText } from '../../shared/text/document-text.ts';
import { checkUpdate } from '../../shared/text/live/check-update.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { relativeOf, placeOfRelative } from '../../shared/text/live/relative-place.ts';
import { renderDocument } from '../../shared/text/live/render-document.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import { blockText } from '../../shared/text/plain-text.ts';
import { textFaults } from '../../shared/text/text-faults.ts';
import { block } from '../text/build-text.ts';

vi.stubGlobal('ClipboardEvent', class extends Event {}); // jsdom has none

const open: Editor[] = [];

afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy();
  document.body.replaceChildren();
});

function openEditor(blocks: Block[] | Y.Doc) {
  const ydoc = blocks instanceof Y.Doc ? blocks : new Y.Doc();
  if (!(blocks instanceof Y.Doc)) seedDocument(ydoc, { schema: 1, blocks });
  const element = document.body.appendChild(document.createElement('div'));
  const editor = createEditor({ element, ydoc, editable: true, label: 'Draft text' });
  open.push(editor);
  const read = (): DocumentText => {
    expect(editor.state.doc.eq(renderDocument(ydoc, editor.schema))).toBe(true);
    expect(editor.storage.flatText.binding?.shared.counters).toMatchObject({ fallback: 0, attribute: 0 });
    const text = readDocumentText(ydoc);
    expect(textFaults(text)).toEqual([]);
    return text;
  };
  const run = (command: Command): boolean => command(editor.state, (transaction) => editor.view.dispatch(transaction));
  const caret = (from: number, to = from): void =>
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, from, to)));
  const type = (words: string): void => editor.view.dispatch(editor.state.tr.insertText(words));
  return {
    ydoc,
    editor,
    element,
    read,
    run,
    caret,
    type,
    lines: () => read().blocks.map((each) => `${each.kind} ${blockText(each)}`),
  };
}

function press(editor: Editor, key: string, held: KeyboardEventInit = {}): void {
  const keyCode = { Enter: 13, Backspace: 8, Delete: 46 }[key] ?? key.toUpperCase().charCodeAt(0);
  const event = new KeyboardEvent('keydown', { key, keyCode, bubbles: true, cancelable: true, ...held });
  editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, event));
}

const policy = () => [block('a', 'clause', 'The Act applies'), block('b', 'clause', 'The guide too')];
const numbers = (element: HTMLElement): string[] =>
  [...element.querySelectorAll<HTMLElement>('.c-note-mark')].map(({ dataset }) => dataset.noteNumber ?? '');

describe('footnotes in the editor', () => {
  test('[DRA-21na] a note is made at the caret and written in place, one key leads in and back, and one undo takes it away', () => {
    const { editor, lines, caret, type, run } = openEditor(policy());
    const before = lines();
    caret(8);
    press(editor, 'f', { ctrlKey: true, altKey: true });
    type('Of 2024.');
    expect(lines()).toEqual(['clause The Act* applies', 'clause The guide too', 'note Of 2024.']);
    press(editor, 'f', { ctrlKey: true, altKey: true });
    expect(editor.state.selection.from).toBe(9);
    run(noteKey);
    expect(editor.state.selection.$from.parent.attrs.kind).toBe('note');
    for (let acts = 0; acts < 2; acts++) editor.storage.flatText.undo?.undo();
    expect(lines()).toEqual(before);
  });

  test('[DRA-21nb] notes stand in the order of their marks and are numbered by it, and the number is said', () => {
    const { element, lines, caret, type, run } = openEditor(policy());
    caret(21);
    run(insertNote);
    type('second');
    caret(5);
    run(insertNote);
    type('first');
    expect(lines().slice(2)).toEqual(['note first', 'note second']);
    expect(numbers(element)).toEqual(['1', '2']);
    const said = [...element.querySelectorAll('.c-kind-note, .c-note-mark')].map((each) =>
      each.getAttribute('data-spoken')?.trim(),
    );
    expect(said).toEqual(['Note 1', 'Note 2', 'Note 1:', 'Note 2:']);
  });

  test('[DRA-21nc] Enter makes a further paragraph of the note, Backspace never joins it to the text, and no key makes it a heading', () => {
    const { editor, lines, caret, type, run } = openEditor(policy());
    caret(8);
    run(insertNote);
    type('Of 2024.');
    press(editor, 'Enter');
    type('With its annex.');
    const written = ['clause The Act* applies', 'clause The guide too', 'note Of 2024.', 'continued With its annex.'];
    expect(lines()).toEqual(written);
    press(editor, '2', { ctrlKey: true, altKey: true });
    const startOf = (index: number) => editor.state.doc.children.slice(0, index).reduce((sum, { nodeSize }) => sum + nodeSize, 1);
    caret(startOf(2));
    press(editor, 'Backspace');
    caret(startOf(2) - 2);
    press(editor, 'Delete');
    expect(lines()).toEqual(written);
    caret(startOf(3));
    press(editor, 'Backspace');
    expect(lines().slice(2)).toEqual(['note Of 2024.With its annex.']);
  });

  test('[DRA-21nd] an empty note goes by Backspace with its mark, a whole one by deleting it, and a deleted mark leaves the words', () => {
    const { editor, lines, caret, type, run, read } = openEditor(policy());
    caret(8);
    run(insertNote);
    press(editor, 'Backspace');
    expect(lines()).toEqual(['clause The Act applies', 'clause The guide too']);
    run(insertNote);
    type('Of 2024.');
    caret(9);
    press(editor, 'f', { ctrlKey: true, altKey: true });
    editor.view.dispatch(editor.state.tr.delete(8, 9));
    expect(lines()).toEqual(['clause The Act applies', 'clause The guide too', 'note Of 2024.']);
    run(deleteNote(read().blocks[2]!.id));
    expect(lines()).toEqual(['clause The Act applies', 'clause The guide too']);
  });

  test('[DRA-21ne] two people who make notes and move a mark at once have all of them, each with its words', () => {
    const mine = openEditor(policy());
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(mine.ydoc), 'net');
    const theirs = openEditor(copy);
    mine.caret(8);
    mine.run(insertNote);
    mine.type('mine');
    theirs.caret(12);
    theirs.run(insertNote);
    theirs.type('theirs');
    const [toThem, toMe] = [Y.encodeStateAsUpdate(mine.ydoc), Y.encodeStateAsUpdate(copy)];
    Y.applyUpdate(copy, toThem, 'net');
    Y.applyUpdate(mine.ydoc, toMe, 'net');
    expect(mine.read()).toEqual(theirs.read());
    expect(mine.lines()).toEqual(['clause The Act* app*lies', 'clause The guide too', 'note mine', 'note theirs']);
    mine.editor.view.dispatch(
      mine.editor.state.tr
        .delete(8, 9)
        .insert(19, mine.editor.schema.nodes.noteMark!.create({ note: mine.read().blocks[2]!.id })),
    );
    expect(mine.lines().slice(2)).toEqual(['note theirs', 'note mine']);
  });

  test('[DRA-21nf] the server takes the update of a note, and a passage of a note is found again by its characters', () => {
    const { ydoc, caret, type, run, read } = openEditor(policy());
    const server = new Y.Doc();
    Y.applyUpdate(server, Y.encodeStateAsUpdate(ydoc));
    caret(8);
    run(insertNote);
    type('Of the year 2024.');
    const update = Y.encodeStateAsUpdate(ydoc, Y.encodeStateVector(server));
    expect(checkUpdate(server, update, { person: 'asha', isOwnClient: (id) => id === ydoc.clientID })).toBeNull();
    const note = read().blocks[2]!.id;
    const place = relativeOf(ydoc, note, 7, 16)!;
    type(' Amended.');
    caret(1);
    type('In short: ');
    expect(placeOfRelative(ydoc, place)).toEqual({ blockId: note, start: 7, end: 16 });
  });

  test('[DRA-21ng] a copied passage keeps its marks in this text and loses them in another, words and all else stay', () => {
    const { editor, caret, type, run, lines } = openEditor(policy());
    caret(8);
    run(insertNote);
    type('Of 2024.');
    caret(5, 12);
    const html = editor.view.serializeForClipboard(editor.state.selection.content()).dom.innerHTML;
    caret(editor.state.doc.child(0).nodeSize + 1);
    editor.view.pasteHTML(html);
    expect(lines()).toEqual(['clause The Act* applies', 'clause Act* apThe guide too', 'note Of 2024.']);
    const other = openEditor([block('x', 'paragraph', '')]);
    other.editor.view.pasteHTML(html);
    expect(other.lines()).toEqual(['clause Act ap']);
  });
});

describe('page breaks in the editor', () => {
  test('[DRA-21ni] Ctrl+Enter lets a block begin a new page and no longer, other people see it, and converting and undo keep it right', () => {
    const { editor, read, ydoc, caret } = openEditor(policy());
    caret(20);
    const breaks = () => read().blocks.map((each) => each.kind !== 'table' && each.pageBreak === true);
    press(editor, 'Enter', { ctrlKey: true });
    expect(breaks()).toEqual([false, true]);
    press(editor, '1', { ctrlKey: true, altKey: true });
    expect(read().blocks[1]).toMatchObject({ kind: 'heading', pageBreak: true });
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(ydoc), 'net');
    expect(readDocumentText(copy)).toEqual(read());
    caret(22);
    press(editor, 'Enter');
    expect(breaks()).toEqual([false, true, false]);
    editor.storage.flatText.undo?.undo();
    caret(20);
    press(editor, 'Enter', { ctrlKey: true });
    expect(breaks()).toEqual([false, false]);
    editor.storage.flatText.undo?.undo();
    expect(breaks()).toEqual([false, true]);
  });
});
