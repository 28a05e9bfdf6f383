import { afterEach, describe, expect, it } from 'vitest';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readEntries } from '../../server/record/record-store.ts';
import { makeFirstCode } from '../../server/identity/claim-installation.ts';
import { ask } from '../support/builders.ts';
import { startHouse } from '../support/start-house.ts';

type House = Awaited<ReturnType<typeof startHouse>>;
let house: House;

afterEach(() => house.close());

const NEW = { name: 'Fictional Administrator', email: 'First@Example.org', password: 'a long enough one' };

describe('the first administrator', () => {
  it('[MEM-4a] is made with the code the server printed, which is dead afterwards', async () => {
    house = await startHouse();
    expect(house.firstCode).toMatch(/^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$/);
    expect((await ask(house, 'GET', '/api/first-administrator')).body).toEqual({ needed: true });
    const wrong = await ask(house, 'POST', '/api/first-administrator', { body: { ...NEW, code: 'AAAAA-AAAAA-AAAAA-AAAAA' } });
    expect(wrong).toMatchObject({ status: 403, body: { code: 'wrong-code' } });

    const made = await ask(house, 'POST', '/api/first-administrator', { body: { ...NEW, code: house.firstCode } });
    expect(made).toMatchObject({ status: 200, body: { person: { name: NEW.name } } });
    const cookie = (made.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect((await ask(house, 'GET', '/api/people', { cookie })).status).toBe(200);

    expect((await ask(house, 'GET', '/api/first-administrator')).body).toEqual({ needed: false });
    const again = { ...NEW, email: 'second@example.org', code: house.firstCode };
    expect((await ask(house, 'POST', '/api/first-administrator', { body: again })).status).toBe(403);
    expect((await readEntries(house.store.read, 'people')).map(({ act }) => act)).toEqual(['claim-installation', 'sign-in']);
  });

  it('[MEM-4b] a start before the code is used prints a fresh one, and the earlier one is dead', async () => {
    house = await startHouse();
    const fresh = await makeFirstCode(house.store);
    expect(fresh).not.toBe(house.firstCode);
    const withOld = await ask(house, 'POST', '/api/first-administrator', { body: { ...NEW, code: house.firstCode } });
    expect(withOld.status).toBe(403);
    const readAloud = fresh?.toLowerCase().replaceAll('-', ' ');
    expect((await ask(house, 'POST', '/api/first-administrator', { body: { ...NEW, code: readAloud } })).status).toBe(200);
    expect(await makeFirstCode(house.store)).toBeUndefined();
  });

  it('[MEM-4c] of two who use the code at once only one becomes administrator', async () => {
    house = await startHouse();
    const tries = ['one@example.org', 'two@example.org'].map((email) =>
      ask(house, 'POST', '/api/first-administrator', { body: { ...NEW, email, code: house.firstCode } }),
    );
    expect((await Promise.all(tries)).map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('[PLT-41d] the secret of sign-in is made at first start and readable by its owner only', async () => {
    house = await startHouse();
    const { mode, size } = statSync(join(house.dataDirectory, 'secrets', 'sign-in'));
    expect([mode & 0o777, size]).toEqual([0o600, 64]);
  });
});
