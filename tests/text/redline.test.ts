import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '../../shared/kernel/problem.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { blockText } from '../../shared/text/plain-text.ts';
import { applyRedline, changedBlocks, redline, revertRedline, type RedlineChange } from '../../shared/text/redline.ts';
import { redlineHtml, wordChangesHtml } from '../../shared/text/redline-html.ts';
import { arbitraryEdits, arbitraryText, edited } from '../support/arbitrary-text.ts';
import { checkSeeded } from '../support/check-seeded.ts';
import { longPolicy, policySentence } from '../support/long-policy.ts';
import { processorTimes } from '../support/processor-time.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { block, table, textOfBlocks } from './build-text.ts';

const TWO_TEXTS = fc.oneof(
  fc.tuple(arbitraryText, arbitraryEdits).map(([before, edits]): [DocumentText, DocumentText] => [before, edited(before, edits)]),
  fc.tuple(arbitraryText, arbitraryText),
);

const words = (change: RedlineChange, side: 'added' | 'removed') =>
  change.words
    .filter((word) => word.op === 'same' || word.op === side)
    .map((word) => word.text)
    .join('');

const LONG = 'The specialist centre must carry out a biopsy within 10 working days of receiving the referral.';
const OTHER = 'A person must be told before the visit what it will feel like and whom to telephone.';
const THIRD = 'Travel costs must not stop a person from attending, and staff must tell everyone.';

