import { parentPort } from 'node:worker_threads';
import { foldRows } from './fold-rows.ts';
import type { FoldAnswer, FoldAsk } from './fold-thread.ts';

const port = parentPort;
if (!port) throw new Error('the folding thread must be started as a worker');
port.on('message', ({ id, task }: FoldAsk) => {
  try {
    port.postMessage({ id, folded: foldRows(task) } satisfies FoldAnswer);
  } catch (error) {
    port.postMessage({ id, unreadable: error instanceof Error ? error.message : String(error) } satisfies FoldAnswer);
  }
});
