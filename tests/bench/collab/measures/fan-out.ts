import type { LoadGenerator } from '../load/load-generator.ts';
import type { MeasuredServer } from '../measured-server.ts';
import { inWords, markdownTable, quantile, ratio } from '../spread.ts';
import type { Missing, Target } from '../targets.ts';

/** People in one document, how often each presses a key, and for how long. */
export type Crowd = { writers: number; keysPerSecond: number; seconds: number };

/** What one run of a crowd on one target gave. */
export type Run = {
  p50: number;
  p95: number;
  p99: number;
  saved: { p50: number; p95: number; p99: number };
  delivered: number;
  cpuMsPerKey: number;
  loopLongest: number;
  loadLoopP99: number;
  loadCpuShare: number;
  ended: number;
};

const LISTENERS = 10; // of a larger crowd the others take what comes without reading it, or the load would be what is measured

type Parts = { load: LoadGenerator; target: Target; server: MeasuredServer; documents: number[]; crowd: Crowd; seed: string };

/** Lets a crowd type in each of these documents and says how long a key took to arrive, and to be called saved. */
export async function runCrowd(
  { load, target, server, documents, crowd, seed }: Parts,
  whileConnected: () => Promise<void> = () => Promise.resolve(),
): Promise<Run> {
  const places = documents.map((document) => target.places(document, crowd.writers));
  await load.ask({ act: 'connect', places, listeners: LISTENERS, seed });
  await whileConnected();
  const before = await server.figures();
  const found = await load.ask({ act: 'type', keysPerSecond: crowd.keysPerSecond, seconds: crowd.seconds });
  const after = await server.figures();
  await load.ask({ act: 'leave' });
  return {
    ...quantiles(found.arrivals),
    saved: quantiles(found.saved),
    delivered: found.arrivals.length / Math.max(1, found.expected),
    cpuMsPerKey: (after.cpuMs - before.cpuMs) / Math.max(1, found.keys),
    loopLongest: after.loop.longest,
    loadLoopP99: found.loopP99,
    loadCpuShare: found.cpuShare,
    ended: found.ended.length,
  };
}

/** The table of one crowd: a line for each target, its runs as middle and spread, and as a ratio to the first. */
export function crowdTable(title: string, targets: readonly (Target | Missing)[], runs: ReadonlyMap<string, Run[]>): string {
  const head = [
    '',
    'key to arrival, ms p50',
    'p95',
    'p99',
    'p50 to relay',
    'server CPU ms a key',
    'to relay',
    'key to “saved”, ms p50',
    'p95',
    'p99',
    'arrived',
  ];
  const [floor] = targets;
  const of = (name: string, figure: (run: Run) => number): number[] => (runs.get(name) ?? []).map(figure);
  const rows = targets.map((target) => {
    if ('missing' in target) return [target.name, target.missing, ...head.slice(2).map(() => '–')];
    const own = (figure: (run: Run) => number): number[] => of(target.name, figure);
    const toFloor = (figure: (run: Run) => number): string => ratio(own(figure), of(floor?.name ?? '', figure));
    const saved = (figure: (run: Run) => number): string =>
      target.saved ? `${inWords(own(figure))}${target.saved === 'in memory' ? ' †' : ''}` : '–';
    return [
      target.name,
      inWords(own((run) => run.p50)),
      inWords(own((run) => run.p95)),
      inWords(own((run) => run.p99)),
      toFloor((run) => run.p50),
      inWords(own((run) => run.cpuMsPerKey)),
      toFloor((run) => run.cpuMsPerKey),
      saved((run) => run.saved.p50),
      saved((run) => run.saved.p95),
      saved((run) => run.saved.p99),
      arrived(runs.get(target.name) ?? []),
    ];
  });
  const all = [...runs.values()].flat();
  const load = `Load generator: ${inWords(all.map((run) => run.loadCpuShare * 100))} % of a core, its own event loop late by ${inWords(all.map((run) => run.loadLoopP99))} ms (99 of 100).`;
  return `### ${title}\n\n${markdownTable(head, rows)}\n${load}\n`;
}

function arrived(runs: readonly Run[]): string {
  const least = Math.min(...runs.map((run) => run.delivered));
  const ended = runs.reduce((sum, run) => sum + run.ended, 0);
  return `${(Math.floor(least * 1000) / 10).toFixed(1)} %${ended > 0 ? `, ${ended} cut off` : ''}`;
}

function quantiles(figures: readonly number[]): { p50: number; p95: number; p99: number } {
  return { p50: quantile(figures, 0.5), p95: quantile(figures, 0.95), p99: quantile(figures, 0.99) };
}