describe('redline', () => {
  test('[TXT-9e] a redline is exact both ways: applied to the first text it gives the second, reverted the first', () => {
    checkSeeded(
      'redline',
      fc.property(TWO_TEXTS, ([before, after]) => {
        const changes = redline(before, after);
        expect(applyRedline(before, changes)).toEqual(after);
        expect(revertRedline(after, changes)).toEqual(before);
      }),
      500,
    );
  });

  test('[TXT-9f] the words of each change join to the words of its blocks in either text', () => {
    checkSeeded(
      'redline words',
      fc.property(TWO_TEXTS, ([before, after]) => {
        for (const change of redline(before, after)) {
          expect(words(change, 'removed')).toBe(change.before.map(blockText).join('\n'));
          expect(words(change, 'added')).toBe(change.after.map(blockText).join('\n'));
        }
      }),
      300,
    );
  });

  test('[TXT-9g] every block of both texts is in exactly one change, and a text against itself has none', () => {
    checkSeeded(
      'redline blocks',
      fc.property(TWO_TEXTS, ([before, after]) => {
        const changes = redline(before, after);
        expect(changes.reduce((sum, change) => sum + change.before.length, 0)).toBe(before.blocks.length);
        expect(changes.reduce((sum, change) => sum + change.after.length, 0)).toBe(after.blocks.length);
        expect(changedBlocks(before, structuredClone(before))).toEqual([]);
      }),
      200,
    );
  });

  test('[TXT-9h] a redline made from other texts is refused', () => {
    const [one, other] = [textOfBlocks(block('a', 'paragraph', LONG)), textOfBlocks(block('a', 'paragraph', OTHER))];
    expect(() => applyRedline(other, redline(one, other))).toThrow(Problem);
  });

  const kinds = (before: DocumentText, after: DocumentText) =>
    redline(before, after).map((change) => [change.kind, change.blockId]);

  test('[TXT-9i] added, removed, reworded and converted blocks are told apart, removed ones standing where they stood', () => {
    const before = textOfBlocks(block('a', 'paragraph', LONG), block('b', 'paragraph', OTHER), block('c', 'paragraph', THIRD));
    const after = textOfBlocks(
      block('a', 'paragraph', LONG.replace('10 working', '14')),
      block('n', 'clause', 'Something wholly new.'),
      block('c', 'clause', THIRD),
    );
    expect(kinds(before, after)).toEqual([
      ['reworded', 'a'],
      ['removed', 'b'],
      ['added', 'n'],
      ['converted', 'c'],
    ]);
  });

  test('[TXT-9j] moved blocks are moved, with or without new words, and the others stay', () => {
    const before = textOfBlocks(
      block('a', 'clause', LONG),
      block('b', 'clause', OTHER),
      block('c', 'clause', THIRD),
      block('d', 'clause', 'Last.'),
    );
    const after = textOfBlocks(
      block('c', 'clause', THIRD),
      block('a', 'clause', LONG),
      block('b', 'clause', OTHER),
      block('d', 'clause', 'Last.'),
    );
    expect(kinds(before, after)).toEqual([
      ['moved', 'c'],
      ['same', 'a'],
      ['same', 'b'],
      ['same', 'd'],
    ]);
    const [first] = redline(before, textOfBlocks(block('c', 'clause', `${THIRD} In writing.`), ...after.blocks.slice(1)));
    expect(first).toMatchObject({ kind: 'moved-and-reworded', placeBefore: { number: '3' }, placeAfter: { number: '1' } });
  });

  test('[TXT-9k] blocks whose ids were lost pair by equal words, then by likeness', () => {
    const before = textOfBlocks(
      block('a', 'clause', LONG),
      block('b', 'clause', OTHER),
      block('c', 'clause', 'Yes'),
      block('d', 'clause', THIRD),
    );
    const after = textOfBlocks(
      block('w', 'clause', LONG),
      block('x', 'clause', OTHER.replace('visit', 'first visit')),
      block('y', 'clause', 'Yes'),
      block('z', 'clause', THIRD),
    );
    expect(kinds(before, after)).toEqual([
      ['same', 'w'],
      ['reworded', 'x'],
      ['same', 'y'],
      ['same', 'z'],
    ]);
  });

  test('[TXT-9l] a divided block and two joined ones cost no words', () => {
    const before = textOfBlocks(block('a', 'clause', `${LONG} ${OTHER}`), block('b', 'clause', THIRD));
    const after = textOfBlocks(block('a', 'clause', `${LONG} `), block('n', 'clause', OTHER), block('b', 'clause', THIRD));
    const split = redline(before, after);
    expect(split.map((change) => [change.kind, change.words.length])).toEqual([
      ['split', 3],
      ['same', 1],
    ]);
    expect(split[0].words[1]).toEqual({ op: 'added', text: '\n' });
    expect(redline(after, before).map((change) => change.kind)).toEqual(['joined', 'same']);
  });

  test('[TXT-9m] new formatting or another link without a new word is a change that says so', () => {
    const before = textOfBlocks(block('a', 'clause', [{ text: 'See ' }, { text: 'this', link: 'https://example.org/1' }]));
    const after = textOfBlocks(block('a', 'clause', [{ text: 'See ' }, { text: 'this', link: 'https://example.org/2' }]));
    expect(redline(before, after)).toMatchObject([{ kind: 'reworded', restyled: true }]);
  });

  test('[TXT-9n] tables are compared by row, column and cell', () => {
    const before = textOfBlocks(
      table('t', [
        ['Indicator', 'Target'],
        ['Biopsy in time', '85%'],
        ['Key worker named', '100%'],
        ['Seen again', '90%'],
      ]),
    );
    const rows = table('t', [
      ['Indicator', 'Target'],
      ['Biopsy in time', '90%'],
      ['Key worker named', '100%'],
      ['Seen again', '90%'],
    ]).rows;
    const [head, biopsy, worker, again] = rows;
    const after = textOfBlocks({ ...table('t', [['x']]), rows: [head, again, biopsy, worker] });
    const [change] = redline(before, after);
    expect(change.table?.rows.map((row) => [row.kind, row.rowId])).toEqual([
      ['same', 't-r0'],
      ['moved', 't-r3'],
      ['reworded', 't-r1'],
      ['same', 't-r2'],
    ]);
    expect(change.table?.rows[2].cells[1].words).toEqual([
      { op: 'removed', text: '85' },
      { op: 'added', text: '90' },
      { op: 'same', text: '%' },
    ]);
  });

  test('[TXT-9o] a new or removed column is one column, not a change of every cell', () => {
    const before = textOfBlocks(
      table('t', [
        ['Indicator', 'Target'],
        ['Biopsy in time', '85%'],
      ]),
    );
    const wide = table('t', [
      ['Indicator', 'Target'],
      ['Biopsy in time', '85%'],
    ]);
    wide.rows.forEach((row, index) =>
      row.cells.unshift({ id: `new${index}`, blocks: [block(`newp${index}`, 'paragraph', `No. ${index}`)] }),
    );
    const [change] = redline(before, textOfBlocks(wide));
    expect(change.table?.columns).toEqual([
      { before: -1, after: 0 },
      { before: 0, after: 1 },
      { before: 1, after: 2 },
    ]);
    expect(change.table?.rows.flatMap((row) => row.cells.map((cell) => cell.kind))).toEqual([
      'added',
      'same',
      'same',
      'added',
      'same',
      'same',
    ]);
    expect(redline(textOfBlocks(wide), before)[0].table?.columns).toContainEqual({ before: 0, after: -1 });
  });

  test('[RES-20] renumbering alone changes no block, and a changed table names its rows', () => {
    const before = textOfBlocks(
      block('a', 'clause', LONG),
      block('b', 'clause', OTHER),
      table('t', [
        ['a', 'b'],
        ['c', 'd'],
      ]),
    );
    const after = textOfBlocks(
      block('n', 'clause', THIRD),
      block('a', 'clause', LONG),
      block('b', 'clause', OTHER),
      table('t', [
        ['a', 'b'],
        ['c', 'changed'],
      ]),
    );
    expect(changedBlocks(before, after)).toEqual([
      { blockId: 'n', kind: 'added' },
      { blockId: 't-r1', kind: 'reworded' },
    ]);
  });
});

