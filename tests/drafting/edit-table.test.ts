// @vitest-environment jsdom
import type { Editor } from '@tiptap/core';
import { TextSelection, type Command } from '@tiptap/pm/state';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { suggestionWords } from '../../shared/drafting/suggestion-words.ts';
import { createEditor } from '../../client/drafting/editor/create-editor.ts';
import { insertTable, TABLE_ACTS, tableRefusal, type TableActName } from '../../client/drafting/editor/table-commands.ts';
import { cellAt } from '../../client/drafting/editor/table-place.ts';
import { MAX_TABLE_CELLS, MAX_TABLE_COLUMNS } from '../../shared/kernel/limits.ts';
import type { Block, TableBlock, TextBlock } from '../../shared/text/document-text.ts';
import { acceptSuggestions, rejectSuggestions } from '../../shared/text/live/decide-suggestions.ts';
import { listSuggestions } from '../../shared/text/live/list-suggestions.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { renderDocument } from '../../shared/text/live/render-document.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import { blockText } from '../../shared/text/plain-text.ts';
import { partsOf, registerSession } from '../support/suggesting.ts';

vi.stubGlobal('ClipboardEvent', class extends Event {}); // jsdom has no such event; the editor only makes one to hand it on

const open: Editor[] = [];

afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy();
  document.body.replaceChildren();
});

function words(id: string, text: string): TextBlock {
  return { id, kind: 'paragraph', level: 0, content: text ? [{ text }] : [] };
}

function table(id: string, rows: string[][], headerRow = true): TableBlock {
  return {
    id,
    kind: 'table',
    headerRow,
    headerColumn: false,
    rows: rows.map((cells, r) => ({
      id: `${id}r${r}`,
      cells: cells.map((text, c) => ({ id: `${id}c${r}-${c}`, blocks: [words(`${id}b${r}-${c}`, text)] })),
    })),
  };
}

const SERVICES = table('t', [
  ['Service', 'Where'],
  ['Pathology', 'Same network'],
  ['Plastic surgery', 'Same site'],
]);

function openEditor(blocks: Block[], doc?: Y.Doc) {
  const ydoc = doc ?? new Y.Doc();
  if (!doc) seedDocument(ydoc, { schema: 1, blocks });
  const element = document.body.appendChild(document.createElement('div'));
  const editor = createEditor({ element, ydoc, editable: true, label: 'Draft text' });
  open.push(editor);
  const read = (): Block[] => {
    editor.state.doc.check();
    expect(editor.state.doc.eq(renderDocument(ydoc, editor.schema))).toBe(true);
    expect(editor.storage.flatText.binding?.shared.counters).toMatchObject({ fallback: 0, attribute: 0 });
    return readDocumentText(ydoc).blocks;
  };
  return { ydoc, editor, element, read, grid: (index = 0) => gridOf(read(), index) };
}

/** The words of a table's cells, row by row. */
function gridOf(blocks: Block[], index: number): string[][] {
  const found = blocks.filter((block) => block.kind === 'table')[index];
  return found?.rows.map(({ cells }) => cells.map((cell) => cell.blocks.map(blockText).join('/'))) ?? [];
}

function tableStart(editor: Editor, index = 0): number {
  const starts: number[] = [];
  editor.state.doc.forEach((node, at) => node.type.name === 'table' && starts.push(at));
  return starts[index] ?? 0;
}

function caret(editor: Editor, row: number, column: number, to?: [number, number], index = 0): void {
  const start = tableStart(editor, index);
  const place = (r: number, c: number) => cellAt(editor.state.doc.nodeAt(start)!, start, r, c)!;
  const from = place(row, column);
  const end = (cell: typeof from) => cell.at + cell.node.content.size - 1;
  const head = to ? end(place(...to)) : end(from);
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, to ? from.at + 1 : end(from), head)));
}

function act(editor: Editor, name: TableActName): void {
  run(editor, TABLE_ACTS[name].run);
}

function run(editor: Editor, command: Command): void {
  command(editor.state, (transaction) => editor.view.dispatch(transaction), editor.view);
}

