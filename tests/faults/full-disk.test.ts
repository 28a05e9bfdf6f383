import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { House } from '../../server/house.ts';
import { openEmbeddedStore } from '../../server/platform/database/embedded/embedded-store.ts';
import type { Store } from '../../server/platform/database/store.ts';
import { aDocument, aGroup, aMember, aText, signIn } from '../support/builders.ts';
import { connectDraft, synced, until } from '../support/draft-clients.ts';
import { startCluster } from '../support/postgres-cluster.ts';
import { freePort, startServer } from '../support/server-process.ts';
import { openSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { freshDataDirectory, startHouse } from '../support/start-house.ts';
import { endRound, printedSeed, sayFindings, startRound, type Findings } from '../support/typing-round.ts';

const disks: SmallDisk[] = [];
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  for (const disk of disks.splice(0)) disk.remove();
});

type Draft = { documentId: string; cookies: string[] };

async function aDraft(store: Store): Promise<Draft> {
  const group = await aGroup({ store });
  const people = [await aMember({ store }, group, 'chair'), await aMember({ store }, group)];
  const cookies: string[] = [];
  for (const person of people) cookies.push(await signIn({ store }, person));
  const [person = { id: '' }] = people;
  return { documentId: (await aDocument({ store }, { group, person, text: aText('The beginning.') })).id, cookies };
}

/** People type; the disk fills up under them, stays full for a while, and has room again. */
async function throughAFullDisk(
  house: Pick<House, 'baseUrl'>,
  { documentId, cookies }: Draft,
  disk: { fill: () => void; free: () => Promise<void> },
): Promise<Findings> {
  const random = printedSeed('disk full');
  const round = await startRound(house, { documentId, cookies, name: 'd', random, pace: 25 });
  disk.fill();
  await until(() => round.typists.every(({ client }) => client.trouble.at(-1) === true), 'the word of trouble', 30_000);
  const saved = round.typists.map(({ client }) => client.saved());
  await new Promise((later) => setTimeout(later, 1500));
  expect(round.typists.map(({ client }) => client.saved())).toEqual(saved); // nothing is called saved meanwhile
  await disk.free();
  return endRound(house, { documentId, cookie: cookies[0] ?? '', round });
}

describe('a disk that is full', () => {
  it(
    '[PLT-20j] the embedded store goes on by itself once there is room, without a saved word lost',
    { timeout: 180_000 },
    async ({ task }) => {
      const disk = openSmallDisk(96);
      disks.push(disk);
      const fresh = await freshDataDirectory();
      cpSync(fresh, disk.folder, { recursive: true });
      rmSync(fresh, { recursive: true, force: true });
      const store = await openEmbeddedStore(disk.folder, { durable: true });
      const draft = await aDraft(store);
      await store.close();
      const server = await startServer(disk.folder, await freePort());
      closing.push(() => server.kill());
      const found = await throughAFullDisk(server, draft, {
        fill: () => disk.fill([server.pid]),
        free: async () => Promise.resolve(disk.free([server.pid])),
      });
      await server.kill();
      const again = await startServer(disk.folder, await freePort());
      closing.push(() => again.kill());
      const reader = await synced(connectDraft(again, draft.documentId, { cookie: draft.cookies[0] ?? '' }));
      expect(reader.text().match(/d\w+n\d+;/g)).toHaveLength(found.typed); // on disk, not only in memory
      reader.stop();
      expect(await again.stop()).toBe(0);
      console.info((task.meta.figure = sayFindings('embedded store, disk full', [found])));
    },
  );

  it(
    '[PLT-20j] a PostgreSQL server that had no room goes on, without a saved word lost',
    { timeout: 180_000 },
    async ({ task }) => {
      const disk = openSmallDisk(128);
      disks.push(disk);
      const cluster = await startCluster({ folder: join(disk.folder, 'cluster'), durable: true });
      closing.push(() => cluster.remove());
      const house = await startHouse({ DATABASE_URL: cluster.address });
      closing.push(() => house.close());
      const draft = await aDraft(house.store);
      const found = await throughAFullDisk(house, draft, {
        fill: () => disk.fill(cluster.pids()),
        async free() {
          disk.free(cluster.pids());
          await cluster.start(); // it may have ended itself for want of room
        },
      });
      console.info((task.meta.figure = sayFindings('PostgreSQL, disk full', [found])));
    },
  );
});
