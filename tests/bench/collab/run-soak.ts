/**
 * A hundred people type for half an hour while Concord's memory, event loop and files are watched: `npm run bench -- soak`, with
 * `--minutes N` for another time and `--postgres` for a PostgreSQL server. Ends with an account of every word that was called saved.
 */
import { execFileSync, execSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import { longPolicy } from '../../support/long-policy.ts';
import { freePort } from '../../support/server-process.ts';
import { concordTarget } from './concord-target.ts';
import { LoadGenerator } from './load/load-generator.ts';
import type { SoakFindings } from './load/soak-crowd.ts';
import type { Figures } from './measured-server.ts';
import { slopeOf, sparkline } from './slope.ts';
import { markdownTable, quantile, short, spreadOf } from './spread.ts';

const MINUTES = Number(argument('--minutes') ?? 30);
const KIND = process.argv.includes('--postgres') ? 'PostgreSQL' : 'PGlite';
const LONGEST_MINUTES = 55; // the sessions of those who type end after an hour
const SAMPLE_MS = 15_000;
const WARM_MINUTES = Math.min(5, MINUTES / 3); // caches fill and everybody joins; the line is fitted through the rest
const UNLOADED_MS = 75_000; // empty rooms leave memory after 30 s, the folding thread after 60 s
const KEYS_PER_SECOND = 1;
const CROWDS = [24, 24, 24, 24, 4]; // people in each document; the last is the big one
const SMALL_BLOCKS = 30; // three pages
const BIG_BLOCKS = 1000; // a hundred pages

type Sample = Figures & {
  minute: number;
  diskBytes: number;
  folds: number;
  changes: number;
  queue: number;
  long: number;
  statements: number;
};

if (!(MINUTES > 0 && MINUTES <= LONGEST_MINUTES)) throw new Error(`--minutes is a number up to ${LONGEST_MINUTES}`);
const load = new LoadGenerator();
const target = await concordTarget(KIND, async (_store, makeDraft) => {
  for (const [n] of CROWDS.entries()) await makeDraft(stateOf(n < CROWDS.length - 1 ? SMALL_BLOCKS : BIG_BLOCKS));
});
const metricsPort = await freePort();
const server = await target.start({ CONCORD_METRICS_PORT: String(metricsPort) });
try {
  const idle = await server.figures(true);
  await load.ask({ act: 'soak', places: CROWDS.map((people, n) => target.places(n, people)), keysPerSecond: KEYS_PER_SECOND });
  const samples = await watch();
  const found = await load.ask({ act: 'soak-end' });
  await new Promise((later) => setTimeout(later, UNLOADED_MS));
  keep({ idle, samples, found, after: await server.figures(true) });
  if (found.lost + found.doubled > 0) process.exitCode = 1;
} finally {
  load.stop();
  await server.stop();
  await target.remove();
}

async function watch(): Promise<Sample[]> {
  const samples: Sample[] = [];
  const started = performance.now();
  while (performance.now() - started < MINUTES * 60_000) {
    await new Promise((later) => setTimeout(later, Math.min(SAMPLE_MS, (MINUTES * 60_000) / 10)));
    const minute = (performance.now() - started) / 60_000;
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    const figure = (name: string): number =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`${name} `))
          ?.split(' ')
          .at(-1) ?? NaN,
      );
    const sample: Sample = {
      ...(await server.figures(true)),
      minute,
      diskBytes: Number(execSync(`du -sb ${join(target.dataDirectory, 'database')}`, { encoding: 'utf8' }).split('\t')[0]),
      folds: figure('concord_draft_fold_seconds_count'),
      changes: figure('concord_draft_changes_committed_total'),
      queue: figure('concord_draft_queue'),
      statements: figure('concord_store_statement_seconds_count'),
      long: figure('concord_store_statement_seconds_count') - figure('concord_store_statement_seconds_bucket{le="0.05"}'),
    };
    samples.push(sample);
    const { rss, heapUsed, loop, changes, folds } = sample;
    console.log(
      `${minute.toFixed(1)} min: resident ${mb(rss)} MB, heap ${mb(heapUsed)} MB, event loop ${short(loop.p99)} / ${short(loop.longest)} ms, ${changes} changes, ${folds} folds`,
    );
  }
  return samples;
}

type Soaked = { idle: Figures; samples: readonly Sample[]; found: SoakFindings; after: Figures };

