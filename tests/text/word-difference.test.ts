import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordDifference, type WordChange } from '../../shared/text/word-difference.ts';
import { arbitraryWords } from '../support/arbitrary-text.ts';
import { checkSeeded } from '../support/check-seeded.ts';
import { processorTime } from '../support/processor-time.ts';

const side = (changes: WordChange[], op: WordChange['op']) =>
  changes
    .filter((change) => change.op === 'same' || change.op === op)
    .map((change) => change.text)
    .join('');

describe('word difference', () => {
  test('[TXT-9a] same and removed words join to the first text exactly, same and added to the second', () => {
    const anything = fc.oneof(arbitraryWords, fc.string({ unit: 'binary' }), fc.string());
    checkSeeded(
      'word difference',
      fc.property(anything, anything, (before, after) => {
        const changes = wordDifference(before, after);
        expect(side(changes, 'removed')).toBe(before);
        expect(side(changes, 'added')).toBe(after);
      }),
      1000,
    );
  });

  test('[TXT-9b] whole words are shown, and neighbouring ones as one phrase', () => {
    expect(wordDifference('seen within 10 working days of referral', 'seen within 14 calendar days of the referral')).toEqual([
      { op: 'same', text: 'seen within ' },
      { op: 'removed', text: '10 working' },
      { op: 'added', text: '14 calendar' },
      { op: 'same', text: ' days of ' },
      { op: 'added', text: 'the ' },
      { op: 'same', text: 'referral' },
    ]);
  });

  test('[TXT-9c] no two neighbours are of one kind, and no piece is empty', () => {
    checkSeeded(
      'pieces',
      fc.property(arbitraryWords, arbitraryWords, (before, after) => {
        const changes = wordDifference(before, after);
        changes.forEach((change, index) => {
          expect(change.text).not.toBe('');
          if (index > 0) expect(change.op).not.toBe(changes[index - 1].op);
        });
      }),
      300,
    );
    expect(wordDifference('', '')).toEqual([]);
  });

  test('[TXT-9d] two long texts with nothing in common are compared in under a second', () => {
    const long = (word: string) => Array.from({ length: 3_000 }, (_word, index) => `${word}${index}`).join(' ');
    expect(processorTime(() => void wordDifference(long('a'), long('b')))).toBeLessThan(1_000);
    expect(side(wordDifference(long('a'), long('b')), 'removed')).toBe(long('a'));
  });
});
