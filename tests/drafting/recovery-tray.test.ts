import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { putWordsBack } from '../../client/drafting/editor/put-words-back.ts';
import type { Block, TableBlock, TextBlock } from '../../shared/text/document-text.ts';
import { openRoots } from '../../shared/text/live/flat-root.ts';
import { AT_IT_MS, OwnTyping } from '../../shared/text/live/own-typing.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import { stillTaken, type TakenWords } from '../../shared/text/live/taken-words.ts';
import { watchTaken } from '../../shared/text/live/watch-taken.ts';
import { blockText } from '../../shared/text/plain-text.ts';
import { FlatWriter, sync } from '../support/flat-writer.ts';
import { registerSession } from '../support/suggesting.ts';

// What is offered back to whom, and what putting it back does.

const paragraph = (id: string, text: string): TextBlock => ({ id, kind: 'paragraph', level: 0, content: [{ text }] });

const TABLE: TableBlock = {
  id: 't',
  kind: 'table',
  headerRow: false,
  headerColumn: false,
  rows: ['r1', 'r2'].map((id) => ({
    id,
    cells: ['a', 'b'].map((cell) => ({
      id: `${id}${cell}`,
      blocks: [{ id: `${id}${cell}p`, kind: 'paragraph', level: 0, content: [{ text: `${id}${cell} words` }] }],
    })),
  })),
};

const CLAUSES = [paragraph('p', 'First clause.'), paragraph('q', 'The clinic sees them.'), paragraph('s', 'Last clause.')];

function twoWriters(blocks: Block[] = CLAUSES) {
  const hub = new Y.Doc();
  hub.clientID = 100;
  seedDocument(hub, { schema: 1, blocks });
  const clock = { now: 0 };
  const open = (client: number, known: number[] = []) => {
    const doc = new Y.Doc();
    doc.clientID = client;
    sync({ doc }, { doc: hub });
    const taken: TakenWords[] = [];
    watchTaken(doc, { own: new OwnTyping(known), now: () => clock.now, onTaken: (found) => taken.push(...found) });
    return { writer: new FlatWriter(doc), taken };
  };
  const asha = open(1);
  const kwabena = open(2);
  const meet = (): void => {
    for (let round = 0; round < 2; round++) for (const { writer } of [asha, kwabena]) sync(writer, { doc: hub });
    for (const { writer } of [asha, kwabena]) writer.check();
  };
  return { hub, clock, open, asha: asha.writer, offers: asha.taken, kwabena: kwabena.writer, others: kwabena.taken, meet };
}

function typeAfter(writer: FlatWriter, before: string, words: string): void {
  writer.change(writer.state.tr.insertText(words, endOf(writer, before)));
}

function endOf(writer: FlatWriter, words: string): number {
  let at = -1;
  writer.state.doc.descendants((node, position) => {
    const found = node.isText ? (node.text ?? '').indexOf(words) : -1;
    if (found >= 0) at = position + found + words.length;
  });
  if (at < 0) throw new Error(`nowhere: ${words}`);
  return at;
}

function deleteBlock(writer: FlatWriter, id: string): void {
  writer.state.doc.forEach((node, at) => {
    if (node.attrs['id'] === id) writer.change(writer.state.tr.delete(at, at + node.nodeSize));
  });
}

function texts(writer: FlatWriter): string[] {
  return readDocumentText(writer.doc).blocks.map((block) => (block.kind === 'table' ? 'table' : blockText(block)));
}

function putBack(writer: FlatWriter, taken: TakenWords | undefined): void {
  if (!taken) throw new Error('nothing is offered');
  writer.change(putWordsBack(writer.binding, writer.state, taken));
  writer.check();
}

