import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { openAuth } from '../../server/identity/auth.ts';
import { setPasswordHash } from '../../server/identity/account-store.ts';
import { insertPerson, type Person } from '../../server/identity/person-store.ts';
import { setClosed } from '../../server/identity/person-store.ts';
import { readEntries } from '../../server/record/record-store.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { aPerson, ask } from '../support/builders.ts';
import { tokenInMail, waitingMails } from '../support/read-mail.ts';
import { startHouse } from '../support/start-house.ts';

const PASSWORD = 'correct horse battery';
let house: Awaited<ReturnType<typeof startHouse>>;

beforeAll(async () => {
  house = await startHouse();
  await house.mail.close(); // mails stay in the outbox, where this test reads them
});
afterAll(() => house.close());

async function aPersonWithPassword(): Promise<Person> {
  const person = await aPerson(house);
  const auth = openAuth({ store: house.store, secret: 's'.repeat(64), secure: false });
  const hash = await auth.hashPassword(PASSWORD);
  await house.store.transaction((tx) => setPasswordHash(tx, person.id, hash));
  return person;
}

const signInWith = async (email: string, password: string) => ask(house, 'POST', '/api/session', { body: { email, password } });
const cookieOf = ({ headers }: { headers: Headers }): string => (headers.get('set-cookie') ?? '').split(';')[0] ?? '';

