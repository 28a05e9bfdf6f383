import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Group } from '../../server/directory/group-store.ts';
import { rolesIn } from '../../server/directory/seat-store.ts';
import type { Person } from '../../server/identity/person-store.ts';
import { readEntries, readPersonal } from '../../server/record/record-store.ts';
import { verifyRecord } from '../../server/record/verify-record.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { aGroup, aMember, aPerson, aSeat, ask, signIn } from '../support/builders.ts';
import { startClock, stopClock } from '../support/stopped-clock.ts';
import { startHouse } from '../support/start-house.ts';

let house: Awaited<ReturnType<typeof startHouse>>;
let group: Group;
let chair: Person;
let chairs: string;
let administrators: string;

beforeAll(async () => {
  house = await startHouse();
  group = await aGroup(house);
  chair = await aMember(house, group, 'chair');
  chairs = await signIn(house, chair);
  administrators = await signIn(house, await aPerson(house, { administrator: true }));
});
afterAll(() => house.close());

const give = async (email: string, more: Record<string, unknown> = {}, cookie = chairs) =>
  ask(house, 'POST', `/api/groups/${group.id}/seats`, {
    cookie,
    body: { email, role: 'pharmacist', area: null, speaksFor: null, fromDay: null, untilDay: null, reason: 'Appointed', ...more },
  });
const end = async (seatId: string, cookie = chairs) =>
  ask(house, 'POST', `/api/groups/${group.id}/seats/${seatId}/end`, { cookie, body: { reason: 'Moved away' } });
const rights = async (person: Person): Promise<unknown> =>
  (await ask(house, 'GET', `/api/rights?groupId=${group.id}`, { cookie: await signIn(house, person) })).body['rights'];

