import { expect, test } from 'vitest';
import { runs } from '../../support/depth.ts';
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
