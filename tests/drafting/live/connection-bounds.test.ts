import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as encoding from 'lib0/encoding';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import * as Y from 'yjs';
import type { Group } from '../../../server/directory/group-store.ts';
import type { DocumentRow } from '../../../server/drafting/document-store.ts';
import { ErasedWords, WordMarks } from '../../../server/drafting/erasures/word-marks.ts';
import { BoundClients } from '../../../server/drafting/live/bound-clients.ts';
import { bindClients, countUpdates } from '../../../server/drafting/live/draft-log-store.ts';
import { DraftLog } from '../../../server/drafting/live/draft-log.ts';
import { openDraftMetrics } from '../../../server/drafting/live/draft-metrics.ts';
import { DraftRoom } from '../../../server/drafting/live/draft-room.ts';
import { DraftSession } from '../../../server/drafting/live/draft-session.ts';
import { presenceMessage } from '../../../server/drafting/live/draft-wire.ts';
import { loadDraft } from '../../../server/drafting/live/load-draft.ts';
import type { House } from '../../../server/house.ts';
import { openLog } from '../../../server/platform/log.ts';
import { openMetrics } from '../../../server/platform/metrics.ts';
import { MESSAGE } from '../../../shared/drafting/wire.ts';
import { makeId } from '../../../shared/kernel/ids.ts';
import { listMarkers, openRoots } from '../../../shared/text/live/flat-root.ts';
import { deleteItem, insertAfter, type FlatItem } from '../../../shared/text/live/yjs-internals.ts';
import { aDocument, aGroup, aMember, aText, ask, signIn } from '../../support/builders.ts';
import {
  changeBytes,
  connectDraft,
  openBare,
  synced,
  until,
  type BareSocket,
  type DraftClient,
} from '../../support/draft-clients.ts';
import { startHouse } from '../../support/start-house.ts';

let house: House;
let group: Group;
let cookies: string[];
const clients: DraftClient[] = [];
const doors: Server[] = [];

beforeAll(async () => {
  house = await startHouse();
  group = await aGroup(house);
  cookies = [];
  for (const role of ['chair', 'senate-member', 'senate-member'] as const)
    cookies.push(await signIn(house, await aMember(house, group, role)));
});
afterEach(() => {
  for (const client of clients.splice(0)) client.stop();
  for (const door of doors.splice(0)) door.close();
});
afterAll(() => house.close());

async function aDraft(): Promise<DocumentRow> {
  return aDocument(house, { group, person: { id: makeId() }, text: aText('The clinic agrees the imaging.') });
}

async function join(at: Pick<House, 'baseUrl'>, document: DocumentRow, cookie = cookies[0]): Promise<DraftClient> {
  const client = connectDraft(at, document.id, { cookie: cookie ?? '' });
  clients.push(client);
  return synced(client);
}

/** One room of its own behind a door that lets everybody in: what a session and a room do, with their bounds in reach. */
async function aRoom(
  document: DocumentRow,
  largest?: number,
): Promise<{ baseUrl: string; sessions: DraftSession[]; log: DraftLog }> {
  const { doc, bytes } = await loadDraft(house.store.read, document.id);
  const metrics = openDraftMetrics(openMetrics());
  const log = new DraftLog(house.store.lane, openLog('silent'), metrics);
  const clientsOf = new BoundClients((wanted) => bindClients(house.store.read, document.id, wanted));
  const room = new DraftRoom({
    documentId: document.id,
    doc,
    bytes,
    ...(largest === undefined ? {} : { largest }),
    log,
    clients: clientsOf,
    erased: new ErasedWords(new WordMarks('a key'), document.id, []),
    serverClient: new Y.Doc().clientID,
    onCommitted: () => undefined,
    onBroken: (error) => {
      throw error;
    },
  });
  const sessions: DraftSession[] = [];
  const door = createServer();
  const person = { id: makeId(), name: 'Asha Example', initials: 'AE', colour: 1 };
  new WebSocketServer({ server: door }).on('connection', (socket) => {
    const session = new DraftSession(socket, room, { person, may: 'edit', pageLoad: makeId() }, metrics);
    sessions.push(session);
    session.open();
  });
  doors.push(door);
  await new Promise<void>((listening) => door.listen(0, '127.0.0.1', listening));
  return { baseUrl: `http://127.0.0.1:${(door.address() as AddressInfo).port}`, sessions, log }; // a TCP server's address always is one
}

