import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Left } from '../../shared/resolution/api.ts';
import { aPerson, ask, aVersion, signIn } from '../support/builders.ts';
import {
  aDesk,
  AFTER_CLOSING,
  applyWords,
  CLAUSES,
  decide,
  openPoint,
  pointsOn,
  WHILE_OPEN,
  type Desk,
} from '../support/desk.ts';
import { startHouse } from '../support/start-house.ts';
import { stopClock } from '../support/stopped-clock.ts';

const ONE_MINUTE_ON = '2026-12-15T09:01:00.000Z';
const TWO_MINUTES_ON = '2026-12-15T09:02:00.000Z';
const REWORDED = 'The centre must offer a biopsy within 14 calendar days.';

let house: Awaited<ReturnType<typeof startHouse>>;
let desk: Desk;
let first: string;
let second: string;

beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  desk = await aDesk(house, [[{ wording: REWORDED }, { clause: 2, comment: 'Say who.' }]]);
  [first = '', second = ''] = (await pointsOn(house, desk)).map(({ id }) => id);
});

async function left(cookie = desk.cookies.chair): Promise<Left> {
  return (await ask(house, 'GET', `/api/documents/${desk.document.id}/left`, { cookie })).body as Left;
}

/** Changes the first clause because of the first point. */
async function reword(): Promise<void> {
  const { now } = await openPoint(house, desk, first);
  await applyWords(house, desk, { pointId: first, words: REWORDED, replaces: CLAUSES[0], blockId: now?.blockId ?? '' });
}

async function freeze(at = ONE_MINUTE_ON): Promise<void> {
  await stopClock(house.store, at);
  await aVersion(house, { document: desk.document, person: desk.chair });
}

const blockOf = (index: number): string => desk.version.text.blocks[index]?.id ?? '';

describe('what is left', () => {
  it('[RES-20a] counts the points without a decision, and the accepted ones whose change is not made', async () => {
    expect(await left()).toMatchObject({ undecided: 2, notApplied: 0, openConsultations: 0, consultedVersion: 1 });
    await decide(house, desk, first);
    expect(await left()).toMatchObject({ undecided: 1, notApplied: 1 });
    await decide(house, desk, second, { outcome: 'noted' });
    await reword();
    expect(await left()).toMatchObject({ undecided: 0, notApplied: 0 });
  });

  it('[RES-20b] counts a consultation that has not closed', async () => {
    await stopClock(house.store, WHILE_OPEN);
    expect(await left(await signIn(house, desk.chair))).toMatchObject({ openConsultations: 1 });
    await stopClock(house.store, AFTER_CLOSING);
  });

  it('[RES-20c] a change that a point caused is explained by that point', async () => {
    await reword();
    expect(await left()).toMatchObject({ unexplained: 0, notFrozen: 1, changes: [] });
    await freeze();
    expect(await left()).toMatchObject({
      unexplained: 0,
      notFrozen: 0,
      changes: [{ blockId: blockOf(1), before: CLAUSES[0], after: REWORDED, points: [first], reason: '' }],
    });
  });

  it('[RES-20d] a change without a point is unexplained until somebody gives its reason, and again once its words change', async () => {
    const link = await reword().then(() => openPoint(house, desk, first));
    await ask(house, 'DELETE', `/api/points/${first}/link/${link.applied[0]?.id ?? ''}`, { cookie: desk.cookies.chair });
    await freeze();
    expect(await left()).toMatchObject({ unexplained: 1, changes: [{ points: [], reason: '' }] });
    const path = `/api/documents/${desk.document.id}/change-reasons`;
    const body = { blockId: blockOf(1), reason: 'Editorial: days are counted as elsewhere.' };
    const given = await ask(house, 'POST', path, { cookie: desk.cookies.chair, body });
    expect(given).toMatchObject({ status: 200, body: { unexplained: 0, changes: [{ reason: body.reason }] } });
    const again = { pointId: first, words: 'Within 7 days.', replaces: REWORDED, blockId: blockOf(1) };
    const { body: applied } = await applyWords(house, desk, again);
    const { id } = applied['applied'] as { id: string };
    await ask(house, 'DELETE', `/api/points/${first}/link/${id}`, { cookie: desk.cookies.chair });
    await freeze(TWO_MINUTES_ON);
    expect(await left()).toMatchObject({ unexplained: 1, changes: [{ reason: '' }] });
  });

  it('[RES-20e] a reason needs a change, some words, and the right to decide points', async () => {
    const path = `/api/documents/${desk.document.id}/change-reasons`;
    const send = (cookie: string, body: object) => ask(house, 'POST', path, { cookie, body });
    const stranger = await signIn(house, await aPerson(house));
    const body = { blockId: blockOf(2), reason: 'Editorial.' };
    expect((await send(stranger, body)).status).toBe(404);
    expect((await send(desk.cookies.member, body)).status).toBe(403);
    expect(await send(desk.cookies.chair, body)).toMatchObject({ status: 404, body: { code: 'change-not-found' } });
    expect((await send(desk.cookies.chair, { ...body, reason: ' ' })).status).toBe(422);
  });
});
