import * as decoding from 'lib0/decoding';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireDocument, type DocumentRow } from '../../../server/drafting/document-store.ts';
import type { Group } from '../../../server/directory/group-store.ts';
import type { House } from '../../../server/house.ts';
import { openLog } from '../../../server/platform/log.ts';
import { MESSAGE } from '../../../shared/drafting/wire.ts';
import { makeId } from '../../../shared/kernel/ids.ts';
import { textOf } from '../../../shared/text/plain-text.ts';
import { appendUpdates, countUpdates } from '../../../server/drafting/live/draft-log-store.ts';
import { DraftRooms } from '../../../server/drafting/live/draft-rooms.ts';
import { foldDraft } from '../../../server/drafting/live/fold-draft.ts';
import { loadDraft } from '../../../server/drafting/live/load-draft.ts';
import { contentHash } from '../../../shared/text/canonical-form.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { aDocument, aGroup, aMember, aPerson, aSeat, aText, ask, signIn } from '../../support/builders.ts';
import { connectDraft, openBare, synced, until, type DraftClient } from '../../support/draft-clients.ts';
import { startHouse } from '../../support/start-house.ts';

let house: House;
let group: Group;
let cookies: string[];
let document: DocumentRow;
const clients: DraftClient[] = [];

beforeAll(async () => {
  house = await startHouse();
  group = await aGroup(house);
  const [asha, kwabena] = [await aMember(house, group, 'chair'), await aMember(house, group)];
  cookies = [await signIn(house, asha), await signIn(house, kwabena)];
  document = await aDocument(house, { group, person: asha, text: aText('The clinic agrees the imaging.') });
});
afterAll(async () => {
  clients.forEach((client) => client.stop());
  await house.close();
});

async function join(cookie: string | undefined): Promise<DraftClient> {
  const client = connectDraft(house, document.id, { cookie: cookie ?? '' });
  clients.push(client);
  return synced(client);
}