function press(editor: Editor, key: string, modifiers: KeyboardEventInit = {}): boolean {
  const code = { Enter: 13, Backspace: 8, Delete: 46, Tab: 9 }[key] ?? key.toUpperCase().charCodeAt(0);
  const event = new KeyboardEvent('keydown', { key, keyCode: code, bubbles: true, cancelable: true, ...modifiers });
  return editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, event)) ?? false;
}

function type(editor: Editor, text: string): void {
  const { from, to } = editor.state.selection;
  const insert = () => editor.state.tr.insertText(text, from, to);
  if (!editor.view.someProp('handleTextInput', (handle) => handle(editor.view, from, to, text, insert)))
    editor.view.dispatch(insert());
}

function copy(editor: Editor): string {
  return editor.view.serializeForClipboard(editor.state.selection.content()).dom.innerHTML;
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copied = new Y.Doc();
  Y.applyUpdate(copied, Y.encodeStateAsUpdate(doc), 'net');
  return copied;
}

function sync(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)), 'net');
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)), 'net');
}

describe('keys in tables', () => {
  test('[DRA-21b] Tab and Shift-Tab go from cell to cell, and Tab in the last cell adds a row', () => {
    const { editor, grid } = openEditor([SERVICES]);
    caret(editor, 2, 0);
    press(editor, 'Tab');
    type(editor, ' only');
    press(editor, 'Tab');
    type(editor, 'Radiology');
    expect(grid().slice(2)).toEqual([
      ['Plastic surgery', 'Same site only'],
      ['Radiology', ''],
    ]);
    press(editor, 'Tab', { shiftKey: true });
    type(editor, '!');
    expect(grid()[2]).toEqual(['Plastic surgery', 'Same site only!']);
  });

  test('[DRA-21c] Enter starts a new block in the cell; Backspace and Delete at its edges never reach the next cell', () => {
    const { editor, grid } = openEditor([SERVICES, words('p', 'End')]);
    caret(editor, 1, 0);
    press(editor, 'Enter');
    type(editor, 'two');
    expect(grid()[1]).toEqual(['Pathology/two', 'Same network']);
    press(editor, 'Delete');
    caret(editor, 2, 1);
    press(editor, 'Delete');
    const start = tableStart(editor);
    const cell = cellAt(editor.state.doc.nodeAt(start)!, start, 2, 1)!;
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, cell.at + 1)));
    press(editor, 'Backspace');
    expect(grid()).toEqual([
      ['Service', 'Where'],
      ['Pathology/two', 'Same network'],
      ['Plastic surgery', 'Same site'],
    ]);
  });

  test('[DRA-21d] deleting, cutting and typing over several cells empties them and leaves rows and columns', () => {
    const { editor, grid } = openEditor([SERVICES]);
    caret(editor, 0, 1, [1, 1]);
    press(editor, 'Delete');
    expect(grid()).toEqual([
      ['Service', ''],
      ['Pathology', ''],
      ['Plastic surgery', 'Same site'],
    ]);
    caret(editor, 1, 0, [2, 1]);
    type(editor, 'x');
    expect(grid().slice(1)).toEqual([
      ['x', ''],
      ['', ''],
    ]);
  });
});

