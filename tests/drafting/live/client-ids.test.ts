import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Group } from '../../../server/directory/group-store.ts';
import type { DocumentRow } from '../../../server/drafting/document-store.ts';
import { bindClients, clientsOf } from '../../../server/drafting/live/draft-log-store.ts';
import { loadDraft } from '../../../server/drafting/live/load-draft.ts';
import type { House } from '../../../server/house.ts';
import type { Person } from '../../../server/identity/person-store.ts';
import { SCHEMA_VERSION } from '../../../shared/text/live/flat-root.ts';
import { contentHash } from '../../../shared/text/canonical-form.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { makeId } from '../../../shared/kernel/ids.ts';
import { aDocument, aGroup, aMember, ask, aText, signIn } from '../../support/builders.ts';
import { changeBytes, connectDraft, helloBytes, openBare, synced, until, type DraftClient } from '../../support/draft-clients.ts';
import { startHouse } from '../../support/start-house.ts';

let house: House;
let group: Group;
let asha: Person;
let cookie: string;
let other: string;
let document: DocumentRow;
const clients: DraftClient[] = [];

beforeAll(async () => {
  house = await startHouse();
  group = await aGroup(house);
  asha = await aMember(house, group, 'chair');
  [cookie, other] = [await signIn(house, asha), await signIn(house, await aMember(house, group))];
});
beforeEach(async () => {
  document = await aDocument(house, { group, person: asha, text: aText('The clinic agrees the imaging.') });
});
afterAll(async () => {
  clients.forEach((client) => client.stop());
  await house.close();
});

/** A page of the draft room: a text of its own and an id declared for one page load. */
async function page(options: { doc?: Y.Doc; pageLoad?: string; cookie?: string } = {}): Promise<DraftClient> {
  const client = connectDraft(house, document.id, { cookie, pageLoad: makeId(), ...options });
  clients.push(client);
  return synced(client);
}

/** What a browser has kept of a page's text, in a fresh page: another client id. */
function reloaded(client: DraftClient, kept: Uint8Array = Y.encodeStateAsUpdate(client.doc)): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, kept);
  return doc;
}

/** The same page again, as a copy of the machine brings it back: text and client id of the moment the copy was made. */
function restored(kept: Uint8Array, clientId: number): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, kept);
  doc.clientID = clientId;
  return doc;
}

const allSaved = async (client: DraftClient): Promise<void> =>
  until(() => client.sent() > 0 && client.saved() === client.sent(), 'everything saved');

async function inTheLog(): Promise<string> {
  return contentHash(readDocumentText((await loadDraft(house.store.read, document.id)).doc));
}

it('[DRA-9q] who may read a draft can ask by name who writes under a client id, and nobody else can', async () => {
  const writer = await page();
  writer.type('Words.');
  await until(() => writer.saved() === writer.sent(), 'the words');
  const askWho = (who: string, clientId: number) =>
    ask(house, 'GET', `/api/documents/${document.id}/writers/${clientId}`, { cookie: who });
  expect((await askWho(other, writer.doc.clientID)).body).toEqual({ person: { id: asha.id, name: asha.name } });
  expect((await askWho(other, 1)).body).toEqual({ person: null });
  const stranger = await signIn(house, await aMember(house, await aGroup(house)));
  expect((await askWho(stranger, writer.doc.clientID)).body).not.toHaveProperty('person');
});

