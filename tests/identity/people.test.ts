import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Person } from '../../server/identity/person-store.ts';
import { readEntries, readPersonal } from '../../server/record/record-store.ts';
import { aGroup, aPerson, aSeat, ask, signIn } from '../support/builders.ts';
import { tokenInMail, waitingMails } from '../support/read-mail.ts';
import { startHouse } from '../support/start-house.ts';

let house: Awaited<ReturnType<typeof startHouse>>;
let administrator: Person;
let cookie: string;

beforeAll(async () => {
  house = await startHouse();
  await house.mail.close(); // mails stay in the outbox, where this test reads them
  administrator = await aPerson(house, { name: 'Fictional Administrator', administrator: true });
  cookie = await signIn(house, administrator);
});
afterAll(() => house.close());

const invite = async (email: string) => ask(house, 'POST', '/api/people', { cookie, body: { name: 'Asha Example', email } });
const accept = async (token: string, email: string) =>
  ask(house, 'POST', '/api/invitations/acceptance', {
    body: { token, email, name: 'Asha Example', password: 'a password of hers' },
  });
async function invitedToken(email: string): Promise<{ personId: string; token: string }> {
  const { body } = await invite(email);
  const mail = (await waitingMails(house.store, email)).at(-1);
  return { personId: String(body['personId']), token: tokenInMail(mail?.body ?? '') };
}

describe('invitations', () => {
  it('[MEM-5d] an administrator invites by e-mail, and the person comes in with the link and the same address', async () => {
    const { personId, token } = await invitedToken('asha@example.org');
    expect(await accept(token, 'somebody.else@example.org')).toMatchObject({
      status: 410,
      body: { code: 'invitation-not-usable' },
    });
    const accepted = await accept(token, 'Asha@Example.org');
    expect(accepted).toMatchObject({ status: 200, body: { person: { id: personId } } });
    expect(accepted.headers.get('set-cookie')).toContain('HttpOnly');
  });

  it('[MEM-5e] an invitation is used once; unknown, used, renewed, old and foreign ones are refused in the same words', async () => {
    const used = await invitedToken('used@example.org');
    await accept(used.token, 'used@example.org');
    const renewed = await invitedToken('renewed@example.org');
    await ask(house, 'POST', `/api/people/${renewed.personId}/invitation`, { cookie });
    const old = await invitedToken('old@example.org');
    await sql`update invitation set expires_at = concord_now() where person_id = ${old.personId}`.execute(house.store.read);
    const answers = [
      await accept(used.token, 'used@example.org'),
      await accept(renewed.token, 'renewed@example.org'),
      await accept(old.token, 'old@example.org'),
      await accept('a'.repeat(32), 'unknown@example.org'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([410, 410, 410, 410]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const again = tokenInMail((await waitingMails(house.store, 'renewed@example.org')).at(-1)?.body ?? '');
    expect((await accept(again, 'renewed@example.org')).status).toBe(200);
  });

  it('[MEM-5f] only administrators invite, and nobody registers by themselves', async () => {
    const group = await aGroup(house);
    const chair = await aPerson(house);
    await aSeat(house, { person: chair, group, role: 'chair' });
    const body = { name: 'X', email: 'x@example.org' };
    expect((await ask(house, 'POST', '/api/people', { cookie: await signIn(house, chair), body })).status).toBe(403);
    for (const path of ['/api/auth/sign-up/email', '/api/sign-up/email', '/api/auth/sign-in/email'])
      expect((await ask(house, 'POST', path, { body: { ...body, password: 'a long enough one' } })).status).toBe(404);
  });

  it('[PLT-1] a name with a character that no database keeps is refused at its field', async () => {
    const body = { name: 'Asha\0Example', email: 'nul@example.org' };
    const answer = await ask(house, 'POST', '/api/people', { cookie, body });
    expect(answer).toMatchObject({ status: 422, body: { facts: { fields: [{ field: 'name' }] } } });
  });

  it('[REC-3] an invitation is recorded; name and address are kept outside the chain', async () => {
    await invite('recorded@example.org');
    const entry = (await readEntries(house.store.read, 'people')).at(-1);
    expect(entry).toMatchObject({ act: 'invite-person', actor: administrator.id });
    expect(JSON.stringify(entry)).not.toContain('recorded@example.org');
    const personal = (await readPersonal(house.store.read, 'people')).filter(({ position }) => position === entry?.position);
    expect(personal.map(({ field }) => field).sort()).toEqual(['email', 'name']);
  });
});

describe('people', () => {
  it('[MEM-4o] stopping somebody’s access ends their sessions at once and needs a reason', async () => {
    const person = await aPerson(house);
    const theirs = await signIn(house, person);
    const path = `/api/people/${person.id}/access`;
    expect((await ask(house, 'DELETE', path, { cookie, body: { reason: ' ' } })).status).toBe(422);
    expect((await ask(house, 'DELETE', path, { cookie, body: { reason: 'Left the organisation' } })).status).toBe(200);
    expect((await ask(house, 'GET', '/api/session', { cookie: theirs })).body).toEqual({ person: null });
    await ask(house, 'PUT', path, { cookie });
    expect((await ask(house, 'GET', '/api/session', { cookie: await signIn(house, person) })).body).toMatchObject({
      person: { id: person.id },
    });
  });

  it('[MEM-4p] the last administrator stays one, and keeps access', async () => {
    const own = `/api/people/${administrator.id}`;
    expect(await ask(house, 'DELETE', `${own}/administrator`, { cookie })).toMatchObject({
      status: 409,
      body: { code: 'last-administrator' },
    });
    expect((await ask(house, 'DELETE', `${own}/access`, { cookie, body: { reason: 'x' } })).status).toBe(409);
    const second = await aPerson(house);
    await ask(house, 'PUT', `/api/people/${second.id}/administrator`, { cookie });
    const seconds = await signIn(house, second);
    expect((await ask(house, 'GET', '/api/people', { cookie: seconds })).status).toBe(200);
    expect((await ask(house, 'DELETE', `/api/people/${second.id}/administrator`, { cookie })).status).toBe(200);
    expect((await ask(house, 'GET', '/api/people', { cookie: seconds })).status).toBe(403);
  });

  it('[MEM-8e] a page is told which rights its reader has, and only those', async () => {
    const group = await aGroup(house);
    const member = await aPerson(house);
    await aSeat(house, { person: member, group, role: 'pharmacist' });
    const rights = async (who: string, query: string) =>
      (await ask(house, 'GET', `/api/rights${query}`, { cookie: who })).body['rights'];
    expect(await rights(cookie, '')).toEqual(['manage-installation', 'manage-people']);
    const theirs = await signIn(house, member);
    expect(await rights(theirs, '')).toEqual([]);
    expect(await rights(theirs, `?groupId=${group.id}`)).toEqual(['read-group', 'read-draft', 'read-responses', 'read-record']);
  });
});
