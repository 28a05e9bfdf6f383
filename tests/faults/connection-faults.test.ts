import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Group } from '../../server/directory/group-store.ts';
import type { House } from '../../server/house.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { aDocument, aGroup, aMember, aText, signIn } from '../support/builders.ts';
import { runs } from '../support/depth.ts';
import { connectDraft, synced, until, type DraftClient } from '../support/draft-clients.ts';
import { startHouse } from '../support/start-house.ts';
import { openProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { endRound, printedSeed, sayFindings, startRound } from '../support/typing-round.ts';

const CUTS = runs(12, 300);
const STORM = runs(150, 500);
const PEOPLE_OF_THE_STORM = 25; // up to twenty tabs each
const JUMPS = runs(6, 60);
const HOUR_MS = 3_600_000;

let house: House;
let wire: TcpProxy;
let group: Group;
let cookies: string[];
const crowd: DraftClient[] = [];

beforeAll(async () => {
  house = await startHouse();
  wire = await openProxy(Number(new URL(house.baseUrl).port));
  group = await aGroup(house);
  cookies = [];
  for (const role of ['chair', 'senate-member', 'senate-member'] as const)
    cookies.push(await signIn(house, await aMember(house, group, role)));
});
afterEach(() => {
  vi.useRealTimers();
  for (const client of crowd.splice(0)) client.stop();
});
afterAll(async () => {
  await wire.stop();
  await house.close();
});

async function aDraft(): Promise<string> {
  return (await aDocument(house, { group, person: { id: makeId() }, text: aText('The beginning.') })).id;
}

const overTheWire = (): Pick<House, 'baseUrl'> => ({ baseUrl: `http://127.0.0.1:${wire.port}` });
const cookie = (): string => cookies[0] ?? '';

describe('connections that fail under people who type', () => {
  it(
    `[PLT-20g] ${CUTS} cuts and silences, in either direction, lose no saved word and double none`,
    { timeout: 60_000 + CUTS * 4000 },
    async ({ task }) => {
      const random = printedSeed('connections cut');
      const documentId = await aDraft();
      const round = await startRound(overTheWire(), { documentId, cookies, name: 'c', random, pace: 50 });
      for (let n = 0; n < CUTS; n++) {
        const direction = random.pick(['up', 'down', 'both'] as const);
        if (direction !== 'both') wire.swallow(direction, true); // words go out and no answer comes, or the other way round
        await pause(random.next() * 250);
        wire.cut();
        wire.swallow('up', false);
        wire.swallow('down', false);
        await pause(random.next() * 500);
      }
      const found = await endRound(house, { documentId, cookie: cookie(), round });
      expect(round.typists.flatMap(({ client }) => client.refusals.filter((code) => code !== 'missing'))).toEqual([]);
      console.info((task.meta.figure = sayFindings(`${CUTS} cuts`, [found])));
    },
  );

  it(
    `[PLT-20h] ${STORM} clients that come back at once all find the text, while people type on`,
    { timeout: 120_000 },
    async ({ task }) => {
      const random = printedSeed('storm');
      const documentId = await aDraft();
      const people: string[] = [];
      for (let n = 0; n < PEOPLE_OF_THE_STORM; n++) people.push(await signIn(house, await aMember(house, group)));
      for (let n = 0; n < STORM; n++)
        crowd.push(connectDraft(overTheWire(), documentId, { cookie: people[n % people.length] ?? '' }));
      await until(() => crowd.every((client) => client.provider.synced), 'the crowd to be there', 60_000);
      const round = await startRound(house, { documentId, cookies, name: 's', random, pace: 150 });
      const first = crowd.map((client) => client.connection());
      const started = performance.now();
      wire.cut();
      await until(
        () => crowd.every((client, n) => client.provider.synced && client.connection() > (first[n] ?? 0)),
        'the crowd to be back',
        60_000,
      );
      const back = performance.now() - started;
      for (const typist of round.typists) typist.rest();
      const found = await endRound(house, { documentId, cookie: cookie(), round });
      const reader = await synced(connectDraft(house, documentId, { cookie: cookie() }));
      crowd.push(reader);
      const hash = reader.hash();
      await until(() => crowd.every((client) => client.hash() === hash), 'the crowd to have one text', 30_000);
      expect(round.typists.flatMap(({ client }) => client.closes)).toEqual([]);
      console.info((task.meta.figure = `${sayFindings(`${STORM} clients back in ${(back / 1000).toFixed(1)} s`, [found])}`));
    },
  );

  it(
    `[PLT-20i] ${JUMPS} jumps of the server's clock, forward and back, change nothing for anybody`,
    { timeout: 60_000 + JUMPS * 3000 },
    async ({ task }) => {
      const random = printedSeed('clock jumps');
      const documentId = await aDraft();
      const round = await startRound(house, { documentId, cookies, name: 'j', random, pace: 50 });
      vi.useFakeTimers({ toFake: ['Date'] }); // only the time of day jumps; what is waited for goes on
      for (let n = 0; n < JUMPS; n++) {
        vi.setSystemTime(Date.now() + (random.next() - 0.5) * 4 * HOUR_MS);
        await pause(200);
      }
      vi.useRealTimers();
      const found = await endRound(house, { documentId, cookie: cookie(), round });
      expect(round.typists.flatMap(({ client }) => client.closes)).toEqual([]);
      console.info((task.meta.figure = sayFindings(`${JUMPS} jumps of the clock`, [found])));
    },
  );
});

function pause(milliseconds: number): Promise<void> {
  return new Promise((later) => setTimeout(later, milliseconds));
}
