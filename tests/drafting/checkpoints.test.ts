import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentRow } from '../../server/drafting/document-store.ts';
import { checkpointUpTo, creditsOf } from '../../server/drafting/checkpoints/checkpoint-store.ts';
import { DraftRooms } from '../../server/drafting/live/draft-rooms.ts';
import { foldDraft } from '../../server/drafting/live/fold-draft.ts';
import type { Group } from '../../server/directory/group-store.ts';
import type { House } from '../../server/house.ts';
import type { Person } from '../../server/identity/person-store.ts';
import { openLog } from '../../server/platform/log.ts';
import type { DayDifference, DayOfChanges } from '../../shared/drafting/api.ts';
import { canonicalForm, contentHash } from '../../shared/text/canonical-form.ts';
import type { Block, DocumentText } from '../../shared/text/document-text.ts';
import { aDocument, aGroup, aMember, aPerson, aSeat, aText, ask, signIn } from '../support/builders.ts';
import { connectDraft, synced, until, type DraftClient } from '../support/draft-clients.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { startHouse } from '../support/start-house.ts';
import { startClock, stopClock } from '../support/stopped-clock.ts';

const MADE = '2026-03-02T09:00:00.000Z';
let house: House;
let group: Group;
let asha: Person;
let ben: Person;
let document: DocumentRow;
let rooms: DraftRooms;
const clients: DraftClient[] = [];

beforeAll(async () => {
  house = await startHouse();
  group = await aGroup(house);
  [asha, ben] = [await member('chair'), await member('senate-member')];
});
beforeEach(async () => {
  await stopClock(house.store, MADE);
  document = await aDocument(house, { group, person: asha, text: aText('As it was.') });
  await foldDraft(house.store, document.id, 'at-rest');
  rooms = new DraftRooms(house.store, openLog('silent'), undefined, 0);
});
afterAll(async () => {
  clients.forEach((client) => client.stop());
  await startClock(house.store);
  await house.close();
});

async function member(role: 'chair' | 'senate-member'): Promise<Person> {
  const person = await aPerson(house);
  await aSeat(house, { person, group, role, fromDay: '2026-01-05' });
  return person;
}

/** Gives the one clause other words. */
function saying(words: string): { text: (text: DocumentText) => DocumentText } {
  const reworded = (block: Block): Block => (block.kind === 'clause' ? { ...block, content: [{ text: words }] } : block);
  return { text: (text) => ({ ...text, blocks: text.blocks.map(reworded) }) };
}

async function write(words: string, person: Person, moment: 'at-rest' | 'at-work'): Promise<void> {
  const writing = new DraftRooms(house.store, openLog('silent'));
  await writing.changeDraft(document.id, person.id, saying(words));
  await writing.stop();
  await foldDraft(house.store, document.id, moment);
}

async function keptAt(): Promise<string[]> {
  const { rows } = await sql<{
    at: string;
  }>`select at from draft_checkpoint where document_id = ${document.id} order by at`.execute(house.store.read);
  return rows.map(({ at }) => at);
}

