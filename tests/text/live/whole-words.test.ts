import { TextSelection } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { suggestionWords } from '../../../shared/drafting/suggestion-words.ts';
import type { Inline } from '../../../shared/text/document-text.ts';
import { caretAt } from '../../../shared/text/live/caret-place.ts';
import { listSuggestions } from '../../../shared/text/live/list-suggestions.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import type { CharacterId } from '../../../shared/text/live/yjs-internals.ts';
import { textOf } from '../../../shared/text/plain-text.ts';
import { runs } from '../../support/depth.ts';
import { syncAll, type FlatWriter } from '../../support/flat-writer.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { copyOf, decideAll, partsOf, registerSession, suggestingWriter } from '../../support/suggesting.ts';

const FIRST_SEED = Number(process.env.CONCORD_SEED ?? 1);

/** Two people who suggest in one paragraph. */
function twoWhoSuggest(content: Inline[]): [FlatWriter, FlatWriter] {
  const doc = new Y.Doc();
  doc.clientID = 100;
  seedDocument(doc, { schema: 1, blocks: [{ id: 'a', kind: 'paragraph', level: 0, content }] });
  registerSession(doc, 1001, 'asha');
  registerSession(doc, 1002, 'ben');
  return [suggestingWriter(copyOf(doc, 1), 1001, 'asha'), suggestingWriter(copyOf(doc, 2), 1002, 'ben')];
}

function asha(...content: string[]): FlatWriter {
  return twoWhoSuggest(content.map((text) => ({ text })))[0];
}

/** Replaces some letters of the text, counted from 0, in one step. */
function replace(writer: FlatWriter, from: number, to: number, words: string): void {
  const { tr } = writer.state;
  writer.change(words ? tr.insertText(words, from + 1, to + 1) : tr.delete(from + 1, to + 1));
  writer.check();
}

/** What goes and what comes in each suggestion. */
function proposals(writer: FlatWriter): string[] {
  return listSuggestions(writer.doc).map(({ parts }) => {
    let told = '';
    let last: string | undefined;
    for (const part of parts) {
      if (part.act !== 'deletion' && part.act !== 'insertion') continue;
      if (part.act !== last) told += part.act === 'deletion' ? '-' : '+';
      last = part.act;
      told += part.text;
    }
    return told;
  });
}

function cards(writer: FlatWriter): string[] {
  return listSuggestions(writer.doc).map(suggestionWords);
}

test('[TXT-4r] a replacement inside a word is suggested as the whole word replaced, also a corrected letter in it', () => {
  const writer = asha('See teh board.');
  replace(writer, 5, 7, 'he');
  expect(writer.state.doc.textContent).toBe('See tehthe board.');
  expect(proposals(writer)).toEqual(['-teh+the']);
  expect(textOf(readDocumentText(writer.doc))).toBe('See teh board.');
  expect([false, true].map((accept) => textOf(decideAll(writer.doc, accept).text))).toEqual(['See teh board.', 'See the board.']);
  writer.undo.undo();
  expect([writer.state.doc.textContent, proposals(writer)]).toEqual(['See teh board.', []]);
});

test.each([
  ['several words', 'walking home', [4, 12, 'ed away'], '-walking home+walked away'],
  ['a number', 'in 1,200 beds', [5, 6, '3'], '-1,200+1,300'],
  ['two joined words', 'a 14-day wait', [2, 4, '21'], '-14-day+21-day'],
  ['a word in quotation marks', '‘recieve’ it', [4, 6, 'ei'], '-recieve+receive'],
  ['a word as a whole', 'the board meets', [4, 9, 'council'], '-board+council'],
  ['signs between words', 'one, two', [3, 4, ';'], '-,+;'],
] as const)('[TXT-4r] %s: the words at its ends are whole', (_, text, [from, to, words], proposal) => {
  const writer = asha(text);
  replace(writer, from, to, words);
  expect(proposals(writer)).toEqual([proposal]);
});

test('[TXT-4r] what only adds or only takes away stays letter by letter, and so does a word that is huge', () => {
  const adds = asha('the bord meets');
  replace(adds, 6, 6, 'a');
  expect(proposals(adds)).toEqual(['+a']);
  const takes = asha('the boards meet');
  replace(takes, 9, 10, '');
  expect(proposals(takes)).toEqual(['-s']);
  const huge = asha(`see ${'x'.repeat(60)} there`);
  replace(huge, 20, 21, 'y');
  expect(proposals(huge)).toEqual(['-x+y']);
});

test('[TXT-4r] several replacements in one word are one, and those in several words are one each', () => {
  const writer = asha('banana, banana');
  const { tr } = writer.state;
  for (const at of [13, 11, 9, 5, 3, 1]) tr.insertText('o', at + 1, at + 2);
  writer.change(tr);
  writer.check();
  expect(proposals(writer)).toEqual(['-banana+bonono', '-banana+bonono']);
});

test('[TXT-4r] letters for which anybody has proposed something, or that look otherwise, are left alone', () => {
  const [ben, writer] = twoWhoSuggest([{ text: 'the baord meets' }]);
  replace(ben, 9, 9, 's'); // "baord[s]" by Ben
  replace(ben, 0, 2, ''); // "[th]e" by Ben
  syncAll([ben, writer]);
  replace(writer, 5, 7, 'oa');
  replace(writer, 2, 3, 'a');
  expect(listSuggestions(writer.doc).map((each) => each.person)).toEqual(['asha', 'ben', 'ben', 'asha']);
  expect(proposals(writer)).toEqual(['-th', '-e+a', '-baord+board', '+s']);
  const [bold] = twoWhoSuggest([{ text: 'Sp', strong: true }, { text: 'aern' }]);
  replace(bold, 3, 6, 'ren');
  expect(proposals(bold)).toEqual(['-aern+aren']);
});

