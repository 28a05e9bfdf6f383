import { describe, expect, test } from 'vitest';
import {
  brokenReferences,
  citationOf,
  referenceLink,
  references,
  renewReferences,
  staleReferences,
} from '../../shared/text/references.ts';
import { block, table, textOfBlocks } from './build-text.ts';

const to = (text: string, id: string) => ({ text, link: referenceLink(id) });
const heading = block('h', 'heading 1', 'Tests');
const target = block('t', 'clause', 'A biopsy is offered.');
const source = block('s', 'clause', [
  { text: 'As in ' },
  to('clause 1.1', 't'),
  { text: ', and in ' },
  to('the clause on biopsies', 't'),
  { text: '.' },
]);

describe('references to clauses', () => {
  test('[DRA-22i] a reference follows its clause when it moves, and its printed number is renewed', () => {
    const moved = textOfBlocks(heading, source, block('n', 'clause', 'New.'), target);
    expect(references(moved).map(({ words, target: place }) => [words, place?.number])).toEqual([
      ['clause 1.1', '1.3'],
      ['the clause on biopsies', '1.3'],
    ]);
    const renewed = renewReferences(moved);
    expect(references(renewed).map(({ words }) => words)).toEqual(['clause 1.3', 'the clause on biopsies']);
    expect(renewReferences(renewed)).toEqual(renewed);
  });

  test('[DRA-22j] references to tables, rows and lettered clauses are renewed too, own words never', () => {
    const text = textOfBlocks(
      table('t', [['a'], ['b']]),
      block('c', 'clause', 'x'),
      block('l', 'clause 1', 'y'),
      block('s', 'paragraph', [
        to('Table 9', 't'),
        { text: ' ' },
        to('Table 9, row 4', 't-r1'),
        { text: ' ' },
        to('7.2(b)', 'l'),
        { text: ' ' },
        to('Section 3 of the Act', 'c'),
      ]),
    );
    expect(references(renewReferences(text)).map(({ words }) => words)).toEqual([
      'Table 1',
      'Table 1, row 1',
      '1(a)',
      'Section 3 of the Act',
    ]);
  });

  test('[DRA-22k] broken references are listed with their place and words; links elsewhere are none', () => {
    const text = textOfBlocks(
      heading,
      source,
      block('a', 'clause', [
        { text: 'gone', link: '#c-9.9' },
        { text: 'web', link: 'https://example.org/#b-t' },
        { text: 'word', link: '#g-MDT' },
      ]),
    );
    expect(brokenReferences(text).map(({ blockId, start, end, words, link }) => [blockId, start, end, words, link])).toEqual([
      ['s', 6, 16, 'clause 1.1', '#b-t'],
      ['s', 25, 47, 'the clause on biopsies', '#b-t'],
      ['a', 0, 4, 'gone', '#c-9.9'],
    ]);
    expect(brokenReferences(textOfBlocks(heading, target, source))).toEqual([]);
  });

  test('[DRA-22l] references that print an old number are listed, own words and broken ones are not among them', () => {
    const moved = textOfBlocks(heading, source, block('n', 'clause', [to('nowhere', 'x')]), target);
    expect(staleReferences(moved).map(({ words, target: place }) => [words, place?.number])).toEqual([['clause 1.1', '1.3']]);
    expect(staleReferences(renewReferences(moved))).toEqual([]);
  });

  test('[DRA-22m] a place is cited as a sentence would, and the citation is renewed like a typed one', () => {
    expect(citationOf({ kind: 'clause', number: '3.2(a)' })).toBe('clause 3.2(a)');
    expect(citationOf({ kind: 'heading', number: '3' })).toBe('section 3');
    expect(citationOf({ kind: 'table', number: 'Table 2' })).toBe('Table 2');
    expect(citationOf({ kind: 'paragraph', number: '3.2, paragraph 2' })).toBe('3.2, paragraph 2');
  });
});
