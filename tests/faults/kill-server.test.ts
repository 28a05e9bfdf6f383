import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../server/platform/database/embedded/embedded-store.ts';
import { loadDraft } from '../../server/drafting/live/load-draft.ts';
import { contentHash } from '../../shared/text/canonical-form.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { aDocument, aGroup, aMember, aText, signIn } from '../support/builders.ts';
import { runs } from '../support/depth.ts';
import { connectDraft, synced } from '../support/draft-clients.ts';
import { freePort, startServer, type ServerProcess } from '../support/server-process.ts';
import { freshDataDirectory } from '../support/start-house.ts';
import { endRound, printedSeed, sayFindings, startRound, type Findings } from '../support/typing-round.ts';

const KILLS = runs(3, 200);
const STOPS = runs(1, 20);
const PACE_MS = 15; // between two words of one writer: faster than anybody types, so that the kill falls among commits
const ROUND_MS = 60_000; // start, typing and check of one round on a busy machine
const PROGRESS = 20; // rounds between two lines of a long run
const KILLS_A_DRAFT = 10; // then a new one, so that a long run does not measure one text that only grows

let directory: string;
let cookies: string[];
let drafts: string[];
let port: number;
let running: ServerProcess | undefined;

beforeAll(async () => {
  directory = await freshDataDirectory();
  const store = await openEmbeddedStore(directory, { durable: true });
  const group = await aGroup({ store });
  const people = [await aMember({ store }, group, 'chair'), await aMember({ store }, group), await aMember({ store }, group)];
  cookies = [];
  for (const person of people) cookies.push(await signIn({ store }, person));
  drafts = [];
  const [person = { id: '' }] = people;
  for (let n = 0; n < Math.ceil(KILLS / KILLS_A_DRAFT) + STOPS; n++)
    drafts.push((await aDocument({ store }, { group, person, text: aText('The beginning.') })).id);
  await store.close();
  port = await freePort();
});
afterAll(async () => {
  await running?.kill(); // only after a failure
  rmSync(directory, { recursive: true, force: true });
});

const draftOfKill = (round: number): string => drafts[Math.floor(round / KILLS_A_DRAFT)] ?? '';
const draftOfStop = (round: number): string => drafts[drafts.length - 1 - round] ?? ''; // people type on while it starts: a thousand words each
const cookie = (): string => cookies[0] ?? '';

describe('a server that is killed while people type', () => {
  it(
    `[PLT-20] [DRA-2i] ${KILLS} kills lose no word it has called saved and double none, and everybody comes back to one text`,
    { timeout: KILLS * ROUND_MS },
    async ({ task }) => {
      const random = printedSeed('server killed');
      const found: Findings[] = [];
      const told: number[] = [];
      let server = await start();
      for (let n = 0; n < KILLS; n++) {
        const documentId = draftOfKill(n);
        const round = await startRound(server, { documentId, cookies, name: `r${n}`, random, pace: PACE_MS });
        await pause(100 + random.next() * 600);
        await server.kill();
        told.push(round.history.counts.saved); // what had been called saved when the server died
        await pause(random.next() * 300); // people type on
        for (const typist of round.typists) typist.rest();
        server = await start();
        found.push(await endRound(server, { documentId, cookie: cookie(), round }));
        if (found.length % PROGRESS === 0) console.info(sayFindings(`${found.length} kills so far`, found));
      }
      await server.stop();
      running = undefined;
      const figure = `${sayFindings(`${KILLS} kills`, found)}; ${told.reduce((sum, saved) => sum + saved, 0)} were called saved before the kill`;
      console.info((task.meta.figure = figure));
      expect(Math.min(...told)).toBeGreaterThan(0);
    },
  );

  it(
    `[PLT-22] ${STOPS} stops under people who type say "restarting", end in time, and everybody comes back with every word`,
    { timeout: STOPS * ROUND_MS + ROUND_MS },
    async ({ task }) => {
      const random = printedSeed('server stopped');
      const found: Findings[] = [];
      const took: number[] = [];
      for (let n = 0; n < STOPS; n++) {
        const server = await start();
        const documentId = draftOfStop(n);
        const round = await startRound(server, { documentId, cookies, name: `s${n}`, random, pace: PACE_MS });
        await pause(200 + random.next() * 500);
        const asked = performance.now();
        expect(await server.stop()).toBe(0);
        took.push(performance.now() - asked);
        expect(round.typists.map(({ client }) => client.closes[0])).toEqual(
          cookies.map(() => ({ code: 1012, reason: 'restarting' })),
        );
        await pause(random.next() * 300);
        const again = await start();
        found.push(await endRound(again, { documentId, cookie: cookie(), round }));
        await again.stop();
        running = undefined;
      }
      console.info(
        (task.meta.figure = `${sayFindings(`${STOPS} stops in at most ${(Math.max(...took) / 1000).toFixed(1)} s`, found)}`),
      );
      expect(Math.max(...took)).toBeLessThan(30_000);
    },
  );

  it('[PLT-20] what the store has afterwards is what everybody had', { timeout: ROUND_MS }, async () => {
    const server = await start();
    const hashes: string[] = [];
    for (const documentId of drafts) {
      const reader = await synced(connectDraft(server, documentId, { cookie: cookie() }));
      hashes.push(reader.hash());
      reader.stop();
    }
    await server.stop();
    running = undefined;
    const store = await openEmbeddedStore(directory, { durable: true });
    const stored: string[] = [];
    for (const documentId of drafts) stored.push(contentHash(readDocumentText((await loadDraft(store.read, documentId)).doc)));
    await store.close();
    expect(stored).toEqual(hashes);
  });
});

async function start(): Promise<ServerProcess> {
  running = await startServer(directory, port);
  return running;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((later) => setTimeout(later, milliseconds));
}
