import { sql } from 'kysely';
import * as decoding from 'lib0/decoding';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type * as Y from 'yjs';
import type { Group } from '../../server/directory/group-store.ts';
import type { DocumentRow } from '../../server/drafting/document-store.ts';
import { insertErasure, unfinishedErasures } from '../../server/drafting/erasures/erasure-store.ts';
import { finishLeftErasures, type ErasureParts } from '../../server/drafting/erasures/erase-words.ts';
import { WordMarks } from '../../server/drafting/erasures/word-marks.ts';
import { countUpdates } from '../../server/drafting/live/draft-log-store.ts';
import { DraftRooms } from '../../server/drafting/live/draft-rooms.ts';
import { foldDraft } from '../../server/drafting/live/fold-draft.ts';
import type { House } from '../../server/house.ts';
import type { Person } from '../../server/identity/person-store.ts';
import { openLog } from '../../server/platform/log.ts';
import { verifyRecord } from '../../server/record/verify-record.ts';
import type { Erasure, ErasurePreview } from '../../shared/drafting/erasure-api.ts';
import { MESSAGE, ServerHello } from '../../shared/drafting/wire.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { findPhrase } from '../../shared/text/find-phrase.ts';
import { eraseWords } from '../../shared/text/live/erase-words.ts';
import { aDocument, aGroup, aMember, aText, aVersion, ask, signIn } from '../support/builders.ts';
import { connectDraft, synced, until, type DraftClient } from '../support/draft-clients.ts';
import { startHouse } from '../support/start-house.ts';
import { tablesThatHold } from '../support/stored-words.ts';

const WORDS = 'Жщю Яёъ'; // letters that stand nowhere else in a database
const PARTS = ['жщю', 'яёъ'];

const stores = [
  { name: 'the embedded store', settings: async () => Promise.resolve({}) },
  { name: 'a PostgreSQL server', settings: freshPostgres },
];

async function freshPostgres(): Promise<Record<string, string>> {
  const address = new URL(inject('TEST_DATABASE_URL'));
  const name = `erasing_${process.pid}_${Date.now()}`;
  const admin = new pg.Client({ connectionString: address.href });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  address.pathname = `/${name}`;
  return { DATABASE_URL: address.href };
}

type Member = { person: Person; cookie: string };

