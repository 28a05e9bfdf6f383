import { describe, expect, test } from 'vitest';
import { TextSelection } from '@tiptap/pm/state';
import * as Y from 'yjs';
import { MOVE_KEY } from '../../../shared/text/live/block-move.ts';
import { checkUpdate } from '../../../shared/text/live/check-update.ts';
import { documentSchema } from '../../../shared/text/live/document-schema.ts';
import { listInSequence, listMarkers, openRoots } from '../../../shared/text/live/flat-root.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { placeOfRelative, relativeOf } from '../../../shared/text/live/relative-place.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { settleOrder } from '../../../shared/text/live/write-order.ts';
import { mapOf, type FlatItem } from '../../../shared/text/live/yjs-internals.ts';
import { runs } from '../../support/depth.ts';
import { FlatWriter, sync, syncAll } from '../../support/flat-writer.ts';
import { EDITS, randomEdit } from '../../support/random-edits.ts';
import { seededRandom, type Random } from '../../support/seeded-random.ts';
import { copyOf, decideAll, registerSession, suggestingWriter } from '../../support/suggesting.ts';

const SIX = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Blocks named by letters; each holds its own letter as words: "a-one a-two". */
function seeded(ids: readonly string[] = SIX): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 100;
  seedDocument(doc, {
    schema: 1,
    blocks: ids.map((id) => ({ id, kind: 'paragraph', level: 0, content: [{ text: `${id}-one ${id}-two` }] })),
  });
  return doc;
}

function writers(count: number, doc = seeded()): FlatWriter[] {
  return Array.from({ length: count }, (_, i) => new FlatWriter(copyOf(doc, i + 1)));
}

function startOf(writer: FlatWriter, id: string): { at: number; size: number } {
  let found = { at: -1, size: 0 };
  writer.state.doc.forEach((node, at) => {
    if (node.attrs.id === id) found = { at, size: node.nodeSize };
  });
  if (found.at < 0) throw new Error(`there is no block ${id}`);
  return found;
}

/** Moves a run of blocks, as dragging a section does: before another block, or to the end. */
function move(writer: FlatWriter, ids: string[], before: string | null): void {
  const { at } = startOf(writer, ids[0]!);
  const last = startOf(writer, ids.at(-1)!);
  const blocks = writer.state.doc.slice(at, last.at + last.size).content;
  const target = before === null ? writer.state.doc.content.size : startOf(writer, before).at;
  const { tr } = writer.state;
  tr.delete(at, last.at + last.size);
  writer.change(tr.insert(tr.mapping.map(target), blocks));
  writer.check();
}

function typeIn(writer: FlatWriter, id: string, words: string, offset = 0): void {
  writer.change(writer.state.tr.insertText(words, startOf(writer, id).at + 1 + offset));
  writer.check();
}

function split(writer: FlatWriter, id: string, offset: number): void {
  writer.change(writer.state.tr.split(startOf(writer, id).at + 1 + offset));
  writer.check();
}

function join(writer: FlatWriter, id: string): void {
  writer.change(writer.state.tr.join(startOf(writer, id).at));
  writer.check();
}

function remove(writer: FlatWriter, id: string): void {
  const { at, size } = startOf(writer, id);
  writer.change(writer.state.tr.delete(at, at + size));
  writer.check();
}

/** The texts of all blocks, in the order everybody sees them. */
function shownBy(people: FlatWriter[]): string[] {
  syncAll(people);
  const [first] = people;
  for (const person of people) {
    person.check();
    expect(person.state.doc.eq(first!.state.doc), 'all editors show the same').toBe(true);
    expect(readDocumentText(person.doc)).toEqual(readDocumentText(first!.doc));
  }
  return first!.state.doc.children.map((node) => node.textContent);
}

function idsOf(doc: Y.Doc): string[] {
  return readDocumentText(doc).blocks.map(({ id }) => id);
}

function movesIn(doc: Y.Doc): number {
  return listMarkers(openRoots(doc)).filter((marker) => marker && mapOf(marker).has(MOVE_KEY)).length;
}

