import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectAnswers } from '../../server/directory/answers.ts';
import { byDueDate, contractYearOf, contractYearWords, yearsOf } from '../../shared/programme/rules.ts';
import { aDocument, aGroup, aMember, aPerson, ask, signIn } from '../support/builders.ts';
import { startHouse } from '../support/start-house.ts';

let house: Awaited<ReturnType<typeof startHouse>>;

beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

const aThing = (title: string, dueAt: string | null) => ({ title, sentence: '', href: '/app/', dueAt, minutes: null });

describe('the home page', () => {
  it('[MEM-9a] lists a person’s seats and the documents of the groups whose drafts they read', async () => {
    const group = await aGroup(house);
    const chair = await aMember(house, group, 'chair');
    const document = await aDocument(house, { group, person: chair, title: 'A fictional service' });
    const home = async (person: { id: string }) =>
      (await ask(house, 'GET', '/api/home', { cookie: await signIn(house, person) })).body;
    expect(await home(chair)).toMatchObject({
      seats: [{ groupId: group.id, group: group.name, role: 'chair' }],
      documents: [{ documentId: document.id, title: 'A fictional service' }],
      administrator: false,
    });
    expect(await home(await aMember(house, group, 'analyst'))).toMatchObject({ documents: [] });
    expect(await home(await aPerson(house, { administrator: true }))).toMatchObject({
      seats: [],
      documents: [],
      administrator: true,
    });
  });

  it('[MEM-9b] asks every room what waits, and lists what is due first; what has no date comes last', async () => {
    const answers = collectAnswers();
    answers.waitingFor(async () => Promise.resolve([aThing('no date', null), aThing('later', '2026-12-02T00:00:00.000Z')]));
    answers.waitingFor(async (_db, personId) => Promise.resolve([aThing(`sooner for ${personId}`, '2026-12-01T00:00:00.000Z')]));
    const waiting = byDueDate(await answers.askWaiting(house.store.read, 'ada'));
    expect(waiting.map(({ title }) => title)).toEqual(['sooner for ada', 'later', 'no date']);
  });
});

describe('the work programme', () => {
  it('[MEM-10a] of a group is for those who read its drafts', async () => {
    const group = await aGroup(house);
    const path = `/api/groups/${group.id}/work-programme`;
    const status = async (person: { id: string }) =>
      (await ask(house, 'GET', path, { cookie: await signIn(house, person) })).status;
    expect(await status(await aMember(house, group, 'ppe-member'))).toBe(200);
    expect(await status(await aMember(house, group, 'analyst'))).toBe(403);
    expect(await status(await aPerson(house, { administrator: true }))).toBe(403);
  });

  it('[MEM-10b] counts years as contract years, from 1 April UK time', () => {
    expect(['2027-03-31T22:59:59.999Z', '2027-03-31T23:00:00.000Z'].map(contractYearOf)).toEqual([2026, 2027]);
    expect(contractYearWords(2026)).toBe('2026/27');
    expect(contractYearWords(1999)).toBe('1999/00');
  });

  it('[MEM-10b] lists a document in every year in which something of it happens', () => {
    const dates = [{ words: 'Closes', at: '2027-05-01T00:00:00.000Z' }];
    expect(yearsOf({ madeAt: '2026-11-23T12:00:00.000Z', dates })).toEqual([2026, 2027]);
  });
});
