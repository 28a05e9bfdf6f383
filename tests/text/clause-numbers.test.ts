import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberBlocks, outline, placeOf, placesOf } from '../../shared/text/clause-numbers.ts';
import { letters, roman } from '../../shared/text/place-count.ts';
import { idsOf } from '../../shared/text/text-faults.ts';
import { arbitraryText } from '../support/arbitrary-text.ts';
import { checkSeeded } from '../support/check-seeded.ts';
import { block, table, textOfBlocks } from './build-text.ts';

describe('clause numbers', () => {
  test('[DRA-22a] headings, clauses, letters and Roman numerals are numbered by computation', () => {
    const text = textOfBlocks(
      block('a', 'heading 1', 'About'),
      block('b', 'clause', 'First'),
      block('c', 'heading 1', 'Population'),
      block('d', 'heading 2', 'Referral'),
      block('e', 'clause', 'One'),
      block('f', 'clause 1', 'lettered'),
      block('g', 'clause 2', 'Roman'),
      block('h', 'clause 2', 'Roman'),
      block('i', 'clause 1', 'lettered'),
      block('j', 'clause', 'Two'),
      block('k', 'clause 1', 'letters start again'),
    );
    expect([...numberBlocks(text).values()]).toEqual([
      '1',
      '1.1',
      '2',
      '2.1',
      '2.1.1',
      '(a)',
      '(i)',
      '(ii)',
      '(b)',
      '2.1.2',
      '(a)',
    ]);
    expect(placeOf(text, 'h')).toMatchObject({
      number: '2.1.1(a)(ii)',
      address: 'c-2.1.1-a-ii',
      name: 'clause 2.1.1(a)(ii)',
      heading: 'Referral',
    });
  });

  test('[DRA-22b] without a heading clauses count 1, 2, 3', () => {
    const text = textOfBlocks(
      block('a', 'clause', 'x'),
      block('b', 'clause', 'y'),
      block('c', 'heading 1', 'z'),
      block('d', 'clause', 'y'),
    );
    expect([...numberBlocks(text).values()]).toEqual(['1', '2', '3', '3.1']);
  });

  test('[DRA-22c] a deeper heading and a clause under one heading share one count', () => {
    const text = textOfBlocks(
      block('a', 'heading 1', 'A'),
      block('b', 'clause', 'x'),
      block('c', 'heading 2', 'B'),
      block('d', 'clause', 'y'),
      block('e', 'heading 2', 'C'),
    );
    expect([...numberBlocks(text).values()]).toEqual(['1', '1.1', '1.2', '1.2.1', '1.3']);
  });

  test('[DRA-22d] a skipped level closes up instead of printing a nought', () => {
    const text = textOfBlocks(
      block('a', 'heading 1', 'A'),
      block('b', 'heading 4', 'B'),
      block('c', 'heading 2', 'C'),
      block('d', 'clause 2', 'x'),
    );
    expect([...numberBlocks(text).values()]).toEqual(['1', '1.1', '1.2', '(a)']);
  });

  test('[DRA-22e] letters go on after z with aa, and Roman numerals are right to 3,999', () => {
    expect([1, 26, 27, 52, 53, 702, 703].map(letters)).toEqual(['a', 'z', 'aa', 'az', 'ba', 'zz', 'aaa']);
    expect([1, 4, 9, 14, 40, 99, 400, 3999].map(roman)).toEqual(['i', 'iv', 'ix', 'xiv', 'xl', 'xcix', 'cd', 'mmmcmxcix']);
  });

  test('[DRA-22f] no two things in a document have one number, name or address, and every address is a fragment', () => {
    checkSeeded(
      'places',
      fc.property(arbitraryText, (text) => {
        const places = placesOf(text);
        for (const key of ['number', 'address', 'blockId'] as const)
          expect(new Set(places.map((place) => place[key])).size).toBe(places.length);
        for (const place of places) expect(place.address).toMatch(/^[cnti]-[a-z0-9.-]+$/);
        expect(places.map((place) => place.ordinal)).toEqual(places.map((_place, index) => index + 1));
      }),
      400,
    );
  });

  test('[TXT-3b] every block, table and row of a document has a place by its permanent id', () => {
    checkSeeded(
      'place by id',
      fc.property(arbitraryText, (text) => {
        const cells = new Set(
          text.blocks.flatMap((each) =>
            each.kind === 'table' ? each.rows.flatMap((row) => row.cells.map((cell) => cell.id)) : [],
          ),
        );
        for (const id of idsOf(text)) if (!cells.has(id)) expect(placeOf(text, id)?.blockId).toBe(id);
      }),
      100,
    );
    expect(placeOf(textOfBlocks(block('a', 'paragraph', 'x')), 'b')).toBeUndefined();
  });

  test('[CON-21] paragraphs, bullets, tables and rows have names that a sentence can use', () => {
    const text = textOfBlocks(
      block('a', 'paragraph', 'before'),
      block('b', 'heading 1', 'Population'),
      block('c', 'heading 2', 'Referral'),
      block('d', 'paragraph', 'one'),
      block('e', 'paragraph', 'two'),
      block('f', 'clause', 'clause'),
      block('g', 'bullet', 'bullet'),
      block('h', 'continued', 'more of the clause'),
      table('t', [
        ['Group', 'Cases'],
        ['Adults', '3,900'],
        ['Children', '210'],
      ]),
    );
    const names = placesOf(text).map((place) => place.name);
    expect(names.slice(0, 8)).toEqual([
      'paragraph 1',
      'section 1, Population',
      'section 1.1, Referral',
      'paragraph 1 of 1.1, Referral',
      'paragraph 2 of 1.1, Referral',
      'clause 1.1.1',
      'bullet 1 of 1.1.1',
      'paragraph 2 of 1.1.1',
    ]);
    expect(names.slice(8, 13)).toEqual([
      'Table 1',
      'Table 1, heading row',
      'Table 1, heading row, column 1',
      'Table 1, heading row, column 2',
      'Table 1, row 1',
    ]);
    expect(placeOf(text, 't-r2')).toMatchObject({
      number: 'Table 1, row 2',
      address: 't-1-r2',
      kind: 'row',
      heading: 'Referral',
    });
    expect(placeOf(text, 't-r2c1p')).toMatchObject({ number: 'Table 1, row 2, column 2', address: 't-1-r2-c2' });
  });

  test('[DRA-22g] a moved clause takes the number of its new place', () => {
    const [a, b, c] = [block('a', 'clause', 'x'), block('b', 'clause', 'y'), block('c', 'clause', 'z')];
    expect(placeOf(textOfBlocks(a, b, c), 'c')?.number).toBe('3');
    expect(placeOf(textOfBlocks(c, a, b), 'c')?.number).toBe('1');
  });

  test('[DRA-22h] the contents list is the tree of headings, however levels were skipped', () => {
    const text = textOfBlocks(
      block('a', 'heading 2', 'A'),
      block('b', 'heading 4', 'B'),
      block('c', 'heading 1', 'C'),
      block('d', 'heading 3', 'D'),
    );
    const tree = outline(text);
    expect(tree.map((entry) => [entry.number, entry.children.map((child) => child.number)])).toEqual([
      ['1', ['1.1']],
      ['2', ['2.1']],
    ]);
  });
});