describe('a block that is moved', () => {
  test('[TXT-13a] takes along what somebody types in it meanwhile, and what is split from it', () => {
    const people = writers(3);
    move(people[0]!, ['b'], 'e');
    typeIn(people[1]!, 'b', 'new ', 6);
    split(people[2]!, 'b', 8);
    expect(shownBy(people)).toEqual([
      'a-one a-two',
      'c-one c-two',
      'd-one d-two',
      'b-one new b-',
      'two',
      'e-one e-two',
      'f-one f-two',
    ]);
  });

  test('[TXT-13b] by two people is there once, where one of them put it', () => {
    const people = writers(2);
    move(people[0]!, ['a'], 'd');
    move(people[1]!, ['a'], null);
    const shown = shownBy(people).map((text) => text[0]);
    expect(['bcadef', 'bcdefa']).toContain(shown.join(''));
  });

  test('[TXT-13c] keeps every passage tied to its words: after any moves each relative place is where its words are', ({
    task,
  }) => {
    let places = 0;
    for (let seed = 1; seed <= runs(60, 1000); seed++) {
      const random = seededRandom(seed);
      const people = writers(2);
      const tied = SIX.flatMap((id) =>
        [0, 6].map((start) => ({ id, start, place: relativeOf(people[0]!.doc, id, start, start + 5)! })),
      );
      for (let i = 0; i < 6; i++) {
        randomEdit(random.pick(people), random, { edits: ['move', 'moveSection'] });
        if (random.chance(0.4)) syncAll(people);
      }
      shownBy(people);
      for (const { id, start, place } of tied) {
        expect(placeOfRelative(people[0]!.doc, place), `seed ${seed}`).toEqual({ blockId: id, start, end: start + 5 });
        places++;
      }
    }
    task.meta.figure = `${places} places after moves: all found`;
  }, 600_000);

  test('[TXT-13d] with its section is one entry, and somebody who moves a part out meanwhile has it where they put it', () => {
    const people = writers(3);
    move(people[0]!, ['b', 'c', 'd'], null);
    expect(movesIn(people[0]!.doc)).toBe(1);
    typeIn(people[1]!, 'c', 'new ');
    move(people[2]!, ['d'], 'a');
    expect(shownBy(people)[5]).toBe('new c-one c-two');
    expect(idsOf(people[0]!.doc)).toEqual(['d', 'a', 'e', 'f', 'b', 'c']);
  });

  test('[TXT-13e] does not take its neighbours along, and blocks put beside it stay beside it', () => {
    const [writer] = writers(1);
    move(writer!, ['e'], 'b');
    move(writer!, ['f'], 'e');
    move(writer!, ['e'], null);
    expect(idsOf(writer!.doc)).toEqual(['a', 'f', 'b', 'c', 'd', 'e']);
    const { tr } = writer!.state;
    writer!.change(tr.insert(startOf(writer!, 'b').at, documentSchema.nodes.block!.create({ id: 'n' })));
    writer!.check();
    expect(idsOf(writer!.doc)).toEqual(['a', 'f', 'n', 'b', 'c', 'd', 'e']);
  });

  test('[TXT-13f] before one that somebody deletes stands where that was; behind a heading that is deleted its section stays', () => {
    const people = writers(2);
    move(people[0]!, ['a'], 'd');
    remove(people[1]!, 'd');
    expect(
      shownBy(people)
        .map((text) => text[0])
        .join(''),
    ).toBe('bcaef');
    move(people[0]!, ['b', 'c'], null);
    remove(people[0]!, 'b');
    expect(
      shownBy(people)
        .map((text) => text[0])
        .join(''),
    ).toBe('aefc');
  });

  test('[TXT-13g] goes back when the move is undone, with what others wrote in it, and again when it is done again', () => {
    const people = writers(2);
    move(people[0]!, ['b'], null);
    syncAll(people);
    typeIn(people[1]!, 'b', 'new ');
    syncAll(people);
    people[0]!.undo.undo();
    expect(shownBy(people)[1]).toBe('new b-one b-two');
    people[0]!.undo.redo();
    expect(shownBy(people).at(-1)).toBe('new b-one b-two');
  });

  test('[TXT-13h] can be joined and divided like any other; its words are there once', () => {
    const people = writers(2);
    move(people[0]!, ['e'], 'b');
    syncAll(people);
    typeIn(people[1]!, 'a', 'new ');
    join(people[0]!, 'e');
    expect(shownBy(people)[0]).toBe('new a-one a-twoe-one e-two');
    split(people[1]!, 'a', 6);
    join(people[1]!, 'b');
    expect(shownBy(people).slice(0, 2)).toEqual(['new a-', 'one a-twoe-one e-twob-one b-two']);
  });

  test('[TXT-13i] keeps the caret of whoever writes in it', () => {
    const people = writers(2);
    typeIn(people[1]!, 'b', 'x', 3);
    const { tr } = people[1]!.state;
    const { at } = startOf(people[1]!, 'b');
    people[1]!.state = people[1]!.state.apply(tr.setSelection(selectionAt(tr.doc, at + 5)));
    move(people[0]!, ['b'], null);
    move(people[0]!, ['c', 'd', 'e'], 'a');
    sync(people[0]!, people[1]!);
    expect(people[1]!.state.selection.head).toBe(startOf(people[1]!, 'b').at + 5);
  });
});