describe.each(stores)('erasing words on $name', ({ settings }) => {
  let house: House;
  let group: Group;
  let chair: Member;
  let member: Member;
  let document: DocumentRow;
  const clients: DraftClient[] = [];

  beforeAll(async () => {
    house = await startHouse(await settings());
    group = await aGroup(house);
    [chair, member] = [await seated('chair'), await seated('senate-member')];
  });
  beforeEach(async () => {
    document = await aDocument(house, { group, person: chair.person, text: aText('The clinic sees everybody.') });
  });
  afterEach(() => clients.splice(0).forEach((client) => client.stop()));
  afterAll(() => house.close());

  async function seated(role: Parameters<typeof aMember>[2]): Promise<Member> {
    const person = await aMember(house, group, role);
    return { person, cookie: await signIn(house, person) };
  }

  async function join(by: Member, doc?: Y.Doc): Promise<DraftClient> {
    const client = connectDraft(house, document.id, { cookie: by.cookie, ...(doc ? { doc } : {}) });
    clients.push(client);
    return synced(client);
  }

  const erase = async (body: object = {}, by = chair): Promise<{ status: number; body: Record<string, unknown> }> =>
    ask(house, 'POST', `/api/documents/${document.id}/erasures`, {
      cookie: by.cookie,
      body: { words: WORDS, reason: 'Somebody’s name was pasted here.', places: 99, sure: true, ...body },
    });
  const stored = (): Promise<string[]> => tablesThatHold(house.store, ...PARTS);
  const settled = (client: DraftClient): Promise<void> =>
    until(() => client.provider.synced && client.saved() === client.sent(), 'everything to be saved');

  it('[PLT-9b] the words leave every row, state, earlier state and list that Concord keeps, typed letter by letter or whole, deleted or not', async () => {
    const one = await join(member);
    one.type(` For ${WORDS} only.`);
    for (const letter of ` ${WORDS}`) one.type(letter);
    await settled(one);
    await foldDraft(house.store, document.id, 'at-rest');
    one.type(` Again ${WORDS}`);
    one.erase(WORDS.length); // deleted by its writer, and still in the log
    await settled(one);
    await sql`insert into word_import (id, group_id, product_id, title, file_name, document_id, state, step, losses, counts, asked_by)
      values (${makeId()}, ${group.id}, 'x', 'x', 'x', ${document.id}, 'done', '', ${JSON.stringify([`“${WORDS}” was hidden`])}::text::jsonb, '{}', 'x')`.execute(
      house.store.read,
    );
    const place = { blockId: 'a', start: 0, end: 3, quote: 'For', before: '', after: ` ${WORDS} only`, relative: null };
    const renewal = JSON.stringify({ pieces: [place] });
    await sql`insert into place_renewal (document_id, anchor_id, anchor_key, renewal)
      values (${document.id}, 'point', 'key', ${renewal}::text::jsonb)`.execute(house.store.read);
    expect(await stored()).toEqual(['draft_checkpoint', 'draft_state', 'draft_update', 'place_renewal', 'word_import']);
    const answer = await erase();
    expect(answer).toMatchObject({ status: 200, body: { number: 1, places: 2, checkpoints: 1 } });
    expect(await stored()).toEqual([]);
    await until(() => one.provider.synced && !one.text().includes('Яёъ'), 'the page to take it');
    expect(one.text()).toContain('The clinic sees everybody. For  only.');
    const { rows } = await sql<{
      erased: number;
    }>`select erased from draft_checkpoint where document_id = ${document.id}`.execute(house.store.read);
    expect(rows.map(({ erased }) => erased)).toContain(2);
  });

  it('[PLT-9c] what two people type over sockets while words are erased stays, whole, and everybody ends with one text', async () => {
    const [one, two] = [await join(chair), await join(member)];
    one.type(` ${WORDS}.`);
    await settled(one);
    const typed: string[] = [];
    let going = true;
    const typing = [one, two].map(async (client, n) => {
      for (let i = 0; going || i < 20; i++) {
        const word = `w${n}x${i}z`;
        typed.push(word);
        client.type(` ${word}`);
        await new Promise((later) => setTimeout(later, 5));
      }
    });
    expect((await erase()).status).toBe(200);
    going = false;
    await Promise.all(typing);
    await until(() => one.text() === two.text() && typed.every((word) => one.text().includes(word)), 'one text with every word');
    await Promise.all([settled(one), settled(two)]);
    expect(one.text().toLowerCase()).not.toContain('жщю');
    expect(await stored()).toEqual([]);
  });

  it('[PLT-9d] a page that was away brings nothing of it back: its other words come in, and the words go from its own text', async () => {
    const away = await join(member);
    away.type(` ${WORDS}`);
    await settled(away);
    away.provider.disconnect();
    away.type(` kept before ${WORDS.toUpperCase()} kept after`); // written anew while away, as a paste would
    await erase();
    const there = await join(chair);
    away.provider.connect();
    await until(() => there.text().includes('kept after') && away.provider.synced, 'its words to come');
    expect(there.text()).toContain('kept before  kept after');
    await until(() => away.text() === there.text(), 'its own text to be the same');
    expect(await stored(), 'not even in the row that its words came in').toEqual([]);
    away.type(` and ${WORDS}`); // typed now, by somebody who is here: new words
    await until(() => there.text().includes(WORDS), 'new words to count');
    expect(await erase()).toMatchObject({ body: { number: 2, places: 1 } });
    expect(await stored()).toEqual([]);
  });

  it('[PLT-9e] the record says who, when, why and at how many places, and nothing of the words; its chain holds', async () => {
    const one = await join(member);
    one.type(` ${WORDS} and ${WORDS}`);
    await settled(one);
    const done = (await erase()).body as unknown as Erasure;
    const { body } = await ask(house, 'GET', `/api/documents/${document.id}/record`, { cookie: chair.cookie });
    const [entry] = body['entries'] as { position: number; sentence: string; words: string; hash: string }[];
    expect(entry).toMatchObject({
      position: done.entry.position,
      hash: done.entry.hash,
      sentence: `${chair.person.name} erased words for good, at 2 places of the draft and in 0 kept earlier states; what they were is not kept.`,
      words: 'Somebody’s name was pasted here.',
    });
    expect((await verifyRecord(house.store.read)).every(({ ok }) => ok)).toBe(true);
    expect(await stored()).toEqual([]);
  });

  it('[PLT-9b] a frozen version keeps them, and nothing else does', async () => {
    const one = await join(member);
    one.type(` ${WORDS}`);
    await settled(one);
    await aVersion(house, { document, person: chair.person });
    expect(await erase()).toMatchObject({ status: 200, body: { number: 1, places: 1 } });
    expect(await stored()).toEqual(['version']);
  });
});

