import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnnouncements } from '../../server/platform/live/announcement-store.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { ask } from '../support/builders.ts';
import { aDesk, CLAUSES, decide, openPoint, pointsOn, type Desk } from '../support/desk.ts';
import { startHouse } from '../support/start-house.ts';

let house: Awaited<ReturnType<typeof startHouse>>;
let desk: Desk;

beforeAll(async () => {
  house = await startHouse();
  desk = await aDesk(house, [
    [
      { clause: 2, comment: 'Say WHO answers the telephone.' },
      { comment: 'Fourteen days.', words: 'within 10 working days' },
    ],
    [{ clause: 2, wording: 'Every person has a named key worker.', comment: 'Name them.' }],
  ]);
});
afterAll(() => house.close());

describe('the desk', () => {
  it('[RES-1a, RES-2a] shows the respondent as consented, the quoted words then, and where they are now', async () => {
    const [first] = await pointsOn(house, desk);
    expect(await openPoint(house, desk, first?.id ?? '')).toMatchObject({
      from: 'Individual participant',
      consent: 'The name is not to be published.',
      category: 'Individual participant',
      blockThen: CLAUSES[0],
      anchor: { quote: 'within 10 working days' },
      now: { verdict: 'exact', confidence: 1, quoteNow: 'within 10 working days', blockNow: CLAUSES[0] },
      versionNumber: 1,
      documentTitle: desk.document.title,
    });
  });

  it('[RES-1b] a response announces itself on the consultation’s topic with ids and no words', async () => {
    const heard = await readAnnouncements(house.store.read, `consultation:${desk.id}`, 0, 100);
    const arrivals = heard.filter(({ act }) => act === 'response-received');
    expect(arrivals).toHaveLength(2);
    expect(JSON.stringify(heard)).not.toContain('telephone');
  });

  it('[RES-3a] lists points in the order of the document, with counts', async () => {
    const { body } = await ask(house, 'GET', `/api/consultations/${desk.id}/desk`, { cookie: desk.cookies.chair });
    expect(body).toMatchObject({ matching: 3, page: 1, pages: 1, counts: { all: 3, undecided: 3, notApplied: 0, done: 0 } });
    const [first, ...others] = (await pointsOn(house, desk)).map(({ excerpt }) => excerpt);
    expect(first).toBe('Fourteen days.');
    expect(others.sort()).toEqual(['Name them.', 'Say WHO answers the telephone.']);
  });

  it('[RES-3b] filters by status, kind and words in comment, quote and wording, whatever their case', async () => {
    const found = async (query: string) => (await pointsOn(house, desk, query)).map(({ excerpt }) => excerpt);
    expect(await found('?words=who%20answers')).toEqual(['Say WHO answers the telephone.']);
    expect(await found('?words=NAMED')).toEqual(['Name them.']);
    expect(await found('?words=100%25')).toEqual([]);
    expect(await found('?kind=equality')).toEqual([]);
    expect(await found('?kind=technical&status=undecided')).toHaveLength(3);
    const [first] = await pointsOn(house, desk);
    await decide(house, desk, first?.id ?? '', { outcome: 'noted' });
    expect(await found('?status=done')).toEqual(['Fourteen days.']);
    expect(await found('?status=undecided')).toHaveLength(2);
  });

  it('[RES-3c] a page beyond the last is empty and says how many pages there are', async () => {
    const { body } = await ask(house, 'GET', `/api/consultations/${desk.id}/desk?page=7`, { cookie: desk.cookies.chair });
    expect(body).toMatchObject({ page: 7, pages: 1, points: [], matching: 3 });
  });
});

describe('remarks on a point', () => {
  it('[RES-5a] are kept once, named, and never in the words of an announcement', async () => {
    const [first] = await pointsOn(house, desk);
    const body = { id: makeId(), words: 'This happened to two people in our panel.' };
    const path = `/api/points/${first?.id ?? ''}/remarks`;
    for (let press = 0; press < 2; press++)
      expect(await ask(house, 'POST', path, { cookie: desk.cookies.member, body })).toMatchObject({
        status: 200,
        body: { name: desk.member.name, words: body.words },
      });
    expect((await openPoint(house, desk, first?.id ?? '')).remarks).toHaveLength(1);
    const heard = await readAnnouncements(house.store.read, `consultation:${desk.id}`, 0, 100);
    expect(heard.filter(({ act }) => act === 'remark-added')).toHaveLength(1);
    expect(JSON.stringify(heard)).not.toContain('panel');
  });
});