function selectionAt(doc: FlatWriter['state']['doc'], position: number) {
  return TextSelection.create(doc, position);
}

describe('moves at once', () => {
  test('[TXT-13j] that lead in a circle give everybody the same order, with each block once', () => {
    const people = writers(3);
    move(people[0]!, ['a'], 'd');
    move(people[1]!, ['d'], 'f');
    move(people[2]!, ['e', 'f'], 'a');
    expect(
      shownBy(people)
        .map((text) => text[0])
        .sort()
        .join(''),
    ).toBe('abcdef');
  });

  test('[TXT-13k] whatever markers say of moves, the order has each block once and is the same for everybody', ({ task }) => {
    const count = runs(300, 20_000);
    for (let seed = 1; seed <= count; seed++) {
      const random = seededRandom(seed);
      const doc = seeded();
      const roots = openRoots(doc);
      const markers = listInSequence(roots).filter((marker) => marker !== null);
      for (let i = random.below(8); i > 0; i--) {
        mapOf(random.pick(markers)).set(MOVE_KEY, anyMove(markers, random));
        if (random.chance(0.2)) mapOf(random.pick(markers)).set('id', random.pick(SIX));
      }
      const shown = listMarkers(roots);
      expect(shown.length, `seed ${seed}`).toBe(markers.length);
      expect(new Set(shown).size, `seed ${seed}`).toBe(markers.length);
      const other = copyOf(doc);
      expect(listMarkers(openRoots(other)).map(clockOf), `seed ${seed}`).toEqual(shown.map(clockOf));
    }
    task.meta.figure = `${count} documents with arbitrary moves`;
  });

  test('[TXT-13l] any order of any blocks can be reached from any other by moves', ({ task }) => {
    const count = runs(150, 5000);
    for (let seed = 1; seed <= count; seed++) {
      const random = seededRandom(seed);
      const doc = seeded();
      const roots = openRoots(doc);
      for (let i = 0; i < 4; i++) {
        const wanted = shuffled(listMarkers(roots), random);
        const loose = new Set(wanted.filter(() => random.chance(0.3)));
        doc.transact(() => settleOrder(roots, wanted, loose));
        expect(listMarkers(roots), `seed ${seed}`).toEqual(wanted);
      }
    }
    task.meta.figure = `${count} documents, four orders each`;
  });

  test('[TXT-13m] writers who move blocks and sections among everything else converge, every editor equal to the shared text', ({
    task,
  }) => {
    const count = runs(60, 4000);
    let edits = 0;
    for (let seed = 1; seed <= count; seed++) {
      const random = seededRandom(seed);
      const people = writers(2 + random.below(3));
      const acts = [...EDITS, ...['move', 'move', 'moveSection', 'moveAndWrite', 'join', 'split', 'deleteBlock']];
      for (let round = 0; round < 5; round++) {
        for (const person of people) {
          for (let n = random.below(5); n > 0; n--, edits++) {
            randomEdit(person, random, { edits: acts });
            withSeed(seed, () => person.check());
          }
        }
        if (random.chance(0.7)) syncAll(people);
        for (const person of people) withSeed(seed, () => person.check());
      }
      withSeed(seed, () => shownBy(people));
    }
    task.meta.figure = `${count} runs, ${edits} edits: 0 diverged, 0 put right`;
    console.log(task.meta.figure);
  }, 3_600_000);
});

