import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_BLOCK_CHARS, MAX_BLOCKS, MAX_TABLE_COLUMNS } from '../../shared/kernel/limits.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { blockText, textBlocks, textOf } from '../../shared/text/plain-text.ts';
import { sanitiseText } from '../../shared/text/sanitise-text.ts';
import { idsOf, textFaults } from '../../shared/text/text-faults.ts';
import { textToHtml } from '../../shared/text/text-html.ts';
import { arbitraryText } from '../support/arbitrary-text.ts';
import { checkSeeded } from '../support/check-seeded.ts';
import { block, table, textOfBlocks } from './build-text.ts';

let count = 0;
const newId = () => `made-${++count}`;

// Values shaped like a text in which anything may be wrong.
const odd = fc.oneof(
  fc.constant(undefined),
  fc.constant(null),
  fc.nat(9),
  fc.string(),
  fc.constant('javascript:x'),
  fc.constant('https://example.org'),
);
const oddRun = fc.oneof(
  odd,
  fc.record(
    {
      text: fc.oneof(odd, fc.string({ unit: 'binary' })),
      strong: odd,
      link: odd,
      break: fc.oneof(odd, fc.constant(true)),
      colour: odd,
    },
    { requiredKeys: [] },
  ),
);
const oddBlock = fc.record(
  {
    id: fc.oneof(odd, fc.constantFrom('a', 'b')),
    kind: fc.oneof(odd, fc.constantFrom('heading', 'clause', 'bullet')),
    level: fc.oneof(odd, fc.double()),
    content: fc.oneof(odd, fc.array(oddRun, { maxLength: 4 })),
  },
  { requiredKeys: [] },
);
const oddCell = fc.oneof(
  odd,
  fc.record({ id: odd, blocks: fc.oneof(odd, fc.array(oddBlock, { maxLength: 3 })) }, { requiredKeys: [] }),
);
const oddRow = fc.oneof(
  odd,
  fc.record({ id: odd, cells: fc.oneof(odd, fc.array(oddCell, { maxLength: 3 })) }, { requiredKeys: [] }),
);
const oddTable = fc.record(
  { id: odd, kind: fc.constant('table'), headerRow: odd, rows: fc.oneof(odd, fc.array(oddRow, { maxLength: 3 })) },
  { requiredKeys: ['kind'] },
);
const oddText = fc.oneof(
  odd,
  fc.record({ schema: odd, blocks: fc.oneof(odd, fc.array(fc.oneof(odd, oddBlock, oddTable), { maxLength: 6 })) }),
);

describe('sanitising foreign text', () => {
  test('[TXT-8l] whatever comes in, a valid text comes out that prints', () => {
    checkSeeded(
      'sanitise',
      fc.property(fc.oneof(oddText, fc.anything()), (foreign) => {
        const { text } = sanitiseText(foreign, newId);
        expect(textFaults(text)).toEqual([]);
        textToHtml(text);
      }),
      1000,
    );
  });

  test('[TXT-8m] a valid text comes out unchanged, without a loss', () => {
    checkSeeded(
      'sanitise valid',
      fc.property(arbitraryText, (text) => {
        expect(sanitiseText(text, newId)).toEqual({ text, losses: [] });
      }),
      200,
    );
  });

  test('[TXT-3c] a missing or repeated id is made new; the first holder keeps it', () => {
    const { text } = sanitiseText(
      { blocks: [block('a', 'paragraph', 'x'), block('a', 'paragraph', 'y'), { kind: 'paragraph', content: 'z' }] },
      newId,
    );
    expect(text.blocks[0].id).toBe('a');
    expect(new Set(idsOf(text)).size).toBe(3);
  });

  test('[TXT-8n] an unsafe link is dropped, its words stay, and the loss says where', () => {
    const { text, losses } = sanitiseText(
      textOfBlocks(block('a', 'paragraph', [{ text: 'click', link: 'javascript:alert(1)' }])),
    );
    expect(text.blocks[0]).toEqual(block('a', 'paragraph', 'click'));
    expect(losses).toEqual(['Block 1: a link was dropped because its address is not safe; its words were kept']);
  });

  test('[TXT-8o] ragged tables are filled up, and a table in a cell becomes paragraphs', () => {
    const inner = table('inner', [['deep words']]);
    const ragged: unknown = {
      blocks: [
        { ...table('t', [['a', 'b'], ['c']]) },
        { ...table('u', [['x']]), rows: [{ id: 'r', cells: [{ id: 'c', blocks: [inner] }] }] },
      ],
    };
    const { text, losses } = sanitiseText(ragged, newId);
    expect(textOf(text)).toBe('a\tb\nc\t\ndeep words');
    expect(losses).toEqual([
      'Table 1, row 2: it had 1 of 2 cells, so empty cells were added at its end',
      'Table 2, row 1: a table inside a cell became paragraphs',
    ]);
  });

  test('[TXT-8p] unknown kinds become paragraphs, levels are clamped, unseen characters go; each is said', () => {
    const { text, losses } = sanitiseText({
      blocks: [
        { id: 'a', kind: 'marquee', level: 7, content: [{ text: 'a\u0000b\ud800c', blink: true }] },
        { ...block('b', 'heading', 'x'), level: 9 },
      ],
    });
    expect(text).toEqual(textOfBlocks(block('a', 'paragraph', 'abc'), block('b', 'heading 4', 'x')));
    expect(losses).toHaveLength(5);
  });

  test('[TXT-8q] a block that is too long is cut into several, and no word of it is lost', () => {
    const words = `zzz${'𝒳y '.repeat(MAX_BLOCK_CHARS / 2)}`; // a cut at the limit would part the letter of two units
    const { text, losses } = sanitiseText(textOfBlocks(block('a', 'clause', words)), newId);
    expect(text.blocks.map((each) => each.kind)).toEqual(['clause', 'continued', 'continued']);
    expect(textBlocks(text).map(blockText).join('')).toBe(words);
    expect(losses[0]).toMatch(/was cut into several/);
  });

  test('[TXT-8r] what is beyond the limits is left out and counted', () => {
    const many: DocumentText['blocks'] = Array.from({ length: MAX_BLOCKS + 2 }, (_block, index) =>
      block(`b${index}`, 'paragraph', 'x'),
    );
    expect(sanitiseText(textOfBlocks(...many)).losses).toEqual([`The last 2 blocks were left out: ${MAX_BLOCKS} is the most`]);
    const wide = sanitiseText(textOfBlocks(table('t', [Array.from({ length: MAX_TABLE_COLUMNS + 1 }, () => 'x')])));
    expect(wide.losses).toEqual([`Table 1, row 1: 1 cells were left out: ${MAX_TABLE_COLUMNS} columns is the most`]);
  });
});