describe('a selection over the border of a table', () => {
  const AROUND = [words('p', 'Before it.'), SERVICES, words('q', 'Behind that.'), words('z', 'The end.')];

  function select(editor: Editor, from: string, to: string): void {
    const at = (text: string): number => {
      let found = -1;
      editor.state.doc.descendants((node, position) => {
        if (node.isText && node.text!.includes(text)) found = position + node.text!.indexOf(text);
      });
      return found;
    };
    const selection = TextSelection.create(editor.state.doc, at(from), at(to));
    editor.view.dispatch(editor.state.tr.setSelection(selection));
  }

  const said = (blocks: Block[]): string[] => blocks.map((block) => (block.kind === 'table' ? '[table]' : blockText(block)));

  test.for([
    ['Delete', (editor: Editor) => press(editor, 'Delete'), ''],
    ['typing', (editor: Editor) => type(editor, 'x'), 'x'],
  ] as const)('[DRA-21l] %s over it empties cells as far as they are covered, and joins nothing', ([, act, put]) => {
    const { editor, read, grid } = openEditor(AROUND);
    select(editor, 'it.', 'ology');
    act(editor);
    expect(said(read())).toEqual([`Before ${put}`, '[table]', 'Behind that.', 'The end.']);
    expect(grid()).toEqual([
      ['', ''],
      ['ology', 'Same network'],
      ['Plastic surgery', 'Same site'],
    ]);
    editor.storage.flatText.undo?.undo();
    expect(read()).toMatchObject(AROUND.map(({ id }) => ({ id })));
    select(editor, 'network', 'end.');
    act(editor);
    expect(said(read())).toEqual(['Before it.', '[table]', 'end.']);
    expect(grid()).toEqual([
      ['Service', 'Where'],
      ['Pathology', `Same ${put}`],
      ['', ''],
    ]);
  });

  test('[DRA-21l] while suggesting, what it covers is struck through and the text stands as it was', () => {
    const { editor, ydoc, read } = openEditor(AROUND);
    registerSession(ydoc, 4001, 'me');
    editor.storage.flatText.binding?.suggestAs({ person: 'me', session: 4001 });
    select(editor, 'it.', 'ology');
    press(editor, 'Delete');
    expect(said(read())).toEqual(['Before it.', '[table]', 'Behind that.', 'The end.']);
    acceptSuggestions(ydoc, partsOf(listSuggestions(ydoc)));
    expect(said(read())).toEqual(['Before ', '[table]', 'Behind that.', 'The end.']);
    expect(gridOf(read(), 0)[1]).toEqual(['ology', 'Same network']);
  });

  test('[DRA-21l] from one table to another it takes what is between, and words another types in a cell stay there once', () => {
    const OTHER = table('u', [['One', 'Two']]);
    const { editor, ydoc, read, grid } = openEditor([SERVICES, words('q', 'Between.'), OTHER]);
    const other = openEditor([], copyOf(ydoc));
    select(other.editor, 'Two', 'Two');
    type(other.editor, 'Not ');
    select(editor, 'site', 'wo');
    press(editor, 'Backspace');
    sync(ydoc, other.ydoc);
    expect(said(read())).toEqual(['[table]', '[table]']);
    expect(grid().at(-1)).toEqual(['Plastic surgery', 'Same ']);
    expect(grid(1)).toEqual([['', 'Not wo']]);
  });
});