describe('the checkpoints of a draft', () => {
  it('[DRA-25a] one is kept when a draft comes to rest: the canonical text, its fingerprint, and whose each client id is', async () => {
    await stopClock(house.store, '2026-03-02T10:00:00.000Z');
    await rooms.changeDraft(document.id, asha.id, saying('As it is now.'));
    await until(async () => (await keptAt()).length === 2, 'the room to come to rest');
    await rooms.stop();
    const kept = await checkpointUpTo(house.store.read, document.id, '2026-03-02');
    if (!kept) throw new Error('nothing was kept');
    expect(kept.hash).toBe(contentHash(kept.text));
    const { rows } = await sql<{ body: string; people: Record<string, string> }>`select body, people from draft_checkpoint
      where id = ${kept.id}`.execute(house.store.read);
    expect(rows[0]?.body).toBe(canonicalForm(kept.text));
    expect(kept.words).toBeGreaterThan(4);
    expect(Object.keys(rows[0]?.people ?? {}).length).toBeGreaterThan(0);
  });

  it('[DRA-25a] none is kept when the text is the one that was kept last', async () => {
    await foldDraft(house.store, document.id, 'at-rest');
    await write('Other words.', asha, 'at-rest');
    await write('Other words.', asha, 'at-rest');
    await foldDraft(house.store, document.id, 'at-rest');
    expect(await keptAt()).toHaveLength(2);
  });

  it('[DRA-25a] a paragraph too long for a version is kept all the same, and folding is not held up', async () => {
    await write('long '.repeat(5000), asha, 'at-rest');
    expect(await keptAt()).toHaveLength(2);
    expect((await checkpointUpTo(house.store.read, document.id, '2026-03-02'))?.words).toBeGreaterThan(5000);
  });

  it('[DRA-25b] while people write one is kept when the newest is an hour old, and not before', async () => {
    for (const minutes of [20, 59, 61, 100, 121]) {
      const at = new Date(Date.parse(MADE) + minutes * 60_000).toISOString();
      await stopClock(house.store, at);
      await write(`Written ${minutes} minutes later.`, asha, 'at-work');
    }
    expect(await keptAt()).toEqual([MADE, '2026-03-02T10:01:00.000Z']);
    await stopClock(house.store, '2026-03-02T11:01:01.000Z');
    await write('An hour and a second later.', asha, 'at-work');
    expect(await keptAt()).toHaveLength(3);
  });

  it('[DRA-25c] after 90 days the last of each day in Britain is left', async () => {
    const moments = [
      '2026-03-03T09:00:00.000Z',
      '2026-03-03T17:00:00.000Z',
      '2026-03-29T23:30:00.000Z',
      '2026-03-30T10:00:00.000Z',
    ];
    for (const at of moments) {
      await stopClock(house.store, at);
      await write(`Written at ${at}.`, asha, 'at-rest');
    }
    await stopClock(house.store, '2026-05-01T09:00:00.000Z');
    await write('In May.', asha, 'at-rest');
    expect(await keptAt()).toHaveLength(6);
    await stopClock(house.store, '2026-07-15T09:00:00.000Z');
    await write('In July.', asha, 'at-rest');
    // 2026-03-29T23:30Z is half past midnight on the 30th in British summer time, and so is not the last of its day
    const left = [
      MADE,
      '2026-03-03T17:00:00.000Z',
      '2026-03-30T10:00:00.000Z',
      '2026-05-01T09:00:00.000Z',
      '2026-07-15T09:00:00.000Z',
    ];
    expect(await keptAt()).toEqual(left);
  });
});