function withSeed(seed: number, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new Error(`seed ${seed}\n${String(error)}`, { cause: error });
  }
}

function clockOf(marker: FlatItem | null): string {
  return marker ? `${marker.id.client}.${marker.id.clock}` : '';
}

function anyMove(markers: FlatItem[], random: Random): unknown {
  const ref = (): unknown => {
    const { client, clock } = random.pick(markers).id;
    return [random.chance(0.1) ? client + 1 : client, clock + (random.chance(0.2) ? random.below(9) : 0), random.pick(SIX)];
  };
  if (random.chance(0.05)) return random.pick<unknown>(['x', 7, { n: 0 }, { n: 1, b: ['a'] }, null]);
  return { n: 1 + random.below(4), ...(random.chance(0.9) ? { b: ref() } : {}), ...(random.chance(0.9) ? { u: ref() } : {}) };
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const rest = [...list];
  return Array.from(list, () => rest.splice(random.below(rest.length), 1)[0]!);
}

describe('moves and suggestions', () => {
  test('[TXT-13n] a proposed block that an editor moves leaves the text as it stands, and accepted it stands where it was put', () => {
    const doc = seeded();
    registerSession(doc, 1001, 'me');
    const suggester = suggestingWriter(copyOf(doc, 5), 1001, 'me');
    split(suggester, 'b', 6);
    const editor = new FlatWriter(copyOf(suggester.doc, 6));
    const proposed = String(editor.state.doc.child(2).attrs.id);
    const stands = readDocumentText(editor.doc);
    move(editor, [proposed], 'f');
    expect(readDocumentText(editor.doc)).toEqual(stands);
    expect(decideAll(editor.doc, false).text).toEqual(stands);
    expect(decideAll(editor.doc, true).text.blocks.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e', proposed, 'f']);
  });

  test('[TXT-13o] accepting that a moved block is joined puts its words behind those of the block shown before it', () => {
    const doc = seeded();
    registerSession(doc, 1001, 'me');
    const editor = new FlatWriter(copyOf(doc, 6));
    move(editor, ['e'], 'b');
    const suggester = suggestingWriter(copyOf(editor.doc, 5), 1001, 'me');
    join(suggester, 'e');
    const accepted = decideAll(suggester.doc, true);
    expect(accepted.left).toBe(0);
    expect(accepted.text.blocks.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'f']);
    expect(accepted.text.blocks[0]).toMatchObject({ content: [{ text: 'a-one a-twoe-one e-two' }] });
  });

  test('[TXT-13p] somebody who may only suggest moves nothing that stands, and a move must name markers that are there', () => {
    const doc = seeded();
    registerSession(doc, 1001, 'me');
    const moving = (clientId: number, value: unknown): Uint8Array => {
      const copy = copyOf(doc, clientId);
      const updates: Uint8Array[] = [];
      copy.on('update', (update: Uint8Array) => updates.push(update));
      mapOf(listMarkers(openRoots(copy))[1]!).set(MOVE_KEY, value);
      return Y.mergeUpdates(updates);
    };
    const sender = { person: 'me', isOwnClient: (id: number) => id === 1001 || id === 7 };
    const marker = listMarkers(openRoots(doc))[3]!;
    const there = { n: 1, b: [marker.id.client, marker.id.clock, 'd'] };
    expect(checkUpdate(doc, moving(7, there), sender)).toBeNull();
    expect(checkUpdate(doc, moving(1001, there), { ...sender, mayOnlySuggest: true })).toBe('not-suggestion');
    for (const value of [{ n: 1, b: [99, 99, 'd'] }, { n: 0 }, { n: 1, b: ['d'] }, { n: 1, x: 1 }, 'd'])
      expect(checkUpdate(doc, moving(7, value), sender)).toBe('bad-marker');
  });
});
