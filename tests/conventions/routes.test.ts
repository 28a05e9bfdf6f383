import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listMountedRoutes, OPEN_RIGHTS, type MountedRoute } from '../../server/platform/http/door.ts';
import { ALL_RIGHTS } from '../../shared/identity/rules.ts';
import { startHouse } from '../support/start-house.ts';

interface Contract {
  method: string;
  path: string;
  right: string;
}

const HOSTILE_WORDS = '%00..%2f%3Cscript%3E';
const HOSTILE_BODY = { id: { $ne: null }, email: ['x'], text: '\u0000<script>', __proto__: { admin: true } };

let house: Awaited<ReturnType<typeof startHouse>>;
let overHttp: MountedRoute[];

beforeAll(async () => {
  house = await startHouse();
  overHttp = listMountedRoutes().filter(({ method }) => method !== 'SOCKET');
});

afterAll(() => house.close());

describe('[PLT-1] the route table', () => {
  it('names a schema and a right for every route and event', () => {
    const bare = listMountedRoutes().filter(({ right, hasSchema }) => !hasSchema || right === '');
    expect(bare).toEqual([]);
    expect(listMountedRoutes().length).toBeGreaterThan(2);
  });

  it('asks only for rights that the table of roles knows', () => {
    const known = new Set<string>([...OPEN_RIGHTS, ...ALL_RIGHTS]);
    expect(listMountedRoutes().filter(({ right }) => !known.has(right))).toEqual([]);
  });

  it('has no address twice', () => {
    const addresses = listMountedRoutes().map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':x')}`);
    expect(addresses.filter((address, place) => addresses.indexOf(address) !== place)).toEqual([]);
  });

  it('has every contract that shared/ declares', async () => {
    const mounted = new Set(listMountedRoutes().map(({ method, path }) => `${method} ${path}`));
    const declared = await declaredContracts();
    expect(declared.map(({ method, path }) => `${method} ${path}`).filter((address) => !mounted.has(address))).toEqual([]);
  });

  it('refuses a caller without a session wherever a right is needed', async () => {
    const closed = overHttp.filter(({ right }) => right !== 'anyone');
    const answers = await Promise.all(closed.map(async (route) => `${route.method} ${route.path}: ${(await ask(route)).status}`));
    expect(answers.filter((answer) => !answer.endsWith(': 401'))).toEqual([]);
  });

  it('meets input that makes no sense with a refusal, never with a failure', async () => {
    const open = overHttp.filter(({ right }) => right === 'anyone');
    const answers = await Promise.all(open.map(async (route) => `${route.method} ${route.path}: ${(await ask(route)).status}`));
    expect(answers.filter((answer) => / 5\d\d$/.test(answer))).toEqual([]);
  });
});

async function ask({ method, path }: MountedRoute): Promise<Response> {
  const address = path.replace(/[:*]\w+/g, HOSTILE_WORDS).replace(/[{}]/g, '');
  const body = method === 'GET' ? null : JSON.stringify(HOSTILE_BODY);
  const headers = {
    'content-type': 'application/json',
    origin: house.baseUrl,
    'sec-fetch-site': 'same-origin',
    'x-concord-request': '1',
  };
  return fetch(house.baseUrl + address, { method, body, headers, redirect: 'manual' });
}

async function declaredContracts(): Promise<Contract[]> {
  const files = readdirSync('shared', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('api.ts'));
  const modules = await Promise.all(
    files.map((file) => import(join(process.cwd(), 'shared', file)) as Promise<Record<string, unknown>>),
  );
  return modules.flatMap((module) => Object.values(module).filter(isContract));
}

function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'right' in value;
}