describe('rows, columns and tables', () => {
  test('[DRA-21e] rows and columns are added, moved and deleted, and each act is undone by itself', () => {
    const { editor, grid } = openEditor([SERVICES]);
    const before = grid();
    const acts: [TableActName, string[]][] = [
      ['rowBelow', ['Service Where', 'Pathology Same network', ' ', 'Plastic surgery Same site']],
      ['rowUp', ['Service Where', ' ', 'Pathology Same network', 'Plastic surgery Same site']],
      ['columnAfter', ['Service  Where', '  ', 'Pathology  Same network', 'Plastic surgery  Same site']],
      ['columnLeft', [' Service Where', '  ', ' Pathology Same network', ' Plastic surgery Same site']],
      ['deleteRow', [' Service Where', ' Pathology Same network', ' Plastic surgery Same site']],
      ['deleteColumn', ['Service Where', 'Pathology Same network', 'Plastic surgery Same site']],
    ];
    caret(editor, 1, 0);
    for (const [name, rows] of acts) {
      act(editor, name);
      expect(
        grid().map((cells) => cells.join(' ')),
        name,
      ).toEqual(rows);
    }
    for (let i = 0; i < acts.length; i++) editor.storage.flatText.undo?.undo();
    expect(grid()).toEqual(before);
  });

  test('[DRA-21f] a column is put in by one step of the editor, whatever the number of rows', () => {
    const rows = Array.from({ length: 40 }, (_, i) => [`${i}`, 'x']);
    const { editor, grid } = openEditor([table('t', rows)]);
    let steps = 0;
    editor.on('transaction', ({ transaction }) => (steps += transaction.steps.length));
    caret(editor, 3, 1);
    act(editor, 'columnBefore');
    expect(steps).toBe(1);
    expect(grid()[39]).toEqual(['39', '', 'x']);
  });

  test('[DRA-21g] the header row is a row and stays first, whatever others put before it; it is turned off and on', () => {
    const mine = openEditor([SERVICES]);
    const theirs = openEditor([], copyOf(mine.ydoc));
    caret(mine.editor, 0, 0);
    expect(TABLE_ACTS.rowAbove.may({ ...placeOf(mine.editor), row: 0 })).toBe(false);
    act(mine.editor, 'headerRow');
    caret(theirs.editor, 1, 0);
    act(theirs.editor, 'rowAbove');
    act(mine.editor, 'headerRow');
    act(mine.editor, 'headerColumn');
    sync(mine.ydoc, theirs.ydoc);
    const [read] = theirs.read();
    expect(read).toMatchObject({ headerRow: true, headerColumn: true });
    expect(theirs.grid()[0]).toEqual(['Service', 'Where']);
    const cells = [...theirs.element.querySelectorAll('th')].map((cell) => `${cell.scope} ${cell.textContent}`);
    expect(cells).toEqual(['col Service', 'col Where', 'row Pathology', 'row Plastic surgery']);
  });

  test('[DRA-21h] a table is put in behind the caret’s block and deleted as a whole, words behind it stay', () => {
    const { editor, read, grid } = openEditor([words('p', 'Before'), words('q', 'After')]);
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, 3)));
    run(editor, insertTable(2, 3));
    type(editor, 'first');
    expect(read().map(({ kind }) => kind)).toEqual(['paragraph', 'table', 'paragraph']);
    expect(grid()).toEqual([
      ['first', '', ''],
      ['', '', ''],
    ]);
    act(editor, 'deleteTable');
    expect(read().map(({ id }) => id)).toEqual(['p', 'q']);
    editor.storage.flatText.undo?.undo();
    expect(grid()[0]).toEqual(['first', '', '']);
  });

  test('[DRA-21i] what is beyond the room for tables is refused with a sentence that says how much there is', () => {
    const { editor, grid } = openEditor([table('t', [Array.from({ length: MAX_TABLE_COLUMNS }, () => 'x')], false)]);
    caret(editor, 0, 3);
    expect(TABLE_ACTS.columnAfter.refusal?.(editor.state, placeOf(editor))).toBe('A table can have 30 columns.');
    expect(tableRefusal(editor.state, MAX_TABLE_CELLS / 10, 10)).toBe(
      'The tables of one document can have 5,000 cells together. Put longer lists into a file of their own.',
    );
    expect(grid()[0]).toHaveLength(MAX_TABLE_COLUMNS);
  });
});

function placeOf(editor: Editor) {
  const start = tableStart(editor);
  const node = editor.state.doc.nodeAt(start)!;
  return {
    table: node,
    start,
    row: 0,
    column: 3,
    rows: node.child(0).childCount,
    columns: (node.attrs.columns as string[]).length,
  };
}

