import { describe, expect, test } from 'vitest';
import { canonicalForm, contentHash } from '../../shared/text/canonical-form.ts';
import { redline } from '../../shared/text/redline.ts';
import { redlineHtml } from '../../shared/text/redline-html.ts';
import { sanitiseText } from '../../shared/text/sanitise-text.ts';
import { textFaults } from '../../shared/text/text-faults.ts';
import { textToHtml } from '../../shared/text/text-html.ts';
import { block, textOfBlocks } from './build-text.ts';

const plain = textOfBlocks(block('h', 'heading 1', 'Scope'), block('c', 'clause', 'A clause.'), block('b', 'bullet', 'A point.'));
const broken = { ...plain, blocks: plain.blocks.map((each) => ({ ...each, pageBreak: true as const })) };

describe('page breaks', () => {
  test('[TXT-7nc] a page break enters form and hash where there is one, and is absent where there is none', () => {
    expect(canonicalForm(broken)).toContain('"pageBreak":true');
    expect(canonicalForm(plain)).not.toContain('pageBreak');
    expect(contentHash(broken)).not.toBe(contentHash(plain));
    const said = { ...plain, blocks: [{ ...plain.blocks[0], pageBreak: false }] };
    expect(textFaults(said)).not.toEqual([]);
    expect(sanitiseText(said).text.blocks[0]).not.toHaveProperty('pageBreak');
    expect(sanitiseText(broken).text).toEqual(broken);
  });

  test('[TXT-8nc] in print a heading, a clause and a list item begin a new page, and nothing else of the page changes', () => {
    const html = textToHtml(broken);
    expect(html.match(/ pb"|class="pb"/g)).toHaveLength(3);
    expect(html.replaceAll(' class="pb"', '').replaceAll(' pb"', '"')).toBe(textToHtml(plain));
  });

  test('[TXT-9nc] a redline says that only a page break changed', () => {
    const changes = redline(plain, broken);
    expect(changes.map(({ kind, restyled, converted }) => [kind, restyled, converted])).toEqual(
      Array.from({ length: 3 }, () => ['reworded', true, false]),
    );
    expect(redlineHtml(changes)).toContain('a page break did');
  });
});
