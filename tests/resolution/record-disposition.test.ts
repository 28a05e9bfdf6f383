import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followTimes } from '../../server/consultation/follow-times.ts';
import { requireDocument } from '../../server/drafting/document-store.ts';
import { readEntries } from '../../server/record/record-store.ts';
import { verifyRecord } from '../../server/record/verify-record.ts';
import { aMember, aPerson, ask, signIn } from '../support/builders.ts';
import { aDesk, AFTER_CLOSING, decide, openPoint, pointsOn, WHILE_OPEN, type Desk } from '../support/desk.ts';
import { startHouse } from '../support/start-house.ts';
import { stopClock } from '../support/stopped-clock.ts';

let house: Awaited<ReturnType<typeof startHouse>>;
let desk: Desk;
let points: string[];

beforeAll(async () => {
  house = await startHouse();
  desk = await aDesk(house, [[{}, { clause: 2, comment: 'Say who.' }], [{}], [{ comment: 'Too long.' }]]);
  points = (await pointsOn(house, desk)).map(({ id }) => id);
});
afterAll(() => house.close());

const point = (index: number): string => points[index] ?? '';

describe('deciding a point', () => {
  it('[RES-7a] is refused to the last instant the consultation is open, and taken one millisecond later', async () => {
    await stopClock(house.store, desk.opening.closesAt);
    const cookie = await signIn(house, desk.chair);
    const early = await decide(house, desk, point(0), { cookie });
    expect(early).toMatchObject({ status: 409, body: { code: 'consultation-open' } });
    expect(early.body['detail']).toBe(
      'The consultation is still open. Points can be read and sorted now, and decided after it closes.',
    );
    const open = await ask(house, 'GET', `/api/consultations/${desk.id}/desk`, { cookie });
    expect(open.body).toMatchObject({ mayDecide: false, whyNot: early.body['detail'], counts: { undecided: 4 } });
    await stopClock(house.store, new Date(Date.parse(desk.opening.closesAt) + 1).toISOString());
    expect(await decide(house, desk, point(0), { cookie, outcome: 'noted' })).toMatchObject({ status: 200 });
    await stopClock(house.store, AFTER_CLOSING);
    expect((await openPoint(house, desk, point(0))).dispositions).toHaveLength(1);
  });

  it('[RES-7b] putting words into the draft is refused while the consultation is open', async () => {
    const waiting = await aDesk(house, [[{ wording: 'The centre must offer a biopsy within 14 days.' }]], { at: WHILE_OPEN });
    const [open] = await pointsOn(house, waiting);
    const { now } = await openPoint(house, waiting, open?.id ?? '');
    const refused = await ask(house, 'POST', `/api/points/${open?.id ?? ''}/wording`, {
      cookie: waiting.cookies.chair,
      body: { id: '00000000000000000001', words: 'Other words.', blockId: now?.blockId, replaces: now?.blockNow },
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'consultation-open' } });
    expect((await openPoint(house, waiting, open?.id ?? '')).now?.blockNow).toBe(now?.blockNow);
    await stopClock(house.store, AFTER_CLOSING);
  });

  it('[RES-10b] keeps every revision, counts what is left, and says in the record who decided without their words', async () => {
    const id = point(1);
    const first = await decide(house, desk, id, {
      outcome: 'not-accepted',
      reasonCode: 'no-evidence',
      reply: 'No study says so.',
    });
    expect(first).toMatchObject({
      status: 200,
      body: { disposition: { revision: 1, decidedByName: desk.chair.name }, left: { all: 4, undecided: 2 } },
    });
    const second = await decide(house, desk, id, { basedOn: 1, outcome: 'accepted', cookie: desk.cookies.vice });
    expect(second).toMatchObject({ body: { disposition: { revision: 2 }, left: { undecided: 2, notApplied: 1 } } });
    const { dispositions, status } = await openPoint(house, desk, id);
    expect(dispositions.map(({ outcome, decidedByName }) => [outcome, decidedByName])).toEqual([
      ['not-accepted', desk.chair.name],
      ['accepted', desk.vice.name],
    ]);
    expect(status).toBe('not-applied');
    const entries = await readEntries(house.store.read, `document:${desk.document.id}`);
    const recorded = entries.filter(({ act, subject }) => act === 'record-disposition' && subject['point'] === id);
    expect(recorded.map(({ actor }) => actor)).toEqual([desk.chair.id, desk.vice.id]);
    expect(JSON.stringify(recorded)).not.toContain('No study says so');
    expect(await verifyRecord(house.store.read)).toEqual(expect.not.arrayContaining([expect.objectContaining({ ok: false })]));
  });

  it('[RES-10c] names the field that is missing, and an exemption makes an accepted point done', async () => {
    const refused = await decide(house, desk, point(2), { outcome: 'not-accepted' });
    expect(refused).toMatchObject({
      status: 422,
      body: { facts: { fields: [{ field: 'reply', sentence: 'Say why the point is not accepted' }] } },
    });
    await decide(house, desk, point(2), { outcome: 'accepted', exemption: 'Clause 2.1 says it since version 1.' });
    expect((await openPoint(house, desk, point(2))).status).toBe('done');
  });

  it('[RES-10d] a point is the same as another point of the same consultation only', async () => {
    const other = await aDesk(house, [[{}]]);
    const [foreign] = await pointsOn(house, other);
    const wrong = await decide(house, desk, point(3), { outcome: 'duplicate', duplicateOf: foreign?.id ?? '' });
    expect(wrong).toMatchObject({ status: 422, body: { detail: 'Choose the point it is the same as' } });
    expect(await decide(house, desk, point(3), { outcome: 'duplicate', duplicateOf: point(0) })).toMatchObject({ status: 200 });
  });

  it('[RES-10e] the first decision moves the document on to answering points, and the clock does not move it back', async () => {
    const fresh = await aDesk(house, [[{}]]);
    const [only] = await pointsOn(house, fresh);
    await decide(house, fresh, only?.id ?? '', { outcome: 'noted' });
    expect((await requireDocument(house.store.read, fresh.document.id)).stage).toBe('resolving');
    await followTimes({ store: house.store, announcements: { announce: async () => Promise.resolve() } as never });
    expect((await requireDocument(house.store.read, fresh.document.id)).stage).toBe('resolving');
  });
});

