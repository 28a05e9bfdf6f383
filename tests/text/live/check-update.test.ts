import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { DocumentText } from '../../../shared/text/document-text.ts';
import { checkUpdate, clientIdsOf, type RefusedUpdate } from '../../../shared/text/live/check-update.ts';
import { MAX_TABLE_ENTRIES } from '../../../shared/text/live/check-table.ts';
import { listMarkers, openCell, openRoots, type DocumentRoots } from '../../../shared/text/live/flat-root.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { layoutOf } from '../../../shared/text/live/table-layout.ts';
import { cellOfRoot, tableOfRoot } from '../../../shared/text/live/table-names.ts';
import { insertAfter, mapOf, type FlatItem } from '../../../shared/text/live/yjs-internals.ts';
import { runs } from '../../support/depth.ts';
import { FlatWriter } from '../../support/flat-writer.ts';
import { randomEdit } from '../../support/random-edits.ts';
import { randomTableEdit } from '../../support/random-table-edits.ts';
import { randomTable, randomText } from '../../support/random-text.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const OWN = 777;
const sender = { person: 'own', isOwnClient: (id: number) => id === OWN };

function server(seed = 1): Y.Doc {
  const random = seededRandom(seed);
  const doc = new Y.Doc();
  doc.clientID = 1;
  const text = randomText(random);
  seedDocument(doc, { schema: 1, blocks: [...text.blocks, randomTable(random, () => `t${random.below(1e9)}`)] });
  return doc;
}

function copyOf(doc: Y.Doc, clientId: number): Y.Doc {
  const copy = new Y.Doc();
  copy.clientID = clientId;
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc), 'net');
  return copy;
}

/** Makes the update that an act on a copy of the server's document would send. */
function updateOf(doc: Y.Doc, act: (roots: DocumentRoots, transaction: Y.Transaction) => void, clientId = OWN): Uint8Array {
  const copy = copyOf(doc, clientId);
  const updates: Uint8Array[] = [];
  copy.on('update', (update: Uint8Array) => updates.push(update));
  copy.transact((transaction) => act(openRoots(copy), transaction));
  return Y.mergeUpdates(updates);
}

function firstMarker(roots: DocumentRoots): FlatItem {
  const marker = listMarkers(roots)[0];
  if (!marker) throw new Error('the document has no marker');
  return marker;
}

function put(content: Parameters<typeof insertAfter>[3]) {
  return (roots: DocumentRoots, transaction: Y.Transaction) =>
    void insertAfter(transaction, roots.flat, firstMarker(roots), content);
}

function set(key: string, value: unknown) {
  return (roots: DocumentRoots) => void mapOf(firstMarker(roots)).set(key, value);
}

