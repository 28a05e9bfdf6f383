import type { LoadGenerator } from '../load/load-generator.ts';
import type { MeasuredServer } from '../measured-server.ts';
import { inWords, markdownTable, quantile, ratio } from '../spread.ts';
import type { Missing, Target } from '../targets.ts';

/** What came of everybody coming back at once. */
export type StormRun = { backMs: number; p50: number; failed: number; loopLongest: number; cpuMs: number };

/** Lets so many clients lose their connections at one moment and come back at once. */
export async function runStorm(
  load: LoadGenerator,
  {
    target,
    server,
    document,
    clients,
    seed,
  }: { target: Target; server: MeasuredServer; document: number; clients: number; seed: string },
): Promise<StormRun> {
  const before = await server.figures();
  const found = await load.ask({ act: 'storm', places: target.places(document, clients), seed });
  const after = await server.figures();
  return {
    backMs: found.backMs,
    p50: quantile(found.waits, 0.5),
    failed: found.failed,
    loopLongest: after.loop.longest,
    cpuMs: after.cpuMs - before.cpuMs,
  };
}

/** The table of the storm. */
export function stormTable(
  clients: number,
  targets: readonly (Target | Missing)[],
  runs: ReadonlyMap<string, StormRun[]>,
): string {
  const head = [
    '',
    'all back after, ms',
    'to relay',
    'half of them after, ms',
    'server CPU ms',
    'event loop held, ms',
    'not let in',
  ];
  const floor = (runs.get(targets[0]?.name ?? '') ?? []).map((run) => run.backMs);
  const rows = targets.map((target) => {
    if ('missing' in target) return [target.name, target.missing, ...head.slice(2).map(() => '–')];
    const own = (figure: (run: StormRun) => number): number[] => (runs.get(target.name) ?? []).map(figure);
    return [
      target.name,
      inWords(own((run) => run.backMs)),
      ratio(
        own((run) => run.backMs),
        floor,
      ),
      inWords(own((run) => run.p50)),
      inWords(own((run) => run.cpuMs)),
      inWords(own((run) => run.loopLongest)),
      String(own((run) => run.failed).reduce((sum, failed) => sum + failed, 0)),
    ];
  });
  return `### ${clients} clients lose their connections and come back at once\n\n${markdownTable(head, rows)}`;
}
