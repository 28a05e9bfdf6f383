import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { FlatWriter, syncAll } from '../../support/flat-writer.ts';
import { copyOf } from '../../support/suggesting.ts';
import { blocksOnScreen } from '../../support/word-tally.ts';

/** Two people who see one block of words. */
function twoWith(text: string): [FlatWriter, FlatWriter] {
  const doc = new Y.Doc();
  seedDocument(doc, { schema: 1, blocks: [{ id: 'a', kind: 'paragraph', level: 0, content: [{ text }] }] });
  return [new FlatWriter(copyOf(doc, 1)), new FlatWriter(copyOf(doc, 2))];
}

function replace(writer: FlatWriter, from: number, to: number, words: string): void {
  writer.change(writer.state.tr.insertText(words, 1 + from, 1 + to));
}

function met(writers: [FlatWriter, FlatWriter]): string | undefined {
  syncAll(writers);
  writers.forEach((writer) => writer.check());
  return blocksOnScreen(writers[0].state.doc)[0];
}

// from, to, put in, where the other types x, result
const REPLACED: [string, number, number, string, number, string][] = [
  ['the review', 0, 10, 'our new view', 6, 'our new viewx'], // "r" of "our" is none of "the review"
  ['one two2 ends', 5, 8, 'ake four2', 7, 'one take four2x ends'], // the "2" of "four2" is not that of "two2"
  ['a clause', 2, 8, 'note and clause', 5, 'a note and claxuse'], // a word that is the same stays the same
];

test.for(REPLACED)(
  '[TXT-2j] in “%s” words take the place of others, each whole, while somebody types there',
  ([text, from, to, words, at, result]) => {
    const [a, b] = twoWith(text);
    replace(a, from, to, words);
    replace(b, at, at, 'x');
    expect(met([a, b])).toBe(result);
  },
);

test('[TXT-2j] a word is corrected letter by letter, and what somebody types in it stays at its place', () => {
  const [a, b] = twoWith('recieve it');
  replace(a, 0, 7, 'receive');
  replace(b, 6, 6, 'x');
  expect(met([a, b])).toBe('receivxe it');
});
