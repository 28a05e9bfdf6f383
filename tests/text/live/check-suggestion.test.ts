import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { attributesOf } from '../../../shared/text/live/block-marker.ts';
import { checkUpdate, type RefusedUpdate, type UpdateSender } from '../../../shared/text/live/check-update.ts';
import type { TableBlock } from '../../../shared/text/document-text.ts';
import { acceptSuggestions, rejectSuggestions } from '../../../shared/text/live/decide-suggestions.ts';
import { listMarkers, openRoots, type FlatRoots, openCell } from '../../../shared/text/live/flat-root.ts';
import { listSuggestions } from '../../../shared/text/live/list-suggestions.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { cellOfRoot, tableOfRoot } from '../../../shared/text/live/table-names.ts';
import {
  deleteItem,
  firstItemOf,
  insertAfter,
  mapOf,
  splitItem,
  type FlatItem,
} from '../../../shared/text/live/yjs-internals.ts';
import { runs } from '../../support/depth.ts';
import { FlatWriter } from '../../support/flat-writer.ts';
import { randomEdit } from '../../support/random-edits.ts';
import { randomTableEdit } from '../../support/random-table-edits.ts';
import { randomText } from '../../support/random-text.ts';
import { seededRandom, type Random } from '../../support/seeded-random.ts';
import { copyOf, partsOf, registerSession, suggestingWriter } from '../../support/suggesting.ts';

const MINE = 1001;
const THEIRS = 1002;
const EDITOR = 11;

/** The suggester may write under their own session and, for what is checked, under a client id that is no session. */
const suggester: UpdateSender = { person: 'me', isOwnClient: (id) => id === MINE || id === 7, mayOnlySuggest: true };
const editor: UpdateSender = { person: 'editor', isOwnClient: (id) => id === EDITOR };

const PLAN: TableBlock = {
  id: 'plan',
  kind: 'table',
  headerRow: true,
  headerColumn: false,
  rows: ['r0', 'r1'].map((id) => ({
    id,
    cells: [{ id: `${id}~k1`, blocks: [{ id: `${id}b`, kind: 'paragraph', level: 0, content: [{ text: 'Words' }] }] }],
  })),
};

/** The id under which the plan's rows and columns are kept. */
function planOf(roots: FlatRoots): string {
  const found = listMarkers(roots).map((marker) => attributesOf(roots, marker));
  return found.find(({ id }) => id === 'plan')?.tableId ?? '';
}

function planMap(roots: FlatRoots): Y.Map<unknown> {
  return roots.doc.getMap(`t:${planOf(roots)}`);
}

function cell(roots: FlatRoots, row: string): FlatRoots['flat'] {
  return openCell(roots, { table: planOf(roots), row, column: 'k1' }).flat;
}

function server(random: Random): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const { blocks } = randomText(random);
  seedDocument(doc, {
    schema: 1,
    blocks: [...blocks, PLAN, { id: 'last', kind: 'clause', level: 0, content: [{ text: 'The board meets.' }] }],
  });
  registerSession(doc, MINE, 'me');
  registerSession(doc, THEIRS, 'them');
  return doc;
}

/** One edit, every other time inside a table. */
function editAtRandom(writer: FlatWriter, random: Random): void {
  const hasTable = writer.state.doc.children.some((node) => node.type.name === 'table');
  if (hasTable && random.chance(0.5)) randomTableEdit(writer, random);
  else randomEdit(writer, random);
}

/** Collects what a document writes itself. */
function outbox(doc: Y.Doc): Uint8Array[] {
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array, origin: unknown) => origin === 'net' || updates.push(update));
  return updates;
}

/** Everything a suggestion must leave alone: the text as it stands, and every entry that is no proposal. */
function standing(doc: Y.Doc): string {
  const { ledger, meta, first } = openRoots(doc);
  const decisions = [...ledger.entries()].filter(([key]) => !/^[dfkgn]/.test(key)).sort();
  const roots = [...doc.share.keys()].filter((name) => cellOfRoot(name) === undefined); // a cell is there as soon as it is named
  const tables = roots.flatMap((name) => (tableOfRoot(name) === undefined ? [] : [doc.getMap(name).toJSON()]));
  return JSON.stringify([readDocumentText(doc), decisions, meta.toJSON(), first.toJSON(), roots, tables]);
}

/** The update that an act on a copy of the server's document would send. */
function updateOf(doc: Y.Doc, clientId: number, act: (roots: FlatRoots, transaction: Y.Transaction) => void): Uint8Array {
  const copy = copyOf(doc, clientId);
  const updates = outbox(copy);
  copy.transact((transaction) => act(openRoots(copy), transaction));
  return Y.mergeUpdates(updates);
}

