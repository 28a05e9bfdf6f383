import { monitorEventLoopDelay } from 'node:perf_hooks';
import { foldRows, type FoldTask } from '../../../../server/drafting/live/folding/fold-rows.ts';
import { FoldThread } from '../../../../server/drafting/live/folding/fold-thread.ts';
import { inWords, markdownTable } from '../spread.ts';

const RUNS = 5;
const SETTLE_MS = 50;

/** A draft as it stands before a fold. */
export type BeforeFold = { name: string; state: Uint8Array; updates: Uint8Array[] };

/** The table of folding: how long it takes, and how long everybody else waits for it, in the house's own thread and in one of its own. */
export async function foldingTable(drafts: readonly BeforeFold[]): Promise<string> {
  const thread = new FoldThread();
  const table: string[][] = [];
  for (const { name, state, updates } of drafts) {
    const rows = updates.map((bytes, n) => ({ id: n + 1, bytes, actorId: 'somebody', at: '2026-11-28T10:00:00.000Z' }));
    const task: FoldTask = { state, foldedAt: undefined, rows, withText: true };
    await thread.fold(task); // both ways are warm
    foldRows(task);
    const [here, there] = [await timed(() => foldRows(task)), await timed(() => thread.fold(task))];
    table.push([name, inWords(here.took), inWords(here.held), inWords(there.took), inWords(there.held)]);
  }
  await thread.stop();
  const head = ['', 'in the same thread: ms', 'event loop held, ms', 'in a thread of its own: ms', 'event loop held, ms'];
  return `### Folding, with credits and the text in canonical form\n\n${markdownTable(head, table)}`;
}

async function timed(fold: () => unknown): Promise<{ took: number[]; held: number[] }> {
  const [took, held]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await pause(SETTLE_MS);
    const started = performance.now();
    await fold();
    took.push(performance.now() - started);
    await pause(SETTLE_MS);
    held.push(delay.max / 1e6);
    delay.disable();
  }
  return { took, held };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((later) => setTimeout(later, milliseconds));
}