describe('checkUpdate, honest writers', () => {
  test('[TXT-5a] no honest update is ever refused: typing, structure, tables, undo and redo, sent one by one or after a time offline', ({
    task,
  }) => {
    let count = 0;
    for (let seed = 1; seed <= runs(40, 2000); seed++) {
      const random = seededRandom(seed);
      const doc = server(seed);
      const writer = new FlatWriter(copyOf(doc, OWN));
      const queue: Uint8Array[] = [];
      writer.doc.on('update', (update: Uint8Array, origin: unknown) => origin === 'net' || queue.push(update));
      for (let i = 0; i < 40; i++) {
        if (random.chance(0.5)) randomTableEdit(writer, random);
        else randomEdit(writer, random);
        if (!random.chance(0.6) || !queue.length) continue;
        const update = random.chance(0.5) ? Y.mergeUpdates(queue) : Y.encodeStateAsUpdate(writer.doc, Y.encodeStateVector(doc));
        expect(checkUpdate(doc, update, sender), `seed ${seed}`).toBeNull();
        Y.applyUpdate(doc, update);
        queue.length = 0;
        count++;
        Y.applyUpdate(writer.doc, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(writer.doc)), 'net');
      }
    }
    task.meta.figure = `${count} honest updates, 0 refused`;
  }, 600_000);

  test('[DRA-9k] the client ids of an update are listed, and words of any id bound to the person are taken', () => {
    const doc = server();
    const update = updateOf(doc, put({ text: 'kept offline' }), 778);
    expect(clientIdsOf(update)).toEqual([778]);
    expect(checkUpdate(doc, update, sender)).toBe('foreign-client');
    expect(checkUpdate(doc, update, { ...sender, isOwnClient: (id) => [OWN, 778].includes(id) })).toBeNull();
  });

  test('[DRA-9l] sending again what the server has is taken whoever wrote it', () => {
    const doc = server();
    expect(checkUpdate(doc, Y.encodeStateAsUpdate(doc), sender)).toBeNull();
  });

  test('[TXT-5b] an update that builds on something the server does not have asks for what is missing', () => {
    const doc = server();
    const ahead = copyOf(doc, OWN);
    const updates: Uint8Array[] = [];
    ahead.on('update', (update: Uint8Array) => updates.push(update));
    for (const text of ['one', 'two']) ahead.transact((transaction) => put({ text })(openRoots(ahead), transaction));
    expect(checkUpdate(doc, updates[1]!, sender)).toBe('missing');
    expect(checkUpdate(doc, Y.mergeUpdates(updates), sender)).toBeNull();
  });
});

