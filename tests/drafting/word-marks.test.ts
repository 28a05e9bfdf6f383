import { describe, expect, it } from 'vitest';
import { ErasedWords, WordMarks } from '../../server/drafting/erasures/word-marks.ts';
import { MIN_ERASED_CHARS } from '../../shared/kernel/limits.ts';
import { findPhrase, foldPhrase } from '../../shared/text/find-phrase.ts';
import { processorTime } from '../support/processor-time.ts';
import { runs } from '../support/depth.ts';
import { seededRandom } from '../support/seeded-random.ts';

const marks = new WordMarks('the key of this installation');
const LETTERS = ['a', 'b', 'A', ' ', '\u00a0', 'e\u0301', '\u00e9', '😀', '-'];

describe('the mark of erased words', () => {
  it('[PLT-9o] finds in any text what the words themselves would find, and tells nothing without the key', () => {
    const seed = Math.floor(Math.random() * 1e6);
    console.info(`word marks: seed ${seed}`);
    const random = seededRandom(seed);
    const text = (most: number): string => Array.from({ length: 1 + random.below(most) }, () => random.pick(LETTERS)).join('');
    for (let run = 0; run < runs(2000, 50_000); run++) {
      const [words, around] = [text(4), text(30)];
      if (foldPhrase(words).length < MIN_ERASED_CHARS) continue; // nobody may erase it
      const byWords = findPhrase(words)(around);
      expect(marks.finderOf('d', [marks.markOf('d', words)])(around), JSON.stringify({ words, around })).toEqual(byWords);
    }
    const { mark } = marks.markOf('d', '999 000 1234');
    expect(new WordMarks('another key').markOf('d', '999 000 1234').mark).not.toBe(mark);
    expect(marks.markOf('another document', '999 000 1234').mark).not.toBe(mark);
  });

  it('[PLT-9o] is looked for among a hundred pages in a fraction of a second, with twenty erasures of different lengths', () => {
    const words = ['the', 'patient', 'is', 'referred', 'within', 'clinic', 'imaging', 'agreed', 'review'];
    const random = seededRandom(7);
    const page = Array.from({ length: 45_000 }, () => random.pick(words)).join(' ');
    const erased = new ErasedWords(
      marks,
      'd',
      Array.from({ length: 20 }, (_, n) => ({ number: n + 1, ...marks.markOf('d', `Nora Example ${'x'.repeat(n)}`) })),
    );
    const find = erased.since(0);
    const took = processorTime(() => expect(find(`${page} nora example xxx `)).toHaveLength(1));
    console.info(`word marks: ${page.length} characters in ${Math.round(took)} ms of processor time`);
    expect(took).toBeLessThan(3000); // a tripwire: without the hint it is ten times as much and more
    expect(erased.since(20)('nora example xxx')).toEqual([]);
  });
});