describe('two people in one draft', () => {
  it('[DRA-1a] two stock y-websocket clients with a session converge', async () => {
    const [one, two] = [await join(cookies[0]), await join(cookies[1])];
    one.type(' First.');
    await until(() => two.text().includes('First.'), 'the first words');
    two.type(' Second.');
    await until(() => one.text().includes('Second.'), 'the second words');
    await until(() => one.saved() === one.sent() && two.saved() === two.sent(), 'both saved');
    expect(one.hash()).toBe(two.hash());
    const { doc } = await loadDraft(house.store.read, document.id);
    expect(contentHash(readDocumentText(doc))).toBe(one.hash());
    expect([one.refusals, two.refusals]).toEqual([[], []]);
  });

  it('[DRA-2a] nobody else sees a word, and nothing is called saved, while the store holds the commit back', async () => {
    const [one, two] = [await join(cookies[0]), await join(cookies[1])];
    await until(() => one.saved() === one.sent(), 'the beginning saved');
    let release: (() => void) | undefined;
    const held = house.store.transaction(() => new Promise<void>((go) => (release = go)));
    await until(() => release !== undefined, 'the store to be held');
    const before = one.saved();
    one.type(' Held back.');
    await pause(600);
    expect({ seen: two.text().includes('Held back.'), newlySaved: one.saved() - before }).toEqual({ seen: false, newlySaved: 0 });
    release?.();
    await held;
    await until(() => two.text().includes('Held back.') && one.saved() === one.sent(), 'the words after the commit');
  });

  it('[DRA-2b, PLT-21] a store that fails is never called saved; editors hear of it, and the words arrive once it works', async () => {
    const [one, two] = [await join(cookies[0]), await join(cookies[1])];
    await until(() => one.saved() === one.sent(), 'the beginning saved');
    const trouble: boolean[] = [];
    two.provider.messageHandlers[MESSAGE.storeTrouble] = (_encoder, decoder) => trouble.push(decoding.readVarUint(decoder) === 1);
    await house.store.runScript('alter table draft_update rename to draft_update_away');
    const before = one.saved();
    one.type(' Full disk.');
    await until(() => trouble.length === 1, 'the word of trouble', 3000);
    one.type(' Still full.');
    await pause(300);
    expect({ seen: two.text().includes('Full disk.'), newlySaved: one.saved() - before }).toEqual({ seen: false, newlySaved: 0 });
    await house.store.runScript('alter table draft_update_away rename to draft_update');
    await until(() => two.text().includes('Full disk. Still full.') && one.saved() === one.sent(), 'the words after the trouble');
    expect(trouble).toEqual([true, false]);
  });

  it('[DRA-2c] what is called saved is in the log at that moment', async () => {
    const one = await join(cookies[0]);
    for (let n = 0; n < 20; n++) {
      one.type(` w${n}`);
      await until(() => one.saved() === one.sent(), 'saved');
      const { doc } = await loadDraft(house.store.read, document.id);
      expect(textOf(readDocumentText(doc))).toContain(` w${n}`);
    }
  });

  it('[DRA-8a] folding keeps every word, and a fresh process reads the same fingerprint', async () => {
    const one = await join(cookies[0]);
    one.type(' Before the fold.');
    await until(() => one.saved() === one.sent(), 'saved');
    const before = one.hash();
    const folded = await foldDraft(house.store, document.id);
    expect(folded).toBeGreaterThan(0);
    expect(await countUpdates(house.store.read, document.id)).toBe(0);
    one.type(' After.');
    await until(() => one.saved() === one.sent(), 'saved again');
    const { doc } = await loadDraft(house.store.read, document.id);
    expect(contentHash(readDocumentText(doc))).toBe(one.hash());
    expect(one.hash()).not.toBe(before);
  });

  it('[DRA-8b] a row that cannot be read closes the draft and writes nothing over it', async () => {
    const broken = await aDocument(house, { group, person: { id: makeId() } });
    await appendUpdates(house.store.read, [{ documentId: broken.id, actorId: makeId(), bytes: Uint8Array.of(7, 7, 7) }]);
    const bare = openBare(house, `/collab/${broken.id}`, { cookie: cookies[0] ?? '' });
    expect(await bare.opened).toBe(409);
    expect((await requireDocument(house.store.read, broken.id)).quarantined).not.toBeNull();
    expect(await countUpdates(house.store.read, broken.id)).toBe(1);
    const one = await join(cookies[0]);
    expect(one.text()).toContain('The clinic agrees');
  });

  it('[DRA-1c] an edit on the server side goes through the same log to everybody', async () => {
    const one = await join(cookies[0]);
    const changed = aText('Made by the server.', 'A second clause.');
    const rooms = new DraftRooms(house.store, openLog('silent'));
    const other = await aDocument(house, { group, person: { id: makeId() }, text: aText('As it was.') });
    await rooms.changeDraft(other.id, makeId(), {
      text: (text) => ({ ...text, blocks: [...text.blocks, ...changed.blocks.slice(1)] }),
    });
    expect(textOf(await rooms.readDraft(other.id))).toBe('Care pathway\nAs it was.\nMade by the server.\nA second clause.');
    await rooms.changeDraft(other.id, makeId(), {
      text: (text) => ({
        ...text,
        blocks: text.blocks.map((block, n) =>
          n === 1 && block.kind === 'clause' ? { ...block, content: [{ text: 'As it is.' }] } : block,
        ),
      }),
    });
    const { doc } = await loadDraft(house.store.read, other.id);
    expect(textOf(readDocumentText(doc))).toBe('Care pathway\nAs it is.\nMade by the server.\nA second clause.');
    await rooms.stop();
    expect(one.closes).toEqual([]);
  });

  it('[DRA-1d] when a seat ends, its connection is closed by name within two seconds', async () => {
    const person = await aPerson(house);
    const seat = await aSeat(house, { person, group });
    const client = await join(await signIn(house, person));
    const ended = Date.now();
    const { status } = await ask(house, 'POST', `/api/groups/${group.id}/seats/${seat.id}/end`, {
      cookie: cookies[0] ?? '',
      body: { reason: 'Moved to another hospital' },
    });
    expect(status).toBe(200);
    await until(() => client.closes.length > 0, 'the close', 2000);
    expect(client.closes[0]).toEqual({ code: 4403, reason: 'seat-ended' });
    expect(Date.now() - ended).toBeLessThan(2000);
  });
});

function pause(milliseconds: number): Promise<void> {
  return new Promise((later) => setTimeout(later, milliseconds));
}
