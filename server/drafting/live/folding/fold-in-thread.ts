import { parentPort } from 'node:worker_threads';
import { foldLog } from '../fold-log.ts';
import type { FoldAnswer, FoldAsk } from './fold-thread.ts';

const port = parentPort;
if (!port) throw new Error('the folding thread must be started as a worker');
port.on('message', ({ id, work }: FoldAsk) => {
  try {
    port.postMessage({ id, folded: foldLog(work) } satisfies FoldAnswer);
  } catch (error) {
    port.postMessage({ id, unreadable: error instanceof Error ? error.message : String(error) } satisfies FoldAnswer);
  }
});
