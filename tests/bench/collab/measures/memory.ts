import { inWords, markdownTable } from '../spread.ts';
import type { Missing, Target } from '../targets.ts';

/** Bytes that each open document took with its connections, after garbage was collected, and the process before any was open. */
export type MemoryRun = { heap: number; rss: number; idle: number };

/** The table of memory for each open document. */
export function memoryTable(
  targets: readonly (Target | Missing)[],
  runs: ReadonlyMap<string, MemoryRun[]>,
  stateBytes: number,
): string {
  const rows = targets.map((target) => {
    if ('missing' in target) return [target.name, target.missing, '–', '–', '–'];
    const own = (figure: (run: MemoryRun) => number): number[] => (runs.get(target.name) ?? []).map(figure);
    return [
      target.name,
      inWords(own((run) => run.heap / 1000)),
      inWords(own((run) => run.heap / stateBytes)),
      inWords(own((run) => run.rss / 1000)),
      inWords(own((run) => run.idle / 1e6)),
    ];
  });
  const head = ['', 'heap kB a document', 'times its state', 'resident kB a document', 'resident MB before'];
  return `### Memory of an open document of ${(stateBytes / 1000).toFixed(0)} kB with three connections, after garbage collection\n\n${markdownTable(head, rows)}`;
}