function last(roots: FlatRoots): FlatItem {
  const marker = listMarkers(roots).at(-1);
  if (!marker) throw new Error('the document has no marker');
  return marker;
}

test('[TXT-5f] no honest suggestion is ever refused, and none changes the text as it stands: typing, structure, undo, offline bursts, decisions', ({
  task,
}) => {
  let count = 0;
  for (let seed = 1; seed <= runs(25, 4000); seed++) {
    const random = seededRandom(seed);
    const doc = server(random);
    const writer = suggestingWriter(copyOf(doc, 7), MINE, 'me');
    const direct = new FlatWriter(copyOf(doc, EDITOR));
    const queues = [outbox(writer.doc), outbox(direct.doc)] as const;
    for (let i = 0; i < 30; i++) {
      editAtRandom(writer, random);
      if (!random.chance(0.6)) continue;
      count += deliver(doc, writer, queues[0], suggester, random, `seed ${seed}`);
      Y.applyUpdate(direct.doc, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(direct.doc)), 'net');
      if (random.chance(0.5)) actDirectly(direct, random);
      count += deliver(doc, direct, queues[1], editor, random, `seed ${seed}`);
      Y.applyUpdate(writer.doc, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(writer.doc)), 'net');
    }
  }
  task.meta.figure = `${count} honest updates of suggesters and editors, 0 refused`;
  console.log(task.meta.figure);
}, 3_600_000);

function deliver(
  doc: Y.Doc,
  writer: FlatWriter,
  queue: Uint8Array[],
  sender: UpdateSender,
  random: Random,
  seed: string,
): number {
  if (!queue.length) return 0;
  const burst = Y.mergeUpdates(queue);
  const update = random.chance(0.5) ? burst : Y.encodeStateAsUpdate(writer.doc, Y.encodeStateVector(doc));
  queue.length = 0;
  expect(checkUpdate(doc, update, sender), seed).toBeNull();
  const before = sender.mayOnlySuggest ? standing(doc) : '';
  Y.applyUpdate(doc, update);
  if (sender.mayOnlySuggest) expect(standing(doc), seed).toBe(before);
  return 1;
}

function actDirectly(writer: FlatWriter, random: Random): void {
  const all = listSuggestions(writer.doc);
  if (!all.length || random.chance(0.5)) {
    editAtRandom(writer, random);
    return;
  }
  const chosen = partsOf(random.chance(0.2) ? all : [random.pick(all)]);
  if (random.chance(0.5)) acceptSuggestions(writer.doc, chosen);
  else rejectSuggestions(writer.doc, chosen);
}

test('[TXT-5g] nothing that is not a suggestion gets past: direct edits and damaged updates of a suggester are refused or leave the text as it stands', ({
  task,
}) => {
  const count = runs(500, 100_000);
  let taken = 0;
  let worlds: Y.Doc[] = [];
  for (let seed = 1; seed <= count; seed++) {
    const random = seededRandom(seed);
    if (seed % 2000 === 1) worlds = Array.from({ length: 12 }, (_, i) => lived(seededRandom(seed + i)));
    const doc = copyOf(random.pick(worlds), 1);
    const update = forgedUpdate(doc, random);
    if (!update || checkUpdate(doc, update, suggester) !== null) continue;
    taken++;
    const before = standing(doc);
    Y.applyUpdate(doc, update);
    expect(standing(doc), `seed ${seed}`).toBe(before);
  }
  task.meta.figure = `${count} forged updates, ${taken} taken, 0 changed the text as it stands`;
  console.log(task.meta.figure);
}, 3_600_000);

/** A document in which others have suggested, and some of it was decided. */
function lived(random: Random): Y.Doc {
  const doc = server(random);
  for (const [session, person] of [
    [MINE, 'me'],
    [THEIRS, 'them'],
  ] as const) {
    const writer = suggestingWriter(copyOf(doc, session + 50), session, person);
    for (let i = 0; i < 8; i++) editAtRandom(writer, random);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(writer.doc));
  }
  doc.clientID = EDITOR;
  const all = listSuggestions(doc);
  acceptSuggestions(doc, partsOf(all.filter(() => random.chance(0.3))));
  rejectSuggestions(doc, partsOf(listSuggestions(doc).filter(() => random.chance(0.2))));
  doc.clientID = 1;
  return doc;
}

