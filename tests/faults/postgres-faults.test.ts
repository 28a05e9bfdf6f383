import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireDocument } from '../../server/drafting/document-store.ts';
import type { Group } from '../../server/directory/group-store.ts';
import { loadDraft } from '../../server/drafting/live/load-draft.ts';
import type { House } from '../../server/house.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { contentHash } from '../../shared/text/canonical-form.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { aDocument, aGroup, aMember, aText, signIn } from '../support/builders.ts';
import { runs } from '../support/depth.ts';
import { connectDraft, synced, until } from '../support/draft-clients.ts';
import { startCluster, type PostgresCluster } from '../support/postgres-cluster.ts';
import { startHouse } from '../support/start-house.ts';
import { openProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { endRound, printedSeed, sayFindings, startRound, type Findings } from '../support/typing-round.ts';

const KILLS = runs(2, 30);
const LOST_ANSWERS = runs(4, 100);
const TOLD_MS = 3000; // PLT-21

let cluster: PostgresCluster;
let wire: TcpProxy;
let house: House;
let group: Group;
let cookies: string[];

beforeAll(async () => {
  cluster = await startCluster({ durable: true });
  wire = await openProxy(cluster.port);
  house = await startHouse({ DATABASE_URL: cluster.address.replace(String(cluster.port), String(wire.port)) });
  group = await aGroup(house);
  cookies = [];
  for (const role of ['chair', 'senate-member', 'senate-member'] as const)
    cookies.push(await signIn(house, await aMember(house, group, role)));
});
afterAll(async () => {
  await house.close();
  await wire.stop();
  await cluster.remove();
});

async function aDraft(): Promise<string> {
  return (await aDocument(house, { group, person: { id: makeId() }, text: aText('The beginning.') })).id;
}

async function inTheLog(documentId: string): Promise<string> {
  expect((await requireDocument(house.store.read, documentId)).quarantined).toBeNull();
  return contentHash(readDocumentText((await loadDraft(house.store.read, documentId)).doc));
}

const cookie = (): string => cookies[0] ?? '';

describe('a PostgreSQL server that fails under people who type', () => {
  it(
    `[PLT-20e] ${KILLS} kills and restarts of the database lose no saved word and double none, and editors are told within three seconds`,
    { timeout: 60_000 + KILLS * 30_000 },
    async ({ task }) => {
      const random = printedSeed('database killed');
      const documentId = await aDraft();
      const found: Findings[] = [];
      for (let n = 0; n < KILLS; n++) {
        const round = await startRound(house, { documentId, cookies, name: `k${n}`, random, pace: 60 });
        const [first] = round.typists;
        await pause(random.next() * 400);
        await cluster.kill();
        await until(() => first?.client.trouble.at(-1) === true, 'the word of trouble', TOLD_MS);
        const saved = first?.client.saved();
        await pause(random.next() * 1500);
        expect(first?.client.saved()).toBe(saved); // nothing is called saved meanwhile
        await cluster.start();
        await until(() => first?.client.trouble.at(-1) === false, 'the end of trouble', 20_000);
        await pause(300);
        found.push(await endRound(house, { documentId, cookie: cookie(), round }));
      }
      const reader = await synced(connectDraft(house, documentId, { cookie: cookie() }));
      expect(await inTheLog(documentId)).toBe(reader.hash());
      reader.stop();
      console.info((task.meta.figure = sayFindings(`${KILLS} kills of PostgreSQL`, found)));
    },
  );

  it(
    `[PLT-20f] ${LOST_ANSWERS} commits whose answer never arrived are made good, once and not twice`,
    { timeout: 60_000 + LOST_ANSWERS * 15_000 },
    async ({ task }) => {
      const random = printedSeed('answers of the store lost');
      const documentId = await aDraft();
      const round = await startRound(house, { documentId, cookies, name: 'a', random, pace: 40 });
      for (let n = 0; n < LOST_ANSWERS; n++) {
        wire.swallow('down', true); // the store applies what it is sent, and its answers go nowhere
        await pause(100 + random.next() * 300);
        wire.cut();
        wire.swallow('down', false);
        await pause(random.next() * 500);
      }
      const found = await endRound(house, { documentId, cookie: cookie(), round });
      const reader = await synced(connectDraft(house, documentId, { cookie: cookie() }));
      expect(await inTheLog(documentId)).toBe(reader.hash());
      reader.stop();
      console.info((task.meta.figure = sayFindings(`${LOST_ANSWERS} lost answers`, [found])));
    },
  );

  it(
    '[PLT-21b] a store that takes half a second for every commit is written to in groups, and every word is saved',
    { timeout: 90_000 },
    async () => {
      const random = printedSeed('slow store');
      const documentId = await aDraft();
      await house.store.runScript(`
      create function slow_disk() returns trigger language plpgsql as $$ begin perform pg_sleep(0.5); return null; end $$;
      create trigger slow_disk after insert on draft_update for each statement execute function slow_disk();`);
      const metric = async (): Promise<number> =>
        Number(/_count (\d+)/.exec(await house.parts.metrics.getSingleMetricAsString('concord_draft_commit_seconds'))?.[1]);
      const before = await metric();
      const started = performance.now();
      const round = await startRound(house, { documentId, cookies, name: 's', random, pace: 40 });
      await pause(3000);
      const found = await endRound(house, { documentId, cookie: cookie(), round });
      const halfSeconds = (performance.now() - started) / 500;
      await house.store.runScript('drop trigger slow_disk on draft_update; drop function slow_disk();');
      const commits = (await metric()) - before;
      expect(commits).toBeLessThanOrEqual(halfSeconds + 1); // one at a time: a slow store is never stormed
      expect(found.typed).toBeGreaterThan(commits);
      expect(round.typists.flatMap(({ client }) => [...client.refusals, ...client.closes])).toEqual([]);
    },
  );
});

function pause(milliseconds: number): Promise<void> {
  return new Promise((later) => setTimeout(later, milliseconds));
}