describe('what a connection may hold', () => {
  it('[PLT-4a] a client that sends more than the store takes is not read until the store has caught up; then all of it is saved', async () => {
    const document = await aDraft();
    const { baseUrl, sessions } = await aRoom(document);
    const updates = (await manyWords(document, 12)).filter((_, n) => n % 2 === 0); // the words, without taking them away again
    const bare = openBare({ baseUrl }, `/collab/${document.id}`);
    await bare.opened;
    let release: (() => void) | undefined;
    const held = house.store.transaction(() => new Promise<void>((go) => (release = go)));
    await until(() => release !== undefined, 'the store to be held');
    try {
      for (const update of updates) bare.socket.send(changeBytes(update));
      await until(() => sessions[0]?.isHeldBack === true, 'the client to be held back');
    } finally {
      release?.();
    }
    await held;
    await until(() => isSavedUpTo(bare, updates.length), 'everything saved', 30_000);
    expect(sessions[0]?.isHeldBack).toBe(false);
    bare.socket.terminate();
  });

  it(
    '[PLT-4b] a reader that does not read is closed by name before its memory grows, and the others notice nothing',
    { timeout: 60_000 },
    async () => {
      const document = await aDraft();
      const honest = await join(house, document);
      const slow = openBare(house, `/collab/${document.id}`, { cookie: cookies[2] ?? '' });
      await slow.opened;
      slow.socket.pause();
      const isDropped = async (): Promise<boolean> =>
        (await house.parts.metrics.getSingleMetricAsString('concord_draft_closed_total')).includes('too-slow');
      const pouring = Promise.all([0, 1, 2, 3].map((n) => pour(document, cookies[n % 2] ?? '')));
      await until(isDropped, 'the slow reader to be dropped', 30_000);
      slow.socket.resume();
      expect(await slow.closed).toEqual({ code: 4508, reason: 'too-slow' });
      await pouring;
      honest.type(' Still here.');
      await until(() => honest.saved() === honest.sent(), 'the honest words saved');
      expect(honest.closes).toEqual([]);
    },
  );

  it('[DRA-8i] a draft at its largest size takes no more words, says so by name, and can be made smaller', async () => {
    const document = await aDraft();
    const { bytes } = await loadDraft(house.store.read, document.id);
    const { baseUrl } = await aRoom(document, bytes + 5000);
    const client = await join({ baseUrl }, document);
    client.type(' A little more.');
    await until(() => client.saved() === client.sent(), 'what still fits');
    const full = await join({ baseUrl }, document);
    full.type(` ${'far too much '.repeat(1000)}`);
    await until(() => full.closes.length > 0, 'the refusal');
    expect({ refusals: full.refusals, close: full.closes[0] }).toEqual({
      refusals: ['draft-full'],
      close: { code: 4413, reason: 'draft-full' },
    });
    full.stop();
    client.erase(10);
    await until(() => client.saved() === client.sent(), 'the deletion');
    expect([client.refusals, client.closes]).toEqual([[], []]);
  });

  it('[PLT-4c] nobody has more than forty connections at once', async () => {
    const document = await aDraft();
    const cookie = await signIn(house, await aMember(house, group));
    const bare = Array.from({ length: 40 }, () => openBare(house, `/collab/${document.id}`, { cookie }));
    expect(await Promise.all(bare.map(({ opened }) => opened))).toEqual(bare.map(() => undefined));
    expect(await openBare(house, `/collab/${document.id}`, { cookie }).opened).toBe(429);
    const others = openBare(house, `/collab/${document.id}`, { cookie: cookies[1] ?? '' });
    expect(await others.opened).toBeUndefined();
    for (const { socket } of [...bare, others]) socket.terminate();
  });

  it('[DRA-1e] signing out closes the connection by name within two seconds', async () => {
    const cookie = await signIn(house, await aMember(house, group));
    const client = await join(house, await aDraft(), cookie);
    expect((await ask(house, 'DELETE', '/api/session', { cookie })).status).toBe(200);
    await until(() => client.closes.length > 0, 'the close', 2000);
    expect(client.closes[0]).toEqual({ code: 4401, reason: 'signed-out' });
  });
});