function keep({ idle, samples, found, after }: Soaked): void {
  const steady = samples.filter(({ minute }) => minute >= WARM_MINUTES);
  const row = (name: string, unit: number, of: (sample: Sample) => number): string[] => {
    const figures = samples.map((sample) => of(sample) / unit);
    const { min, median, max } = spreadOf(steady.map((sample) => of(sample) / unit));
    const { perMinute, error } = slopeOf(steady.map((sample) => ({ minute: sample.minute, figure: of(sample) / unit })));
    return [
      name,
      `${median.toFixed(1)} (${min.toFixed(1)}–${max.toFixed(1)})`,
      `${perMinute.toFixed(3)} ± ${(2 * error).toFixed(3)}`,
      sparkline(figures),
    ];
  };
  const table = markdownTable(
    ['', 'middle (smallest–largest)', 'change a minute ± 2 standard errors', 'from first to last, from zero'],
    [
      row('resident MB', 1e6, ({ rss }) => rss),
      row('heap MB, after garbage collection', 1e6, ({ heapUsed }) => heapUsed),
      row('outside the heap MB', 1e6, ({ external }) => external),
      row('event loop, ms, 99 of 100', 1, ({ loop }) => loop.p99),
      row('event loop, ms, longest of 15 s', 1, ({ loop }) => loop.longest),
      row('changes waiting for the store', 1, ({ queue }) => queue),
      ...(KIND === 'PGlite' ? [row('database files MB', 1e6, ({ diskBytes }) => diskBytes)] : []),
    ],
  );
  const last = samples.at(-1);
  const failures = Object.entries(found.failures)
    .map(([why, times]) => `${times} × ${why}`)
    .join(', ');
  const words = [
    `${found.keys.toLocaleString('en-GB')} keys, ${found.typed.toLocaleString('en-GB')} words, ${found.saved.toLocaleString('en-GB')} called saved: **${found.lost} of those lost, ${found.doubled} doubled**.`,
    `Connections were cut and came back ${found.rejoined} times; tries that failed: ${failures || 'none'}. From key to “saved”: ${short(quantile(found.waits, 0.5))} / ${short(quantile(found.waits, 0.95))} / ${short(quantile(found.waits, 0.99))} ms (50 / 95 / 99 of 100).`,
    `${last?.changes ?? 0} changes on disk, ${last?.folds ?? 0} folds. Of ${(last?.statements ?? 0).toLocaleString('en-GB')} statements of the database ${last?.long ?? 0} took more than 50 ms. Before anybody came: resident ${mb(idle.rss)} MB, heap ${mb(idle.heapUsed)} MB; ${UNLOADED_MS / 1000} s after everybody had left: resident ${mb(after.rss)} MB, heap ${mb(after.heapUsed)} MB.`,
  ];
  const page = [...heading(), ...words, '', table].join('\n');
  mkdirSync('docs/proofs', { recursive: true });
  const path = join(
    'docs/proofs',
    `${new Date().toISOString().slice(0, 10)}-soak-${KIND.toLowerCase()}${MINUTES < 30 ? '-short' : ''}.md`,
  );
  writeFileSync(path, page);
  console.log(`\n${page}\nThe table is in ${path}`);
}

function heading(): string[] {
  const git = (...words: string[]): string => execFileSync('git', words, { encoding: 'utf8' }).trim();
  const edited = git('status', '--porcelain') === '' ? '' : ', with changes not committed';
  const people = CROWDS.reduce((sum, each) => sum + each, 0);
  return [
    `# ${people} people type for ${MINUTES} minutes, Concord on ${KIND}`,
    '',
    `Made by \`npm run bench -- ${['soak', ...process.argv.slice(2)].join(' ')}\` at commit ${git('rev-parse', '--short', 'HEAD')}${edited} on Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${new Date().toISOString().slice(0, 10)}.`,
    `${CROWDS.slice(0, -1).join(', ')} people in documents of three pages and ${CROWDS.at(-1)} in one of a hundred pages, ${KEYS_PER_SECOND} key a second each; every third word is taken back; each connection is cut about every two minutes and comes back. A sample every ${SAMPLE_MS / 1000} s; lines are fitted from minute ${WARM_MINUTES.toFixed(0)} on.`,
    '',
  ];
}

function stateOf(blocks: number): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1;
  seedDocument(doc, longPolicy(blocks));
  return Y.encodeStateAsUpdate(doc);
}

function mb(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}
