import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Block, DocumentText } from '../../../shared/text/document-text.ts';
import { eraseInText } from '../../../shared/text/erase-in-text.ts';
import { findPhrase } from '../../../shared/text/find-phrase.ts';
import { eraseWords, findWords } from '../../../shared/text/live/erase-words.ts';
import { openRoots } from '../../../shared/text/live/flat-root.ts';
import { isBreak } from '../../../shared/text/live/inline-formats.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { layoutOf } from '../../../shared/text/live/table-layout.ts';
import { atomOf, firstItemOf, textOf } from '../../../shared/text/live/yjs-internals.ts';
import { runs } from '../../support/depth.ts';
import { FlatWriter, sync, syncAll } from '../../support/flat-writer.ts';
import { seededRandom, type Random } from '../../support/seeded-random.ts';
import { copyOf, decideAll, registerSession, suggestingWriter } from '../../support/suggesting.ts';
import { wordEdges } from '../../support/taken-story.ts';
import { WritingTogether } from '../../support/writing-together.ts';

// Letters that stand in no other word of a story, so that whatever else is touched shows.
const SIGNS = 'ЖЩЮЯ';
const PHRASE = 'ЖЩ ЮЯ';
const find = findPhrase(PHRASE.toLowerCase());
const FIRST_SEED = Number(process.env.CONCORD_SEED ?? 1);

function textWith(blocks: Block[]): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 100;
  seedDocument(doc, { schema: 1, blocks });
  return doc;
}

/** Everything alive in every text of a document, hidden or not: what is read of it, by root. */
function everyText(doc: Y.Doc): Map<string, string> {
  const roots = openRoots(doc);
  const texts = new Map([
    ['flat', roots.flat],
    ...[...roots.tables.allCells().keys()].map((cell, n) => [`c${n}`, cell] as const),
  ]);
  return new Map(
    [...texts].map(([name, sequence]) => {
      let read = '';
      for (let item = firstItemOf(sequence as Y.Array<unknown>); item; item = item.right)
        if (!item.deleted && item.countable) read += textOf(item) || (isBreak(atomOf(item)) ? '\n' : '#'); // a break among the words goes with them
      return [name, read];
    }),
  );
}

const count = (text: string, signs: string): number => [...text].filter((sign) => signs.includes(sign)).length;
const others = (text: string): string => [...text].filter((sign) => !SIGNS.includes(sign) && !/\s/.test(sign)).join('');
const inBytes = (doc: Y.Doc): number => count(new TextDecoder().decode(Y.encodeStateAsUpdate(doc)), SIGNS);

/** Somebody writes the words where words may stand, or in half another format. */
function plant(writer: FlatWriter, random: Random): void {
  const at = random.pick(wordEdges(writer.state.doc));
  writer.change(writer.state.tr.insertText(PHRASE.slice(0, 3), at));
  writer.change(writer.state.tr.insertText(PHRASE.slice(3), at + 3));
  if (!writer.binding.suggester && random.chance(0.4)) {
    const strong = writer.state.schema.marks['strong'];
    if (strong) writer.change(writer.state.tr.addMark(at + 1, at + 4, strong.create()));
  }
}

function tell(seed: number): { places: number; hidden: number; suggested: number } {
  const random = seededRandom(seed * 17);
  const story = new WritingTogether(random, 3);
  for (let round = 4; round > 0; round--) {
    for (const { writer } of story.people) if (random.chance(0.7)) plant(writer, random);
    story.round();
  }
  story.meet();
  const before = everyText(story.server);
  const stood = readDocumentText(story.server);
  const recovered = recoveredIn(story.server);
  const places = eraseWords(story.server, find);
  expect(findWords(story.server, find)).toEqual([]);
  for (const accept of [false, true])
    expect(findWords(decideAll(story.server, accept).doc, find), `accept ${accept}`).toEqual([]);
  const after = everyText(story.server);
  let gone = 0;
  for (const [name, text] of before) {
    expect(others(after.get(name) ?? ''), 'everything else is untouched').toBe(others(text));
    gone += count(text, SIGNS) - count(after.get(name) ?? '', SIGNS);
  }
  expect(gone).toBe(places.length * SIGNS.length);
  const left = [...after.values()].reduce((sum, text) => sum + count(text, SIGNS), 0);
  expect(inBytes(copyOf(story.server)), 'nothing erased is in what is stored').toBe(left);
  const stands = readDocumentText(story.server);
  expect(eraseInText(stands, find).places).toBe(0);
  const [was, is] = [stood, stands].map((text) => others(wordsOf(text).join('')));
  if (recovered === 0) expect(is).toBe(was);
  else expect(is?.length, 'a row that was back only because of the words is deleted again').toBeLessThanOrEqual(was?.length ?? 0);
  expect(decideAll(story.server, false).text, 'rejecting all gives the text as it stands').toEqual(stands);
  story.meet();
  for (const { writer } of story.people) expect(readDocumentText(writer.doc)).toEqual(stands);
  const of = (where: string): number => places.filter((place) => place.where === where).length;
  return { places: places.length, hidden: of('hidden'), suggested: of('suggested') };
}