describe('updates no honest client sends', () => {
  it.each<[string, Uint8Array]>([
    ['a v2 update', Y.encodeStateAsUpdateV2(documentWith('words'))],
    [
      'a v2 update of twenty bytes that claims eight million parts',
      Uint8Array.of(0, 0, 6, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x80, 0x92, 0xf4, 3, 0, 0),
    ],
    ['an update that claims more parts than there are bytes', encoded(1, 2 ** 40, 5, 0, 0)],
    ['an update whose clock leaves what numbers can hold', encoded(1, 1, 5, 0, 0, Number.MAX_SAFE_INTEGER, 0)],
  ])('[PLT-4d] %s is refused at once and changes nothing', async (_what, update) => {
    const document = await aDraft();
    const honest = await join(house, document);
    const [rows, hash] = [await countUpdates(house.store.read, document.id), honest.hash()];
    const bare = openBare(house, `/collab/${document.id}`, { cookie: cookies[1] ?? '' });
    await bare.opened;
    const started = performance.now();
    bare.socket.send(changeBytes(update));
    expect(await bare.closed).toEqual({ code: 4422, reason: 'update-refused' });
    expect(performance.now() - started).toBeLessThan(1000);
    const next = await join(house, document, cookies[2]);
    expect([await countUpdates(house.store.read, document.id), honest.hash(), next.hash(), honest.closes]).toEqual([
      rows,
      hash,
      hash,
      [],
    ]);
  });

  it('[PLT-4e] an update with a gap is asked for again, never kept, never passed on, and a client that insists is closed', async () => {
    const document = await aDraft();
    const honest = await join(house, document);
    const rows = await countUpdates(house.store.read, document.id);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(honest.doc));
    doc.getArray('flat').push(['never sent']);
    const gap = Y.encodeStateVector(doc);
    doc.getArray('flat').push(['a planted secret']);
    const bare = openBare(house, `/collab/${document.id}`, { cookie: cookies[1] ?? '' });
    await bare.opened;
    const answer = changeBytes(Y.encodeStateAsUpdate(doc, gap), 1);
    bare.socket.on('message', (bytes: Buffer) => {
      if (bytes[0] === 0 && bytes[1] === 0) bare.socket.send(answer); // asked again: insists
    });
    bare.socket.send(answer);
    expect(await bare.closed).toEqual({ code: 4422, reason: 'update-refused' });
    const reader = await join(house, document, cookies[2]);
    expect(await countUpdates(house.store.read, document.id)).toBe(rows);
    for (const { store } of [honest.doc, reader.doc]) expect(store.pendingStructs).toBeNull();
    expect(Buffer.from(Y.encodeStateAsUpdate(reader.doc)).includes('a planted secret')).toBe(false);
  });
});

