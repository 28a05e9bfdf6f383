/**
 * Holds Concord's live drafts against other servers for Yjs, in one run: `npm run bench -- collab`. With `--peers` the others are fetched
 * first, into a folder of their own; `--quick` is a trial of some two minutes. The table is printed and kept in docs/proofs.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import { FOLD_AFTER_ROWS } from '../../../server/drafting/live/fold-draft.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { longHistory } from '../../support/long-history.ts';
import { longPolicy } from '../../support/long-policy.ts';
import { aText } from '../../support/builders.ts';
import { concordTarget, type Fill } from './concord-target.ts';
import { LoadGenerator } from './load/load-generator.ts';
import type { MeasuredServer } from './measured-server.ts';
import { coldConcord, coldPeers, coldTable, historyFile, openCold, storageTable, type ColdDrafts } from './measures/cold-open.ts';
import { crowdTable, runCrowd, type Crowd, type Run } from './measures/fan-out.ts';
import { foldingTable } from './measures/folding.ts';
import { memoryTable, type MemoryRun } from './measures/memory.ts';
import { runStorm, stormTable, type StormRun } from './measures/storm.ts';
import { findPeers } from './peers.ts';
import { isThere, peerTargets, type Missing, type Target } from './targets.ts';

const quick = process.argv.includes('--quick');
const CROWDS: Crowd[] = [
  { writers: 2, keysPerSecond: 5, seconds: quick ? 2 : 4 },
  { writers: 25, keysPerSecond: 5, seconds: quick ? 2 : 4 },
  { writers: 100, keysPerSecond: 1, seconds: quick ? 2 : 4 },
  { writers: 250, keysPerSecond: 0.4, seconds: quick ? 2 : 5 }, // 25,000 messages a second go out already
];
const MANY: Crowd & { documents: number } = { documents: 200, writers: 3, keysPerSecond: 1, seconds: quick ? 3 : 6 };
const WARM_UP: Crowd = { writers: 25, keysPerSecond: 5, seconds: 1 }; // not counted: every program is slow at first
const ROUNDS = quick ? 1 : 3;
const MANY_ROUNDS = quick ? 1 : 2;
const STORM = 500;
const COLD_ROUNDS = quick ? 1 : 3;
const EDITS = quick ? 20_000 : 260_000;
const SEED_BLOCKS = 30; // three pages
const PAGES_BLOCKS = 1000; // a hundred pages

const folder = mkdtempSync(join(tmpdir(), 'concord-bench-'));
const load = new LoadGenerator();
const started = performance.now();
const parts: string[] = [];
const say = (text: string): void => {
  console.log(`${text}\n(${((performance.now() - started) / 1000).toFixed(0)} s)\n`);
  parts.push(text);
};

try {
  const peers = findPeers(process.argv.includes('--peers'));
  await warm(peers);
  await cold(peers);
  keep();
} finally {
  load.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function warm(peers: ReturnType<typeof findPeers>): Promise<void> {
  const seed = join(folder, 'seed');
  const state = stateOf(SEED_BLOCKS);
  writeFileSync(seed, state);
  const documents = 1 + CROWDS.length * ROUNDS + MANY.documents * MANY_ROUNDS + MANY_ROUNDS;
  const fill: Fill = async (_store, makeDraft) => {
    for (let n = 0; n < documents; n++) await makeDraft(state);
  };
  const targets = [...peerTargets(peers), await concordTarget('PGlite', fill), await concordTarget('PostgreSQL', fill)];
  const there = targets.filter(isThere);
  const servers = new Map<string, MeasuredServer>();
  for (const target of there) servers.set(target.name, await target.start());
  const of = (target: Target): MeasuredServer => {
    const server = servers.get(target.name);
    if (!server) throw new Error(`${target.name} has not been started`);
    return server;
  };
  for (const target of there) await runCrowd({ load, target, server: of(target), documents: [0], crowd: WARM_UP, seed });
  let used = 1;
  for (const crowd of CROWDS) {
    const runs = new Map<string, Run[]>();
    for (let round = 0; round < ROUNDS; round++, used++) {
      for (const target of there)
        add(runs, target.name, await runCrowd({ load, target, server: of(target), documents: [used], crowd, seed }));
    }
    say(crowdTable(`${crowd.writers} people in one document, ${crowd.keysPerSecond} keys a second each`, targets, runs));
  }
  await many({ targets, of, seed, from: used });
  used += MANY.documents * MANY_ROUNDS;
  const storms = new Map<string, StormRun[]>();
  for (let round = 0; round < MANY_ROUNDS; round++, used++) {
    for (const target of there)
      add(storms, target.name, await runStorm(load, { target, server: of(target), document: used, clients: STORM, seed }));
  }
  say(stormTable(STORM, targets, storms));
  for (const target of there) await of(target).stop();
  for (const target of there) await target.remove();
}

type ManyParts = { targets: (Target | Missing)[]; of: (target: Target) => MeasuredServer; seed: string; from: number };

async function many({ targets, of, seed, from }: ManyParts): Promise<void> {
  const runs = new Map<string, Run[]>();
  const memory = new Map<string, MemoryRun[]>();
  for (let round = 0; round < MANY_ROUNDS; round++) {
    const documents = Array.from({ length: MANY.documents }, (_, n) => from + round * MANY.documents + n);
    for (const target of targets.filter(isThere)) {
      const server = of(target);
      const empty = await server.figures(true);
      const run = await runCrowd({ load, target, server, documents, crowd: MANY, seed }, async () => {
        await new Promise((later) => setTimeout(later, 1000));
        const open = await server.figures(true);
        add(memory, target.name, {
          heap: (open.heapUsed - empty.heapUsed) / MANY.documents,
          rss: (open.rss - empty.rss) / MANY.documents,
          idle: empty.rss,
        });
      });
      add(runs, target.name, run);
    }
  }
  say(
    crowdTable(
      `${MANY.documents} documents with ${MANY.writers} people each, ${MANY.keysPerSecond} key a second each`,
      targets,
      runs,
    ),
  );
  say(memoryTable(targets, memory, stateOf(SEED_BLOCKS).length));
}

async function cold(peers: ReturnType<typeof findPeers>): Promise<void> {
  const drafts = coldDrafts();
  const stores = [...coldPeers(peers, drafts), await coldConcord('PGlite', drafts), await coldConcord('PostgreSQL', drafts)];
  const targets = stores.map(({ target }) => target);
  say(storageTable(stores, EDITS));
  say(coldTable(targets, await openCold(load, targets.filter(isThere), drafts, COLD_ROUNDS), EDITS));
  for (const target of targets.filter(isThere)) await target.remove();
  const { first, updates } = drafts.history;
  const rest = updates.slice(-FOLD_AFTER_ROWS);
  say(
    await foldingTable([
      {
        name: `${EDITS.toLocaleString('en-GB')} edits and ${FOLD_AFTER_ROWS} more`,
        state: stateAfter(first, updates.slice(0, -FOLD_AFTER_ROWS)),
        updates: rest,
      },
      { name: '100 pages and nothing more', state: drafts.pages, updates: [] },
    ]),
  );
}

function coldDrafts(): ColdDrafts {
  const history = longHistory(EDITS, aText('The beginning.'));
  const pages = stateOf(PAGES_BLOCKS);
  const [traceFile, pagesFile] = [join(folder, 'trace'), join(folder, 'pages')];
  writeFileSync(traceFile, history.state);
  writeFileSync(pagesFile, pages);
  return { history, historyFile: historyFile(folder, history), traceFile, pages, pagesFile };
}

function stateOf(blocks: number): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1;
  seedDocument(doc, longPolicy(blocks));
  return Y.encodeStateAsUpdate(doc);
}

function stateAfter(first: Uint8Array, updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, first);
  for (const update of updates) Y.applyUpdate(doc, update);
  return Y.encodeStateAsUpdate(doc);
}

function add<T>(to: Map<string, T[]>, name: string, one: T): void {
  to.set(name, [...(to.get(name) ?? []), one]);
}

/** Keeps the whole run as a dated page. */
function keep(): void {
  const date = new Date().toISOString().slice(0, 10);
  const git = (...words: string[]): string => execFileSync('git', words, { encoding: 'utf8' }).trim();
  const edited = git('status', '--porcelain') === '' ? '' : ', with changes not committed';
  const heading = [
    `# Live drafts beside other servers, ${date}${quick ? ', a trial' : ''}`,
    '',
    `Made by \`npm run bench -- collab${quick ? ' --quick' : ''}\` at commit ${git('rev-parse', '--short', 'HEAD')}${edited} on Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, in ${((performance.now() - started) / 60_000).toFixed(0)} minutes, all on one machine over loopback.`,
    'Each server has a process of its own, all who type another. Figures are the middle of several rounds in which the servers take turns, with the smallest and the largest behind it; ratios are of middles.',
    '† Hocuspocus says so when a change is in its memory; it is written to disk two to ten seconds later. The others but Concord say nothing.',
    '',
  ];
  mkdirSync('docs/proofs', { recursive: true });
  const path = join('docs/proofs', `${date}-bench-collab${quick ? '-quick' : ''}.md`);
  writeFileSync(path, [...heading, ...parts].join('\n'));
  console.log(`The table is in ${path}`);
}
