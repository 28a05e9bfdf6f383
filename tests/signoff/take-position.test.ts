import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endSeatRow, seatsOfPerson } from '../../server/directory/seat-store.ts';
import { readEntries } from '../../server/record/record-store.ts';
import { signaturesOf, signingKeys } from '../../server/signoff/sign-off-store.ts';
import { isSignedBy } from '../../server/signoff/signing-key.ts';
import { takePosition } from '../../server/signoff/take-position.ts';
import { Statement } from '../../shared/signoff/statement.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { sha256Hex } from '../../shared/record/entry.ts';
import { aPerson, aSeat, ask, aVersion, signIn } from '../support/builders.ts';
import { applyWords, openPoint, pointsOn } from '../support/desk.ts';
import { asked, NEW_WORDS, readyForSignOff, sign, signingPage, type Ready } from '../support/sign-offs.ts';
import { startHouse } from '../support/start-house.ts';
import { stopClock } from '../support/stopped-clock.ts';

let house: Awaited<ReturnType<typeof startHouse>>;
let ready: Ready;
let signOff: string;

beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  ready = await readyForSignOff(house);
  signOff = await asked(house, ready);
});

describe('signing', () => {
  it('[SIG-3a] shows the exact version, the difference from what the public read, the checks and the statement', async () => {
    const page = await signingPage(house, signOff, ready.member);
    expect(page).toMatchObject({
      asked: true,
      changes: 1,
      comparedWith: 'version 1, the draft the public read',
      recentSignIn: true,
    });
    expect(page.html).toContain(NEW_WORDS);
    expect(page.differenceHtml).toContain('14 calendar');
    expect(page.statement).toContain(`I, ${ready.member.name}, as `);
    expect(page.statement).toContain('version 2');
    expect(page.checks.every(({ done }) => done)).toBe(true);
  });

  it('[SIG-3b] a hash that was not the one to be signed is refused with the difference', async () => {
    const stale = await sign(house, ready, signOff, { person: ready.member, hashRead: ready.version.hash });
    expect(stale).toMatchObject({
      status: 409,
      body: { code: 'text-changed', facts: { readNumber: 1, newNumber: 2, changes: 1 } },
    });
    expect(String((stale.body['facts'] as Record<string, unknown>)['differenceHtml'])).toContain('14 calendar');
    expect(await signaturesOf(house.store.read, signOff)).toEqual([]);
  });

  it('[SIG-7a] once newer words are frozen nobody can sign the older ones, and the page says so', async () => {
    const [only] = await pointsOn(house, ready);
    const { now } = await openPoint(house, ready, only?.id ?? '');
    await applyWords(house, ready, {
      pointId: only?.id ?? '',
      words: 'The centre must offer a biopsy within 7 days.',
      replaces: NEW_WORDS,
      blockId: now?.blockId ?? '',
    });
    await aVersion(house, { document: ready.document, person: ready.chair });
    const late = await sign(house, ready, signOff, { person: ready.member });
    expect(late).toMatchObject({ status: 409, body: { code: 'text-changed', facts: { readNumber: 2, newNumber: 3 } } });
    const { signOff: view, asked: isAsked } = await signingPage(house, signOff, ready.member);
    expect(view).toMatchObject({ blocked: true, state: 'open' });
    expect(view.sentence).toContain('version 3 was frozen on 15 December 2026, after this was asked');
    expect(isAsked).toBe(false);
  });

  it('[SIG-3c] who is not asked cannot sign, and who has no seat learns of no sign-off', async () => {
    expect(await sign(house, ready, signOff, { person: ready.secretary })).toMatchObject({
      status: 403,
      body: { code: 'not-asked' },
    });
    const stranger = await aPerson(house);
    expect((await sign(house, ready, signOff, { person: stranger })).status).toBe(404);
    expect((await ask(house, 'GET', `/api/sign-offs/${signOff}`, { cookie: await signIn(house, stranger) })).status).toBe(404);
    expect((await ask(house, 'POST', `/api/sign-offs/${signOff}/positions`, { body: {} })).status).toBe(401);
  });

  it('[SIG-3d] a seat that has ended gives no position, even where another seat still opens the page', async () => {
    const [seat] = await seatsOfPerson(house.store.read, ready.member.id);
    await house.store.transaction((tx) => endSeatRow(tx, seat?.id ?? '', 'Moved away', 'system'));
    expect((await sign(house, ready, signOff, { person: ready.member })).status).toBe(404);
    await aSeat(house, { person: ready.member, group: ready.group, role: 'secretariat' });
    expect(await sign(house, ready, signOff, { person: ready.member })).toMatchObject({
      status: 403,
      body: { code: 'seat-ended' },
    });
    expect(await signaturesOf(house.store.read, signOff)).toEqual([]);
  });

  it('[SIG-3e] a second position is refused, and the same press sent twice counts once', async () => {
    const id = makeId();
    expect((await sign(house, ready, signOff, { person: ready.member, id })).status).toBe(200);
    expect((await sign(house, ready, signOff, { person: ready.member, id })).status).toBe(200);
    expect(await sign(house, ready, signOff, { person: ready.member, position: 'abstain' })).toMatchObject({
      status: 409,
      body: { code: 'already-answered' },
    });
    expect(await signaturesOf(house.store.read, signOff)).toHaveLength(1);
  });

  it('[SIG-3f] two presses of one person at once give one signature', async () => {
    const both = await Promise.all([1, 2].map(() => sign(house, ready, signOff, { person: ready.member })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await signaturesOf(house.store.read, signOff)).toHaveLength(1);
  });

  it('[SIG-4a] a position that needs words is refused without them, and so is one nobody offers', async () => {
    for (const position of ['agree-with-reservations', 'object', 'recuse'] as const)
      expect(await sign(house, ready, signOff, { person: ready.member, position })).toMatchObject({
        status: 422,
        body: { detail: 'Write your reservation, reason or interest' },
      });
    expect((await sign(house, ready, signOff, { person: ready.member, position: 'approve' })).status).toBe(422);
    const unread = await ask(house, 'POST', `/api/sign-offs/${signOff}/positions`, {
      cookie: await signIn(house, ready.member),
      body: { id: makeId(), hashRead: ready.newest.hash, position: 'agree', readIt: false },
    });
    expect(unread.status).toBe(422);
    expect(JSON.stringify(unread.body)).toContain('Tick to say you have read it');
  });
});

describe('a recent sign-in', () => {
  it('[SIG-5a] signs ten minutes after signing in, and not one millisecond later', async () => {
    const cookie = await signIn(house, ready.member);
    await stopClock(house.store, '2026-12-15T10:15:00.001Z');
    expect((await ask(house, 'GET', `/api/sign-offs/${signOff}`, { cookie })).body['recentSignIn']).toBe(false);
    const refused = await sign(house, ready, signOff, { person: ready.member, cookie });
    expect(refused).toMatchObject({ status: 403, body: { code: 'sign-in-again' } });
    await stopClock(house.store, '2026-12-15T10:15:00.000Z');
    expect((await sign(house, ready, signOff, { person: ready.member, cookie })).status).toBe(200);
  });

  it('[SIG-5b] reading the page by its address signs nothing', async () => {
    await signingPage(house, signOff, ready.member);
    expect(await signaturesOf(house.store.read, signOff)).toEqual([]);
  });
});

describe('a signature', () => {
  it('[SIG-6a] binds who, capacity, version, hash, position and time, verifies with the key, and is in the record', async () => {
    await sign(house, ready, signOff, { person: ready.member, position: 'agree-with-reservations', words: 'Look at travel.' });
    const [signature] = await signaturesOf(house.store.read, signOff);
    const key = (await signingKeys(house.store.read)).find(({ id }) => id === signature?.key_id);
    const statement = signature?.statement ?? '';
    expect(isSignedBy(key?.public_key ?? '', statement, signature?.signature ?? '')).toBe(true);
    expect(isSignedBy(key?.public_key ?? '', statement.replace('travel', 'cost'), signature?.signature ?? '')).toBe(false);
    expect(Statement.parse(JSON.parse(statement))).toMatchObject({
      person: ready.member.id,
      version: ready.newest.id,
      hash: ready.newest.hash,
      position: 'agree-with-reservations',
      at: '2026-12-15T10:05:00.000Z',
    });
    const entry = (await readEntries(house.store.read, `document:${ready.document.id}`)).at(-1);
    expect(entry).toMatchObject({ act: 'take-position', facts: { statement: sha256Hex(statement), hash: ready.newest.hash } });
    expect(JSON.stringify(entry)).not.toContain('travel');
  });

  it('[SIG-6b] cannot be changed or removed in the database', async () => {
    await sign(house, ready, signOff, { person: ready.member });
    await expect(sql`update signature set position = 'object'`.execute(house.store.read)).rejects.toThrow();
    await expect(sql`delete from signature`.execute(house.store.read)).rejects.toThrow();
    expect(await signaturesOf(house.store.read, signOff)).toMatchObject([{ position: 'agree' }]);
  });

  it('[SIG-6c] is not given without a key, and the sentence says what the operator must run', async () => {
    const taking = takePosition(
      {
        store: house.store,
        announcements: { announce: async () => Promise.resolve() } as never,
        keyDirectory: `${house.dataDirectory}/nowhere`,
      },
      {
        id: makeId(),
        signOffId: signOff,
        hashRead: ready.newest.hash,
        position: 'agree',
        words: '',
        meetingOn: null,
        tookPart: null,
        caller: { personId: ready.member.id, sessionId: 's', signedInAt: '2026-12-15T10:05:00.000Z' },
        mayRecordBody: false,
      },
    );
    await expect(taking).rejects.toMatchObject({
      code: 'no-signing-key',
      status: 503,
      message: expect.stringContaining('make-key'),
    });
  });
});
