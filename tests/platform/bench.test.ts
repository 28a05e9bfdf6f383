import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import { concordTarget } from '../bench/collab/concord-target.ts';
import { LoadGenerator } from '../bench/collab/load/load-generator.ts';
import { crowdTable, runCrowd, type Run } from '../bench/collab/measures/fan-out.ts';
import { runStorm, stormTable } from '../bench/collab/measures/storm.ts';
import { sparkline, slopeOf } from '../bench/collab/slope.ts';
import { isThere, peerTargets } from '../bench/collab/targets.ts';
import { aText } from '../support/builders.ts';

const folder = mkdtempSync(join(tmpdir(), 'concord-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('[PLT-42b] the bench holds Concord against whatever peer is there, in one table, and says which is not', async () => {
  const doc = new Y.Doc();
  seedDocument(doc, aText('The beginning.'));
  const state = Y.encodeStateAsUpdate(doc);
  const seed = join(folder, 'seed');
  writeFileSync(seed, state);
  const peers = peerTargets({ folder, versions: { yWebsocket: undefined, hocuspocus: undefined } });
  const concord = await concordTarget('PGlite', async (_store, makeDraft) => void (await makeDraft(state)));
  const targets = [...peers, concord];
  const load = new LoadGenerator();
  const runs = new Map<string, Run[]>();
  const storms = new Map<string, Awaited<ReturnType<typeof runStorm>>[]>();
  for (const target of targets.filter(isThere)) {
    const server = await target.start();
    const crowd = { writers: 3, keysPerSecond: 10, seconds: 1 };
    runs.set(target.name, [await runCrowd({ load, target, server, documents: [0], crowd, seed })]);
    storms.set(target.name, [await runStorm(load, { target, server, document: 0, clients: 10, seed })]);
    expect((await server.figures(true)).heapUsed).toBeGreaterThan(1_000_000);
    await server.stop();
    await target.remove();
  }
  load.stop();
  const table = crowdTable('Three people', targets, runs);
  expect(table).toMatch(/\| plain relay \| [\d.]+ \|.* 100\.0 % \|/);
  expect(table).toMatch(/\| Concord, PGlite \| [\d.]+ \|.* × [\d.]+ \|.* 100\.0 % \|/);
  expect(table.match(/not installed/g)).toHaveLength(2);
  expect(runs.get(concord.name)?.[0]?.saved.p50).toBeGreaterThan(0);
  expect(stormTable(10, targets, storms)).toMatch(/\| Concord, PGlite \| [\d.,]+ \|.* 0 \|/);
});

it('[PLT-42b] the soak fits a line through its samples and draws it', () => {
  const points = Array.from({ length: 20 }, (_, n) => ({ minute: n / 4, figure: 100 + n / 2 }));
  expect(slopeOf(points).perMinute).toBeCloseTo(2);
  expect(slopeOf(points).error).toBeCloseTo(0);
  expect(slopeOf(points.map(({ minute }, n) => ({ minute, figure: 100 + (n % 2) }))).perMinute).toBeCloseTo(0, 1);
  expect(sparkline([8, 8, 8, 4])).toBe('███▅');
});
