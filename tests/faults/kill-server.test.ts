import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../server/platform/database/embedded/embedded-store.ts';
import { aDocument, aGroup, aMember, aText, signIn } from '../support/builders.ts';
import { runs } from '../support/depth.ts';
import { connectDraft, synced, until, type DraftClient } from '../support/draft-clients.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { freePort, startServer, type ServerProcess } from '../support/server-process.ts';
import { freshDataDirectory } from '../support/start-house.ts';

const KILLS = runs(3, 20);
const WRITERS = 3;
const KEY_MS = 15; // between two words of one writer: faster than anybody types, so that the kill falls among commits
const ROUND_MS = 60_000; // start, typing and check of one round on a busy machine

let directory: string;
let cookies: string[];
let documentId: string;
let port: number;
let running: ServerProcess | undefined;

beforeAll(async () => {
  directory = await freshDataDirectory();
  const store = await openEmbeddedStore(directory, { durable: true });
  const group = await aGroup({ store });
  const people = [await aMember({ store }, group, 'chair'), await aMember({ store }, group), await aMember({ store }, group)];
  cookies = [];
  for (const person of people) cookies.push(await signIn({ store }, person));
  documentId = (await aDocument({ store }, { group, person: people[0] ?? { id: '' }, text: aText('The beginning.') })).id;
  await store.close();
  port = await freePort();
});
afterAll(async () => {
  await running?.kill(); // only after a failure
  rmSync(directory, { recursive: true, force: true });
});

type Writer = { client: DraftClient; typed: Map<string, number>; timer: NodeJS.Timeout };

describe('a server that is killed while people type', () => {
  it(
    `[PLT-20] [DRA-2i] loses no word it has called saved, in ${KILLS} kills`,
    { timeout: KILLS * ROUND_MS },
    async ({ task }) => {
      const seed = Date.now() % 2 ** 31;
      console.log(`seed ${seed}`);
      const random = seededRandom(seed);
      const acknowledged = new Set<string>();
      let typed = 0;
      let lost = 0;
      for (let round = 0; round < KILLS; round++) {
        const server = await start();
        lost += await missing(server, acknowledged);
        const writers = await Promise.all(
          cookies.slice(0, WRITERS).map((cookie, n) => startTyping(server, cookie, `r${round}w${n}`)),
        );
        await until(() => writers.every(({ client }) => client.saved() > 3), 'a first word saved by everybody');
        await pause(100 + random.next() * 600);
        await server.kill();
        running = undefined;
        await pause(50); // what the server had sent before it died may still arrive
        for (const { client, typed: words, timer } of writers) {
          clearInterval(timer);
          typed += words.size;
          for (const [word, message] of words) if (message <= client.saved()) acknowledged.add(word);
          client.stop();
        }
      }
      const server = await start();
      lost += await missing(server, acknowledged);
      await server.stop();
      running = undefined;
      const figure = `${KILLS} kills: ${typed} edits sent, ${acknowledged.size} acknowledged, ${lost} acknowledged edits lost`;
      console.log(figure);
      task.meta.figure = figure;
      expect(lost).toBe(0);
      expect(acknowledged.size).toBeGreaterThan(KILLS * WRITERS);
    },
  );

  it(
    '[PLT-22] a server that is asked to stop says "restarting" to everybody and ends by itself',
    { timeout: ROUND_MS },
    async () => {
      const server = await start();
      const client = await synced(connectDraft(server, documentId, { cookie: cookies[0] ?? '' }));
      client.type(' Before the stop;');
      await until(() => client.saved() === client.sent(), 'saved');
      const code = await server.stop();
      running = undefined;
      await until(() => client.closes.length > 0, 'the close');
      expect({ code, close: client.closes[0] }).toEqual({ code: 0, close: { code: 1012, reason: 'restarting' } });
      client.type(' During the stop;');
      const again = await start();
      await until(() => client.provider.synced && client.saved() === client.sent(), 'the client to come back by itself');
      expect(await missing(again, new Set(['Before the stop', 'During the stop']))).toBe(0);
      client.stop();
      await again.stop();
      running = undefined;
    },
  );
});

async function start(): Promise<ServerProcess> {
  running = await startServer(directory, port);
  return running;
}

async function startTyping(server: ServerProcess, cookie: string, name: string): Promise<Writer> {
  const client = await synced(connectDraft(server, documentId, { cookie }));
  const typed = new Map<string, number>();
  const timer = setInterval(() => {
    const word = `${name}n${typed.size}`;
    client.type(` ${word};`);
    typed.set(word, client.sent());
  }, KEY_MS);
  return { client, typed, timer };
}

/** How many of these words a fresh client, that has nothing of its own, does not find. */
async function missing(server: ServerProcess, words: ReadonlySet<string>): Promise<number> {
  const reader = await synced(connectDraft(server, documentId, { cookie: cookies[0] ?? '' }));
  const text = reader.text();
  const lost = [...words].filter((word) => !text.includes(` ${word};`));
  if (lost.length > 0) console.log('lost:', lost.slice(0, 20).join(' '));
  reader.stop();
  return lost.length;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((later) => setTimeout(later, milliseconds));
}
