import { afterEach, describe, expect, it } from 'vitest';
import { FoldThread } from '../../../server/drafting/live/folding/fold-thread.ts';
import { foldLog } from '../../../server/drafting/live/fold-log.ts';
import type { LogRow } from '../../../server/drafting/live/draft-log-store.ts';
import { UnreadableDraft } from '../../../server/drafting/live/put-together.ts';
import { aText } from '../../support/builders.ts';
import { until } from '../../support/draft-clients.ts';
import { longHistory } from '../../support/long-history.ts';

const EDITS = 20_000;
const threads: FoldThread[] = [];

function aThread(idleMs?: number): FoldThread {
  const thread = new FoldThread(idleMs);
  threads.push(thread);
  return thread;
}

afterEach(async () => {
  for (const thread of threads.splice(0)) await thread.stop();
});

describe('folding in a thread of its own', () => {
  const history = longHistory(EDITS, aText('The beginning.'));
  const at = '2026-11-23T14:02:00.000Z';
  const all = history.updates.map((bytes, n): LogRow => ({ id: n + 1, bytes, actorId: 'asha', at }));
  const work = (rows: readonly LogRow[], withText = false) => ({ state: history.first, rows, withText });

  it('[DRA-8j] gives the state that holds every edit, while everything else goes on', async () => {
    const thread = aThread();
    await thread.fold(work([])); // the thread has started
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    const folded = await thread.fold(work(all, true));
    clearInterval(counting);
    expect(turns).toBeGreaterThan(3); // folded here there would be one
    expect(folded).toEqual(foldLog(work(all, true)));
    expect(Buffer.from(folded.state).equals(history.state)).toBe(true);
    expect(folded.credits.length).toBeGreaterThan(0);
    expect(folded.text?.words).toBeGreaterThan(100);
  });

  it('[DRA-8j] says which log cannot be read, and folds the next', async () => {
    const thread = aThread();
    const sick = thread.fold(work(all.slice(1)));
    const well = thread.fold(work(all.slice(0, 10)));
    await expect(sick).rejects.toThrow(UnreadableDraft);
    expect((await well).state.length).toBeGreaterThan(history.first.length);
  });

  it('[DRA-8k] leaves memory when there was nothing to fold for a while, and comes back', async () => {
    const thread = aThread(20);
    await thread.fold(work([]));
    await until(() => !thread.isThere, 'the thread to go');
    expect((await thread.fold(work([]))).state).toEqual(new Uint8Array(history.first));
  });

  it('[DRA-8k] that is stopped refuses what it has not folded', async () => {
    const thread = aThread();
    const folding = thread.fold(work(all));
    const refused = expect(folding).rejects.toThrow('stopped');
    await thread.stop();
    await refused;
  });
});
