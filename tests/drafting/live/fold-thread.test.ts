import { afterEach, describe, expect, it } from 'vitest';
import { foldRows, type FoldTask } from '../../../server/drafting/live/folding/fold-rows.ts';
import { FoldThread } from '../../../server/drafting/live/folding/fold-thread.ts';
import { UnreadableDraft } from '../../../server/drafting/live/put-together.ts';
import { renewPlaces } from '../../../server/drafting/places/renew-places.ts';
import { makeAnchor } from '../../../shared/text/anchor.ts';
import { aText } from '../../support/builders.ts';
import { until } from '../../support/draft-clients.ts';
import { longHistory, type LongHistory } from '../../support/long-history.ts';

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
  const task = asTask(history);
  const nothing = asTask({ ...history, updates: [] });

  it('[DRA-8j] gives the state that holds every edit, while everything else goes on', async () => {
    const thread = aThread();
    await thread.fold(nothing); // the thread has started
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    const folded = await thread.fold(task);
    clearInterval(counting);
    expect(turns).toBeGreaterThan(3); // folded here there would be one
    expect(Buffer.from(folded.state).equals(history.state)).toBe(true);
    const here = foldRows(task);
    expect({ ...folded, state: Buffer.from(folded.state) }).toEqual({ ...here, state: Buffer.from(here.state) });
    expect(folded.credits.map(({ personId }) => personId)).toContain('somebody');
    expect(folded.texts.at(-1)?.words).toBeGreaterThan(100);
  });

  it('[DRA-8j] says which log cannot be read, and folds the next', async () => {
    const thread = aThread();
    const sick = thread.fold(asTask({ ...history, updates: history.updates.slice(1) }));
    const well = thread.fold(asTask({ ...history, updates: history.updates.slice(0, 10) }));
    await expect(sick).rejects.toThrow(UnreadableDraft);
    expect((await well).state.length).toBeGreaterThan(history.first.length);
  });

  it('[TXT-6v] looks for places too, as it would be done here, and after one text that cannot be read at the next', async () => {
    const thread = aThread();
    const text = aText('The centre must offer a biopsy within 10 working days.');
    const { state } = longHistory(200, text);
    const anchor = makeAnchor(text, text.blocks[1]?.id ?? '');
    const task = { state, before: undefined, anchors: [{ id: 'a', anchor, renewal: undefined }] };
    const sick = thread.renew({ ...task, state: new Uint8Array([1, 2, 3]) });
    await expect(sick).rejects.toThrow();
    const renewed = await thread.renew(task);
    expect(renewed).toEqual(renewPlaces(task));
    expect(renewed.renewed.map(({ id }) => id)).toEqual(['a']);
  });

  it('[DRA-8k] leaves memory when there was nothing to fold for a while, and comes back', async () => {
    const thread = aThread(20);
    await thread.fold(nothing);
    await until(() => !thread.isThere, 'the thread to go');
    expect((await thread.fold(nothing)).state).toEqual(new Uint8Array(history.first));
  });

  it('[DRA-8k] that is stopped refuses what it has not folded', async () => {
    const thread = aThread();
    const folding = thread.fold(task);
    const refused = expect(folding).rejects.toThrow('stopped');
    await thread.stop();
    await refused;
  });
});

function asTask({ first, updates }: LongHistory): FoldTask {
  const at = '2026-11-28T10:00:00.000Z';
  return {
    state: first,
    foldedAt: undefined,
    rows: updates.map((bytes, n) => ({ id: n + 1, bytes, actorId: 'somebody', at })),
    withText: true,
  };
}
