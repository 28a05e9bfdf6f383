import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { setPasswordHash } from '../../server/identity/account-store.ts';
import { openAuth, type Auth } from '../../server/identity/auth.ts';
import { makePerson } from '../../server/identity/make-person.ts';
import { aPerson, ask, signIn } from '../support/builders.ts';
import { startClock, stopClock } from '../support/stopped-clock.ts';
import { startHouse } from '../support/start-house.ts';

let house: Awaited<ReturnType<typeof startHouse>>;
let auth: Auth;

beforeAll(async () => {
  house = await startHouse();
  auth = openAuth({ store: house.store, secret: 's'.repeat(64), secure: false });
});
afterAll(() => house.close());

type Listed = { sessions: { id: string; present: boolean }[]; needsPresentPassword: boolean };
const listed = async (cookie: string): Promise<Listed> => (await ask(house, 'GET', '/api/sessions', { cookie })).body as Listed; // our own contract
const isIn = async (cookie: string): Promise<boolean> =>
  (await ask(house, 'GET', '/api/session', { cookie })).body['person'] !== null;

describe('sessions', () => {
  it('[MEM-4h] are listed, and any of them can be ended by its person', async () => {
    const person = await aPerson(house);
    const here = await signIn(house, person);
    const there = await signIn(house, person);
    const { sessions } = await listed(here);
    expect(sessions.map(({ present }) => present).sort()).toEqual([false, true]);
    const other = sessions.find(({ present }) => !present);
    expect((await ask(house, 'DELETE', `/api/sessions/${other?.id}`, { cookie: here })).status).toBe(200);
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
  });

  it('[MEM-4i] all others can be ended at once', async () => {
    const person = await aPerson(house);
    const cookies = [await signIn(house, person), await signIn(house, person), await signIn(house, person)];
    const answer = await ask(house, 'DELETE', '/api/sessions', { cookie: cookies[1] ?? '' });
    expect(answer.body).toEqual({ ended: 2 });
    expect([await isIn(cookies[0] ?? ''), await isIn(cookies[1] ?? ''), await isIn(cookies[2] ?? '')]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('[MEM-4h] nobody ends the session of another person', async () => {
    const victim = await signIn(house, await aPerson(house));
    const thief = await signIn(house, await aPerson(house));
    const id = (await listed(victim)).sessions[0]?.id;
    expect((await ask(house, 'DELETE', `/api/sessions/${id}`, { cookie: thief })).status).toBe(404);
    expect(await isIn(victim)).toBe(true);
  });

  it('[PLT-28b] begin and end by the clock of decisions, whatever the clock of the process says', async () => {
    const email = 'far.away@example.org';
    const password = 'a long and made-up password';
    await makePerson({ store: house.store, auth }, { name: 'Far Example', email, password, actor: 'system' });
    await stopClock(house.store, '2031-01-01T09:00:00.000Z');
    const opened = await ask(house, 'POST', '/api/session', { body: { email, password } });
    const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect(await isIn(cookie)).toBe(true);
    await stopClock(house.store, '2031-01-15T09:00:01.000Z');
    expect(await isIn(cookie)).toBe(false);
    await startClock(house.store);
  });

  it('[MEM-4j] signing out ends the session on the server, not only in the browser', async () => {
    const cookie = await signIn(house, await aPerson(house));
    const answer = await ask(house, 'DELETE', '/api/session', { cookie });
    expect(answer.headers.get('set-cookie')).toMatch(/^concord\.session=;/);
    expect(await isIn(cookie)).toBe(false);
  });

  it('[MEM-4k] a session ends by itself, by the clock of the database', async () => {
    const cookie = await signIn(house, await aPerson(house));
    const { rows } = await sql<{ at: string }>`select max(expires_at) as at from session`.execute(house.store.read);
    await stopClock(house.store, rows[0]?.at ?? '');
    expect(await isIn(cookie)).toBe(false);
    await startClock(house.store);
    expect(await isIn(cookie)).toBe(true);
  });

  it('[PLT-3] a request that does not come from a page of Concord changes nothing', async () => {
    const cookie = await signIn(house, await aPerson(house));
    const foreign = await ask(house, 'DELETE', '/api/session', { cookie, headers: { origin: 'https://elsewhere.example' } });
    expect(foreign.status).toBe(403);
    expect(await isIn(cookie)).toBe(true);
  });
});

describe('a password', () => {
  const aPersonWith = async (password: string) => {
    const person = await aPerson(house);
    const hash = await auth.hashPassword(password);
    await house.store.transaction((tx) => setPasswordHash(tx, person.id, hash));
    return person;
  };

  it('[MEM-4l] is changed with the present one, and other sessions end', async () => {
    const person = await aPersonWith('the first password');
    const cookie = await signIn(house, person);
    const other = await signIn(house, person);
    const change = async (current: string) =>
      ask(house, 'PUT', '/api/password', { cookie, body: { current, next: 'the second password' } });
    expect(await change('not this one')).toMatchObject({ status: 422, body: { code: 'wrong-password' } });
    expect((await change('the first password')).status).toBe(200);
    expect([await isIn(cookie), await isIn(other)]).toEqual([true, false]);
    const body = { email: person.email, password: 'the second password' };
    expect((await ask(house, 'POST', '/api/session', { body })).status).toBe(200);
  });

  it('[MEM-4m] is replaced without the present one only within 15 minutes of coming in by a link', async () => {
    const person = await aPersonWith('a forgotten password');
    const token = await auth.makeLinkToken(person.email);
    const opened = await ask(house, 'POST', '/api/session/by-link', { body: { token } });
    const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const replace = async () => ask(house, 'PUT', '/api/password', { cookie, body: { current: '', next: 'a remembered one' } });
    expect((await listed(cookie)).needsPresentPassword).toBe(false);
    await sql`update session set made_at = made_at - interval '16 minutes' where person_id = ${person.id}`.execute(
      house.store.read,
    );
    expect((await replace()).status).toBe(422);
    await sql`update session set made_at = made_at + interval '16 minutes' where person_id = ${person.id}`.execute(
      house.store.read,
    );
    expect((await replace()).status).toBe(200);
  });

  it('[MEM-4n] of fewer than 12 characters is refused with a sentence at its field', async () => {
    const cookie = await signIn(house, await aPerson(house));
    const answer = await ask(house, 'PUT', '/api/password', { cookie, body: { current: '', next: 'short' } });
    expect(answer).toMatchObject({ status: 422, body: { facts: { fields: [{ field: 'next' }] } } });
  });
});