describe('client ids', () => {
  it('[DRA-9d] two tabs of one person write side by side under two ids', async () => {
    const [one, two] = [await page(), await page()];
    one.type(' From the first tab.');
    two.type(' From the second tab.');
    await until(() => one.text().includes('second tab') && two.text().includes('first tab'), 'both words in both tabs');
    await Promise.all([allSaved(one), allSaved(two)]);
    expect([one.hash(), two.hash(), one.refusals, two.refusals]).toEqual([await inTheLog(), await inTheLog(), [], []]);
    const owners = await clientsOf(house.store.read, document.id);
    expect(owners.filter(({ personId }) => personId === asha.id)).toHaveLength(2);
  });

  it('[DRA-9e] a tab killed before its browser kept anything finds its saved words again, under a new id', async () => {
    const killed = await page();
    const kept = Y.encodeStateAsUpdate(killed.doc);
    killed.type(' Saved, but not kept here.');
    await allSaved(killed);
    killed.provider.ws?.close();
    killed.stop();
    const next = await page({ doc: reloaded(killed, kept) });
    expect(next.text()).toContain('Saved, but not kept here.');
    next.type(' And on.');
    await allSaved(next);
    expect([next.refusals, next.hash()]).toEqual([[], await inTheLog()]);
  });

  it('[DRA-9e] an id that another page load of the same person has declared is not given again', async () => {
    const first = await page();
    const again = openBare(house, `/collab/${document.id}`, { cookie });
    await again.opened;
    again.socket.send(helloBytes({ schema: SCHEMA_VERSION, clientId: first.doc.clientID, pageLoad: makeId() }));
    expect(await again.closed).toEqual({ code: 4409, reason: 'client-id-taken' });
    expect(first.closes).toEqual([]);
  });

  it.each([
    [5_001, 9_001],
    [9_002, 5_002],
  ])(
    '[DRA-9f] a page that loads what it wrote offline in earlier page loads is taken whole, whatever the ids (%i, %i)',
    async (low, high) => {
      const first = await page();
      first.provider.disconnect();
      first.doc.clientID = low;
      first.type(' Offline once.');
      const second = connectDraft(house, document.id, {
        cookie,
        doc: restored(Y.encodeStateAsUpdate(first.doc), high),
        pageLoad: makeId(),
      });
      second.provider.disconnect();
      second.type(' Offline twice.');
      const third = await page({ doc: reloaded(second) });
      second.stop();
      await allSaved(third);
      const reader = await page({ cookie: other });
      expect(reader.text()).toContain('Offline once. Offline twice.');
      expect([third.refusals, reader.hash()]).toEqual([[], third.hash()]);
    },
  );

  it('[DRA-9c] a restored machine that has typed nothing yet takes up the text and goes on', async () => {
    const pageLoad = makeId();
    const before = await page({ pageLoad });
    before.type(' Before the copy.');
    await allSaved(before);
    const [kept, id] = [Y.encodeStateAsUpdate(before.doc), before.doc.clientID];
    before.type(' After the copy.');
    await allSaved(before);
    before.stop();
    const back = await page({ doc: restored(kept, id), pageLoad });
    await until(() => back.text().includes('After the copy.'), 'what was written after the copy');
    back.type(' And on.');
    await allSaved(back);
    const reader = await page({ cookie: other });
    await until(() => reader.text().includes('And on.'), 'the new words');
    expect([back.refusals, back.hash(), reader.hash()]).toEqual([[], reader.hash(), await inTheLog()]);
  });

  it.each([
    ['less', ' No.'],
    ['more', ' Quite another sentence, and a longer one than that.'],
  ])(
    '[DRA-9c] a restored machine that has typed %s than was typed since the copy is refused, and nothing is mixed',
    async (_, words) => {
      const pageLoad = makeId();
      const before = await page({ pageLoad });
      before.type(' Before the copy.');
      await allSaved(before);
      const [kept, id] = [Y.encodeStateAsUpdate(before.doc), before.doc.clientID];
      before.type(' After the copy.');
      await allSaved(before);
      const hash = before.hash();
      before.stop();
      const back = connectDraft(house, document.id, { cookie, doc: restored(kept, id), pageLoad });
      clients.push(back);
      back.type(words);
      await until(() => back.closes.length > 0, 'the refusal');
      expect({ refusals: back.refusals, close: back.closes[0] }).toEqual({
        refusals: ['forked'],
        close: { code: 4422, reason: 'update-refused' },
      });
      back.stop();
      expect(await inTheLog()).toBe(hash);
      const fresh = await page();
      expect([fresh.hash(), fresh.refusals]).toEqual([hash, []]);
    },
  );

  it('[DRA-9g] a stock client without a hello is bound at its first message, and edits', async () => {
    const stock = connectDraft(house, document.id, { cookie });
    clients.push(await synced(stock));
    stock.type(' From a stock client.');
    await allSaved(stock);
    const owners = await clientsOf(house.store.read, document.id);
    expect(owners.find(({ clientId }) => clientId === stock.doc.clientID)?.personId).toBe(asha.id);
  });

  it('[DRA-9h] a connection that makes up client ids by the hundred binds none of them, and is refused', async () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate((await page()).doc));
    const since = Y.encodeStateVector(doc);
    for (let n = 0; n < 200; n++) {
      doc.clientID = 1_000_000 + n;
      doc.getArray('flat').push(['x']);
    }
    const bare = openBare(house, `/collab/${document.id}`, { cookie: other });
    await bare.opened;
    bare.socket.send(changeBytes(Y.encodeStateAsUpdate(doc, since)));
    expect(await bare.closed).toEqual({ code: 4422, reason: 'update-refused' });
    const bound = await clientsOf(house.store.read, document.id);
    expect(bound.filter(({ clientId }) => clientId >= 1_000_000 && clientId < 1_000_200)).toEqual([]);
  });

  it('[DRA-9i] two that bind one id at the same moment leave it to one of them, for ever', async () => {
    const wanted = (personId: string) => [{ clientId: 77, personId, pageLoad: `load-of-${personId}` }];
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((personId) => bindClients(house.store.read, document.id, wanted(personId))),
    );
    expect(new Set(answers.map(([bound]) => bound?.personId)).size).toBe(1);
  });
});
