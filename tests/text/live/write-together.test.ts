import { expect, test } from 'vitest';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { runs } from '../../support/depth.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { decideAll } from '../../support/suggesting.ts';
import { addFates, noFates, type WordFates } from '../../support/word-tally.ts';
import { WritingTogether } from '../../support/writing-together.ts';

const FIRST_SEED = Number(process.env.CONCORD_SEED ?? 1);
const WRITERS = [2, 3, 4];

// Words that 1,000 stories have cost so far, by the classes of docs/TEXT-ENGINE.md: the worst of seeds 1, 10,001 and 20,001 on, 3,334 each.
// Most that are doubled come from "Deleted into a table under typing", which the keys of the editor no longer do.
// It may shrink and never grow.
const ALLOWED: Record<number, Pick<WordFates, 'doubled' | 'astray' | 'struck' | 'withAnother'>> = {
  2: { doubled: 8, astray: 7, struck: 5, withAnother: 1 },
  3: { doubled: 17, astray: 20, struck: 14, withAnother: 11 },
  4: { doubled: 28, astray: 20, struck: 27, withAnother: 9 },
};
const OTHER_SEEDS = 1.4; // another number of seeds gives other figures of the same size

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
  '[TXT-2e] %i people who write, suggest, decide and undo in text, tables and notes, some offline, end with one text, nothing refused and no word lost',
  { timeout: 7_200_000 },
  (writers, { task }) => {
    const count = Math.ceil(runs(12, 10_000 / WRITERS.length));
    const sum = noFates();
    let [edits, updates] = [0, 0];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + count; seed++) {
      const story = tell(seed, writers);
      edits += story.edits;
      updates += story.updates;
      addFates(sum, story.fates());
    }
    const { words, lost, torn, doubled, astray, struck, offered, withAnother } = sum;
    task.meta.figure =
      `${count} runs, ${edits} edits, ${updates} updates: 0 diverged, 0 put right, 0 refused; ${words} words: ${lost} lost, ` +
      `${torn} torn, ${doubled} doubled, ${astray} astray, ${struck} struck through, ${offered} only in a tray, ${withAnother} in another’s`;
    console.log(task.meta.figure);
    expect({ lost, torn }).toEqual({ lost: 0, torn: 0 });
    for (const [fate, perThousand] of Object.entries(ALLOWED[writers] ?? {})) {
      const bound = Math.ceil((perThousand * OTHER_SEEDS * count) / 1000);
      expect(sum[fate as keyof WordFates], fate).toBeLessThanOrEqual(bound);
    }
  },
);

// Seed, writers, and what went wrong: played again by every run.
const ONCE_FAILED: [seed: number, writers: number, what: string][] = [
  [2476, 4, 'a table of which nothing was left had another cell for each peer'],
  [21_712, 3, 'a table that was cut and pasted kept a renamed block to itself'],
  [11_055, 4, 'a letter that two words had in common tore the new one'],
  [12_751, 3, 'a letter that two words had in common cost a word'],
  [40_788, 4, 'a page break before the empty paragraph of a table that is shown elsewhere was not kept'],
  [42_834, 3, 'a format proposed for new words behind a moved block met half a character elsewhere'],
  [10_765, 2, 'a letter that two words had in common tore the new one'],
];

test.for(ONCE_FAILED)('[TXT-2e] the story of seed %i with %i people holds: %s', ([seed, writers]) => {
  const { lost, torn } = tell(seed, writers).fates();
  expect({ lost, torn }).toEqual({ lost: 0, torn: 0 });
});
