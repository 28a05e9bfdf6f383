// @vitest-environment jsdom
import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createEditor } from '../../client/drafting/editor/create-editor.ts';
import { suggestionWords } from '../../shared/drafting/suggestion-words.ts';
import type { Block, TableBlock, TextBlock } from '../../shared/text/document-text.ts';
import { listSuggestions } from '../../shared/text/live/list-suggestions.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { renderDocument } from '../../shared/text/live/render-document.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import { textOf } from '../../shared/text/plain-text.ts';
import { copyOf, decideAll, registerSession } from '../support/suggesting.ts';

vi.stubGlobal('ClipboardEvent', class extends Event {}); // jsdom has no such event; the editor only makes one to hand it on

const open: Editor[] = [];

beforeAll(() => {
  Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList; // jsdom has no layout to scroll
});

afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy();
  document.body.replaceChildren();
});

function block(id: string, text: string, kind: TextBlock['kind'] = 'clause', level = 0): TextBlock {
  return { id, kind, level, content: text ? [{ text }] : [] };
}

const CLAUSES = [
  block('h', 'Scope', 'heading', 1),
  block('a', 'Adults.'),
  block('b', 'Children.'),
  block('c', 'Carers of either of them, everywhere.'),
];

const TABLE: TableBlock = {
  id: 't',
  kind: 'table',
  headerRow: false,
  headerColumn: false,
  rows: [
    {
      id: 'r',
      cells: [
        { id: 'k1', blocks: [block('x', 'one', 'paragraph'), block('y', 'two', 'paragraph')] },
        { id: 'k2', blocks: [block('z', 'three', 'paragraph')] },
      ],
    },
  ],
};

function openEditor(blocks: Block[], ydoc = new Y.Doc()) {
  if (blocks.length) seedDocument(ydoc, { schema: 1, blocks });
  const element = document.body.appendChild(document.createElement('div'));
  const editor = createEditor({ element, ydoc, editable: true, label: 'Draft text' });
  open.push(editor);
  const shown = (): string[] => {
    expect(editor.state.doc.eq(renderDocument(ydoc, editor.schema))).toBe(true);
    expect(editor.storage.flatText.binding?.shared.counters).toMatchObject({ fallback: 0, attribute: 0 });
    return editor.state.doc.children.map((node) => String(node.attrs.id));
  };
  return { ydoc, editor, shown };
}

/** Where some words begin. */
function placeOf(editor: Editor, words: string, last = false): number {
  const found: number[] = [];
  editor.state.doc.descendants((node, at) => {
    if (node.isText && node.text?.includes(words)) found.push(at + node.text.indexOf(words));
  });
  return (last ? found.at(-1) : found[0]) ?? -1;
}

function select(editor: Editor, from: number, to = from): void {
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, from, to)));
}

function press(editor: Editor, key: 'ArrowUp' | 'ArrowDown' | 'z'): void {
  const modifiers =
    key === 'z' ? { ctrlKey: true, keyCode: 90 } : { altKey: true, shiftKey: true, keyCode: key === 'ArrowUp' ? 38 : 40 };
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers });
  editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, event));
}

const said = (editor: Editor): string => editor.storage.flatText.told.current() || editor.storage.flatText.notice.current();

