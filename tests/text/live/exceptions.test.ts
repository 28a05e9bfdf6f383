import { TextSelection } from '@tiptap/pm/state';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { TABLE_ACTS, type TableActName } from '../../../client/drafting/editor/table-commands.ts';
import type { Block, TableBlock, TextBlock } from '../../../shared/text/document-text.ts';
import { documentSchema } from '../../../shared/text/live/document-schema.ts';
import { placeOfRelative, relativeOf } from '../../../shared/text/live/relative-place.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { FlatWriter, syncAll } from '../../support/flat-writer.ts';
import { copyOf, registerSession } from '../../support/suggesting.ts';
import { blocksOnScreen } from '../../support/word-tally.ts';

function block(id: string, text: string): TextBlock {
  return { id, kind: 'paragraph', level: 0, content: text ? [{ text }] : [] };
}

function table(id: string, rows: string[]): TableBlock {
  const cells = (text: string, r: number) => [{ id: `c${r}`, blocks: [block(`${id}b${r}`, text)] }];
  return {
    id,
    kind: 'table',
    headerRow: false,
    headerColumn: false,
    rows: rows.map((text, r) => ({ id: `r${r}`, cells: cells(text, r) })),
  };
}

/** So many people on one text: blocks named by letters, each with its own letter as its words. */
function people(count: number, blocks: Block[] = ['a', 'b', 'c'].map((id) => block(id, id.repeat(3)))): FlatWriter[] {
  const doc = new Y.Doc();
  doc.clientID = 100;
  seedDocument(doc, { schema: 1, blocks });
  for (let i = 1; i <= count; i++) registerSession(doc, 1000 + i, `person-${i}`);
  return Array.from({ length: count }, (_, i) => new FlatWriter(copyOf(doc, i + 1)));
}

/** What everybody reads when they have met: the words of each block, those in cells and behind a table among them. */
function met(all: FlatWriter[]): string[] {
  syncAll(all);
  for (const each of all) {
    each.check();
    expect(each.state.doc.eq(all[0]!.state.doc), 'all editors show the same').toBe(true);
  }
  return blocksOnScreen(all[0]!.state.doc);
}

/** Where some words stand: the position before them. */
function at({ state }: FlatWriter, words: string): number {
  let found = -1;
  state.doc.descendants((node, position) => {
    const offset = node.isText ? node.text!.indexOf(words) : -1;
    if (offset >= 0) found = position + offset;
  });
  if (found < 0) throw new Error(`"${words}" is not there`);
  return found;
}

/** The block of the first level in which some words stand, from and to. */
function around(writer: FlatWriter, words: string): { from: number; to: number } {
  const place = writer.state.doc.resolve(at(writer, words));
  return { from: place.before(1), to: place.after(1) };
}

function type(writer: FlatWriter, words: string, before: string): void {
  writer.change(writer.state.tr.insertText(words, at(writer, before)));
}

function remove(writer: FlatWriter, words: string): void {
  const { from, to } = around(writer, words);
  writer.change(writer.state.tr.delete(from, to));
}

/** Moves a run of blocks before another, or to the end. */
function move(writer: FlatWriter, [first, last]: [string, string], before?: string): void {
  const { from } = around(writer, first);
  const { to } = around(writer, last);
  const target = before === undefined ? writer.state.doc.content.size : around(writer, before).from;
  const { tr } = writer.state;
  const moved = writer.state.doc.slice(from, to).content;
  tr.delete(from, to);
  writer.change(tr.insert(tr.mapping.map(target), moved));
}

/** Joins a block with the one shown before it. */
function join(writer: FlatWriter, words: string): void {
  writer.change(writer.state.tr.join(around(writer, words).from));
}

function inTable(writer: FlatWriter, name: TableActName, words: string): void {
  const caret = TextSelection.create(writer.state.doc, at(writer, words));
  writer.state = writer.state.apply(writer.state.tr.setSelection(caret));
  TABLE_ACTS[name].run(writer.state, (transaction) => writer.change(transaction));
}

/** Turns the block at a position into a list. */
function toList(writer: FlatWriter, position: number): void {
  const place = writer.state.doc.resolve(position);
  writer.change(writer.state.tr.setNodeMarkup(place.before(), null, { ...place.parent.attrs, kind: 'bullet' }));
}

/** Cuts a block and pastes it before another, or at the end, in two steps. */
function cutAndPaste(writer: FlatWriter, words: string, before?: string): void {
  const { from, to } = around(writer, words);
  const cut = writer.state.doc.slice(from, to).content;
  writer.change(writer.state.tr.delete(from, to));
  writer.change(writer.state.tr.insert(before === undefined ? writer.state.doc.content.size : around(writer, before).from, cut));
}