describe('signing in with a password', () => {
  it('[MEM-4d] opens a session with a cookie that scripts and other sites cannot use', async () => {
    const person = await aPersonWithPassword();
    const answer = await signInWith(person.email.toUpperCase(), PASSWORD);
    expect(answer).toMatchObject({ status: 200, body: { person: { id: person.id } } });
    expect(answer.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    const me = await ask(house, 'GET', '/api/session', { cookie: cookieOf(answer) });
    expect(me.body).toEqual({ person: { id: person.id, name: person.name } });
    expect((await readEntries(house.store.read, 'people')).at(-1)).toMatchObject({
      act: 'sign-in',
      actor: person.id,
      facts: { by: 'password' },
    });
  });

  it('[MEM-4e] the database holds no token that opens a session', async () => {
    const person = await aPersonWithPassword();
    const token =
      cookieOf(await signInWith(person.email, PASSWORD))
        .split('=')[1]
        ?.split('.')[0] ?? '';
    const { rows } = await sql<{ token: string }>`select token from session where person_id = ${person.id}`.execute(
      house.store.read,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.token).not.toContain(token);
    const withHash = await ask(house, 'GET', '/api/session', { cookie: `concord.session=${rows[0]?.token}` });
    expect(withHash.body).toEqual({ person: null });
  });

  it('[MEM-5a, PLT-7c] a wrong password, an unknown address, an invited person and a stopped one get the same answer', async () => {
    const known = await aPersonWithPassword();
    const stopped = await aPersonWithPassword();
    await house.store.transaction((tx) => setClosed(tx, stopped.id, true));
    const invited = `invited-${makeId()}@example.org`;
    await house.store.transaction((tx) => insertPerson(tx, { id: makeId(), name: 'Invited', email: invited, joined: false }));
    const answers = [
      await signInWith(known.email, 'wrong'),
      await signInWith('nobody-here@example.org', PASSWORD),
      await signInWith(invited, PASSWORD),
      await signInWith(stopped.email, PASSWORD),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.map(({ headers }) => headers.get('set-cookie'))).toEqual([null, null, null, null]);
  });

  it('[MEM-5b] an unknown address takes as long as a wrong password', async () => {
    const known = await aPersonWithPassword();
    const timed = async (email: string): Promise<number> => {
      const started = performance.now();
      await signInWith(email, 'wrong');
      return performance.now() - started;
    };
    const pairs: number[][] = [];
    for (let round = 0; round < 4; round += 1) pairs.push([await timed(known.email), await timed(`nobody-${round}@example.org`)]);
    const quickest = [0, 1].map((which) => Math.min(...pairs.map((pair) => pair[which] ?? 0)));
    expect((quickest[1] ?? 0) / (quickest[0] ?? 1)).toBeGreaterThan(0.5); // without the same hashing it would be about 0.05
  });

  it('[MEM-5g] after ten tries an account waits, whether or not it exists', async () => {
    const tries = async (email: string): Promise<number[]> => {
      const statuses = [];
      for (let round = 0; round < 11; round += 1) statuses.push((await signInWith(email, 'x')).status);
      return statuses;
    };
    const known = await aPersonWithPassword();
    const expected = [...Array<number>(10).fill(401), 429];
    expect(await tries(known.email)).toEqual(expected);
    expect(await tries('never-here@example.org')).toEqual(expected);
    expect((await signInWith(known.email, PASSWORD)).status).toBe(429);
  });
});

describe('signing in with a one-time link', () => {
  async function askForLink(email: string) {
    const started = performance.now();
    const answer = await ask(house, 'POST', '/api/session/link', { body: { email } });
    return { ...answer, took: performance.now() - started };
  }

  it('[MEM-4f] the link in the mail leads to a page; only a POST uses it, and only once', async () => {
    const person = await aPersonWithPassword();
    await askForLink(person.email);
    const [mail] = await waitingMails(house.store, person.email);
    expect(mail?.body).toContain(`${house.baseUrl}/app/use-link#`);
    const token = tokenInMail(mail?.body ?? '');

    await fetch(`${house.baseUrl}/app/use-link`); // what a mail scanner does: the part behind # is never sent
    expect((await ask(house, 'GET', `/api/session/by-link?token=${token}`)).status).toBe(404);
    const opened = await ask(house, 'POST', '/api/session/by-link', { body: { token } });
    expect(opened).toMatchObject({ status: 200, body: { person: { id: person.id } } });
    const again = await ask(house, 'POST', '/api/session/by-link', { body: { token } });
    expect(again).toMatchObject({ status: 410, body: { code: 'link-not-usable' } });
  });

  it('[MEM-4g] a link older than 15 minutes opens nothing', async () => {
    const person = await aPersonWithPassword();
    await askForLink(person.email);
    const token = tokenInMail((await waitingMails(house.store, person.email))[0]?.body ?? '');
    await sql`update verification set expires_at = expires_at - interval '15 minutes 1 second'`.execute(house.store.read);
    expect((await ask(house, 'POST', '/api/session/by-link', { body: { token } })).status).toBe(410);
  });

  it('[MEM-5c] asking for a link tells neither by its words nor by its time whether somebody has the address', async () => {
    const person = await aPersonWithPassword();
    const known = await askForLink(person.email);
    const unknown = await askForLink('no-such-person@example.org');
    expect(unknown).toMatchObject({ status: 200, body: known.body });
    expect(Math.min(known.took, unknown.took)).toBeGreaterThanOrEqual(695);
    expect(await waitingMails(house.store, 'no-such-person@example.org')).toEqual([]);
  });

  it('[MEM-5h] a sixth link in an hour is refused, whether or not the address is known', async () => {
    const asked = Array.from({ length: 6 }, () => askForLink('six-times@example.org'));
    expect((await Promise.all(asked)).map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 429]);
  });
});

describe('behind https', () => {
  it('[MEM-4d] the cookie is sent over https only, and the session it opens is found', async () => {
    const person = await aPersonWithPassword();
    const auth = openAuth({ store: house.store, secret: 's'.repeat(64), secure: true });
    const opened = await auth.openWithPassword({ email: person.email, password: PASSWORD, browser: '' });
    const cookie = opened?.cookies[0] ?? '';
    expect(cookie).toMatch(/^__Secure-concord\.session=[^;]+;.*; Secure/);
    const me = await ask(house, 'GET', '/api/session', { cookie: cookie.split(';')[0] ?? '' });
    expect(me.body).toMatchObject({ person: { id: person.id } });
  });
});