describe('checkUpdate, others', () => {
  const attacks: [string, RefusedUpdate, (roots: DocumentRoots, transaction: Y.Transaction) => void][] = [
    ['the schema version', 'server-only', (roots) => roots.meta.set('v', 99)],
    ['the virtual first block', 'server-only', (roots) => roots.first.set('t', 'heading:1')],
    ['deleting the schema version', 'server-only', (roots) => roots.meta.delete('v')],
    ['a suggesting client id', 'server-only', (roots) => roots.ledger.set(`c${OWN}`, 'somebody')],
    ['a root nobody knows', 'unknown-root', (roots) => roots.doc.getMap('notes').set('x', 1)],
    ['a value in the text', 'unknown-content', (roots) => roots.flat.insert(0, [{ x: 1 }])],
    ['another type in the text', 'unknown-content', (roots) => roots.flat.insert(0, [new Y.Array()])],
    ['binary data', 'unknown-content', (roots) => roots.flat.insert(0, [new Uint8Array(3)])],
    ['an unknown atom', 'unknown-content', put({ atom: { zz: 'x' } })],
    ['the mark of a note with luggage', 'unknown-content', put({ atom: { fn: 'x', html: '<b>' } })],
    ['the mark of a note whose id is none', 'unknown-content', put({ atom: { fn: '"><script>' } })],
    ['a break with luggage', 'unknown-content', put({ atom: { br: 1, x: 1 } })],
    ['an unknown format', 'unknown-content', put({ format: { key: 'blink', value: true } })],
    ['an unsafe link', 'unknown-content', put({ format: { key: 'link', value: 'javascript:alert(1)' } })],
    ['an unknown kind', 'bad-marker', set('t', 'banner')],
    ['a level out of range', 'bad-marker', set('t', 'heading:9')],
    ['an id with spaces', 'bad-marker', set('id', 'a b')],
    ['a page break that is no yes or no', 'bad-marker', set('pb', 'yes')],
    ['a key nobody knows', 'bad-marker', set('onclick', 'x')],
    ['a type below a marker', 'bad-marker', set('id', new Y.Map())],
    ['an order key that is none', 'bad-table', inTable('r:row', 'Ü')],
    ['a deletion with luggage', 'bad-table', inTable('rx:row', { seen: { 1: 2 }, more: 1 })],
    ['a deletion that has seen nonsense', 'bad-table', inTable('kx:k1', { seen: { me: 1 } })],
    ['a header that is no row', 'bad-table', inTable('hr', 'a b')],
    ['an unknown entry of a table', 'bad-table', inTable('onclick', 'x')],
    ['a row with a third part', 'bad-table', inTable('r:row:more', 'a0')],
    ['a type in a table’s map', 'bad-table', inTable('r:row', new Y.Map())],
    ['a list where rows are kept', 'bad-table', ({ doc }) => doc.getArray('t:list').insert(0, ['x'])],
    ['entries where a cell’s text is', 'unknown-content', ({ doc }) => doc.getMap('c:a:b:c').set('x', 1)],
    ['a cell of a row that nobody made', 'bad-table', inCell('strange', { text: 'x' })],
    ['a table in a cell', 'bad-marker', tableInCell],
    ['a root that is nearly a cell', 'unknown-root', ({ doc }) => doc.getArray('c:a:b').insert(0, ['x'])],
    ['a root that is nearly a table', 'unknown-root', ({ doc }) => doc.getMap('t:a:b').set('r:row', 'a0')],
    ['a table with too many entries', 'tables-full', manyEntries],
    ['a marker that claims a nameless table', 'bad-marker', set('tb', 'a b')],
    ['a count of moves that is none', 'bad-marker', set('n', -1)],
    ['a table with an unsafe link', 'bad-marker', set('table', tableWithLink('javascript:alert(1)'))],
  ];

  for (const [name, code, act] of attacks) {
    test(`[TXT-5c] ${name} is refused as ${code}`, () => {
      const doc = server();
      expect(checkUpdate(doc, updateOf(doc, act), sender)).toBe(code);
    });
  }

  test('[TXT-5m] what somebody had seen when they deleted is said under their own client ids only, and as such', () => {
    const doc = server();
    const say = (key: string, value: unknown, mayOnlySuggest = false): RefusedUpdate | null =>
      checkUpdate(
        doc,
        updateOf(doc, ({ gone }) => void gone.set(key, value)),
        { ...sender, mayOnlySuggest },
      );
    const record = { seen: { 1: 12 }, of: { 1: [3, 9] } };
    expect(say(`${OWN}.3`, record)).toBeNull();
    expect(say(`${OWN}.3`, record, true)).toBeNull();
    expect(say('1.3', record)).toBe('foreign-client');
    expect(say(`${OWN}.8`, record)).toBe('unknown-content');
    expect(say(`${OWN}.3`, { ...record, more: 1 })).toBe('unknown-content');
    expect(say(`${OWN}.3`, { seen: { 1: -1 }, of: {} })).toBe('unknown-content');
    doc.getMap('gone').set('1.0', record);
    const forget = updateOf(doc, ({ gone }) => void gone.delete('1.0'));
    expect(checkUpdate(doc, forget, sender)).toBe('foreign-client');
  });

  test('[TXT-1y] a table of which nothing is known any more has one cell, the same for everybody, and words in it are taken', () => {
    const doc = server();
    Y.applyUpdate(doc, updateOf(doc, put({ marker: new Y.Map(Object.entries({ id: 'lone', t: 'table', tb: 'lone' })) }), 2));
    const [knowing, fresh] = [copyOf(doc, 5), copyOf(doc, 6)];
    knowing.getArray('c:lone:a:k1'); // a root that once had words, of which others have never heard
    const [known, first] = [knowing, fresh].map((copy) => layoutOf(openRoots(copy), 'lone'));
    expect(known).toEqual(first);
    const [row, column] = [first!.rows[0]!.id, first!.columns[0]!.id];
    const type = (line: string) => (roots: DocumentRoots, transaction: Y.Transaction) =>
      void insertAfter(transaction, openCell(roots, { table: 'lone', row: line, column }).flat, null, { text: 'words' });
    expect(checkUpdate(doc, updateOf(doc, type(row)), sender)).toBeNull();
    expect(checkUpdate(doc, updateOf(doc, type('nobody-made-it')), sender)).toBe('bad-table');
  });

  test('[TXT-5d] too large an update, rubbish and the other wire version are refused', () => {
    const doc = server();
    const update = updateOf(doc, put({ text: 'x'.repeat(2000) }));
    expect(checkUpdate(doc, update, { ...sender, largest: 1000 })).toBe('too-large');
    expect(checkUpdate(doc, new Uint8Array([9, 9, 9, 9]), sender)).toBe('undecodable');
    const v2 = Y.encodeStateAsUpdateV2(copyOf(doc, OWN));
    expect(checkUpdate(doc, v2, sender)).not.toBeNull();
  });

  test('[TXT-5e] damaged updates are refused or do nothing that an honest one could not', ({ task }) => {
    const count = runs(800, 100_000);
    let taken = 0;
    for (let seed = 1; seed <= count; seed++) {
      const random = seededRandom(seed);
      const doc = server(seed % 20);
      const writer = new FlatWriter(copyOf(doc, OWN));
      if (random.chance(0.5)) randomTableEdit(writer, random);
      else randomEdit(writer, random);
      const update = Y.encodeStateAsUpdate(writer.doc, random.chance(0.7) ? Y.encodeStateVector(doc) : undefined);
      for (let flips = 1 + random.below(3); flips > 0; flips--) update[random.below(update.length)] = random.below(256);
      if (checkUpdate(doc, update, sender) !== null) continue;
      taken++;
      expectHarmless(doc, update, `seed ${seed}`);
    }
    task.meta.figure = `${count} damaged updates, ${taken} taken, all harmless`;
  }, 600_000);
});

