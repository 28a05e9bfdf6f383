import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Router } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDirectory } from '../../server/directory/routes.ts';
import type { Group } from '../../server/directory/group-store.ts';
import { openAccess } from '../../server/identity/access.ts';
import { openLog } from '../../server/platform/log.ts';
import type { HouseParts } from '../../server/platform/house-parts.ts';
import { mount } from '../../server/platform/http/door.ts';
import { buildWeb } from '../../server/platform/http/web.ts';
import type { Store } from '../../server/platform/database/store.ts';
import { SEAT_ROLE_FACTS } from '../../shared/directory/seat-roles.ts';
import {
  ALL_RIGHTS,
  INSTALLATION_RIGHTS,
  mayDo,
  RIGHTS,
  ROLES,
  SEAT_ROLES,
  type Right,
  type Role,
} from '../../shared/identity/rules.ts';
import { endpoint } from '../../shared/kernel/endpoint.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { aGroup, aMember, aPerson, ask, signIn } from '../support/builders.ts';
import { freshStore } from '../support/start-house.ts';

const nothing = z.object({});
const probeOf = (right: Right) =>
  endpoint({
    method: 'GET',
    path: `/api/probe/${right}/:kind/:id`,
    right,
    params: z.object({ kind: z.enum(['group', 'document', 'installation']), id: z.string() }),
    query: nothing,
    body: nothing,
    output: z.object({ done: z.boolean() }),
  });

let web: { store: Store; baseUrl: string };
let server: Server;
let closeStore: () => Promise<void>;
let group: Group;
let otherGroup: Group;
const cookies = new Map<Role | 'nobody' | 'elsewhere', string>();
const documentId = makeId();

// The real door, access and directory, with one route for each right and nothing behind it.
beforeAll(async () => {
  const { store, close } = await freshStore();
  closeStore = close;
  const access = openAccess(store);
  const door = { router: Router(), resolveCaller: access.resolveCaller, authorise: access.authorise };
  const announcements = { announce: async () => Promise.resolve(), dropPerson: () => undefined };
  await openDirectory({ store, door, announcements } as unknown as HouseParts, access); // the parts the directory uses
  group = await aGroup({ store });
  otherGroup = await aGroup({ store });
  access.answer({ groupOfDocument: async (_db, id) => Promise.resolve(id === documentId ? group.id : undefined) });
  for (const right of ALL_RIGHTS)
    mount(door, probeOf(right), {
      scope: ({ params: { kind, id } }) => (kind === 'group' ? { groupId: id } : kind === 'document' ? { documentId: id } : {}),
      handle: async () => Promise.resolve({ done: true }),
    });
  const log = openLog('silent');
  const app = buildWeb({ router: door.router, log, clientDirectory: 'dist/client', secure: false, trustProxy: false });
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  web = { store, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  for (const role of SEAT_ROLES) cookies.set(role, await signIn(web, await aMember(web, group, role)));
  cookies.set('administrator', await signIn(web, await aPerson(web, { administrator: true })));
  cookies.set('nobody', await signIn(web, await aPerson(web)));
  cookies.set('elsewhere', await signIn(web, await aMember(web, otherGroup, 'chair')));
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await closeStore();
});

async function status(who: Role | 'nobody' | 'elsewhere', right: Right, kind: string, id: string): Promise<number> {
  const cookie = cookies.get(who) ?? '';
  return (await ask(web, 'GET', `/api/probe/${right}/${kind}/${id}`, { cookie })).status;
}

const inGroups = ALL_RIGHTS.filter((right) => !INSTALLATION_RIGHTS.includes(right));

describe('the table of rights, cell by cell', () => {
  it.each(ROLES.flatMap((role) => inGroups.map((right) => [role, right] as const)))(
    '[MEM-8a] %s and %s in a group: the server answers as the table says',
    async (role, right) => {
      expect(await status(role, right, 'group', group.id)).toBe(mayDo([role], right) ? 200 : 403);
    },
  );

  it.each(SEAT_ROLES.flatMap((role) => inGroups.map((right) => [role, right] as const)))(
    '[MEM-8a] %s and %s in a document: the server answers as the table says',
    async (role, right) => {
      expect(await status(role, right, 'document', documentId)).toBe(mayDo([role], right) ? 200 : 403);
    },
  );

  it.each(ROLES.flatMap((role) => INSTALLATION_RIGHTS.map((right) => [role, right] as const)))(
    '[MEM-8a] %s and %s in the installation: the server answers as the table says',
    async (role, right) => {
      expect(await status(role, right, 'installation', 'x')).toBe(mayDo([role], right) ? 200 : 403);
    },
  );
});

describe('people outside', () => {
  it.each(inGroups)(
    '[MEM-8b] %s: a chair has no right in another group, and its documents do not exist for them',
    async (right) => {
      expect(await status('elsewhere', right, 'group', group.id)).toBe(403);
      expect(await status('elsewhere', right, 'document', documentId)).toBe(404);
      expect(await status('nobody', right, 'document', documentId)).toBe(404);
    },
  );

  it('[MEM-8b] a document of another group and one that does not exist are answered alike', async () => {
    const one = await ask(web, 'GET', `/api/probe/read-draft/document/${documentId}`, { cookie: cookies.get('elsewhere') ?? '' });
    const none = await ask(web, 'GET', `/api/probe/read-draft/document/${makeId()}`, { cookie: cookies.get('elsewhere') ?? '' });
    expect(one).toMatchObject({ status: 404, body: none.body });
  });

  it('[MEM-8c] nobody has any right without a session', async () => {
    const answers = await Promise.all(ALL_RIGHTS.map((right) => ask(web, 'GET', `/api/probe/${right}/group/${group.id}`)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([401]));
  });
});

describe('administrators', () => {
  it('[MEM-13a] an administrator reads no draft, version, response or record, and does not learn that a document exists', async () => {
    for (const right of ['read-draft', 'edit-draft', 'read-responses', 'read-addresses', 'read-record'] as const)
      expect(await status('administrator', right, 'document', documentId)).toBe(404);
  });

  it('[MEM-13b] only the secretariat sees e-mail addresses of people who respond; analysts see responses without them', () => {
    expect(RIGHTS['read-addresses']).toEqual(['secretariat']);
    expect(mayDo(['analyst'], 'read-responses')).toBe(true);
    expect(mayDo(['analyst'], 'read-draft')).toBe(false);
  });

  it('[MEM-8d] every role of a seat has a name and a purpose', () => {
    expect(SEAT_ROLE_FACTS.map(({ id }) => id)).toEqual([...SEAT_ROLES]);
  });
});
