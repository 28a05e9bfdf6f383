import { parentPort } from 'node:worker_threads';
import { foldedState } from '../put-together.ts';
import type { FoldAnswer, FoldAsk } from './fold-thread.ts';

const port = parentPort;
if (!port) throw new Error('the folding thread must be started as a worker');
port.on('message', ({ id, state, updates }: FoldAsk) => {
  try {
    port.postMessage({ id, state: foldedState(state, updates) } satisfies FoldAnswer);
  } catch (error) {
    port.postMessage({ id, unreadable: error instanceof Error ? error.message : String(error) } satisfies FoldAnswer);
  }
});
