import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rmSync } from 'node:fs';
import type { House } from '../../server/house.ts';
import { openEmbeddedStore } from '../../server/platform/database/embedded/embedded-store.ts';
import { readSettings } from '../../server/platform/settings.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { aDocument, aGroup, aMember, aPerson, aText, ask, signIn } from '../support/builders.ts';
import { changeBytes, connectDraft, openBare, synced, until } from '../support/draft-clients.ts';
import { freePort, startServer } from '../support/server-process.ts';
import { freshDataDirectory, startHouse } from '../support/start-house.ts';

let house: House;
let metricsPort: number;

beforeAll(async () => {
  metricsPort = await freePort();
  house = await startHouse({ CONCORD_METRICS_PORT: String(metricsPort) });
});
afterAll(() => house.close());

async function figures(): Promise<string> {
  return (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
}

async function figure(name: string): Promise<number> {
  const line = (await figures()).split('\n').find((text) => text.startsWith(`${name} `));
  return Number(line?.split(' ').at(-1) ?? Number.NaN);
}

describe('figures', () => {
  it('[PLT-23b] are served on a loopback port of their own when switched on, and nowhere otherwise', async () => {
    const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
    expect({ status: answer.status, type: answer.headers.get('content-type') }).toEqual({
      status: 200,
      type: 'text/plain; version=0.0.4; charset=utf-8',
    });
    expect(await answer.text()).toMatch(/^process_resident_memory_bytes \d+/m);
    expect((await fetch(`http://127.0.0.1:${metricsPort}/`)).status).toBe(404);
    expect((await fetch(`${house.baseUrl}/metrics`)).status).toBe(404);
    expect(readSettings({}).metricsPort).toBeUndefined();
  });

  it('[PLT-23c] count rooms, connections, commits, refusals by code and store trouble as they happen', async () => {
    const group = await aGroup(house);
    const cookie = await signIn(house, await aMember(house, group, 'chair'));
    const document = await aDocument(house, { group, person: { id: makeId() }, text: aText('The beginning.') });
    const before = await figure('concord_draft_changes_committed_total');
    const client = await synced(connectDraft(house, document.id, { cookie }));
    client.type(' Counted.');
    await until(() => client.saved() === client.sent(), 'saved');
    expect(await figure('concord_draft_rooms')).toBe(1);
    expect(await figure('concord_draft_connections')).toBe(1);
    expect(await figure('concord_draft_queue')).toBe(0);
    expect(await figure('concord_draft_changes_committed_total')).toBeGreaterThan(before);
    expect(await figure('concord_draft_commit_seconds_count')).toBeGreaterThan(0);
    const bare = openBare(house, `/collab/${document.id}`, { cookie });
    await bare.opened;
    bare.socket.send(changeBytes(Uint8Array.of(9, 9, 9)));
    await bare.closed;
    expect(await figure('concord_draft_refused_total{code="undecodable"}')).toBe(1);
    expect(await figure('concord_draft_closed_total{reason="update-refused"}')).toBe(1);
    await house.store.runScript('alter table draft_update rename to draft_update_away');
    client.type(' Not yet.');
    await until(async () => (await figure('concord_draft_store_failing')) === 1, 'the word of trouble');
    expect(await figure('concord_draft_write_failures_total')).toBeGreaterThan(0);
    await house.store.runScript('alter table draft_update_away rename to draft_update');
    await until(async () => (await figure('concord_draft_store_failing')) === 0, 'the end of it');
    client.stop();
    await until(async () => (await figure('concord_draft_connections')) === 0, 'the connection to be counted out');
    expect(await figures()).not.toMatch(/Counted|The beginning/);
  });
});

describe('the statements of the database', () => {
  it('[PLT-27b] are counted by the time they take, so that one over 50 ms shows', async () => {
    const counted = 'concord_store_statement_seconds';
    const long = async (): Promise<number> => (await figure(`${counted}_count`)) - (await figure(`${counted}_bucket{le="0.05"}`));
    const before = await long();
    await sql`select pg_sleep(0.06)`.execute(house.store.read);
    await sql`select pg_sleep(0.06)`.execute(house.store.lane);
    await house.store.transaction((tx) => sql`select pg_sleep(0.06)`.execute(tx));
    expect(await long()).toBeGreaterThanOrEqual(before + 3);
  });
});

describe('the log and the health of a running server', () => {
  it(
    '[PLT-8b, PLT-23a] hold no word, token or address, name each connection, and say whether it can serve',
    { timeout: 90_000 },
    async () => {
      const directory = await freshDataDirectory();
      const store = await openEmbeddedStore(directory, { durable: false });
      const group = await aGroup({ store });
      const member = await aMember({ store }, group, 'chair');
      const stranger = await aPerson({ store }, { email: 'planted.address@example.org' });
      const cookie = await signIn({ store }, member);
      const outside = await signIn({ store }, stranger);
      const document = await aDocument({ store }, { group, person: member, text: aText('Planted words of the text.') });
      await store.close();
      const server = await startServer(directory, await freePort(), { CONCORD_LOG_LEVEL: 'debug' });
      expect((await fetch(`${server.baseUrl}/health/live`)).status).toBe(200);
      expect(await (await fetch(`${server.baseUrl}/health/ready`)).json()).toMatchObject({ status: 'ok' });
      const client = await synced(connectDraft(server, document.id, { cookie }));
      client.type(' Planted words of the typist.');
      await until(() => client.saved() === client.sent(), 'saved');
      const refused = openBare(server, `/collab/${document.id}`, { cookie: outside });
      expect(await refused.opened).toBe(404);
      const bare = openBare(server, `/collab/${document.id}`, { cookie });
      await bare.opened;
      bare.socket.send(changeBytes(new TextEncoder().encode('Planted words of an attack.')));
      await bare.closed;
      const body = { email: 'planted.address@example.org', password: 'planted password' };
      await ask(server, 'POST', '/api/session', { body });
      client.stop();
      expect(await server.stop()).toBe(0);
      const lines = server.said();
      for (const secret of [
        'Planted words',
        'planted.address',
        'planted password',
        cookie.split('=')[1] ?? '',
        outside.split('=')[1] ?? '',
      ])
        expect(lines).not.toContain(secret);
      const entries = lines
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Record<string, unknown>); // one object a line
      const told = (msg: string): Record<string, unknown>[] => entries.filter((entry) => entry['msg'] === msg);
      expect(told('a draft connection was refused')[0]).toMatchObject({ status: 404, requestId: expect.any(String) as string });
      const joined = told('joined a draft').map(({ requestId }) => requestId);
      expect(joined).toHaveLength(2);
      expect(
        told('left a draft')
          .map(({ requestId }) => requestId)
          .sort(),
      ).toEqual(joined.sort());
      expect(told('left a draft').find(({ reason }) => reason === 'update-refused')).toMatchObject({
        level: 40,
        documentId: document.id,
      });
      rmSync(directory, { recursive: true, force: true });
    },
  );

  it('[PLT-23a] a server whose database cannot be reached lives and is not ready', async () => {
    const lame = await startHouse();
    await lame.store.close();
    expect((await fetch(`${lame.baseUrl}/health/live`)).status).toBe(200);
    expect((await fetch(`${lame.baseUrl}/health/ready`)).status).toBe(503);
    await lame.close();
  });
});