describe('redline of a long text', () => {
  test('[TXT-9s] a hundred pages with 400 edits are compared in under 100 ms', () => {
    const random = seededRandom(4);
    const acts = [
      'reword',
      'reword',
      'reword',
      'insert',
      'remove',
      'move',
      'convert',
      'split',
      'join',
      'rows',
      'restyle',
    ] as const;
    const edit = () => ({
      act: random.pick(acts),
      at: random.below(10_000),
      to: random.below(10_000),
      words: policySentence(random),
    });
    const before = longPolicy(1_000, 2);
    const after = edited(before, Array.from({ length: 400 }, edit));
    const times = processorTimes(
      9,
      () => structuredClone([before, after]),
      ([one, other]) => redline(one, other),
    );
    console.info(`redline of 100 pages: ${times.map((time) => time.toFixed(1)).join(', ')} ms`);
    expect(times[4]).toBeLessThan(100);
    expect(applyRedline(before, redline(before, after))).toEqual(after);
  });
});

describe('redline as HTML', () => {
  test('[TXT-9p] what is shown by line and colour is also said in words, and every character is escaped', () => {
    expect(
      wordChangesHtml([
        { op: 'removed', text: 'a<b' },
        { op: 'added', text: 'c' },
        { op: 'same', text: ' & d' },
      ]),
    ).toBe(
      '<del><span class="nhsuk-u-visually-hidden">[Removed: </span>a&lt;b<span class="nhsuk-u-visually-hidden">] </span></del>' +
        '<ins><span class="nhsuk-u-visually-hidden">[Added: </span>c<span class="nhsuk-u-visually-hidden">] </span></ins> &amp; d',
    );
  });

  test('[TXT-9q] each change is an article named by its clause; unchanged ones are left out unless the whole text is asked for', () => {
    const [heading, one, two] = [
      block('h', 'heading 1', 'Tests & biopsy'),
      block('a', 'clause', LONG),
      block('b', 'clause', OTHER),
    ];
    const before = textOfBlocks(heading, one, two, block('c', 'clause', THIRD));
    const after = textOfBlocks(heading, block('c', 'clause', THIRD), block('a', 'clause', LONG.replace('10', '14')), two);
    const html = redlineHtml(redline(before, after), { belowHeading: (id) => `<p>Because of ${id}</p>` });
    expect(html).toContain('<h2 id="rh-a">1.2 Tests &amp; biopsy <span class="cc-count">changed</span></h2><p>Because of a</p>');
    expect(html).toContain('<strong>Moved here from 1.3:</strong>');
    expect(html).not.toContain('cc-same');
    expect(redlineHtml(redline(before, after), { wholeText: true })).toContain(
      '<div class="cc-same"><p class="cc-diff__text">Tests &amp; biopsy</p></div>',
    );
  });

  test('[TXT-9r] a changed row is a table of its cells under the words of their columns', () => {
    const before = textOfBlocks(
      table('t', [
        ['Indicator', 'Target'],
        ['Biopsy', '85%'],
      ]),
    );
    const after = textOfBlocks(
      table('t', [
        ['Indicator', 'Target'],
        ['Biopsy', '90%'],
      ]),
    );
    const html = redlineHtml(redline(before, after));
    expect(html).toContain('Table 1, row 1 <span class="cc-count">changed</span>');
    expect(html).toContain(
      '>Indicator</th><td role="cell"><span class="lb" aria-hidden="true">Change</span>No change: Biopsy</td>',
    );
    expect(html).toContain('>Target</th>');
  });
});
