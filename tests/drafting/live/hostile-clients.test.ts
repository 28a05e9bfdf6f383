import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Group } from '../../../server/directory/group-store.ts';
import type { DocumentRow } from '../../../server/drafting/document-store.ts';
import { countUpdates } from '../../../server/drafting/live/draft-log-store.ts';
import { MAX_MESSAGE_BYTES } from '../../../server/drafting/live/draft-wire.ts';
import type { House } from '../../../server/house.ts';
import { makeId } from '../../../shared/kernel/ids.ts';
import { aDocument, aGroup, aMember, aPerson, aText, signIn } from '../../support/builders.ts';
import { changeBytes, connectDraft, openBare, synced, until, type DraftClient } from '../../support/draft-clients.ts';
import { startHouse } from '../../support/start-house.ts';

let house: House;
let group: Group;
let chair: string;
let member: string;
let reader: string;
let outsider: string;
let document: DocumentRow;
const clients: DraftClient[] = [];

beforeAll(async () => {
  house = await startHouse();
  group = await aGroup(house);
  chair = await signIn(house, await aMember(house, group, 'chair'));
  member = await signIn(house, await aMember(house, group));
  reader = await signIn(house, await aMember(house, group, 'pharmacist'));
  outsider = await signIn(house, await aPerson(house));
});
beforeEach(async () => {
  document = await aDocument(house, { group, person: { id: makeId() }, text: aText('The clinic agrees the imaging.') });
});
afterAll(async () => {
  clients.forEach((client) => client.stop());
  await house.close();
});

async function join(cookie: string, doc?: Y.Doc): Promise<DraftClient> {
  const client = connectDraft(house, document.id, doc ? { cookie, doc } : { cookie });
  clients.push(client);
  return synced(client);
}

const path = (): string => `/collab/${document.id}`;

describe('the door of a draft', () => {
  it('[PLT-4] refuses an upgrade without a session, from another site, without a right, and to no document', async () => {
    expect(await openBare(house, path()).opened).toBe(401);
    expect(await openBare(house, path(), { cookie: 'concord.session=forged' }).opened).toBe(401);
    expect(await openBare(house, path(), { cookie: chair, origin: 'https://elsewhere.example' }).opened).toBe(403);
    expect(await openBare(house, path(), { cookie: outsider }).opened).toBe(404);
    expect(await openBare(house, `/collab/${makeId()}`, { cookie: chair }).opened).toBe(404);
    expect(await openBare(house, '/collab/..%2f', { cookie: chair }).opened).toBe(404);
    expect(await openBare(house, path(), { cookie: chair, origin: house.baseUrl }).opened).toBeUndefined();
  });

  it('[DRA-1b] a seat that may only read gets the text, and its changes are refused by name', async () => {
    const [writer, looker] = [await join(chair), await join(reader)];
    writer.type(' Read me.');
    await until(() => looker.text().includes('Read me.'), 'the words at the reader');
    looker.type(' Not mine to write.');
    await until(() => looker.refusals.length > 0, 'the refusal');
    expect(looker.refusals).toEqual(['read-only']);
    writer.type(' More.');
    await until(() => looker.text().includes('More.'), 'the reader still reads');
    expect(writer.text()).not.toContain('Not mine');
  });
});

describe('what no honest client sends', () => {
  it.each<[string, (doc: Y.Doc) => Uint8Array, string]>([
    ['bytes that are no update', () => Uint8Array.of(9, 9, 9, 9, 9), 'undecodable'],
    ['an unknown root', () => updateOf((doc) => void doc.getText('elsewhere').insert(0, 'x')), 'unknown-root'],
    ['the schema version', () => updateOf((doc) => void doc.getMap('meta').set('v', 99)), 'server-only'],
    ['a suggesting session of its own making', () => updateOf((doc) => void doc.getMap('sug').set('c1', 'me')), 'server-only'],
    ['an entry the ledger does not know', () => updateOf((doc) => void doc.getMap('sug').set('zz', 'me')), 'ledger'],
  ])('[PLT-4] %s closes only its own socket', async (_what, poison, code) => {
    const [honest, other] = [await join(chair), await join(member)];
    const rows = await countUpdates(house.store.read, document.id);
    const bare = openBare(house, path(), { cookie: member });
    await bare.opened;
    bare.socket.send(changeBytes(poison(honest.doc)));
    expect(await bare.closed).toEqual({ code: 4422, reason: 'update-refused' });
    expect(Buffer.concat(bare.messages).includes(code)).toBe(true);
    expect(await countUpdates(house.store.read, document.id)).toBe(rows);
    honest.type(' Still here.');
    await until(() => other.text().includes('Still here.'), 'honest words after the poison');
    expect([honest.closes, other.closes]).toEqual([[], []]);
  });

  it('[PLT-4] a message that is none, and one that is too large, close only their own socket', async () => {
    const honest = await join(chair);
    const [nonsense, huge] = [openBare(house, path(), { cookie: member }), openBare(house, path(), { cookie: member })];
    await Promise.all([nonsense.opened, huge.opened]);
    nonsense.socket.send(Uint8Array.of(77, 1, 2));
    huge.socket.send(Buffer.alloc(MAX_MESSAGE_BYTES + 1));
    expect(await nonsense.closed).toEqual({ code: 4400, reason: 'bad-message' });
    expect((await huge.closed).code).toBe(1009);
    expect(honest.closes).toEqual([]);
  });

  it('[PLT-4] a flood is cut off by name', async () => {
    const flood = openBare(house, path(), { cookie: member });
    await flood.opened;
    for (let n = 0; n < 2000; n++) flood.socket.send(Uint8Array.of(3));
    expect(await flood.closed).toEqual({ code: 4529, reason: 'too-many-messages' });
  });

  it('[DRA-9a] a client id that belongs to somebody else is refused', async () => {
    const honest = await join(chair);
    honest.type(' Mine.');
    await until(() => honest.saved() === honest.sent(), 'saved');
    const thief = await join(member);
    const own = thief.doc.clientID;
    thief.doc.clientID = honest.doc.clientID;
    thief.type(' In their name.');
    thief.doc.clientID = own;
    await until(() => thief.refusals.length > 0, 'the refusal');
    expect(thief.refusals).toEqual(['foreign-client']);
    expect(honest.text()).not.toContain('In their name.');
  });

  it('[DRA-9b] words of a killed tab are taken from the same person on another page load', async () => {
    const first = await join(chair);
    first.provider.disconnect();
    first.type(' Written offline.');
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(first.doc));
    const second = await join(chair, copy);
    const other = await join(member);
    await until(() => other.text().includes('Written offline.'), 'the offline words');
    expect(second.refusals).toEqual([]);
    expect(second.doc.clientID).not.toBe(first.doc.clientID);
  });

  it('[DRA-6a] name and colour of a presence are stamped by the server, and it goes when the socket goes', async () => {
    const [honest, liar] = [await join(chair), await join(member)];
    liar.provider.awareness.setLocalState({ person: { name: 'The Chair', colour: 1 }, caret: null });
    await until(() => honest.provider.awareness.getStates().has(liar.doc.clientID), 'the presence');
    const shown = honest.provider.awareness.getStates().get(liar.doc.clientID) as { person: { name: string; colour: number } };
    expect(shown.person.name).toMatch(/^Fictional Person/);
    liar.stop();
    await until(() => !honest.provider.awareness.getStates().has(liar.doc.clientID), 'the presence to go');
  });
});

function updateOf(write: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  write(doc);
  return Y.encodeStateAsUpdate(doc);
}
