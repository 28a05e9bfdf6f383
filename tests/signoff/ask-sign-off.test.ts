import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aDocument, aMember, aPerson, ask, aText, aVersion, signIn } from '../support/builders.ts';
import { aDesk, CLAUSES, decide, openPoint, pointsOn, applyWords, WHILE_OPEN } from '../support/desk.ts';
import { askFor, asked, ASKED_AT, NEW_WORDS, readyForSignOff, signOffPage, type Ready } from '../support/sign-offs.ts';
import { startHouse } from '../support/start-house.ts';
import { stopClock } from '../support/stopped-clock.ts';

let house: Awaited<ReturnType<typeof startHouse>>;
let ready: Ready;

beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  ready = await readyForSignOff(house);
});

describe('asking for sign-off', () => {
  it('[SIG-1a] asks each member once by their seat today, then the boards of the product, each until its day', async () => {
    const { status, body } = await askFor(house, ready);
    expect(status).toBe(200);
    const [group, programme, portfolio] = body['steps'] as {
      asked: { name: string; capacity: string }[];
      dueAt: string;
      title: string;
    }[];
    expect(group?.asked.map(({ name }) => name).sort()).toEqual(
      [ready.chair, ready.vice, ready.member, ready.commissioner].map(({ name }) => name).sort(),
    );
    expect(group?.asked.every(({ capacity }) => capacity.length > 3)).toBe(true);
    expect(group?.dueAt).toBe('2026-12-22T23:59:00.000Z');
    expect([programme?.title, portfolio?.title]).toEqual(['Programme board', 'Portfolio board']);
    expect(body['hash']).toBe(ready.newest.hash);
  });

  it('[SIG-1b] the same press sent twice asks once, and a second asking is refused while one is open', async () => {
    const id = await asked(house, ready);
    expect((await askFor(house, ready, { id })).status).toBe(200);
    expect(await askFor(house, ready)).toMatchObject({ status: 409 });
    expect((await signOffPage(house, ready)).signOffs).toHaveLength(1);
  });

  it('[SIG-1c] two who ask at once open one sign-off', async () => {
    const both = await Promise.all([askFor(house, ready), askFor(house, ready)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('[SIG-1d] refuses an older version, a day gone by, and more answers than people', async () => {
    expect(await askFor(house, ready, { versionId: ready.version.id })).toMatchObject({ body: { code: 'newer-version' } });
    expect(await askFor(house, ready, { groupBy: '2026-12-14' })).toMatchObject({
      status: 422,
      body: { facts: { fields: [{ field: 'groupBy', sentence: 'Enter a day from today on' }] } },
    });
    expect(await askFor(house, ready, { boardsBy: ['2027-01-12'] })).toMatchObject({
      body: { facts: { fields: [{ field: 'boardsBy.1' }] } },
    });
    expect(await askFor(house, ready, { quorum: 5 })).toMatchObject({
      body: { facts: { fields: [{ field: 'quorum', sentence: 'Enter 4 or fewer' }] } },
    });
  });

  it('[SIG-1e] needs the right to ask: a member is refused, and who has no seat learns of no document', async () => {
    expect((await askFor(house, ready, { cookie: await signIn(house, ready.member) })).status).toBe(403);
    const stranger = await signIn(house, await aPerson(house));
    expect((await askFor(house, ready, { cookie: stranger })).status).toBe(404);
    const page = `/api/documents/${ready.document.id}/sign-off`;
    expect((await ask(house, 'GET', page, { cookie: stranger })).status).toBe(404);
    expect((await ask(house, 'GET', page)).status).toBe(401);
  });
});

describe('the gate before a sign-off', () => {
  it('[SIG-2a] names what is missing in words, with the consultation it is settled in', async () => {
    const desk = await aDesk(house, [[{ wording: NEW_WORDS }, { clause: 2 }]]);
    const page = await signOffPage(house, desk);
    expect(page.gate).toEqual({
      open: false,
      missing: [{ about: 'points', sentence: '2 points have no decision.', consultationId: desk.id }],
    });
    const closed = await askFor(house, { ...ready, ...desk, newest: desk.version });
    expect(closed).toMatchObject({
      status: 409,
      body: { code: 'gate-closed', detail: 'Not ready for sign-off. 2 points have no decision.' },
    });
  });

  it('[SIG-2b] is closed by an open consultation', async () => {
    const desk = await aDesk(house, [[{}]], { at: WHILE_OPEN });
    const { gate } = await signOffPage(house, desk);
    expect(gate.missing[0]).toEqual({
      about: 'consultation',
      sentence: '1 consultation on this document has not closed.',
      consultationId: desk.id,
    });
    await stopClock(house.store, ASKED_AT);
  });

  it('[SIG-2c] is closed by a change that is in no frozen version, and by one without a reason', async () => {
    const desk = await aDesk(house, [[{ wording: NEW_WORDS }]]);
    const [only] = await pointsOn(house, desk);
    const pointId = only?.id ?? '';
    const { now } = await openPoint(house, desk, pointId);
    const { body } = await applyWords(house, desk, {
      pointId,
      words: NEW_WORDS,
      replaces: CLAUSES[0],
      blockId: now?.blockId ?? '',
    });
    await decide(house, desk, pointId, { outcome: 'accepted', exemption: 'For the test.' });
    expect((await signOffPage(house, desk)).gate.missing.map(({ sentence }) => sentence)).toEqual([
      '1 change made because of a point is not in a frozen version yet. Freeze the next version first.',
    ]);
    const { id } = body['applied'] as { id: string };
    await ask(house, 'DELETE', `/api/points/${pointId}/link/${id}`, { cookie: desk.cookies.chair });
    await stopClock(house.store, ASKED_AT);
    await aVersion(house, { document: desk.document, person: desk.chair });
    expect((await signOffPage(house, desk)).gate.missing.map(({ sentence }) => sentence)).toEqual([
      '1 change since the consultation has no reason.',
    ]);
  });

  it('[SIG-2d] is closed while nothing is frozen, and while a step of the document’s life is left out', async () => {
    const document = await aDocument(house, { group: ready.group, person: ready.chair, text: aText('A text of its own.') });
    const page = await signOffPage(house, { document, chair: ready.chair });
    expect(page.gate.missing.map(({ about }) => about)).toEqual(['version']);
    await aVersion(house, { document, person: ready.chair });
    const { gate } = await signOffPage(house, { document, chair: ready.chair });
    expect(gate.missing).toMatchObject([{ about: 'stage', sentence: expect.stringContaining('comes before “Sign-off”') }]);
  });

  it('[SIG-2e] opens once all is settled', async () => {
    const page = await signOffPage(house, ready);
    expect(page.gate).toEqual({ open: true, missing: [] });
    expect(page.asked).toHaveLength(4);
    const late = await aMember(house, ready.group, 'secretariat');
    expect((await signOffPage(house, ready)).asked.map(({ personId }) => personId)).not.toContain(late.id);
  });
});