describe('giving a seat', () => {
  it('[MEM-3d] gives its rights at once, and is recorded in the group’s chain with names kept apart', async () => {
    const person = await aPerson(house);
    expect(await rights(person)).toEqual([]);
    const given = await give(person.email);
    expect(given.status).toBe(200);
    expect(await rights(person)).toContain('read-draft');
    const entry = (await readEntries(house.store.read, `group:${group.id}`)).at(-1);
    expect(entry).toMatchObject({
      act: 'give-seat',
      actor: chair.id,
      facts: { role: 'pharmacist' },
      subject: { person: person.id },
    });
    expect(JSON.stringify(entry)).not.toContain(person.name);
    const kept = (await readPersonal(house.store.read, `group:${group.id}`)).filter(
      ({ position }) => position === entry?.position,
    );
    expect(kept.map(({ field }) => field).sort()).toEqual(['name', 'reason']);
    expect((await verifyRecord(house.store.read)).every(({ ok }) => ok)).toBe(true);
  });

  it('[MEM-3d] is refused twice for one person and role, for an unknown address, and without a reason', async () => {
    const person = await aPerson(house);
    await give(person.email);
    expect(await give(person.email)).toMatchObject({ status: 409, body: { code: 'seat-held' } });
    expect(await give('nobody@example.org')).toMatchObject({ status: 422, body: { code: 'person-not-known' } });
    expect((await give(person.email, { role: 'attending-adviser', reason: ' ' })).status).toBe(422);
  });

  it('[MEM-3d] of two presses at once only one seat is given', async () => {
    const person = await aPerson(house);
    const statuses = (await Promise.all([give(person.email), give(person.email)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
  });

  it('[MEM-3a] a chair cannot make a secretary or another chair; an administrator can', async () => {
    const person = await aPerson(house);
    expect(await give(person.email, { role: 'secretariat' })).toMatchObject({
      status: 403,
      body: { code: 'administrators-give' },
    });
    expect((await give(person.email, { role: 'secretariat' }, administrators)).status).toBe(200);
  });

  it('[MEM-13c] an administrator cannot give themselves a seat to read drafts', async () => {
    const person = await aPerson(house, { administrator: true });
    const cookie = await signIn(house, person);
    expect(await give(person.email, {}, cookie)).toMatchObject({ status: 403, body: { code: 'own-seat' } });
  });

  it('[MEM-8b] a member without the right, and the chair of another group, give no seats here', async () => {
    const member = await signIn(house, await aMember(house, group, 'ppe-member'));
    const elsewhere = await signIn(house, await aMember(house, await aGroup(house), 'chair'));
    expect((await give(chair.email, {}, member)).status).toBe(403);
    expect((await give(chair.email, {}, elsewhere)).status).toBe(403);
  });
});

describe('rights follow the seat on the day', () => {
  const during = async <T>(at: string, look: () => Promise<T>): Promise<T> => {
    await stopClock(house.store, at);
    try {
      return await look();
    } finally {
      await startClock(house.store);
    }
  };

  it('[MEM-3e] from the first moment of the first day to the last of the last, UK time, summer time included', async () => {
    const person = await aPerson(house);
    await aSeat(house, { person, group, role: 'analyst', fromDay: '2027-07-01', untilDay: '2027-12-31' });
    const roles = async () => rolesIn(house.store.read, person.id, group.id);
    expect(await during('2027-06-30T22:59:59.999Z', roles)).toEqual([]);
    expect(await during('2027-06-30T23:00:00.000Z', roles)).toEqual(['analyst']);
    expect(await during('2027-12-31T23:59:59.999Z', roles)).toEqual(['analyst']);
    expect(await during('2028-01-01T00:00:00.000Z', roles)).toEqual([]);
  });
});

describe('ending a seat', () => {
  it('[MEM-3f] needs a reason, ends the rights at once and is recorded', async () => {
    const person = await aMember(house, group, 'senate-member');
    const cookie = await signIn(house, person);
    const { body } = await ask(house, 'GET', `/api/groups/${group.id}`, { cookie });
    const seat = (body['seats'] as { id: string; personId: string }[]).find(({ personId }) => personId === person.id); // the contract's output
    const bare = await ask(house, 'POST', `/api/groups/${group.id}/seats/${seat?.id}/end`, {
      cookie: chairs,
      body: { reason: '' },
    });
    expect(bare.status).toBe(422);
    expect((await end(seat?.id ?? '')).status).toBe(200);
    expect(await rights(person)).toEqual([]);
    expect((await readEntries(house.store.read, `group:${group.id}`)).at(-1)).toMatchObject({ act: 'end-seat', actor: chair.id });
    expect(await end(seat?.id ?? '')).toMatchObject({ status: 409, body: { code: 'seat-ended' } });
  });

  it('[MEM-3b] a person leaves their own seat, and nobody else’s', async () => {
    const person = await aPerson(house);
    const own = await aSeat(house, { person, group, role: 'pharmacist' });
    const other = await aSeat(house, { person: await aPerson(house), group, role: 'pharmacist' });
    const cookie = await signIn(house, person);
    expect((await end(other.id, cookie)).status).toBe(403);
    expect((await end(own.id, cookie)).status).toBe(200);
  });

  it('[MEM-3g] closes the person’s open sockets within two seconds', async () => {
    const person = await aPerson(house);
    const seat = await aSeat(house, { person, group });
    const socket = await listening(await signIn(house, person));
    const said = new Promise<string>((told) => socket.once('closed', ({ reason }: { reason: string }) => told(reason)));
    const closed = new Promise((gone) => socket.once('disconnect', gone));
    const started = performance.now();
    await end(seat.id);
    expect(await said).toBe('seat-ended');
    await closed;
    expect(performance.now() - started).toBeLessThan(2000);
    socket.disconnect();
  });

  it('[MEM-3h] somebody without a seat hears nothing of the group', async () => {
    const socket = await listening(await signIn(house, await aPerson(house)));
    const answer: unknown = await socket.emitWithAck('subscribe', { topic: `group:${group.id}` });
    expect(answer).toEqual({ ok: false, code: 'not-allowed' });
    socket.disconnect();
  });

  async function listening(cookie: string): Promise<Socket> {
    const socket = io(house.baseUrl, { transports: ['websocket'], reconnection: false, extraHeaders: { cookie } });
    await new Promise((connected, failed) => socket.once('connect', () => connected(true)).once('connect_error', failed));
    return socket;
  }
});

describe('the group page', () => {
  it('[MEM-2d] shows seats, vacancies and warnings to everybody signed in; earlier seats only to those who give seats', async () => {
    const { body } = await ask(house, 'GET', `/api/groups/${group.id}`, { cookie: await signIn(house, await aPerson(house)) });
    expect(body).toMatchObject({ otherSeats: [], rights: [], rules: { minimum: 15, maximum: 25 } });
    expect(JSON.stringify(body)).not.toContain('@');
    const { body: forChair } = await ask(house, 'GET', `/api/groups/${group.id}`, { cookie: chairs });
    expect((forChair['otherSeats'] as unknown[]).length).toBeGreaterThan(0);
    expect((await ask(house, 'GET', `/api/groups/${makeId()}`, { cookie: chairs })).status).toBe(404);
  });

  it('[MEM-2e] an exception is recorded with its reason and shown in place of the act to record it', async () => {
    const path = `/api/groups/${group.id}/exceptions`;
    const body = { rule: 'R-acc', reason: 'Agreed for the first year' };
    expect((await ask(house, 'POST', path, { cookie: chairs, body })).status).toBe(200);
    const read = async () => {
      const page = await ask(house, 'GET', `/api/groups/${group.id}`, { cookie: chairs });
      return (page.body['warnings'] as { rule: string; exception: { id: string; reason: string } | null }[]).find(
        ({ rule }) => rule === 'R-acc',
      );
    };
    const found = await read();
    expect(found?.exception).toMatchObject({ reason: 'Agreed for the first year' });
    expect((await ask(house, 'DELETE', `${path}/${found?.exception?.id}`, { cookie: chairs })).status).toBe(200);
    expect((await read())?.exception).toBeNull();
    const acts = (await readEntries(house.store.read, `group:${group.id}`)).map(({ act }) => act);
    expect(acts.slice(-2)).toEqual(['record-exception', 'end-exception']);
  });
});