/** Writes an unfinished word, as an input method does, and finishes it after something else has happened. */
function compose(writer: FlatWriter, before: string, meanwhile: () => void): void {
  const from = at(writer, before);
  writer.composing = true;
  const write = (word: string, over: number): void => {
    const start = over ? at(writer, 'x') : from;
    const tr = writer.state.tr.insertText(word, start, start + over);
    writer.change(tr.setSelection(TextSelection.create(tr.doc, start + word.length)).setMeta('composition', 1));
  };
  write('x', 0);
  meanwhile();
  write('xyz', 1);
  writer.composing = false;
  writer.binding.flush();
}

/** Where the words of the cell begin in which nobody has written. */
function emptyCell({ state }: FlatWriter): number {
  let found = -1;
  state.doc.descendants((node, position) => {
    if (node.type.name === 'tableCell' && node.textContent === '') found = position + 2;
  });
  return found;
}

function suggesting(writer: FlatWriter): FlatWriter {
  const { clientID } = writer.doc;
  writer.binding.suggestAs({ person: `person-${clientID}`, session: 1000 + clientID });
  return writer;
}

function bold(writer: FlatWriter, from: string, to: string): void {
  const strong = documentSchema.marks.strong!.create();
  writer.change(writer.state.tr.addMark(at(writer, from), at(writer, to) + to.length, strong));
}

type Example = (a: FlatWriter, b: FlatWriter, c: FlatWriter) => void;
const WITH_TABLE = [block('a', 'aaa'), table('t', ['one', 'two']), block('b', 'bbb')];

