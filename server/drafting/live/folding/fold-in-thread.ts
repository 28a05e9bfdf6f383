import { parentPort } from 'node:worker_threads';
import { renewPlaces } from '../../places/renew-places.ts';
import { foldRows } from './fold-rows.ts';
import type { FoldAnswer, FoldAsk } from './fold-thread.ts';

const port = parentPort;
if (!port) throw new Error('the folding thread must be started as a worker');
port.on('message', (ask: FoldAsk) => port.postMessage(answerTo(ask)));

function answerTo(ask: FoldAsk): FoldAnswer {
  const { id } = ask;
  try {
    return 'task' in ask ? { id, folded: foldRows(ask.task) } : { id, renewed: renewPlaces(ask.places) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return 'task' in ask ? { id, unreadable: message } : { id, failed: message };
  }
}