function expectHarmless(doc: Y.Doc, update: Uint8Array, seed: string): void {
  const { meta, first, ledger } = openRoots(doc);
  const before = JSON.stringify([meta.toJSON(), first.toJSON(), ledger.toJSON()]);
  const roots = new Set(doc.share.keys());
  const clients = new Set([...Y.decodeStateVector(Y.encodeStateVector(doc)).keys(), OWN]);
  try {
    Y.applyUpdate(doc, update);
  } catch (error) {
    throw new Error(`${seed}: taken, but it cannot be applied: ${String(error)}`, { cause: error });
  }
  expect(JSON.stringify([meta.toJSON(), first.toJSON(), ledger.toJSON()]), seed).toBe(before);
  const isTables = (name: string): boolean => cellOfRoot(name) !== undefined || tableOfRoot(name) !== undefined;
  for (const name of doc.share.keys()) expect(roots.has(name) || isTables(name), `${seed}: ${name}`).toBe(true);
  for (const client of Y.decodeStateVector(Y.encodeStateVector(doc)).keys()) expect(clients.has(client), seed).toBe(true);
  expect(DocumentText.safeParse(readDocumentText(doc)).success, seed).toBe(true);
}

function inTable(key: string, value: unknown) {
  return ({ doc }: DocumentRoots) => void doc.getMap('t:some').set(key, value);
}

function firstTable(roots: DocumentRoots): string {
  return [...roots.tables.markers().keys()][0] ?? '';
}

function inCell(row: string, content: Parameters<typeof insertAfter>[3]) {
  return (roots: DocumentRoots, transaction: Y.Transaction): void => {
    insertAfter(transaction, openCell(roots, { table: firstTable(roots), row, column: 'k1' }).flat, null, content);
  };
}

function tableInCell(roots: DocumentRoots, transaction: Y.Transaction): void {
  const map = new Y.Map<unknown>();
  const [row] = [...roots.doc.getMap(`t:${firstTable(roots)}`).keys()].filter((key) => key.startsWith('r:'));
  inCell(String(row).slice(2), { marker: map })(roots, transaction);
  map.set('t', 'table');
}

function manyEntries({ doc }: DocumentRoots): void {
  const map = doc.getMap('t:some');
  for (let i = 0; i <= MAX_TABLE_ENTRIES; i++) map.set(`r:row${i}`, 'a0');
}

function tableWithLink(link: string): unknown {
  const block = { id: 'cb', kind: 'paragraph', level: 0, content: [{ text: 'x', link }] };
  return { headerRow: false, headerColumn: false, rows: [{ id: 'r', cells: [{ id: 'c', blocks: [block] }] }] };
}