/** What somebody who may only suggest could try: writing as an editor does, under either id, or damaging an honest update. */
function forgedUpdate(doc: Y.Doc, random: Random): Uint8Array | undefined {
  const damaged = random.chance(0.5);
  const id = random.chance(0.8) ? MINE : 7;
  const writer = damaged ? suggestingWriter(copyOf(doc, 7), MINE, 'me') : new FlatWriter(copyOf(doc, id));
  const queue = outbox(writer.doc);
  for (let n = 1 + random.below(2); n > 0; n--) editAtRandom(writer, random);
  if (random.chance(0.3)) {
    const all = listSuggestions(writer.doc);
    const decide = random.chance(0.5) ? acceptSuggestions : rejectSuggestions;
    if (all.length) decide(writer.doc, partsOf([random.pick(all)]));
  }
  if (!queue.length) return undefined;
  const update = Y.mergeUpdates(queue);
  if (damaged) for (let flips = 1 + random.below(3); flips > 0; flips--) update[random.below(update.length)] = random.below(256);
  return update;
}

describe('what is refused', () => {
  const attacks: [string, RefusedUpdate, number, (roots: FlatRoots, transaction: Y.Transaction) => void][] = [
    ['typing under an id that is no session', 'not-suggestion', 7, (r, t) => void insertAfter(t, r.flat, last(r), { text: 'x' })],
    ['deleting words that stand', 'not-suggestion', MINE, (r, t) => deleteItem(t, last(r).right!)],
    ['deleting a marker that stands', 'not-suggestion', MINE, (r, t) => deleteItem(t, last(r))],
    ['changing the kind of a block that stands', 'not-suggestion', MINE, (r) => void mapOf(last(r)).set('t', 'quote')],
    [
      'making words bold that stand',
      'not-suggestion',
      MINE,
      (r, t) => void insertAfter(t, r.flat, last(r), { format: { key: 'strong', value: true } }),
    ],
    ['adding a row to a table', 'not-suggestion', MINE, (r) => void r.doc.getMap('t:some').set('r:row', 'a0')],
    ['claiming a table', 'not-suggestion', MINE, (r) => void mapOf(last(r)).set('tb', 'some')],
    ['setting a row’s place', 'not-suggestion', MINE, (r) => void planMap(r).set('r:r1', 'Zz')],
    ['deleting a row', 'not-suggestion', MINE, (r) => void planMap(r).set('rx:r1', { seen: {} })],
    ['deleting a row’s place', 'not-suggestion', MINE, (r) => planMap(r).delete('r:r1')],
    ['turning a header off', 'not-suggestion', MINE, (r) => planMap(r).delete('hr')],
    [
      'writing in the cell of a row nobody made',
      'bad-table',
      MINE,
      (r, t) => void insertAfter(t, cell(r, 'r9'), null, { text: 'x' }),
    ],
    ['deleting words of a cell', 'not-suggestion', MINE, (r, t) => deleteItem(t, firstItemOf(cell(r, 'r1'))!)],
    [
      'making words of a cell bold',
      'not-suggestion',
      MINE,
      (r, t) => void insertAfter(t, cell(r, 'r1'), null, { format: { key: 'strong', value: true } }),
    ],
    ['accepting a row', 'ledger', MINE, (r) => void r.ledger.set(`w${planOf(r)}~r~r1.${MINE}`, 0)],
    [
      'proposing a row in another person’s name',
      'ledger',
      MINE,
      (r) => void r.ledger.set(`n${planOf(r)}~r~r9.${THEIRS}`, { o: 'a5', r: 0 }),
    ],
    [
      'proposing in another person’s name that a row goes',
      'ledger',
      MINE,
      (r) => void r.ledger.set(`g${planOf(r)}~r~r1.${THEIRS}`, 0),
    ],
    ['proposing a row at no place', 'ledger', MINE, (r) => void r.ledger.set(`n${planOf(r)}~r~r9.${MINE}`, { o: '', r: 0 })],
    [
      'proposing a row of a table that is not there',
      'ledger',
      MINE,
      (r) => void r.ledger.set(`nother~r~r9.${MINE}`, { o: 'a5', r: 0 }),
    ],
    ['accepting', 'ledger', MINE, (r) => void r.ledger.set(`a${MINE}.0.1`, 1)],
    ['setting another person’s proposal aside', 'ledger', MINE, (r) => void r.ledger.set(`x1.4.${THEIRS}.0`, 1)],
    ['proposing in another person’s name', 'ledger', MINE, (r) => void r.ledger.set(`d1.4.${THEIRS}.0`, 1)],
    [
      'proposing a kind in another person’s name',
      'ledger',
      MINE,
      (r) => void r.ledger.set(`klast.${THEIRS}`, { t: 'quote', r: 0 }),
    ],
    ['calling words that stand a proposal', 'ledger', MINE, (r) => void r.ledger.set('i1.4', { n: 1, by: MINE })],
    [
      'registering a session',
      'server-only',
      MINE,
      (r) => void r.ledger.set('c7', { u: 'me', name: 'Me', at: '2026-11-23T14:02:00.000Z' }),
    ],
    ['taking a session away', 'server-only', MINE, (r) => r.ledger.delete(`c${MINE}`)],
    ['setting a time', 'server-only', MINE, (r) => void r.ledger.set(`t${MINE}.0`, '2020-11-23T14:02:00.000Z')],
    ['a proposal about characters that are not there', 'ledger', MINE, (r) => void r.ledger.set(`d1.4.${MINE}.0`, 9_000_000)],
    ['an entry nobody knows', 'ledger', MINE, (r) => void r.ledger.set('z', 1)],
    ['a proposed format nobody knows', 'ledger', MINE, (r) => void r.ledger.set(`f1.4.${MINE}.0.blink`, { n: 1, v: true })],
    [
      'a proposed link that is unsafe',
      'ledger',
      MINE,
      (r) => void r.ledger.set(`f1.4.${MINE}.0.link`, { n: 1, v: 'javascript:x' }),
    ],
    ['a proposed kind nobody knows', 'ledger', MINE, (r) => void r.ledger.set(`klast.${MINE}`, { t: 'banner', r: 0 })],
  ];
  for (const [name, code, client, act] of attacks) {
    test(`[TXT-5h] of a suggester: ${name} is refused as ${code}`, () => {
      const doc = server(seededRandom(3));
      expect(checkUpdate(doc, updateOf(doc, client, act), suggester)).toBe(code);
    });
  }

  const forgeries: [string, RefusedUpdate, (roots: FlatRoots) => void][] = [
    ['a proposal in another person’s name', 'ledger', (r) => void r.ledger.set(`d1.4.${MINE}.0`, 1)],
    ['a proposed kind in another person’s name', 'ledger', (r) => void r.ledger.set(`klast.${MINE}`, { t: 'quote', r: 0 })],
    [
      'a session',
      'server-only',
      (r) => void r.ledger.set(`c${EDITOR}`, { u: 'editor', name: 'E', at: '2026-11-23T14:02:00.000Z' }),
    ],
    ['a time', 'server-only', (r) => void r.ledger.set(`t${MINE}.0`, '2026-11-23T14:02:00.000Z')],
    ['other people’s words called a proposal', 'ledger', (r) => void r.ledger.set('i1.4', { n: 1, by: MINE })],
  ];
  for (const [name, code, act] of forgeries) {
    test(`[TXT-5i] of somebody who may edit: ${name} is refused as ${code}`, () => {
      const doc = server(seededRandom(3));
      expect(checkUpdate(doc, updateOf(doc, EDITOR, act), editor)).toBe(code);
    });
  }

  test('[TXT-5h] of a suggester: pushing words between the halves of one character is refused as not-suggestion', () => {
    const doc = new Y.Doc();
    doc.clientID = 1;
    seedDocument(doc, { schema: 1, blocks: [{ id: 'b', kind: 'paragraph', level: 0, content: [{ text: '😀' }] }] });
    registerSession(doc, MINE, 'me');
    const wedge = new Y.Doc();
    wedge.clientID = MINE;
    Y.applyUpdate(wedge, Y.encodeStateAsUpdate(doc));
    const before = Y.encodeStateVector(wedge);
    wedge.transact((transaction) => {
      const half = splitItem(transaction, last(openRoots(wedge)).right!, 1);
      insertAfter(transaction, wedge.getArray('flat'), half.left as FlatItem, { text: 'x' });
    });
    expect(checkUpdate(doc, Y.encodeStateAsUpdate(wedge, before), suggester)).toBe('not-suggestion');
  });

  test('[TXT-5j] deleting an own suggestion that was accepted meanwhile is refused as decided, and nothing else is lost', () => {
    const doc = server(seededRandom(3));
    const writer = suggestingWriter(copyOf(doc, 7), MINE, 'me');
    const queue = outbox(writer.doc);
    const end = writer.state.doc.content.size - 1;
    writer.change(writer.state.tr.insertText('Monthly. ', end));
    Y.applyUpdate(doc, Y.mergeUpdates(queue.splice(0)));
    doc.clientID = EDITOR;
    acceptSuggestions(doc, partsOf(listSuggestions(doc)));
    const stands = standing(doc);
    writer.change(writer.state.tr.delete(end, end + 3));
    expect(checkUpdate(doc, Y.mergeUpdates(queue), suggester)).toBe('decided');
    expect(standing(doc)).toBe(stands);
  });
});