/** How many rows and columns are shown although somebody deleted them. */
function recoveredIn(doc: Y.Doc): number {
  const roots = openRoots(doc);
  const lines = [...roots.tables.markers().keys()].flatMap((table) => {
    const { rows, columns } = layoutOf(roots, table, 'stands');
    return [...rows, ...columns];
  });
  return lines.filter((line) => line.recovered).length;
}

/** The words of a text, without what tells how they are set. */
function wordsOf(text: DocumentText): string[] {
  const ofBlock = (block: Block): string[] =>
    block.kind === 'table'
      ? block.rows.flatMap((row) => row.cells.flatMap((cell) => cell.blocks.flatMap(ofBlock)))
      : [block.content.map((part) => ('text' in part ? part.text : 'note' in part ? '#' : ' ')).join('')];
  return text.blocks.flatMap(ofBlock);
}

describe('erasing words from a live text', () => {
  it(
    '[TXT-14c] after anything whatever that three people write, suggest, delete and undo, no root, stored update or text says the words, and nothing else is touched',
    { timeout: 3_600_000 },
    () => {
      const sum = { places: 0, hidden: 0, suggested: 0 };
      const seeds = runs(25, 1000);
      for (let seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
        try {
          const told = tell(seed);
          for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += told[key];
        } catch (error) {
          throw new Error(`seed ${seed}: ${String(error)}`, { cause: error });
        }
      }
      console.info(`erase-words: seeds ${FIRST_SEED} to ${FIRST_SEED + seeds - 1}, ${JSON.stringify(sum)}`);
      expect(sum.places).toBeGreaterThan(seeds);
    },
  );

  it('[TXT-14d] what somebody types at the same time stays, also inside the words, and two who erase at once agree', () => {
    const doc = textWith([{ id: 'a', kind: 'clause', level: 0, content: [{ text: 'For ЖЩ ЮЯ and others.' }] }]);
    const typist = new FlatWriter(copyOf(doc, 7));
    const [one, other] = [copyOf(doc, 8), copyOf(doc, 9)];
    typist.change(typist.state.tr.insertText('new ', 7));
    typist.change(typist.state.tr.insertText('late ', 1));
    eraseWords(one, find);
    eraseWords(other, find);
    syncAll([typist, { doc: one }, { doc: other }]);
    typist.check();
    for (const each of [typist.doc, one, other]) expect(wordsOf(readDocumentText(each))).toEqual(['late For new  and others.']);
  });

  it('[TXT-14e] reaches cells of deleted rows, columns and tables, and says that they were not shown', () => {
    const cell = (id: string, text: string) => ({
      id,
      blocks: [{ id: `${id}b`, kind: 'paragraph' as const, level: 0, content: [{ text }] }],
    });
    const doc = textWith([
      {
        id: 't',
        kind: 'table',
        headerRow: false,
        headerColumn: false,
        rows: [
          { id: 'r1', cells: [cell('r1~k1', 'Kept'), cell('r1~k2', 'жщ юя')] },
          { id: 'r2', cells: [cell('r2~k1', 'ЖЩ\u00a0ЮЯ here'), cell('r2~k2', 'Kept')] },
        ],
      },
      { id: 'z', kind: 'paragraph', level: 0, content: [{ text: 'Behind' }] },
    ]);
    const writer = new FlatWriter(doc);
    const rowEnd = writer.state.doc.child(0).firstChild!.child(0).nodeSize;
    writer.change(writer.state.tr.delete(2 + rowEnd, 2 + rowEnd + writer.state.doc.child(0).firstChild!.child(1).nodeSize));
    expect(
      findWords(doc, find)
        .map(({ where }) => where)
        .sort(),
    ).toEqual(['hidden', 'table']);
    writer.change(writer.state.tr.delete(0, writer.state.doc.child(0).nodeSize));
    expect(findWords(doc, find).map(({ where }) => where)).toEqual(['hidden', 'hidden']);
    expect(eraseWords(doc, find)).toHaveLength(2);
    expect(inBytes(copyOf(doc))).toBe(0);
    writer.undo.undo(); // the table comes back, and the words do not
    expect(JSON.stringify(readDocumentText(doc))).not.toMatch(/жщ/i);
    writer.check();
  });

  it('[TXT-14f] takes away addresses, proposed ones too, and descriptions of pictures that say them, and leaves their words', () => {
    const doc = textWith([
      {
        id: 'a',
        kind: 'paragraph',
        level: 0,
        content: [{ text: 'A ' }, { text: 'link', link: 'https://example.org/жщ+юя' }, { text: ' here' }],
      },
      {
        id: 'i',
        kind: 'image',
        level: 0,
        picture: { src: 'a'.repeat(64), width: 4, height: 3, alt: 'A scan of ЖЩ ЮЯ' },
        content: [{ text: 'Caption: ЖЩ ЮЯ' }],
      },
    ]);
    registerSession(doc, 1001, 'me');
    const suggester = suggestingWriter(doc, 1001, 'me');
    const link = suggester.state.schema.marks['link'];
    suggester.change(suggester.state.tr.addMark(1, 2, link!.create({ href: 'https://example.org/жщ%20юя' })));
    expect(
      findWords(doc, find)
        .map(({ where }) => where)
        .sort(),
    ).toEqual(['description', 'link', 'link', 'text']);
    eraseWords(doc, find);
    suggester.check();
    expect(readDocumentText(doc).blocks).toMatchObject([
      { content: [{ text: 'A link here' }] },
      { picture: { alt: 'A scan of ' }, content: [{ text: 'Caption: ' }] },
    ]);
    expect(inBytes(copyOf(doc))).toBe(0);
  });

  it('[TXT-14g] finds words that would only stand once a suggestion is accepted or rejected', () => {
    const doc = textWith([{ id: 'a', kind: 'paragraph', level: 0, content: [{ text: 'ЖЩ ЮЯ ЖЩ ? ЮЯ' }] }]);
    registerSession(doc, 1001, 'me');
    const suggester = suggestingWriter(doc, 1001, 'me');
    suggester.change(suggester.state.tr.insertText('-', 3)); // rejected, the first words stand
    const at = suggester.state.doc.textContent.indexOf('? ');
    suggester.change(suggester.state.tr.delete(1 + at, 3 + at)); // accepted, the second ones do
    expect(eraseWords(doc, find)).toHaveLength(2);
    suggester.check();
    for (const accept of [false, true]) expect(JSON.stringify(decideAll(doc, accept).text)).not.toMatch(/[жщюя]/i);
  });

  it('[TXT-14h] does not reach across blocks, and with a limit looks only at what somebody has just brought', () => {
    const doc = textWith(
      ['ЖЩ', 'ЮЯ', 'ЖЩ ЮЯ'].map((text, n) => ({ id: `p${n}`, kind: 'paragraph', level: 0, content: [{ text }] })),
    );
    const other = new FlatWriter(copyOf(doc, 7));
    other.change(other.state.tr.insertText('ЖЩ ЮЯ', 3));
    sync(other, { doc });
    const brought = eraseWords(doc, find, (item) => item.id.client === 7);
    expect(brought.map(({ blockId }) => blockId)).toEqual(['p0']);
    expect(wordsOf(readDocumentText(doc))).toEqual(['ЖЩ', 'ЮЯ', 'ЖЩ ЮЯ']);
    expect(eraseWords(doc, find).map(({ blockId }) => blockId)).toEqual(['p2']);
  });
});