describe('erasing words', () => {
  let house: Awaited<ReturnType<typeof startHouse>>;
  let group: Group;
  let document: DocumentRow;
  let chair: Member;

  beforeAll(async () => {
    house = await startHouse();
    group = await aGroup(house);
    chair = await seated('chair');
  });
  beforeEach(async () => {
    document = await aDocument(house, {
      group,
      person: chair.person,
      title: `About ${WORDS}`,
      text: aText(`For ${WORDS}.`, 'And others.'),
    });
  });
  afterAll(() => house.close());

  async function seated(role: Parameters<typeof aMember>[2]): Promise<Member> {
    const person = await aMember(house, group, role);
    return { person, cookie: await signIn(house, person) };
  }
  const post = async (path: string, body: object, by = chair): Promise<{ status: number; body: Record<string, unknown> }> =>
    ask(house, 'POST', `/api/documents/${document.id}/erasures${path}`, { cookie: by.cookie, body });
  const wanted = { words: WORDS, reason: 'A name was pasted.', places: 9, sure: true };

  it('[PLT-9a] is for the chair alone, not for others who lead, write or manage', async () => {
    for (const role of ['vice-chair', 'ncd-co-chair', 'senate-member', 'secretariat'] as const) {
      const by = await seated(role);
      expect((await post('/preview', { words: WORDS }, by)).status, role).toBe(403);
      expect((await post('', wanted, by)).status, role).toBe(403);
    }
    expect((await post('/preview', { words: WORDS })).status).toBe(200);
  });

  it('[PLT-9g] shows beforehand at how many places the words stand, where, in how many earlier states, in which frozen versions, and whether the title says them', async () => {
    await foldDraft(house.store, document.id, 'at-rest');
    const version = await aVersion(house, { document, person: chair.person, label: 'First' });
    const { body } = (await post('/preview', { words: WORDS.toLowerCase() })) as unknown as { body: ErasurePreview };
    expect(body).toEqual({
      places: 1,
      shown: [{ name: 'clause 1.1', before: 'For ', words: WORDS, after: '.' }],
      checkpoints: 1,
      versions: [{ id: version.id, number: 1, label: 'First' }],
      titleHolds: true,
    });
  });

  it('[PLT-9h] is refused without a reason, without being sure, when the reason repeats the words, when there are more places than were shown, and for a single letter', async () => {
    expect((await post('', { ...wanted, reason: ' ' })).status).toBe(422);
    expect((await post('', { ...wanted, sure: false })).status).toBe(422);
    expect((await post('', { ...wanted, reason: `Because of ${WORDS}` })).body).toMatchObject({ code: 'words-in-reason' });
    expect((await post('', { ...wanted, places: 0 })).body).toMatchObject({ code: 'more-places' });
    expect((await post('/preview', { words: ' a ' })).body).toMatchObject({ code: 'words-too-short' });
    expect(await unfinishedErasures(house.store.read)).toEqual([]);
  });

  it('[PLT-9i] is finished at the next start when the server dies, whatever had been done, and recorded once', async () => {
    const marks = new WordMarks('the key of this installation');
    const noPages = (): void => undefined;
    for (const done of ['asked', 'edited', 'folded'] as const) {
      document = await aDocument(house, { group, person: chair.person, text: aText(`For ${WORDS}.`, `And ${WORDS}.`) });
      await foldDraft(house.store, document.id, 'at-rest');
      const before = new DraftRooms(house.store, openLog('silent'), undefined, undefined, marks);
      const wish = {
        documentId: document.id,
        ...marks.markOf(document.id, WORDS),
        places: 2,
        reason: 'Dead.',
        askedBy: chair.person.id,
      };
      await house.store.transaction((tx) => insertErasure(tx, wish));
      const find = findPhrase(WORDS);
      if (done !== 'asked') await before.changeDraft(document.id, chair.person.id, { doc: (doc) => void eraseWords(doc, find) });
      if (done === 'folded') await before.purge(document.id, async () => Promise.resolve());
      await before.stop();
      const rooms = new DraftRooms(house.store, openLog('silent'), undefined, undefined, marks);
      const parts: ErasureParts = { ...partsOf(house), rooms, marks, rejoin: noPages };
      await finishLeftErasures(parts);
      await finishLeftErasures(parts);
      await rooms.stop();
      expect(await unfinishedErasures(house.store.read)).toEqual([]);
      expect(await countUpdates(house.store.read, document.id)).toBe(0);
      const { body } = await ask(house, 'GET', `/api/documents/${document.id}/record`, { cookie: chair.cookie });
      const entries = (body['entries'] as { sentence: string }[]).filter(({ sentence }) => sentence.includes('erased words'));
      expect(entries, done).toHaveLength(1);
      expect(entries[0]?.sentence).toContain('at 2 places of the draft and in 1 kept earlier state');
      const { rows } = await sql<{ body: string; state: Buffer }>`select body, bytes as state from draft_checkpoint
        join draft_state using (document_id) where document_id = ${document.id}`.execute(house.store.read);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows)
        expect(`${row.body}${Buffer.from(row.state).toString('utf8')}`.toLowerCase()).not.toMatch(/жщю|яёъ/);
    }
  });

  it('[PLT-9j] every page in the draft joins anew, and the hello says how often words were erased', async () => {
    const client = connectDraft(house, document.id, { cookie: chair.cookie });
    const counts: (number | undefined)[] = [];
    client.provider.messageHandlers[MESSAGE.hello] = (_encoder, decoder) =>
      counts.push(ServerHello.parse(JSON.parse(decoding.readVarString(decoder))).erasures);
    await synced(client);
    await post('', wanted);
    await until(() => counts.length === 2 && client.provider.synced, 'it to come back');
    expect([counts, client.closes.map(({ reason }) => reason)]).toEqual([[0, 1], ['words-erased']]);
    client.stop();
  });

  it('[PLT-9k] a page learns which of its own texts say something erased, from the text alone, and nobody else’s document tells it', async () => {
    await post('', wanted);
    const texts = [`Offer: ${WORDS.toUpperCase()}!`, 'Nothing.', 'жщю\n яёъ'];
    expect((await post('/look', { texts })).body).toEqual({ found: [WORDS.toUpperCase(), 'жщю\n яёъ'] });
    document = await aDocument(house, { group, person: chair.person });
    expect((await post('/look', { texts })).body).toEqual({ found: [] });
    expect((await post('/look', { texts: ['x'.repeat(15_000), 'y'.repeat(15_000)] })).status).toBe(413);
  });
});

/** What acts are given by the house, of a house that runs. */
function partsOf(house: House): Pick<ErasureParts, 'store' | 'announcements' | 'log'> {
  const announcements = {
    announce: async () => Promise.resolve(),
    dropPerson: () => undefined,
    close: async () => Promise.resolve(),
  };
  return { store: house.store, announcements, log: openLog('silent') };
}
