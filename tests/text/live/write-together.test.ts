import { expect, test } from 'vitest';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { runs } from '../../support/depth.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { decideAll } from '../../support/suggesting.ts';
import { WritingTogether } from '../../support/writing-together.ts';

const FIRST_SEED = Number(process.env.CONCORD_SEED ?? 1);
const WRITERS = [2, 3, 4];

/** One story of so many people; throws with its seed and last acts when anything does not hold. */
function tell(seed: number, writers: number): WritingTogether {
  const random = seededRandom(seed * 31 + writers);
  const story = new WritingTogether(random, writers);
  try {
    for (let round = 3 + random.below(4); round > 0; round--) story.round();
    story.meet();
    const [first] = story.people;
    const stands = readDocumentText(story.server);
    for (const { writer } of story.people) {
      expect(writer.state.doc.eq(first!.writer.state.doc), 'all editors show the same').toBe(true);
      expect(readDocumentText(writer.doc)).toEqual(stands);
    }
    expect(decideAll(story.server, false), 'rejecting all gives the text as it stands').toMatchObject({ text: stands, left: 0 });
    expect(decideAll(story.server, true).left, 'accepting all leaves nothing open').toBe(0);
  } catch (error) {
    throw new Error(`seed ${seed}, ${writers} writers: ${story.log.slice(-15).join(' ')}\n${String(error)}`, { cause: error });
  }
  return story;
}

test.for(WRITERS)(
  '[TXT-2e] %i people who write, suggest, decide and undo in text, tables and notes, some offline, end with one text and nothing refused',
  { timeout: 7_200_000 },
  (writers, { task }) => {
    const count = Math.ceil(runs(20, 10_000 / WRITERS.length));
    let [edits, updates] = [0, 0];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + count; seed++) {
      const story = tell(seed, writers);
      edits += story.edits;
      updates += story.updates;
    }
    task.meta.figure = `${count} runs, ${edits} edits, ${updates} updates: 0 diverged, 0 put right, 0 refused`;
    console.log(task.meta.figure);
  },
);