describe('moving blocks with Alt+Shift+Up and Down', () => {
  test('[DRA-21ae] a block moves past its neighbour under its own id, the caret stays in its words, and one undo takes it back', () => {
    const { editor, shown } = openEditor(CLAUSES);
    select(editor, placeOf(editor, 'Children.') + 3);
    press(editor, 'ArrowUp');
    expect([shown(), said(editor)]).toEqual([['h', 'b', 'a', 'c'], 'Moved up, before clause 1.2. It is clause 1.1 now.']);
    expect(editor.state.selection.head).toBe(placeOf(editor, 'Children.') + 3);
    press(editor, 'ArrowDown');
    press(editor, 'ArrowDown');
    expect([shown(), said(editor)]).toEqual([['h', 'a', 'c', 'b'], 'Moved down, behind clause 1.2. It is clause 1.3 now.']);
    press(editor, 'ArrowDown');
    expect([shown(), said(editor)]).toEqual([['h', 'a', 'c', 'b'], 'It is the last already.']);
    press(editor, 'z');
    expect(shown()).toEqual(['h', 'a', 'b', 'c']);
    expect(editor.state.selection.head).toBe(placeOf(editor, 'Children.') + 3);
  });

  test('[DRA-21ae] words that somebody else types in the block meanwhile go along', () => {
    const { editor, ydoc, shown } = openEditor(CLAUSES);
    const other = openEditor([], copyOf(ydoc));
    select(editor, placeOf(editor, 'Carers'));
    press(editor, 'ArrowUp');
    other.editor.view.dispatch(other.editor.state.tr.insertText('All ', placeOf(other.editor, 'Carers')));
    Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(other.ydoc), 'net');
    Y.applyUpdate(other.ydoc, Y.encodeStateAsUpdate(ydoc), 'net');
    expect([shown(), other.shown()]).toEqual([
      ['h', 'a', 'c', 'b'],
      ['h', 'a', 'c', 'b'],
    ]);
    expect(textOf(readDocumentText(ydoc))).toBe('Scope\nAdults.\nAll Carers of either of them, everywhere.\nChildren.');
  });

  test('[DRA-21ae] several selected blocks move together, and a heading alone, as in Word', () => {
    const { editor, shown } = openEditor(CLAUSES);
    select(editor, placeOf(editor, 'Children.') + 2, placeOf(editor, 'Carers') + 3);
    press(editor, 'ArrowUp');
    expect([shown(), said(editor)]).toEqual([['h', 'b', 'c', 'a'], '2 blocks moved up, before clause 1.3.']);
    const { from, to } = editor.state.selection;
    expect(editor.state.doc.textBetween(from, to, '|')).toBe('ildren.|Car');
    select(editor, placeOf(editor, 'Scope'));
    press(editor, 'ArrowUp');
    expect(said(editor)).toBe('It is the first already.');
    press(editor, 'ArrowDown');
    expect(shown()).toEqual(['b', 'h', 'c', 'a']);
    select(editor, placeOf(editor, 'Carers'), placeOf(editor, 'Adults.')); // the first line with its end, and nothing of the next
    press(editor, 'ArrowDown');
    expect(shown()).toEqual(['b', 'h', 'a', 'c']);
  });

  test('[DRA-21ae] a table is passed whole, notes are not passed, and a note does not move', () => {
    const blocks = [block('p', 'Before', 'paragraph'), TABLE, block('m', 'Marked', 'paragraph')];
    blocks[2] = { ...block('m', '', 'paragraph'), content: [{ text: 'Marked' }, { note: 'n' }] };
    const { editor, shown } = openEditor([...blocks, block('n', 'The note', 'note')]);
    select(editor, placeOf(editor, 'Before'));
    press(editor, 'ArrowDown');
    expect([shown(), said(editor)]).toEqual([['t', 'p', 'm', 'n'], 'Moved down, behind the table.']);
    press(editor, 'ArrowDown');
    expect(said(editor)).toBe('Moved down, behind “Marked”.');
    press(editor, 'ArrowDown');
    expect([shown(), said(editor)]).toEqual([['t', 'm', 'p', 'n'], 'It is the last already.']);
    select(editor, placeOf(editor, 'The note'));
    press(editor, 'ArrowUp');
    expect([shown(), said(editor)]).toEqual([['t', 'm', 'p', 'n'], 'A note stands where its mark stands: move the mark.']);
  });

  test('[DRA-21ae] in a cell a block moves within the cell and never out of it', () => {
    const { editor, ydoc, shown } = openEditor([block('p', 'Before', 'paragraph'), TABLE]);
    select(editor, placeOf(editor, 'two') + 1);
    press(editor, 'ArrowUp');
    expect([shown(), said(editor)]).toEqual([['p', 't'], 'Moved up, before “one”.']);
    expect(textOf(readDocumentText(ydoc))).toContain('two\none');
    expect(editor.state.selection.head).toBe(placeOf(editor, 'two') + 1);
    press(editor, 'ArrowUp');
    expect(said(editor)).toBe('It is the first in its cell already.');
    select(editor, placeOf(editor, 'two'), placeOf(editor, 'three') + 2);
    press(editor, 'ArrowDown');
    expect(said(editor)).toBe('Blocks move within one cell. Rows and columns are moved with the menus of the table.');
    expect(shown()).toEqual(['p', 't']);
  });

  test('[DRA-21ae] references to what got another number follow, in the same undo', () => {
    const refers: TextBlock = { ...block('d', ''), content: [{ text: 'See ' }, { text: 'clause 1.2', link: '#b-b' }] };
    const { editor, ydoc } = openEditor([...CLAUSES, refers]);
    select(editor, placeOf(editor, 'Children.'));
    press(editor, 'ArrowUp');
    expect(textOf(readDocumentText(ydoc))).toContain('See clause 1.1');
    press(editor, 'z');
    expect(textOf(readDocumentText(ydoc))).toContain('Adults.\nChildren.');
    expect(textOf(readDocumentText(ydoc))).toContain('See clause 1.2');
  });

  test('[DRA-21af] while suggesting it is a proposed deletion and a proposed copy, with the caret in the copy; one undo takes both back', () => {
    const { editor, ydoc, shown } = openEditor(CLAUSES);
    registerSession(ydoc, 1001, 'asha');
    editor.storage.flatText.binding?.suggestAs({ person: 'asha', session: 1001 });
    const before = textOf(readDocumentText(ydoc));
    for (const key of ['ArrowUp', 'ArrowDown'] as const) {
      select(editor, placeOf(editor, 'Children.') + 3);
      press(editor, key);
      shown();
      expect(said(editor)).toMatch(/^Suggested: taken out here, and put in (before clause 1\.\d|behind clause 1\.\d)\.$/);
      expect(editor.state.selection.head).toBe(placeOf(editor, 'Children.', key === 'ArrowDown') + 3);
      expect(textOf(readDocumentText(ydoc))).toBe(before);
      const words = listSuggestions(ydoc).map(suggestionWords);
      expect(words.sort()).toEqual(['Adds “Children.”.', 'Takes out “Children.”.']);
      const lines = textOf(decideAll(ydoc, true).text).split('\n');
      const wanted = key === 'ArrowUp' ? [1, 2] : [3, 2];
      expect([
        lines.indexOf('Children.'),
        lines.indexOf(key === 'ArrowUp' ? 'Adults.' : 'Carers of either of them, everywhere.'),
      ]).toEqual(wanted);
      press(editor, 'z');
      expect([listSuggestions(ydoc), textOf(readDocumentText(ydoc))]).toEqual([[], before]);
    }
  });

  test('[DRA-21af] while suggesting an own new block really moves, and a table cannot be suggested, which a sentence says', () => {
    const { editor, ydoc, shown } = openEditor([...CLAUSES, TABLE]);
    registerSession(ydoc, 1001, 'asha');
    editor.storage.flatText.binding?.suggestAs({ person: 'asha', session: 1001 });
    const end = placeOf(editor, 'Children.') + 9;
    editor.view.dispatch(editor.state.tr.split(end).insertText('Own.', end + 2));
    select(editor, placeOf(editor, 'Own.') + 2);
    press(editor, 'ArrowUp');
    shown();
    expect(listSuggestions(ydoc).map(suggestionWords)).toEqual(['Adds “Own.”.']);
    expect(editor.state.selection.head).toBe(placeOf(editor, 'Own.') + 2);
    select(editor, placeOf(editor, 'Carers'), placeOf(editor, 'three') + 5);
    press(editor, 'ArrowUp');
    expect(said(editor)).toContain('a table cannot be added, moved or deleted as a whole');
  });
});
