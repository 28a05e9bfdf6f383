import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { ChangeCredits } from '../../../shared/text/live/credit-changes.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { FlatWriter } from '../../support/flat-writer.ts';
import { copyOf, registerSession, suggestingWriter } from '../../support/suggesting.ts';

/** A paragraph before any heading, then "Scope" with a paragraph and a table of one cell. */
function aDoc(): Y.Doc {
  const doc = new Y.Doc();
  const paragraph = (id: string, text: string) => ({ id, kind: 'paragraph' as const, level: 0, content: [{ text }] });
  const cell = { id: 'r1~k1', blocks: [paragraph('cell', 'inside')] };
  seedDocument(doc, {
    schema: 1,
    blocks: [
      paragraph('before', 'Before'),
      { id: 'scope', kind: 'heading', level: 1, content: [{ text: 'Scope' }] },
      paragraph('one', 'Words'),
      { id: 'table', kind: 'table', headerRow: false, headerColumn: false, rows: [{ id: 'r1', cells: [cell] }] },
    ],
  });
  registerSession(doc, 4711, 'asha');
  return doc;
}

/** Writes behind a word in the editor. */
function writeBehind(writer: FlatWriter, word: string, words: string): void {
  let place = -1;
  writer.state.doc.descendants((node, at) => {
    if (node.isText && node.text?.includes(word)) place = at + node.text.indexOf(word) + word.length;
  });
  writer.change(writer.state.tr.insertText(words, place));
}

test('[DRA-25g] words are credited to the section they stand in, those in a table to the one the table stands in', () => {
  const doc = aDoc();
  const credits = new ChangeCredits(doc);
  const writer = new FlatWriter(doc);
  writeBehind(writer, 'Before', ' this');
  writeBehind(writer, 'Words', ' and more');
  writeBehind(writer, 'inside', ' a cell');
  const section = { removed: 0, proposed: 0 };
  expect(credits.take()).toEqual([
    { ...section, section: '', added: ' this'.length },
    { ...section, section: 'scope', added: ' and more'.length + ' a cell'.length },
  ]);
  expect(credits.take()).toEqual([]);
});

test('[DRA-25g] words in a block that was moved are credited to the section it is shown in', () => {
  const doc = aDoc();
  const credits = new ChangeCredits(doc);
  const writer = new FlatWriter(doc);
  const first = writer.state.doc.child(0);
  const { tr } = writer.state;
  writer.change(tr.delete(0, first.nodeSize).insert(tr.doc.content.size, first));
  writeBehind(writer, 'Before', ' this');
  expect(credits.take()).toEqual([{ section: 'scope', added: ' this'.length, removed: 0, proposed: 0 }]);
});

test('[DRA-25g] what is only suggested is counted apart, and what was written and taken back in one change is not counted', () => {
  const doc = aDoc();
  const copy = copyOf(doc, 4711);
  const credits = new ChangeCredits(doc);
  const known = Y.encodeStateVector(copy);
  const writer = suggestingWriter(copy, 4711, 'asha');
  writeBehind(writer, 'Words', ' proposed');
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy, known));
  expect(credits.take()).toEqual([{ section: 'scope', added: 0, removed: 0, proposed: ' proposed'.length }]);

  const editor = new FlatWriter(doc);
  doc.transact(() => {
    writeBehind(editor, 'Before', 'x');
    editor.change(editor.state.tr.delete(7, 8));
  });
  expect(credits.take()).toEqual([]);
});
