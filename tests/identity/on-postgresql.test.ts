import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findGroup } from '../../server/directory/group-store.ts';
import { verifyRecord } from '../../server/record/verify-record.ts';
import { aMember, ask } from '../support/builders.ts';
import { tokenInMail, waitingMails } from '../support/read-mail.ts';
import { startHouse } from '../support/start-house.ts';

let house: Awaited<ReturnType<typeof startHouse>>;

beforeAll(async () => {
  const address = new URL(inject('TEST_DATABASE_URL'));
  const name = `people_${process.pid}_${Date.now()}`;
  const admin = new pg.Client({ connectionString: address.href });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  address.pathname = `/${name}`;
  house = await startHouse({ DATABASE_URL: address.href });
  await house.mail.close(); // mails stay in the outbox, where this test reads them
});
afterAll(() => house.close());

const cookieOf = ({ headers }: { headers: Headers }): string => (headers.get('set-cookie') ?? '').split(';')[0] ?? '';

describe('on a PostgreSQL server', () => {
  it('[MEM-4a, MEM-5d, MEM-3d] the first administrator, an invitation, a seat and a one-time link work as on the embedded store', async () => {
    const password = 'a long enough one';
    const first = { code: house.firstCode, name: 'Fictional Administrator', email: 'first@example.org', password };
    const cookie = cookieOf(await ask(house, 'POST', '/api/first-administrator', { body: first }));
    const email = 'asha@example.org';
    await ask(house, 'POST', '/api/people', { cookie, body: { name: 'Asha Example', email } });
    const token = tokenInMail((await waitingMails(house.store, email))[0]?.body ?? '');
    const body = { token, email, name: 'Asha Example', password };
    expect((await ask(house, 'POST', '/api/invitations/acceptance', { body })).status).toBe(200);

    const group = await findGroup(house.store.read, 'cancer-and-blood', 'SCA');
    if (!group) throw new Error('the directory has not been loaded');
    const seat = {
      email,
      role: 'chair',
      area: null,
      speaksFor: null,
      fromDay: '2026-01-01',
      untilDay: null,
      reason: 'Appointed',
    };
    expect((await ask(house, 'POST', `/api/groups/${group.id}/seats`, { cookie, body: seat })).status).toBe(200);
    await aMember(house, group, 'ppe-member');

    await ask(house, 'POST', '/api/session/link', { body: { email } });
    const link = tokenInMail((await waitingMails(house.store, email)).at(-1)?.body ?? '');
    const chair = cookieOf(await ask(house, 'POST', '/api/session/by-link', { body: { token: link } }));
    const page = await ask(house, 'GET', `/api/groups/${group.id}`, { cookie: chair });
    expect(page.body).toMatchObject({ members: 2, rights: expect.arrayContaining(['decide-points', 'manage-seats']) as unknown });
    expect((await ask(house, 'GET', '/api/sessions', { cookie: chair })).body).toMatchObject({ needsPresentPassword: false });
    expect((await ask(house, 'GET', '/api/people?search=ASHA', { cookie })).body).toMatchObject({ total: 1 });
    expect((await verifyRecord(house.store.read)).every(({ ok }) => ok)).toBe(true);
  });
});