// The smallest example of every class that docs/TEXT-ENGINE.md names, in its order; what each gives is read there and must be so.
const EXAMPLES: [name: string, example: Example, blocks?: Block[]][] = [
  [
    'Joined where it is shown',
    (a, b, c) => {
      move(a, ['ccc', 'ccc'], 'bbb');
      met([a, b, c]);
      join(a, 'ccc');
      type(b, 'x', 'ccc');
    },
  ],
  [
    'Joined twice where it is shown',
    (a, b, c) => {
      move(a, ['ccc', 'ccc'], 'bbb');
      met([a, b, c]);
      join(a, 'ccc');
      join(b, 'ccc');
    },
  ],
  [
    'Moved twice',
    (a, b) => {
      move(a, ['aaa', 'aaa'], 'ccc');
      move(b, ['aaa', 'aaa']);
    },
  ],
  [
    'Moved in a circle',
    (a, b) => {
      move(a, ['aaa', 'aaa'], 'ccc');
      move(b, ['ccc', 'ccc'], 'aaa');
    },
  ],
  [
    'First block of a moved section deleted',
    (a, b) => {
      move(a, ['aaa', 'bbb']);
      remove(b, 'aaa');
    },
  ],
  [
    'Put behind a block that moves',
    (a, b) => {
      move(a, ['bbb', 'bbb']);
      const fresh = documentSchema.nodes.block!.create({ id: 'n' }, documentSchema.text('new'));
      b.change(b.state.tr.insert(around(b, 'ccc').from, fresh));
    },
  ],
  [
    'Deleted under typing',
    (a, b) => {
      remove(a, 'bbb');
      type(b, 'x', 'bbb');
    },
  ],
  [
    'Moved while a word is composed',
    (a, b) => {
      compose(b, 'two', () => {
        move(a, ['one', 'one']);
        syncAll([a, b]);
      });
    },
    ['one two', 'aaa', 'bbb', 'ccc'].map((text) => block(text[0]!, text)),
  ],
  [
    'Undone twice',
    (a, b, c) => {
      for (const each of [a, b]) each.change(each.state.tr.delete(at(each, 'bbb'), at(each, 'bbb') + 3));
      met([a, b, c]);
      for (const each of [a, b]) each.undo.undo();
    },
  ],
  [
    'Words cut and pasted twice',
    (a, b) => {
      for (const each of [a, b]) each.change(each.state.tr.delete(at(each, 'bbb'), at(each, 'bbb') + 3));
      type(a, 'bbb', 'aaa');
      type(b, 'bbb', 'ccc');
    },
  ],
  [
    'Typed where another splits',
    (a, b) => {
      a.change(a.state.tr.split(at(a, 'aaa') + 3));
      b.change(b.state.tr.insertText('x', at(b, 'aaa') + 3));
    },
  ],
  [
    'Virtual block made real twice',
    (a, b, c) => {
      remove(a, 'aaa');
      type(b, 'x', 'aaa');
      met([a, b, c]);
      for (const each of [a, b]) toList(each, at(each, 'x'));
    },
  ],
  [
    'Bold over bold',
    (a, b) => {
      bold(a, 'one', 'two');
      bold(b, 'two', 'three');
    },
    [block('a', 'one two three')],
  ],
  [
    'A relative place after cutting and pasting',
    (a) => {
      const place = relativeOf(a.doc, 'a', 0, 3)!;
      cutAndPaste(a, 'aaa');
      expect(placeOfRelative(a.doc, place)).toBeUndefined();
    },
  ],
  [
    'Table deleted under typing',
    (a, b) => {
      remove(a, 'one');
      type(b, 'x', 'two');
    },
    WITH_TABLE,
  ],
  [
    'Deleted into a table under typing',
    (a, b) => {
      a.change(a.state.tr.deleteRange(at(a, 'aaa') + 1, at(a, 'two') + 1));
      type(b, 'x', 'two');
    },
    WITH_TABLE,
  ],
  [
    'Cut and pasted into what goes',
    (a, b) => {
      remove(a, 'one');
      const words = at(b, 'bbb');
      b.change(b.state.tr.delete(words, words + 3));
      type(b, 'bbb', 'one');
    },
    WITH_TABLE,
  ],
  [
    'Table cut and pasted twice',
    (a, b) => {
      cutAndPaste(a, 'one');
      cutAndPaste(b, 'one', 'aaa');
    },
    WITH_TABLE,
  ],
  [
    'Table pasted twice, and taken away at both places',
    (a, b, c) => {
      cutAndPaste(a, 'one');
      cutAndPaste(b, 'one', 'aaa');
      met([a, b, c]);
      b.undo.undo();
      const { size } = a.state.doc.content;
      a.change(a.state.tr.delete(size - 2, size));
    },
    WITH_TABLE,
  ],
  [
    'First block of a cell converted twice',
    (a, b, c) => {
      a.change(a.state.tr.insertText('x', emptyCell(a)));
      met([a, b, c]);
      for (const each of [a, b]) toList(each, at(each, 'x'));
    },
    [block('a', 'aaa'), table('t', ['one', ''])],
  ],
  [
    'Row undone under typing',
    (a, b, c) => {
      inTable(a, 'rowBelow', 'one');
      met([a, b, c]);
      a.undo.undo();
      b.change(b.state.tr.insertText('x', emptyCell(b)));
    },
    WITH_TABLE,
  ],
  [
    'Row proposed to go under typing',
    (a, b) => {
      inTable(suggesting(a), 'deleteRow', 'one');
      type(b, 'x', 'one');
    },
    WITH_TABLE,
  ],
  [
    'Move proposed twice',
    (a, b) => {
      move(suggesting(a), ['aaa', 'aaa']);
      move(suggesting(b), ['aaa', 'aaa'], 'ccc');
    },
  ],
];

/** The classes the manual names, each with the result it states. */
function named(): [string, string][] {
  const manual = readFileSync(new URL('../../../docs/TEXT-ENGINE.md', import.meta.url), 'utf8');
  const section = manual.split('\n## Exceptions')[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n**')
    .slice(1)
    .map((part) => {
      const result = /^ {4}result: (.*)$/m.exec(part)?.[1] ?? '';
      return [part.slice(0, part.indexOf('.**')), result];
    });
}

test('[TXT-2h] the manual names the classes of what concurrent editing costs that are shown here, and no other', () => {
  expect(named().map(([name]) => name)).toEqual(EXAMPLES.map(([name]) => name));
});

test.for(EXAMPLES)('[TXT-2g] %s: the smallest example gives what the manual says', ([name, example, blocks], { task }) => {
  const [a, b, c] = people(3, blocks) as [FlatWriter, FlatWriter, FlatWriter];
  example(a, b, c);
  const result = readable(met([a, b, c]), a);
  task.meta.figure = result;
  expect(result).toBe(named().find(([each]) => each === name)?.[1]);
});

/** Blocks as the manual writes them: with * around what is bold, and – for an empty one. */
function readable(blocks: string[], { state }: FlatWriter): string {
  let isBold = '';
  state.doc.descendants((node) => {
    if (node.marks.some(({ type: mark }) => mark.name === 'strong')) isBold = node.text ?? '';
  });
  const shown = blocks.map((words) => (isBold ? words.replace(isBold, `*${isBold}*`) : words));
  return shown.map((words) => words || '–').join(' | ');
}
