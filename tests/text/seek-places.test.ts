import { describe, expect, it } from 'vitest';
import { seekPlaces } from '../../shared/text/seek-places.ts';
import { block, table, textOfBlocks } from './build-text.ts';

const TEXT = textOfBlocks(
  block('h1', 'heading 1', 'Scope'),
  block('c1', 'clause 0', 'Every person has a key worker.'),
  block('c1a', 'clause 1', 'who can be telephoned'),
  block('h2', 'heading 1', 'Referral'),
  ...Array.from({ length: 11 }, (_, index) => block(`s${index + 1}`, 'clause 0', `Step ${index + 1} of the pathway.`)),
  table('t', [['Limits of time']]),
);

const ids = (typed: string): string[] => seekPlaces(TEXT, typed).map(({ place }) => place.blockId);

describe('seekPlaces', () => {
  it('[DRA-21r] finds a clause by its number however it is written, the exact one first', () => {
    for (const typed of ['1.1', 'clause 1.1', ' Section 1.1. ']) expect(ids(typed)[0]).toBe('c1');
    for (const typed of ['1.1(a)', '1.1a', 'Clause 1.1 (A)']) expect(ids(typed)).toEqual(['c1a']);
    expect(ids('2.1').slice(0, 3)).toEqual(['s1', 's10', 's11']);
    expect(ids('2')[0]).toBe('h2');
    expect(ids('table 1')[0]).toBe('t');
  });

  it('[DRA-21r] finds words where no number fits, numbers before words, and says what stands there', () => {
    expect(seekPlaces(TEXT, 'KEY WORKER')).toMatchObject([{ place: { number: '1.1' }, words: 'Every person has a key worker.' }]);
    expect(ids('limits')).toEqual(['t']);
    expect(ids('11')).toEqual(['s11']);
    expect(ids('nothing of that')).toEqual([]);
  });

  it('[DRA-21r] lists the headings while nothing is typed, and never more than a screen holds', () => {
    expect(ids('')).toEqual(['h1', 'h2']);
    const many = textOfBlocks(...Array.from({ length: 200 }, (_, index) => block(`k${index}`, 'clause 0', 'the')));
    expect(seekPlaces(many, 'the')).toHaveLength(30);
  });
});