describe('who wrote what', () => {
  async function typist(person: Person): Promise<DraftClient> {
    const client = connectDraft(house, document.id, { cookie: await signIn(house, person) });
    clients.push(client);
    await synced(client);
    return client;
  }

  async function changes(): Promise<DayOfChanges[]> {
    const answer = await ask(house, 'GET', `/api/documents/${document.id}/text-changes`, { cookie: await signIn(house, asha) });
    expect(answer.status).toBe(200);
    return (answer.body as { days: DayOfChanges[] }).days;
  }

  it('[DRA-25d] what people add and take away is credited to them before the log is folded, and reads the same after it', async () => {
    const seed = Date.now() % 1_000_000;
    console.log(`credits: seed ${seed}`);
    const random = seededRandom(seed);
    const [one, two] = [await typist(asha), await typist(ben)];
    const sums = { [asha.name]: { added: 0, removed: 0 }, [ben.name]: { added: 0, removed: 0 } };
    for (let n = 0; n < 40; n++) {
      const [client, person] = random.chance(0.5) ? [one, asha] : [two, ben];
      const sum = sums[person.name];
      if (!sum) throw new Error('nobody');
      if (random.chance(0.3)) {
        client.erase(3);
        sum.removed += 3;
      } else {
        const words = ` w${n}`;
        client.type(words);
        sum.added += words.length;
      }
      await until(() => one.text() === two.text() && client.saved() === client.sent(), 'both to have the same');
      if (n % 13 === 0) await foldDraft(house.store, document.id);
    }
    const before = await changes();
    const found = before.flatMap(({ people }) => people).map(({ name, sections }) => [name, sections] as const);
    for (const [name, sum] of Object.entries(sums)) {
      const sections = found.find(([who]) => who === name)?.[1] ?? [];
      expect(sections).toHaveLength(1);
      expect(sections[0]?.heading).toContain('Care pathway');
      expect(sections[0]).toMatchObject({ ...sum, proposed: 0 });
    }
    one.stop();
    two.stop();
    await foldDraft(house.store, document.id, 'at-rest');
    expect(await changes()).toEqual(before);
    expect((await creditsOf(house.store.read, document.id)).every(({ hour }) => hour === MADE)).toBe(true);
  });

  it('[DRA-25e] the changes of a day are the difference from the end of the day before, exact to the last change in the log', async () => {
    await stopClock(house.store, '2026-03-03T15:00:00.000Z');
    await write('The clinic agrees the imaging.', asha, 'at-rest');
    await stopClock(house.store, '2026-03-04T15:00:00.000Z');
    const writing = new DraftRooms(house.store, openLog('silent'));
    await writing.changeDraft(document.id, ben.id, saying('The clinic agrees the imaging and the date.'));
    await writing.stop();
    await stopClock(house.store, '2026-03-06T15:00:00.000Z');
    const cookie = await signIn(house, asha);
    const day = async (name: string): Promise<{ status: number; body: unknown }> =>
      ask(house, 'GET', `/api/documents/${document.id}/text-changes/${name}`, { cookie });
    const third = (await day('2026-03-03')).body as DayDifference;
    expect([third.from, third.to]).toEqual([MADE, '2026-03-03T15:00:00.000Z']);
    expect(third.html).toContain('imaging');
    const fourth = (await day('2026-03-04')).body as DayDifference;
    expect(fourth.to).toBe('2026-03-04T15:00:00.000Z');
    expect(fourth.html).toMatch(/<ins>.*and the date/);
    expect(fourth.wordsAfter - fourth.wordsBefore).toBe(3);
    for (const nothing of ['2026-03-01', '2026-03-05', '2027-01-01']) expect((await day(nothing)).status).toBe(404);
    expect((await day('yesterday')).status).toBe(422);
  });

  it('[DRA-25e] each day has its own changes when a draft stays open overnight and is folded days later', async () => {
    const writing = new DraftRooms(house.store, openLog('silent'));
    const says = async (at: string, words: string): Promise<void> => {
      await stopClock(house.store, at);
      await writing.changeDraft(document.id, asha.id, saying(words));
    };
    await says('2026-03-03T17:00:00.000Z', 'Written on Tuesday.');
    await foldDraft(house.store, document.id); // at work, and no checkpoint of it within the hour
    await says('2026-03-03T17:10:00.000Z', 'Written late on Tuesday.');
    await foldDraft(house.store, document.id);
    await says('2026-03-04T09:00:00.000Z', 'Written on Wednesday.');
    await says('2026-03-05T09:00:00.000Z', 'Written on Thursday.');
    await writing.stop();
    await foldDraft(house.store, document.id, 'at-rest');
    await stopClock(house.store, '2026-03-09T09:00:00.000Z');
    const cookie = await signIn(house, asha);
    for (const [day, words] of [
      ['2026-03-03', 'late on Tuesday'],
      ['2026-03-04', 'on Wednesday'],
      ['2026-03-05', 'on Thursday'],
    ] as const) {
      const answer = await ask(house, 'GET', `/api/documents/${document.id}/text-changes/${day}`, { cookie });
      expect([day, answer.status]).toEqual([day, 200]);
      const { html, changes: places } = answer.body as DayDifference;
      expect(places).toBe(1);
      expect(html).toContain(words.split(' ').at(-1));
    }
    expect((await changes()).map(({ day }) => day)).toEqual(['2026-03-05', '2026-03-04', '2026-03-03']);
  });

  it('[DRA-25f] only those who may read the draft see who wrote what', async () => {
    const cookie = await signIn(house, await aMember(house, await aGroup(house), 'chair'));
    for (const path of ['text-changes', 'text-changes/2026-03-02'])
      expect((await ask(house, 'GET', `/api/documents/${document.id}/${path}`, { cookie })).status).toBe(404);
  });
});