describe('presence no honest client shows', () => {
  it('[DRA-6c] nobody changes or takes away what another person shows, and nobody shows more than three', async () => {
    const document = await aDraft();
    const [one, looker] = [await join(house, document), await join(house, document, cookies[1])];
    one.provider.awareness.setLocalState({ caret: 'here' });
    const shown = (): Record<string, unknown> | undefined => looker.provider.awareness.getStates().get(one.doc.clientID);
    await until(() => shown()?.['caret'] === 'here', 'the presence');
    const liar = openBare(house, `/collab/${document.id}`, { cookie: cookies[2] ?? '' });
    await liar.opened;
    const entry = (clientId: number, state: Record<string, unknown> | null) => ({ clientId, clock: 99, state });
    liar.socket.send(presenceMessage([entry(one.doc.clientID, null)]));
    liar.socket.send(presenceMessage([entry(one.doc.clientID, { caret: 'elsewhere' })]));
    liar.socket.send(presenceMessage([1, 2, 3, 4, 5, 6].map((id) => entry(id, { caret: id }))));
    const invented = (): number[] => [...looker.provider.awareness.getStates().keys()].filter((id) => id <= 6);
    await until(() => invented().length > 0, 'what the liar shows of itself');
    await new Promise((later) => setTimeout(later, 200));
    expect([shown()?.['caret'], invented().length]).toEqual(['here', 3]);
    liar.socket.send(presenceMessage([entry(7, { caret: 'x'.repeat(5000) })]));
    expect(await liar.closed).toEqual({ code: 4400, reason: 'bad-message' });
  });

  it('[DRA-6e] what people show is gathered: twice as many people do not mean four times as many messages', async () => {
    const heard = async (people: number): Promise<number> => {
      const document = await aDraft();
      const showing = Array.from({ length: people }, (_, n) =>
        openBare(house, `/collab/${document.id}`, { cookie: cookies[n % 3] ?? '' }),
      );
      await Promise.all(showing.map(({ opened }) => opened));
      await new Promise((later) => setTimeout(later, 200));
      const before = showing.reduce((sum, { messages }) => sum + messages.length, 0);
      const carets = showing.map(({ socket }, id) => {
        let clock = 1;
        return setInterval(
          () => socket.send(presenceMessage([{ clientId: id + 1, clock: clock++, state: { caret: clock } }])),
          50,
        );
      });
      await new Promise((later) => setTimeout(later, 2000));
      carets.forEach((caret) => clearInterval(caret));
      const all = showing.reduce((sum, { messages }) => sum + messages.length, 0) - before;
      expect(showing.map(({ socket }) => socket.readyState === socket.OPEN)).toEqual(showing.map(() => true));
      for (const { socket } of showing) socket.terminate();
      return all;
    };
    const [few, many] = [await heard(12), await heard(48)];
    expect(few).toBeGreaterThan(12);
    expect(many / few).toBeLessThan(5); // four times the people: sixteen times, if each word went to each by itself
  });

  it('[DRA-6d] asking who is here is answered to the one who asks, not to everybody', async () => {
    const document = await aDraft();
    const shower = await join(house, document);
    shower.provider.awareness.setLocalState({ caret: 'here' });
    const [asker, other] = [1, 2].map((n) => openBare(house, `/collab/${document.id}`, { cookie: cookies[n] ?? '' }));
    if (!asker || !other) throw new Error('two connections were asked for');
    await Promise.all([asker.opened, other.opened]);
    await new Promise((later) => setTimeout(later, 300)); // what is shown at joining has arrived
    await until(
      () => [asker, other].every(({ messages }) => messages.some(([type]) => type === 1)),
      'the first word of presence',
    );
    const [heard, overheard] = [asker.messages.length, other.messages.length];
    asker.socket.send(Uint8Array.of(3));
    await until(() => asker.messages.length > heard, 'the answer');
    await new Promise((later) => setTimeout(later, 100));
    expect(other.messages.length).toBe(overheard);
    for (const { socket } of [asker, other]) socket.terminate();
  });
});

/** Sends three megabytes of words through a connection of its own, each piece deleted again before the next. */
async function pour(document: DocumentRow, cookie: string): Promise<void> {
  const updates = await manyWords(document, 10);
  const bare = openBare(house, `/collab/${document.id}`, { cookie });
  await bare.opened;
  for (const update of updates) bare.socket.send(changeBytes(update));
  await until(() => isSavedUpTo(bare, updates.length), 'a writer to be through', 30_000);
  bare.socket.terminate();
}

/** Updates that put 308 kB of words at the end of a draft and take them away again, so many times. */
async function manyWords(document: DocumentRow, times: number): Promise<Uint8Array[]> {
  const { doc } = await loadDraft(house.store.read, document.id);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const { flat } = openRoots(doc);
  const last = listMarkers(openRoots(doc)).at(-1) ?? null;
  const text = 'pouring words '.repeat(22_000);
  for (let piece = 0; piece < times; piece++) {
    const item = doc.transact((transaction): FlatItem => insertAfter(transaction, flat, last, { text }));
    doc.transact((transaction) => deleteItem(transaction, item));
  }
  return updates;
}

function isSavedUpTo({ messages }: BareSocket, count: number): boolean {
  return messages.some(([type, upTo]) => type === MESSAGE.savedUpTo && upTo === count);
}

function documentWith(words: string): Y.Doc {
  const doc = new Y.Doc();
  doc.getText('flat').insert(0, words);
  return doc;
}

function encoded(...numbers: number[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of numbers) encoding.writeVarUint(encoder, number);
  return encoding.toUint8Array(encoder);
}
