import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyWording } from '../../shared/text/apply-wording.ts';
import { cutContent, cutsPair } from '../../shared/text/cut-content.ts';
import { blockText, textBlocks, wordCount } from '../../shared/text/plain-text.ts';
import { sameContent } from '../../shared/text/same-block.ts';
import { textFaults } from '../../shared/text/text-faults.ts';
import { arbitraryText, arbitraryWords } from '../support/arbitrary-text.ts';
import { checkSeeded } from '../support/check-seeded.ts';
import { block, table, textOfBlocks } from './build-text.ts';

describe('wording applied by hand', () => {
  test('[RES-13] the block has the new words at that place, everything else and its formatting is as before', () => {
    checkSeeded(
      'apply wording',
      fc.property(arbitraryText, fc.nat(), fc.nat(), fc.nat(), arbitraryWords, (text, pick, from, to, words) => {
        const blocks = textBlocks(text);
        const target = blocks[pick % blocks.length];
        const whole = blockText(target);
        const [start, end] = [from % (whole.length + 1), to % (whole.length + 1)].sort((one, other) => one - other);
        if (cutsPair(whole, start) || cutsPair(whole, end)) return;
        const spelled = (whole.slice(0, start) + words + whole.slice(end)).normalize('NFC');
        const after = textBlocks(applyWording(text, { blockId: target.id, start, end }, words));
        const changed = after.find((each) => each.id === target.id);
        expect(changed && blockText(changed).normalize('NFC')).toBe(spelled);
        for (const each of blocks) if (each.id !== target.id) expect(after).toContainEqual(each);
        const head = changed ? cutContent(changed.content, 0, start) : [];
        expect(sameContent(head, cutContent(target.content, 0, start))).toBe(true);
        expect(textFaults(applyWording(text, { blockId: target.id, start, end }, words))).toEqual([]);
      }),
      300,
    );
  });

  test('[RES-13] words that stay keep their formatting, new ones take that of the words they replace', () => {
    const text = textOfBlocks(
      block('a', 'clause', [{ text: 'seen ' }, { text: 'within 10 days', strong: true }, { text: ' of referral' }]),
    );
    const after = applyWording(text, { blockId: 'a', start: 5, end: 31 }, 'within 14 days of the referral');
    expect(after.blocks[0]).toEqual(
      block('a', 'clause', [{ text: 'seen ' }, { text: 'within 14 days', strong: true }, { text: ' of the referral' }]),
    );
  });

  test('[RES-13] a link replaced whole stays a link, and words put behind a link do not join it', () => {
    const text = textOfBlocks(block('a', 'clause', [{ text: 'see ' }, { text: 'Annex', link: '#b-x' }]));
    expect(applyWording(text, { blockId: 'a', start: 4, end: 9 }, 'Schedule').blocks[0]).toMatchObject({
      content: [{ text: 'see ' }, { text: 'Schedule', link: '#b-x' }],
    });
    expect(applyWording(text, { blockId: 'a', start: 9, end: 9 }, ' below').blocks[0]).toMatchObject({
      content: [{}, { link: '#b-x' }, { text: ' below' }],
    });
  });

  test('[RES-13] cells of tables are reached too, and a line end is a line break', () => {
    const after = applyWording(textOfBlocks(table('t', [['85%']])), { blockId: 't-r0c0p', start: 0, end: 2 }, '90\nto 95');
    expect(textBlocks(after)[0].content).toEqual([{ text: '90' }, { break: true }, { text: 'to 95%' }]);
  });

  test('[RES-13] a place that is not in the text is refused, half a character too', () => {
    const text = textOfBlocks(block('a', 'clause', 'x😀y'));
    for (const range of [
      { blockId: 'b', start: 0, end: 1 },
      { blockId: 'a', start: 0, end: 9 },
      { blockId: 'a', start: 3, end: 2 },
      { blockId: 'a', start: 2, end: 4 },
    ]) {
      expect(() => applyWording(text, range, 'z')).toThrow(/not in this text/);
    }
  });

  test('[DRA-21] words are counted as people count them, numbers and hyphened words once, tables included', () => {
    expect(
      wordCount(textOfBlocks(block('a', 'clause', 'A 14-day limit: 3,900 o’clock.'), table('t', [['two words', 'x']]))),
    ).toBe(8);
  });
});