describe('what is offered', () => {
  test('[DRA-5c] words typed in a paragraph that somebody deletes meanwhile, with the passage, the place and who it was', () => {
    const { asha, kwabena, offers, others, meet } = twoWriters();
    typeAfter(asha, 'The clinic', ' in Leeds always');
    deleteBlock(kwabena, 'q');
    meet();
    expect(texts(asha)).toEqual(['First clause. in Leeds always', 'Last clause.']);
    expect(offers).toMatchObject([{ words: ['in', 'Leeds', 'always'], from: 'block', near: 'p', deleter: 2, blockId: 'q' }]);
    expect(offers[0]?.passage.map(({ text, own }) => (own ? `[${text}]` : text)).join('')).toBe(
      'The clinic [in Leeds always] sees them.',
    );
    expect(others).toEqual([]);
  });

  test('[DRA-5d] words in a table that somebody deletes meanwhile, wherever in it they stand', () => {
    const { asha, kwabena, offers, meet } = twoWriters([...CLAUSES, TABLE]);
    typeAfter(asha, 'r1b words', ' mine');
    typeAfter(asha, 'r2a words', ' too');
    kwabena.state.doc.forEach((node, at) => {
      if (node.type.name === 'table') kwabena.change(kwabena.state.tr.delete(at, at + node.nodeSize));
    });
    meet();
    expect(offers).toMatchObject([{ words: ['mine', 'too'], from: 'table', deleter: 2, near: 's' }]);
  });

  test('[DRA-5e] a word of which somebody deleted the beginning while the end was typed is offered whole', () => {
    const { asha, kwabena, offers, meet } = twoWriters();
    typeAfter(asha, 'The', ' oncol');
    meet();
    const end = endOf(kwabena, 'oncol');
    kwabena.change(kwabena.state.tr.delete(end - 6, end));
    typeAfter(asha, 'oncol', 'ogy');
    meet();
    expect(texts(asha)[1]).toBe('Theogy clinic sees them.');
    expect(offers).toMatchObject([{ words: ['oncology'], from: 'word', blockId: 'q' }]);
    putBack(asha, offers[0]);
    expect(texts(asha)[1]).toBe('The oncology clinic sees them.');
  });

  test('[DRA-5f] nothing of an ordinary deletion, a joined paragraph, or a part that was spared', () => {
    const { asha, kwabena, offers, others, clock, meet } = twoWriters();
    typeAfter(asha, 'The clinic', ' in Leeds');
    meet();
    clock.now += AT_IT_MS + 1;
    const end = endOf(kwabena, 'in Leeds');
    kwabena.change(kwabena.state.tr.delete(endOf(kwabena, 'First'), end - 'Leeds'.length)); // the rest is all hers, and spared
    meet();
    kwabena.change(kwabena.state.tr.delete(endOf(kwabena, 'First'), endOf(kwabena, 'Leeds')));
    meet();
    typeAfter(asha, 'Last', ' but one');
    kwabena.state.doc.forEach((node, at) => void (node.attrs['id'] === 's' && kwabena.change(kwabena.state.tr.join(at))));
    meet();
    expect(texts(asha)).toEqual(['First sees them.Last but one clause.']);
    expect([...offers, ...others]).toEqual([]);
  });

  test('[DRA-5g] words deleted within ten seconds of being typed, even by somebody who had seen them, and no later', () => {
    const { asha, kwabena, offers, clock, meet } = twoWriters();
    typeAfter(asha, 'The clinic', ' in Leeds');
    meet();
    clock.now += AT_IT_MS;
    const end = endOf(kwabena, 'in Leeds');
    kwabena.change(kwabena.state.tr.delete(end - ' in Leeds'.length, end));
    meet();
    expect(offers).toMatchObject([{ words: ['in', 'Leeds'], from: 'word', remnants: [] }]);
    putBack(asha, offers[0]);
    expect(texts(asha)[1]).toBe('The clinic in Leeds sees them.');
    meet();
    clock.now += AT_IT_MS + 1;
    deleteBlock(kwabena, 'q');
    meet();
    expect(offers).toHaveLength(1);
  });

  test('[DRA-5h] nothing that the person deleted in another tab of their own', () => {
    const { asha, meet, hub, open, offers, clock } = twoWriters();
    const { writer: tab, taken } = open(3, [1]);
    clock.now += 1;
    const known = new OwnTyping([1, 3]);
    const alsoOffered: TakenWords[] = [];
    watchTaken(asha.doc, { own: known, now: () => clock.now, onTaken: (found) => alsoOffered.push(...found) });
    typeAfter(asha, 'The clinic', ' in Leeds');
    deleteBlock(tab, 'q');
    sync(tab, { doc: hub });
    meet();
    sync(tab, { doc: hub });
    expect(alsoOffered).toEqual([]);
    expect(taken).toEqual([]);
    expect(offers).toHaveLength(1); // a watcher that does not know the other tab offers it, and the server's name takes it back
  });

  test('[DRA-5i] an offer goes when the deletion is undone, or the paragraph turns up with the words elsewhere', () => {
    const { asha, kwabena, offers, meet } = twoWriters([...CLAUSES, TABLE]);
    typeAfter(asha, 'The clinic', ' in Leeds');
    typeAfter(asha, 'r1a words', ' mine');
    deleteBlock(kwabena, 'q');
    kwabena.state.doc.forEach((node, at) => {
      if (node.type.name === 'table') kwabena.change(kwabena.state.tr.delete(at, at + node.nodeSize));
    });
    meet();
    const away = (): string[] => offers.flatMap((offer) => stillTaken(openRoots(asha.doc), offer));
    expect(away()).toEqual(['in', 'Leeds', 'mine']);
    kwabena.undo.undo();
    meet();
    expect(away()).toEqual(['in', 'Leeds']);
    kwabena.undo.undo();
    meet();
    expect(texts(asha)[1]).toBe('The clinic in Leeds sees them.');
    expect(away()).toEqual([]);
  });

  test('[DRA-5j] a section deleted while its writer was away for a day', () => {
    const blocks = [
      paragraph('p', 'Before.'),
      { ...paragraph('h', 'Access'), kind: 'heading' as const, level: 1 },
      ...CLAUSES.slice(1),
    ];
    const { asha, kwabena, offers, clock, meet } = twoWriters(blocks);
    typeAfter(asha, 'The clinic', ' in Leeds');
    typeAfter(asha, 'Last', ' long');
    clock.now += 24 * 3600 * 1000;
    for (const id of ['h', 'q', 's']) deleteBlock(kwabena, id);
    meet();
    expect(texts(asha)).toEqual(['Before. in Leeds long']);
    expect(offers.map(({ words, near }) => [near, ...words])).toEqual([
      ['p', 'in', 'Leeds'],
      ['p', 'long'],
    ]);
  });
});

