import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Group } from '../../../server/directory/group-store.ts';
import type { DocumentRow } from '../../../server/drafting/document-store.ts';
import { SuggestingSessions } from '../../../server/drafting/live/suggesting-sessions.ts';
import { BoundClients } from '../../../server/drafting/live/bound-clients.ts';
import type { House } from '../../../server/house.ts';
import { SCHEMA_VERSION } from '../../../shared/text/live/flat-root.ts';
import { MESSAGE, ServerHello, SuggestingAnswer } from '../../../shared/drafting/wire.ts';
import { makeId } from '../../../shared/kernel/ids.ts';
import { listSuggestions } from '../../../shared/text/live/list-suggestions.ts';
import { ledgerOf } from '../../../shared/text/live/suggestion-ledger.ts';
import { aDocument, aGroup, aMember, aText, signIn } from '../../support/builders.ts';
import { connectDraft, synced, until, type DraftClient } from '../../support/draft-clients.ts';
import { startHouse } from '../../support/start-house.ts';
import { suggestingWriter } from '../../support/suggesting.ts';

const STANDS = 'Care pathway\nThe clinic agrees the imaging.';
let house: House;
let group: Group;
let chair: { id: string; cookie: string };
let organisation: { id: string; cookie: string };
let document: DocumentRow;
const clients: DraftClient[] = [];

beforeAll(async () => {
  house = await startHouse();
  group = await aGroup(house);
  chair = await seated('chair');
  organisation = await seated('professional-organisation-member');
});
beforeEach(async () => {
  document = await aDocument(house, { group, person: { id: makeId() }, text: aText('The clinic agrees the imaging.') });
});
afterAll(async () => {
  clients.forEach((client) => client.stop());
  await house.close();
});

async function seated(role: Parameters<typeof aMember>[2]): Promise<{ id: string; cookie: string }> {
  const person = await aMember(house, group, role);
  return { id: person.id, cookie: await signIn(house, person) };
}

type Joined = DraftClient & { modes: string[]; sessions: number[]; ask(session?: number): void };

async function join(cookie: string): Promise<Joined> {
  const client = connectDraft(house, document.id, { cookie });
  clients.push(client);
  const [modes, sessions]: [string[], number[]] = [[], []];
  client.provider.messageHandlers[MESSAGE.hello] = (_encoder, decoder) => {
    modes.push(ServerHello.parse(JSON.parse(decoding.readVarString(decoder))).mode);
  };
  client.provider.messageHandlers[MESSAGE.suggest] = (_encoder, decoder) => {
    sessions.push(SuggestingAnswer.parse(JSON.parse(decoding.readVarString(decoder))).session);
  };
  const say = (type: number, words: unknown): void => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, type);
    encoding.writeVarString(encoder, JSON.stringify(words));
    client.provider.ws?.send(encoding.toUint8Array(encoder));
  };
  const hello = { schema: SCHEMA_VERSION, clientId: client.doc.clientID, pageLoad: makeId() };
  client.provider.on('status', ({ status }) => status === 'connected' && say(MESSAGE.hello, hello)); // before anything is sent under it
  await synced(client);
  return Object.assign(client, { modes, sessions, ask: (session?: number) => say(MESSAGE.suggest, { session }) });
}

async function sessionOf(client: Joined, known?: number): Promise<number> {
  const count = client.sessions.length;
  client.ask(known);
  await until(() => client.sessions.length > count, 'a session');
  const session = client.sessions.at(-1) ?? 0;
  await until(() => ledgerOf(client.doc).sessions.has(session), 'the session in the ledger');
  return session;
}

it('[DRA-9m] whoever asks to suggest gets a client id of their own, registered in the ledger with person, name and time by the server', async () => {
  const client = await join(organisation.cookie);
  const session = await sessionOf(client);
  expect(client.modes).toEqual(['suggesting']);
  expect(session).not.toBe(client.doc.clientID);
  expect(ledgerOf(client.doc).sessions.get(session)).toMatchObject({ person: organisation.id });
  expect(await sessionOf(client, session)).toBe(session);
  expect(await sessionOf(client, 12345)).not.toBe(12345);
});

it('[DRA-9n] a client id that was given to suggest under is never given to another person or page load', async () => {
  const client = await join(organisation.cookie);
  const session = await sessionOf(client);
  const other = await join(chair.cookie);
  expect(await sessionOf(other, session)).not.toBe(session);
  const again = await join(organisation.cookie);
  expect(await sessionOf(again, session)).not.toBe(session);
});

it('[TXT-5k] a person who may only suggest suggests, and is refused anything else before anybody sees it', async () => {
  const [client, reader] = [await join(organisation.cookie), await join(chair.cookie)];
  const session = await sessionOf(client);
  const writer = suggestingWriter(client.doc, session, organisation.id);
  writer.change(writer.state.tr.insertText('always ', 5));
  writer.change(writer.state.tr.delete(20, 30));
  await until(() => listSuggestions(reader.doc).length === 2, 'the suggestions at the chair');
  expect(reader.text()).toBe(STANDS);
  expect(listSuggestions(reader.doc).map(({ person }) => person)).toEqual([organisation.id, organisation.id]);
  writer.binding.suggestAs(undefined);
  writer.change(writer.state.tr.delete(1, 4));
  await until(() => client.refusals.length > 0, 'the refusal');
  expect(client.refusals).toEqual(['not-suggestion']);
  expect(reader.text()).toBe(STANDS);
  writer.binding.disconnect();
});

it('[DRA-9o] a person who may edit suggests too when they ask for it, and their words stay suggestions', async () => {
  const [client, reader] = [await join(chair.cookie), await join(organisation.cookie)];
  expect(client.modes).toEqual(['editing']);
  const session = await sessionOf(client);
  const writer = suggestingWriter(client.doc, session, chair.id);
  writer.change(writer.state.tr.insertText('always ', 5));
  await until(() => listSuggestions(reader.doc).length === 1, 'the suggestion');
  expect(reader.text()).toBe(STANDS);
  writer.binding.disconnect();
});

it('[TXT-4d] the time of a suggestion is the server’s, to the minute', async () => {
  const doc = new Y.Doc();
  doc.getMap('meta').set('v', 1);
  const bound = new BoundClients((wanted) => Promise.resolve([...wanted]));
  let now = Date.parse('2026-11-23T14:02:00.000Z');
  const edit = (act: (scratch: Y.Doc) => void): Promise<void> => Promise.resolve(act(doc));
  const sessions = new SuggestingSessions({ doc, clients: bound, edit, now: () => now });
  const session = await sessions.open({ id: 'p', name: 'Tom Example' }, makeId(), undefined);
  const write = (text: string): void => {
    sessions.noteTime([session], 'p');
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    copy.clientID = session;
    copy.getArray('flat').insert(0, [text]);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy));
  };
  write('a');
  now += 30_000;
  write('b');
  now += 60_000;
  write('c');
  expect([0, 1, 2].map((clock) => ledgerOf(doc).timeOf(session, clock))).toEqual([
    '2026-11-23T14:02:00.000Z',
    '2026-11-23T14:02:00.000Z',
    '2026-11-23T14:03:30.000Z',
  ]);
});