test('[TXT-4r] replacing one’s own new letters replaces nothing that stands, whatever they stand in', () => {
  const writer = asha('the bord meets');
  replace(writer, 6, 6, 'oo');
  replace(writer, 6, 8, 'oa');
  expect(writer.state.doc.textContent).toBe('the booard meets');
  expect(proposals(writer)).toEqual(['+oa']);
});

test('[TXT-4r] the caret stays where it was in the word, and typing goes on there', () => {
  const writer = asha('He is walking there');
  const { tr } = writer.state;
  tr.insertText('e', 8, 11);
  writer.change(tr.setSelection(TextSelection.create(tr.doc, 9)));
  writer.change(writer.state.tr.insertText('nd'));
  writer.check();
  expect(proposals(writer)).toEqual(['-walking+wending']);
  expect(writer.state.doc.textBetween(writer.state.selection.head, writer.state.selection.head + 3)).toBe('ing');
});

test('[TXT-4r] words in a cell are replaced whole too', () => {
  const doc = new Y.Doc();
  const blocks = [{ id: 'p', kind: 'paragraph' as const, level: 0, content: [{ text: 'See teh plan' }] }];
  const rows = [{ id: 'r', cells: [{ id: 'c', blocks }] }];
  seedDocument(doc, { schema: 1, blocks: [{ id: 't', kind: 'table', headerRow: false, headerColumn: false, rows }] });
  registerSession(doc, 1001, 'asha');
  const writer = suggestingWriter(doc, 1001, 'asha');
  let at = 0;
  writer.state.doc.descendants((node, position) => void (node.isText && (at = position)));
  writer.change(writer.state.tr.insertText('he', at + 5, at + 7));
  writer.check();
  expect(proposals(writer)).toEqual(['-teh+the']);
});

test('[TXT-4t] what a suggestion does is told with the whole word it changes, as it is and as it would be', () => {
  const retyped = asha('See teh board.');
  for (const at of [6, 5]) replace(retyped, at, at + 1, '');
  replace(retyped, 5, 5, 'h');
  replace(retyped, 6, 6, 'e');
  expect([proposals(retyped), cards(retyped)]).toEqual([['+he-eh'], ['Replaces “teh” with “the”.']]);
  const writer = asha('The bord of experts whole boards, unknown to most.');
  replace(writer, 41, 41, ' and ');
  replace(writer, 34, 36, '');
  replace(writer, 31, 32, '');
  replace(writer, 20, 26, '');
  replace(writer, 6, 6, 'a');
  expect(cards(writer)).toEqual([
    'Replaces “bord” with “board”.',
    'Takes out “whole”.',
    'Replaces “boards” with “board”.',
    'Replaces “unknown” with “known”.',
    'Adds “and”.',
  ]);
});

test('[TXT-4r] outside of what was replaced no replacement touches anything that is proposed', ({ task }) => {
  const count = runs(60, 4000);
  for (let seed = FIRST_SEED; seed < FIRST_SEED + count; seed++) {
    const random = seededRandom(seed);
    const letters = (most: number): string =>
      Array.from({ length: 1 + random.below(most) }, () => random.pick([...'abcé-’,. '])).join('');
    const writers = twoWhoSuggest([{ text: letters(30) }, { text: letters(8), strong: true }]);
    for (let n = 0; n < 8; n++) {
      const writer = random.pick(writers);
      const { size } = writer.state.doc.child(0).content;
      const from = random.below(size + 1);
      const to = Math.min(from + random.below(4), size);
      const before = proposed(writer);
      for (let at = from; at < to; at++) before.delete(idAt(writer, at));
      const words = random.chance(0.7) ? letters(4) : '';
      if (to > from || words) replace(writer, from, to, words);
      const after = proposed(writer);
      for (const [id, what] of before) expect(after.get(id), `seed ${seed}`).toEqual(what);
      if (random.chance(0.5)) syncAll(writers);
    }
    syncAll(writers);
    for (const writer of writers) writer.check();
  }
  task.meta.figure = `${count} runs`;
});

/** What is proposed for each letter for which anything is, by its id. */
function proposed(writer: FlatWriter): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const part of partsOf(listSuggestions(writer.doc))) {
    if (part.act !== 'insertion' && part.act !== 'deletion') continue;
    for (let i = 0; i < part.range.length; i++) {
      const id = nameOf({ client: part.range.client, clock: part.range.clock + i });
      found.set(id, [...(found.get(id) ?? []), `${part.act} ${part.session}`].sort());
    }
  }
  return found;
}

/** The id of a letter of the paragraph. */
function idAt(writer: FlatWriter, letter: number): string {
  const caret = caretAt(writer.binding.shared, writer.state.doc, letter + 2); // behind it
  if (!caret || !('clock' in caret)) throw new Error('there is no letter');
  return nameOf(caret);
}

function nameOf({ client, clock }: CharacterId): string {
  return `${client}.${clock}`;
}
