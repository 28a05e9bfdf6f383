import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { tableRemoved } from '../../../client/drafting/editor/block-commands.ts';
import { insertTable } from '../../../client/drafting/editor/table-commands.ts';
import { OwnTyping } from '../../../shared/text/live/own-typing.ts';
import { seedDocument } from '../../../shared/text/live/seed-document.ts';
import type { TakenWords } from '../../../shared/text/live/taken-words.ts';
import { watchTaken } from '../../../shared/text/live/watch-taken.ts';
import { runs } from '../../support/depth.ts';
import { FlatWriter, syncAll } from '../../support/flat-writer.ts';
import { copyOf } from '../../support/suggesting.ts';
import { TakenStory } from '../../support/taken-story.ts';

const FIRST_SEED = Number(process.env.CONCORD_SEED ?? 1);

test('[TXT-2c] every word that is taken by somebody who had not seen it is in the text or offered to who typed it', ({
  task,
}) => {
  const seeds = runs(120, 3000);
  let rescued = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
    const story = new TakenStory(seed, 2 + (seed % 2));
    story.play({ inTouch: false });
    expect(story.missing(), `seed ${seed}`).toEqual([]);
    rescued += story.rescued();
  }
  expect(rescued).toBeGreaterThan(seeds / 20);
  task.meta.figure = `${seeds} runs (seeds ${FIRST_SEED}–${FIRST_SEED + seeds - 1}): 0 missing, ${rescued} words only in a tray`;
  console.log(task.meta.figure);
}, 300_000);

test('[TXT-2c] words typed in a table that is deleted meanwhile are offered, also when words stand behind it', () => {
  const hub = new Y.Doc();
  hub.clientID = 100;
  seedDocument(hub, { schema: 1, blocks: [{ id: 'a', kind: 'paragraph', level: 0, content: [] }] });
  const [mine, theirs] = [1, 2].map((client) => new FlatWriter(copyOf(hub, client))) as [FlatWriter, FlatWriter];
  insertTable(1, 1)(mine.state, (transaction) => mine.change(transaction));
  const table = startOfTable(mine);
  mine.change(mine.state.tr.insertText('behind', table + mine.state.doc.nodeAt(table)!.nodeSize - 2));
  syncAll([mine, theirs]);
  const taken: TakenWords[] = [];
  watchTaken(mine.doc, { own: new OwnTyping(), now: () => 0, onTaken: (found) => taken.push(...found) });
  mine.change(mine.state.tr.insertText('word', table + 5));
  theirs.change(tableRemoved(theirs.state.tr, table));
  syncAll([mine, theirs]);
  expect(mine.state.doc.textContent).toBe('behind');
  expect(taken).toMatchObject([{ from: 'table', words: ['word'], deleter: 2 }]);
});

function startOfTable({ state }: FlatWriter): number {
  let found = -1;
  state.doc.forEach((node, start) => (found = node.type.name === 'table' ? start : found));
  return found;
}

test('[DRA-5b] nothing is offered that was deleted by somebody who had seen it', () => {
  const seeds = runs(40, 1000);
  for (let seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
    const story = new TakenStory(seed, 2 + (seed % 2));
    story.play({ inTouch: true });
    expect(
      story.people.flatMap(({ taken }) => taken),
      `seed ${seed}`,
    ).toEqual([]);
  }
}, 300_000);