describe('two people', () => {
  test('[TXT-1r] a row deleted while somebody writes in it comes back as recovered, with every word, and can be kept', () => {
    const mine = openEditor([SERVICES]);
    const theirs = openEditor([], copyOf(mine.ydoc));
    caret(mine.editor, 1, 0);
    act(mine.editor, 'deleteRow');
    caret(theirs.editor, 1, 1);
    type(theirs.editor, ', by agreement');
    sync(mine.ydoc, theirs.ydoc);
    expect(mine.grid()[1]).toEqual(['Pathology', 'Same network, by agreement']);
    expect(mine.element.querySelector('tr.c-recovered')?.textContent).toContain('by agreement');
    caret(mine.editor, 1, 0);
    act(mine.editor, 'keepRecovered');
    sync(mine.ydoc, theirs.ydoc);
    expect(theirs.element.querySelector('.c-recovered')).toBeNull();
    expect(theirs.grid()).toEqual(mine.grid());
  });

  test('[TXT-1s] rows and columns put in at once make one rectangle, and two first words in one empty cell both stay', () => {
    const mine = openEditor([table('t', [['', '']], false)]);
    const theirs = openEditor([], copyOf(mine.ydoc));
    caret(mine.editor, 0, 0);
    type(mine.editor, 'mine');
    act(mine.editor, 'rowBelow');
    caret(theirs.editor, 0, 0);
    type(theirs.editor, 'theirs');
    act(theirs.editor, 'columnAfter');
    sync(mine.ydoc, theirs.ydoc);
    expect(mine.grid()).toEqual(theirs.grid());
    expect(mine.grid().map((row) => row.length)).toEqual([3, 3]);
    expect(mine.grid()[0]?.[0]).toMatch(/^(minetheirs|theirsmine)$/);
  });

  test('[TXT-1t] a row moved by two people is there once, and a table moved under somebody’s typing takes the words along', () => {
    const mine = openEditor([SERVICES, words('p', 'End')]);
    const theirs = openEditor([], copyOf(mine.ydoc));
    caret(mine.editor, 1, 0);
    act(mine.editor, 'rowDown');
    caret(theirs.editor, 2, 0);
    act(theirs.editor, 'rowUp');
    type(theirs.editor, '!');
    sync(mine.ydoc, theirs.ydoc);
    expect(
      mine
        .grid()
        .map(([first]) => first)
        .sort(),
    ).toEqual(['Pathology', 'Plastic surgery!', 'Service']);
    const { tr, doc } = mine.editor.state;
    const node = doc.child(0);
    tr.delete(0, node.nodeSize);
    mine.editor.view.dispatch(tr.insert(tr.doc.content.size, node));
    caret(theirs.editor, 0, 1);
    type(theirs.editor, ' exactly');
    sync(mine.ydoc, theirs.ydoc);
    expect(mine.read().map(({ kind }) => kind)).toEqual(['paragraph', 'table']);
    expect(mine.grid()[0]).toEqual(['Service', 'Where exactly']);
  });

  test('[TXT-10f] the caret stays beside its words when somebody moves the row it is in', () => {
    const mine = openEditor([SERVICES]);
    const theirs = openEditor([], copyOf(mine.ydoc));
    caret(mine.editor, 2, 1);
    caret(theirs.editor, 2, 0);
    act(theirs.editor, 'rowUp');
    sync(mine.ydoc, theirs.ydoc);
    type(mine.editor, ' here');
    expect(mine.grid()[1]).toEqual(['Plastic surgery', 'Same site here']);
  });

  test('[TXT-10f] the caret stays with its words when a column finds its place again by being written in', () => {
    const mine = openEditor([SERVICES]);
    caret(mine.editor, 0, 0);
    act(mine.editor, 'columnAfter');
    const theirs = openEditor([], copyOf(mine.ydoc));
    caret(theirs.editor, 0, 1);
    type(theirs.editor, 'H');
    sync(mine.ydoc, theirs.ydoc);
    mine.editor.storage.flatText.undo?.undo(); // of the column, in which somebody has written meanwhile
    caret(mine.editor, 0, 0);
    act(mine.editor, 'columnAfter'); // another one, so that there is something to go before
    sync(mine.ydoc, theirs.ydoc);
    caret(theirs.editor, 1, theirs.grid()[0]!.indexOf('H'));
    for (const letter of 'words') type(theirs.editor, letter);
    expect(theirs.grid().flat()).toContain('words');
    mine.read();
  });
});

