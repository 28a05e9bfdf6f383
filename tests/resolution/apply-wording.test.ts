import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeId } from '../../shared/kernel/ids.ts';
import type { PointView } from '../../shared/resolution/api.ts';
import { ask } from '../support/builders.ts';
import { aDesk, applyWords, CLAUSES, decide, openPoint, pointsOn, type Desk } from '../support/desk.ts';
import { startHouse } from '../support/start-house.ts';

const PROPOSED = 'The centre must offer a biopsy within 14 calendar days.';

let house: Awaited<ReturnType<typeof startHouse>>;
let desk: Desk;
let views: PointView[];

beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  desk = await aDesk(house, [
    [
      { wording: PROPOSED, words: 'within 10 working days' },
      { clause: 2, comment: 'Give a number to call.' },
    ],
    [{ wording: 'The centre must offer a biopsy within a week.' }],
  ]);
  views = [];
  for (const { id } of await pointsOn(house, desk)) views.push(await openPoint(house, desk, id));
});

/** The point at a place of the queue, which is in document order. */
function view(index: number): PointView {
  const found = views[index];
  if (!found) throw new Error('there is no such point');
  return found;
}

/** The words of the draft as its own page reads them. */
async function draftWords(): Promise<string> {
  const { body } = await ask(house, 'GET', `/api/documents/${desk.document.id}/draft`, { cookie: desk.cookies.chair });
  return String(body['html']).replace(/<[^>]*>/g, ' ');
}

const whole = (index: number) => ({
  pointId: view(index).id,
  words: view(index).wording ?? '',
  replaces: view(index).now?.blockNow ?? '',
  blockId: view(index).now?.blockId ?? '',
});
const proposal = (): number => views.findIndex(({ wording }) => wording === PROPOSED);

describe('taking proposed wording into the draft', () => {
  it('[RES-13a] changes the live draft at the point’s clause and keeps who, before and after', async () => {
    expect(view(proposal())).toMatchObject({ blockThen: CLAUSES[0], now: { verdict: 'exact', blockNow: CLAUSES[0] } });
    const taken = await applyWords(house, desk, whole(proposal()));
    expect(taken).toMatchObject({
      status: 200,
      body: { applied: { before: CLAUSES[0], after: PROPOSED, appliedByName: desk.chair.name } },
    });
    expect(await draftWords()).toContain(PROPOSED);
    expect(await draftWords()).toContain(CLAUSES[1]);
    await decide(house, desk, view(proposal()).id);
    expect(await openPoint(house, desk, view(proposal()).id)).toMatchObject({ status: 'done', applied: [{ after: PROPOSED }] });
  });

  it('[RES-13b] words changed since are refused with all three wordings, and nothing is applied', async () => {
    const other = proposal() === 0 ? 1 : 0;
    await applyWords(house, desk, { ...whole(other), words: 'The centre must offer a biopsy within a week.' });
    const refused = await applyWords(house, desk, whole(proposal()));
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'words-changed',
        facts: { consulted: CLAUSES[0], now: 'The centre must offer a biopsy within a week.', proposed: PROPOSED },
      },
    });
    expect(await draftWords()).not.toContain(PROPOSED);
    expect((await openPoint(house, desk, view(proposal()).id)).applied).toEqual([]);
    const chosen = 'The centre must offer a biopsy within 7 calendar days.';
    const replaces = 'The centre must offer a biopsy within a week.';
    expect(await applyWords(house, desk, { ...whole(proposal()), words: chosen, replaces })).toMatchObject({ status: 200 });
    expect(await draftWords()).toContain(chosen);
  });

  it('[RES-13c] the same press sent twice changes the draft once', async () => {
    const press = { ...whole(proposal()), id: makeId() };
    expect((await applyWords(house, desk, press)).status).toBe(200);
    expect((await applyWords(house, desk, press)).status).toBe(200);
    expect((await openPoint(house, desk, press.pointId)).applied).toHaveLength(1);
    expect((await draftWords()).split(PROPOSED)).toHaveLength(2);
  });

  it('[RES-13d] words that are there already are not applied again', async () => {
    const same = { ...whole(proposal()), words: CLAUSES[0] };
    expect(await applyWords(house, desk, same)).toMatchObject({ status: 422, body: { code: 'no-change' } });
  });
});

describe('linking a change made by hand', () => {
  it('[RES-14a] shows what the point changed, and can be taken off again', async () => {
    const { id, now } = view(2);
    await decide(house, desk, id);
    expect((await openPoint(house, desk, id)).status).toBe('not-applied');
    const linkId = makeId();
    const linked = await ask(house, 'POST', `/api/points/${id}/link`, {
      cookie: desk.cookies.chair,
      body: { id: linkId, blockId: now?.blockId },
    });
    expect(linked).toMatchObject({ status: 200, body: { applied: { id: linkId }, left: { notApplied: 0, done: 1 } } });
    const off = await ask(house, 'DELETE', `/api/points/${id}/link/${linkId}`, { cookie: desk.cookies.chair });
    expect(off).toMatchObject({ status: 200, body: { left: { notApplied: 1 } } });
    expect((await openPoint(house, desk, id)).applied).toEqual([]);
    expect((await ask(house, 'DELETE', `/api/points/${id}/link/${linkId}`, { cookie: desk.cookies.chair })).status).toBe(404);
  });

  it('[RES-14b] a place that is not in the draft is refused', async () => {
    const refused = await ask(house, 'POST', `/api/points/${view(2).id}/link`, {
      cookie: desk.cookies.chair,
      body: { id: makeId(), blockId: 'nowhere' },
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'block-not-in-draft' } });
  });
});
