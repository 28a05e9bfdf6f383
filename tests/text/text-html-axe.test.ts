// @vitest-environment jsdom
import axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import { redline } from '../../shared/text/redline.ts';
import { redlineHtml } from '../../shared/text/redline-html.ts';
import { textToHtml } from '../../shared/text/text-html.ts';
import { longPolicy } from '../support/long-policy.ts';
import { edited } from '../support/arbitrary-text.ts';
import { block, table, textOfBlocks } from './build-text.ts';

async function faults(html: string): Promise<string[]> {
  document.documentElement.lang = 'en-GB';
  document.title = 'Text';
  document.body.innerHTML = `<main><h1>A policy</h1>${html}</main>`;
  const result = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } }); // colours are the page's
  return result.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html ?? ''}`);
}

describe('the printed text and assistive technology', { timeout: 60_000 }, () => {
  test('[TXT-8s] headings, clauses, lists and tables pass axe, with controls and without', async () => {
    const text = textOfBlocks(
      ...longPolicy(70, 5).blocks,
      block('deep', 'heading 4', 'Deep'),
      block('after', 'heading 1', ''),
      table(
        'bare',
        [
          ['', ''],
          ['', 'x'],
        ],
        { row: true, column: true },
      ),
      table('plain', [['a', 'b']], {}),
    );
    expect(await faults(textToHtml(text))).toEqual([]);
    expect(
      await faults(textToHtml(text, { hrefFor: ({ address, name }) => ({ href: `#${address}`, label: `Comment on ${name}` }) })),
    ).toEqual([]);
  });

  test('[TXT-9t] a redline passes axe', async () => {
    const before = longPolicy(70, 5);
    const acts = ['reword', 'insert', 'remove', 'move', 'convert', 'split', 'rows', 'restyle'] as const;
    const after = edited(
      before,
      acts.map((act, index) => ({ act, at: 7 * index + (act === 'rows' ? 12 : 0), to: index, words: 'other words' })),
    );
    expect(await faults(redlineHtml(redline(before, after)))).toEqual([]);
    expect(await faults(redlineHtml(redline(before, after), { wholeText: true }))).toEqual([]);
  });
});