describe('while suggesting', () => {
  /** An editor that suggests as Asha, and what it proposes in sentences. */
  function openSuggesting(blocks: Block[]) {
    const opened = openEditor(blocks);
    registerSession(opened.ydoc, 1001, 'asha');
    opened.editor.storage.flatText.binding?.suggestAs({ person: 'asha', session: 1001 });
    const proposals = (): string[] => listSuggestions(opened.ydoc).map(suggestionWords);
    const shown = (): string[] =>
      [...opened.element.querySelectorAll('tr')].map((row) =>
        [...row.querySelectorAll('td, th')].map((cell) => cell.textContent).join(' | '),
      );
    const decide = (accept: boolean): void =>
      (accept ? acceptSuggestions : rejectSuggestions)(opened.ydoc, partsOf(listSuggestions(opened.ydoc)));
    return { ...opened, proposals, shown, decide };
  }

  const drawn = async (): Promise<void> => new Promise((later) => setTimeout(later, 20));

  test('[TXT-4m] words, formats and kinds in a cell are suggested, and accepted they stand', async () => {
    const { editor, element, grid, proposals, decide } = openSuggesting([SERVICES]);
    const before = grid();
    caret(editor, 1, 1);
    type(editor, ' only');
    caret(editor, 2, 0);
    editor.view.dispatch(editor.state.tr.delete(editor.state.selection.head - 7, editor.state.selection.head));
    press(editor, '8', { ctrlKey: true, shiftKey: true });
    await drawn();
    expect(grid()).toEqual(before);
    expect(proposals()).toEqual(['Adds “only”.', 'Takes out “surgery”.', 'Makes this a bullet.']);
    expect(element.querySelector('td ins.c-sug')?.textContent).toBe(' only');
    expect(element.querySelector('td del.c-sug')?.getAttribute('data-spoken')).toContain('asha Example suggests to take out');
    decide(true);
    expect(grid()).toEqual([before[0], ['Pathology', 'Same network only'], ['Plastic ', 'Same site']]);
  });

  test('[TXT-4m] a new row with its words is one suggestion, is told in words and signs, and is taken back with one undo', async () => {
    const { editor, element, grid, proposals, shown, decide } = openSuggesting([SERVICES]);
    const before = grid();
    caret(editor, 1, 0);
    act(editor, 'rowBelow');
    type(editor, 'Radiology');
    press(editor, 'Tab');
    type(editor, 'By agreement');
    await drawn();
    expect(grid()).toEqual(before);
    expect(shown()[2]).toBe('Radiology | By agreement');
    expect(proposals()).toEqual(['Adds a row: “Radiology, By agreement”.']);
    expect(element.querySelectorAll('tr:nth-child(3) .c-sug-cell--new')).toHaveLength(2);
    expect(element.querySelector('tr:nth-child(3) td')?.getAttribute('data-suggested')).toBe(
      '+ asha Example suggests this new row.',
    );
    decide(true);
    expect(grid()).toEqual([before[0], before[1], ['Radiology', 'By agreement'], before[2]]);
    press(editor, 'z', { ctrlKey: true });
    expect(grid().length).toBe(4); // what was accepted stays: undo of a suggester is of suggestions
  });

  test('[TXT-4m] rows and columns that are to go are struck through and stay until somebody accepts', async () => {
    const { editor, element, grid, proposals, decide } = openSuggesting([SERVICES]);
    const before = grid();
    caret(editor, 1, 0);
    act(editor, 'deleteRow');
    caret(editor, 0, 1);
    act(editor, 'deleteColumn');
    await drawn();
    expect(grid()).toEqual(before);
    expect(proposals()).toEqual([
      'Takes out the row “Pathology, Same network”.',
      'Takes out the column “Where, Same network, Same site”.',
    ]);
    expect(element.querySelectorAll('.c-sug-cell--gone')).toHaveLength(4);
    expect(element.querySelector('tr:nth-child(2) td')?.getAttribute('data-suggested')).toContain('take this row out');
    press(editor, 'z', { ctrlKey: true });
    expect(proposals()).toHaveLength(1);
    decide(true);
    expect(grid()).toEqual([before[0], before[2]]);
  });

  test('[TXT-4m] a new row is taken back by deleting it, with what was written in it, and rejected it leaves nothing', () => {
    const { editor, grid, proposals, shown, decide } = openSuggesting([SERVICES]);
    const before = [grid(), shown()];
    caret(editor, 2, 1);
    act(editor, 'rowBelow');
    type(editor, 'Mistake');
    act(editor, 'deleteRow');
    expect([grid(), shown(), proposals()]).toEqual([...before, []]);
    act(editor, 'columnAfter');
    type(editor, 'Who');
    expect(proposals()).toEqual(['Adds a column: “Who”.']);
    decide(false);
    expect([grid(), shown(), proposals()]).toEqual([...before, []]);
  });

  test('[TXT-4m] cells pasted beyond the edge propose the rows they need, in one act', () => {
    const { editor, grid, proposals, shown } = openSuggesting([SERVICES]);
    const before = grid();
    caret(editor, 2, 1);
    editor.view.pasteHTML('<table><tr><td>Site A</td></tr><tr><td>Site B</td></tr></table>');
    expect(grid()).toEqual(before);
    expect(shown()[3]).toBe(' | Site B');
    expect(proposals()).toContain('Adds a row: “Site B”.');
    press(editor, 'z', { ctrlKey: true });
    expect(proposals()).toEqual([]);
  });

  test('[TXT-4n] tables as a whole, moves of rows and headers cannot be suggested, and a sentence says so', () => {
    const { ydoc, editor, grid, proposals } = openSuggesting([words('p', 'Before'), SERVICES, words('q', 'After')]);
    const before = Y.encodeStateVector(ydoc);
    const refusals: [TableActName, string][] = [
      ['rowDown', 'rows and columns cannot be moved'],
      ['headerColumn', 'headers cannot be turned on or off'],
      ['deleteTable', 'cannot be added, moved or deleted as a whole'],
    ];
    for (const [name, sentence] of refusals) {
      caret(editor, 1, 1);
      act(editor, name);
      expect(editor.storage.flatText.notice.current()).toContain(sentence);
    }
    expect(Y.encodeStateVector(ydoc)).toEqual(before);
    expect(proposals()).toEqual([]);
    editor.view.dispatch(editor.state.tr.insertText('Just ', 1));
    expect(proposals()).toEqual(['Adds “Just”.']);
    expect(grid()).toHaveLength(3);
  });
});