describe('putting back', () => {
  test('[DRA-5k] gives words whose paragraph is gone one of their own, takes them from where they stand, and one undo takes it back', () => {
    const { asha, kwabena, offers, meet } = twoWriters();
    typeAfter(asha, 'The clinic', ' in Leeds');
    deleteBlock(kwabena, 'q');
    meet();
    const before = texts(asha);
    putBack(asha, offers[0]);
    expect(texts(asha).map((text) => text.trim())).toEqual(['First clause.', 'in Leeds', 'Last clause.']);
    asha.undo.undo();
    expect(texts(asha)).toEqual(before);
    meet();
    expect(texts(kwabena)).toEqual(before);
  });

  test('[DRA-5l] gives the words of a deleted table a paragraph where it was', () => {
    const { asha, kwabena, offers, meet } = twoWriters([paragraph('p', 'Before.'), TABLE, paragraph('s', 'After.')]);
    typeAfter(asha, 'r1b words', ' mine');
    kwabena.state.doc.forEach((node, at) => {
      if (node.type.name === 'table') kwabena.change(kwabena.state.tr.delete(at, at + node.nodeSize));
    });
    meet();
    putBack(asha, offers[0]);
    expect(texts(asha)).toEqual(['Before.', 'mine', 'After.']);
  });

  test('[DRA-5m] is a suggestion while suggesting, and the text as it stands does not change', () => {
    const { asha, kwabena, hub, offers, meet } = twoWriters();
    registerSession(hub, 1001, 'asha');
    meet();
    typeAfter(asha, 'The clinic', ' in Leeds');
    deleteBlock(kwabena, 'q');
    meet();
    const before = texts(asha);
    asha.binding.suggestAs({ person: 'asha', session: 1001 });
    putBack(asha, offers[0]);
    expect(texts(asha)).toEqual(before);
    expect(asha.state.doc.children.map((node) => node.textContent)).toContain('in Leeds');
  });
});
