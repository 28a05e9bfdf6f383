import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeState } from '../../../server/drafting/live/draft-log-store.ts';
import { openEmbeddedStore } from '../../../server/platform/database/embedded/embedded-store.ts';
import { migrate } from '../../../server/platform/database/migrate.ts';
import { openPostgresqlStore } from '../../../server/platform/database/postgresql-store.ts';
import type { Store } from '../../../server/platform/database/store.ts';
import { aDocument, aGroup, aMember, aText, signIn } from '../../support/builders.ts';
import { startCluster, type PostgresCluster } from '../../support/postgres-cluster.ts';
import { freePort } from '../../support/server-process.ts';
import { freshDataDirectory } from '../../support/start-house.ts';
import { startMeasured, type MeasuredServer } from './measured-server.ts';
import type { Target } from './targets.ts';

const MAIN = fileURLToPath(new URL('../../../server/main.ts', import.meta.url));
const PEOPLE = 25; // a person has at most forty connections

/** Concord on one of its stores, with what it was opened with. */
export type ConcordTarget = Target & { dataDirectory: string; start(settings?: Record<string, string>): Promise<MeasuredServer> };

/** Puts documents into a fresh store; each is made as the product makes it and then holds what the callback writes. */
export type Fill = (store: Store, makeDraft: (state: Uint8Array) => Promise<string>) => Promise<void>;

/** Concord as a target, on the embedded database or on a PostgreSQL server of its own. */
export async function concordTarget(kind: 'PGlite' | 'PostgreSQL', fill: Fill): Promise<ConcordTarget> {
  const dataDirectory = await freshDataDirectory();
  const cluster = kind === 'PostgreSQL' ? await startCluster({ durable: true }) : undefined;
  const { cookies, drafts } = await prepare(dataDirectory, cluster, fill);
  let port = 0;
  return {
    name: `Concord, ${kind}`,
    about: kind === 'PGlite' ? 'embedded database, every commit synced' : 'PostgreSQL, every commit synced',
    keeps: true,
    saved: 'on disk',
    dataDirectory,
    async start(settings: Record<string, string> = {}) {
      port = await freePort();
      return startMeasured(['--import', 'tsx', MAIN], {
        ready: /Concord is ready/,
        environment: {
          PORT: String(port),
          HOST: '127.0.0.1',
          CONCORD_DATA_DIR: dataDirectory,
          CONCORD_KEY_DIR: `${dataDirectory}/keys`,
          CONCORD_LOG_LEVEL: 'silent',
          ...settings,
          ...(cluster ? { DATABASE_URL: cluster.address } : {}),
        },
      });
    },
    places: (document, seats) =>
      Array.from({ length: seats }, (_, seat) => ({
        url: `ws://127.0.0.1:${port}/collab`,
        name: drafts[document] ?? '',
        framing: 'plain' as const,
        answers: true,
        cookie: cookies[(document + seat) % cookies.length],
      })),
    async remove() {
      await cluster?.remove();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function prepare(
  dataDirectory: string,
  cluster: PostgresCluster | undefined,
  fill: Fill,
): Promise<{ cookies: string[]; drafts: string[] }> {
  const store = cluster ? await openPostgresqlStore(cluster.address) : await openEmbeddedStore(dataDirectory, { durable: false }); // what is put there beforehand need not survive a power cut
  await migrate(store);
  const group = await aGroup({ store });
  const people = [await aMember({ store }, group, 'chair')];
  while (people.length < PEOPLE) people.push(await aMember({ store }, group));
  const cookies: string[] = [];
  for (const person of people) cookies.push(await signIn({ store }, person));
  const drafts: string[] = [];
  const [person = { id: '' }] = people;
  await fill(store, async (state) => {
    const { id } = await aDocument({ store }, { group, person, text: aText('As it was made.') });
    await store.transaction((tx) => writeState(tx, id, state));
    drafts.push(id);
    return id;
  });
  await store.close();
  return { cookies, drafts };
}