describe('clipboard', () => {
  test('[TXT-1u] cells that are copied go over the cells they are pasted on, and rows and columns are added as needed', () => {
    const { editor, grid } = openEditor([SERVICES, table('u', [['1', '2']], false)]);
    caret(editor, 1, 0, [2, 1]);
    const html = copy(editor);
    expect(new DOMParser().parseFromString(html, 'text/html').querySelectorAll('table tr')).toHaveLength(2);
    caret(editor, 0, 1, undefined, 1);
    editor.view.pasteHTML(html);
    expect(grid(1)).toEqual([
      ['1', 'Pathology', 'Same network'],
      ['', 'Plastic surgery', 'Same site'],
    ]);
  });

  test('[TXT-1v] a table pasted from a spreadsheet fills the cells from the caret on', () => {
    const { editor, grid } = openEditor([SERVICES]);
    caret(editor, 1, 1);
    editor.view.pasteHTML('<table><tr><td>A1</td></tr><tr><td>A2</td></tr><tr><td>A3</td></tr></table>');
    expect(grid()).toEqual([
      ['Service', 'Where'],
      ['Pathology', 'A1'],
      ['Plastic surgery', 'A2'],
      ['', 'A3'],
    ]);
  });

  test('[TXT-1w] words with a table among them go into a cell as words', () => {
    const { editor, grid } = openEditor([SERVICES]);
    caret(editor, 2, 1);
    editor.view.pasteHTML('<p>one</p><table><tr><td>two</td><td>three</td></tr></table><p>four</p>');
    const cell = grid()[2]?.[1] ?? '';
    for (const word of ['Same site', 'one', 'two', 'three', 'four']) expect(cell).toContain(word);
    expect(grid()).toHaveLength(3);
  });

  test('[TXT-1x] a table that is cut and pasted is the same table, with what others wrote in it meanwhile; a copy is another one', () => {
    const mine = openEditor([SERVICES, words('p', 'End')]);
    const theirs = openEditor([], copyOf(mine.ydoc));
    const size = mine.editor.state.doc.child(0).nodeSize;
    const html = mine.editor.view.serializeForClipboard(mine.editor.state.doc.slice(0, size)).dom.innerHTML;
    mine.editor.view.dispatch(mine.editor.state.tr.delete(0, size));
    caret(theirs.editor, 1, 0);
    type(theirs.editor, ' lab');
    sync(mine.ydoc, theirs.ydoc);
    expect(theirs.grid()).toEqual([]);
    mine.editor.view.dispatch(mine.editor.state.tr.setSelection(TextSelection.create(mine.editor.state.doc, 4)));
    mine.editor.view.pasteHTML(html);
    sync(mine.ydoc, theirs.ydoc);
    expect(theirs.grid()[1]).toEqual(['Pathology lab', 'Same network']);
    mine.editor.view.dispatch(
      mine.editor.state.tr.setSelection(TextSelection.create(mine.editor.state.doc, mine.editor.state.doc.content.size - 1)),
    );
    mine.editor.view.pasteHTML(html);
    const tables = mine.read().filter(({ kind }) => kind === 'table');
    expect(tables).toHaveLength(2);
    expect(new Set(tables.map(({ id }) => id)).size).toBe(2);
  });
});