describe('two people who decide at once', () => {
  it('[RES-11a] exactly one is recorded, and the other gets that decision and its name beside their own', async () => {
    const both = await aDesk(house, [[{}, { clause: 2 }], [{}]]);
    for (const { id } of await pointsOn(house, both)) {
      const answers = await Promise.all([
        decide(house, both, id, { outcome: 'noted' }),
        decide(house, both, id, { outcome: 'already-covered', reply: 'Clause 3 says so.', cookie: both.cookies.vice }),
      ]);
      const [won] = answers.filter(({ status }) => status === 200);
      const [lost] = answers.filter(({ status }) => status === 409);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const kept = won?.body['disposition'] as { outcome: string; decidedByName: string };
      expect(lost?.body).toMatchObject({
        code: 'decided-meanwhile',
        facts: { current: { revision: 1, outcome: kept.outcome, decidedByName: kept.decidedByName } },
      });
      expect((await openPoint(house, both, id)).dispositions).toHaveLength(1);
    }
  });

  it('[RES-11b] mine can then be recorded as the next revision, and a press sent twice counts once', async () => {
    const both = await aDesk(house, [[{}]]);
    const [only] = await pointsOn(house, both);
    const id = only?.id ?? '';
    const [one, again] = await Promise.all([
      decide(house, both, id, { outcome: 'noted' }),
      decide(house, both, id, { outcome: 'noted' }),
    ]);
    expect([one.status, again.status]).toEqual([200, 200]);
    const next = await decide(house, both, id, {
      basedOn: 1,
      outcome: 'accepted',
      exemption: 'Said already.',
      cookie: both.cookies.vice,
    });
    expect(next).toMatchObject({ status: 200, body: { disposition: { revision: 2 } } });
    expect((await openPoint(house, both, id)).dispositions).toHaveLength(2);
  });
});

describe('who may come to the desk', () => {
  it('[RES-1c] nobody without a seat learns that there is a desk or a point, and a member reads but does not decide', async () => {
    const stranger = await signIn(house, await aPerson(house));
    const desks = `/api/consultations/${desk.id}/desk`;
    expect((await ask(house, 'GET', desks)).status).toBe(401);
    expect((await ask(house, 'GET', desks, { cookie: stranger })).status).toBe(403);
    expect((await ask(house, 'GET', `/api/points/${point(0)}`, { cookie: stranger })).status).toBe(404);
    expect((await decide(house, desk, point(0), { cookie: stranger })).status).toBe(404);
    const read = await ask(house, 'GET', desks, { cookie: desk.cookies.member });
    expect(read).toMatchObject({ status: 200, body: { mayDecide: false } });
    expect(read.body['whyNot']).toMatch(/decide points\. You can read them/);
    expect((await decide(house, desk, point(0), { basedOn: 1, cookie: desk.cookies.member })).status).toBe(403);
  });

  it('[RES-1d] who may read responses but no drafts sees the point without the live draft', async () => {
    const analyst = await signIn(house, await aMember(house, desk.group, 'analyst'));
    const { status, body } = await ask(house, 'GET', `/api/points/${point(0)}`, { cookie: analyst });
    expect(status).toBe(200);
    expect(body['now']).toBeNull();
    expect((await openPoint(house, desk, point(0))).now).toMatchObject({ verdict: 'exact' });
  });
});
