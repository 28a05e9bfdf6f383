import { describe, expect, test } from 'vitest';
import { canonicalForm, contentHash, normaliseText } from '../../shared/text/canonical-form.ts';
import { placesOf } from '../../shared/text/clause-numbers.ts';
import { commentPlace } from '../../shared/consultation/comment-place.ts';
import type { DocumentText, Picture, TextBlock } from '../../shared/text/document-text.ts';
import { makeAnchor } from '../../shared/text/anchor.ts';
import { picturesToPutRight } from '../../shared/text/pictures.ts';
import { redline } from '../../shared/text/redline.ts';
import { redlineHtml } from '../../shared/text/redline-html.ts';
import { citationNow } from '../../shared/text/references.ts';
import { sanitiseText } from '../../shared/text/sanitise-text.ts';
import { textFaults } from '../../shared/text/text-faults.ts';
import { textToHtml } from '../../shared/text/text-html.ts';
import { block, table, textOfBlocks } from './build-text.ts';

const [ONE, OTHER] = ['a'.repeat(64), 'b'.repeat(64)];
const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)> & \u202E';

function picture(id: string, of: Partial<Picture> = {}, caption = ''): TextBlock {
  return { ...block(id, 'image', caption), picture: { src: ONE, width: 40, height: 30, ...of } };
}

const scan = textOfBlocks(
  block('h', 'heading 1', 'Scope'),
  picture('i', { alt: 'A scan' }, 'The hip'),
  block('p', 'paragraph', 'Words.'),
);
const withPicture = (of: Partial<Picture>, caption = 'The hip'): DocumentText => ({
  ...scan,
  blocks: scan.blocks.map((each) => (each.id === 'i' ? picture('i', of, caption) : each)),
});
const changesOf = (after: DocumentText): string => redlineHtml(redline(scan, after)).replace(/<[^>]+>/g, ' ');

describe('pictures in a text', () => {
  test('[TXT-7pa] the hash of the bytes, the measures and every word of a description are part of form and fingerprint', () => {
    expect(canonicalForm(scan)).toContain(`"picture":{"alt":"A scan","height":30,"src":"${ONE}","width":40}`);
    const others = [
      { alt: 'A scam' },
      { alt: 'A scan', src: OTHER },
      { alt: 'A scan', width: 41 },
      { decorative: 'A scan' },
      { alt: 'A scan', size: 'small' as const },
      {},
    ];
    const hashes = [scan, ...others.map((of) => withPicture(of))].map(contentHash);
    expect(new Set(hashes).size).toBe(others.length + 1);
    expect(contentHash(withPicture({ alt: ' A \u0000 sc\u0061n ' }))).toBe(contentHash(scan));
    expect(contentHash(withPicture({ alt: 'Cafe\u0301' }))).toBe(contentHash(withPicture({ alt: 'Caf\u00e9' })));
    expect(normaliseText(withPicture({ alt: '  ' })).blocks[1]).not.toHaveProperty('picture.alt');
  });

  test('[TXT-7pb] a picture without bytes, words with a picture, two descriptions, and a picture in a table are faults', () => {
    const cell = table('t', [['x']]);
    const inCell = { ...cell, rows: [{ ...cell.rows[0]!, cells: [{ id: 'c', blocks: [picture('i', { alt: 'x' })] }] }] };
    const wrong = [
      block('i', 'image', 'No picture'),
      { ...picture('i'), kind: 'paragraph' as const },
      picture('i', { alt: 'x', decorative: 'y' }),
      inCell,
      picture('i', { src: 'https://example.org/a.png' }),
      picture('i', { width: 1e9 }),
    ];
    for (const each of wrong) expect(textFaults(textOfBlocks(each)), JSON.stringify(each)).not.toEqual([]);
    expect(textFaults(scan)).toEqual([]);
  });

  test('[TXT-1pa] pictures are numbered as figures, comment and citation name them so, and words around them keep their numbers', () => {
    const text = textOfBlocks(
      block('h', 'heading 1', 'Scope'),
      block('c', 'clause', 'One.'),
      picture('i'),
      block('c2', 'clause', 'Two.'),
      picture('j'),
    );
    expect(placesOf(text).map(({ number, address }) => `${number} ${address}`)).toEqual([
      '1 c-1',
      '1.1 c-1.1',
      'Figure 1 i-1',
      '1.2 c-1.2',
      'Figure 2 i-2',
    ]);
    expect(commentPlace(text, 'j')).toMatchObject({ name: 'Figure 2', canPropose: false });
    expect(makeAnchor(text, 'j')).toMatchObject({ number: 'Figure 2', quote: '' });
    expect(citationNow('Figure 1', { number: 'Figure 2' })).toBe('Figure 2');
  });

  test('[TXT-1pb] what has to be put right is listed: no description, or no bytes', () => {
    const text = textOfBlocks(
      picture('i'),
      picture('j', { alt: 'x', src: OTHER }),
      picture('k', { decorative: 'A line' }),
      picture('l', { alt: 'x' }),
    );
    expect(picturesToPutRight(text, new Set([ONE]))).toEqual([
      { blockId: 'i', name: 'Figure 1', why: 'no-description' },
      { blockId: 'j', name: 'Figure 2', why: 'not-here' },
    ]);
  });

  test('[TXT-8pa] a picture is a figure with its measures, its description and its caption, drawn when it comes near', () => {
    const html = textToHtml(withPicture({ alt: 'A scan', size: 'small' }), {
      pictureAddress: (src) => `/p/x/1/pictures/${src}`,
      hrefFor: ({ name }) => ({ href: '/c', label: name }),
    });
    expect(html).toContain(
      `<div class="pa fg" id="i-1"><figure><img src="/p/x/1/pictures/${ONE}" alt="A scan" width="40" height="30" loading="lazy" decoding="async" class="small"><figcaption><b>Figure 1</b>: <span id="b-i">The hip</span></figcaption></figure><a class="cm" href="/c">Figure 1</a></div>`,
    );
    const decoration = textToHtml(withPicture({ decorative: 'A line' }), { pictureAddress: (src) => `/${src}` });
    expect(decoration).toContain('alt=""');
    expect(textToHtml(withPicture({}), { pictureAddress: (src) => `/${src}` })).toContain('alt="Picture without a description"');
    expect(textToHtml(scan)).toContain('<p>[Picture: A scan]</p>');
  });

  test('[TXT-8pb] a hostile description, source or address comes out as text or not at all', () => {
    const html = textToHtml(withPicture({ alt: HOSTILE }), { pictureAddress: (src) => `/${src}` });
    expect(html).toContain('alt="&quot;&gt;&lt;script&gt;');
    expect(html).not.toMatch(/<script|onerror=alert\(1\)>\s*&amp; \S*"[^ ]/);
    expect(() => textToHtml(withPicture({ src: 'x" onerror="alert(1)' }), { pictureAddress: (src) => `/${src}` })).toThrow();
    expect(() => textToHtml(scan, { pictureAddress: () => 'javascript:alert(1)' })).toThrow(/not safe/);
  });

  test('[TXT-8pc] foreign pictures keep what is one; the caption of any other stays as a paragraph, and the loss is said', () => {
    const taken = sanitiseText(scan);
    expect([taken.text, taken.losses]).toEqual([scan, []]);
    const foreign = {
      blocks: [{ kind: 'image', content: 'The hip', picture: { src: 'http://example.org/x.png', width: 1, height: 1 } }],
    };
    const { text, losses } = sanitiseText(foreign);
    expect(text.blocks).toMatchObject([{ kind: 'paragraph', content: [{ text: 'The hip' }] }]);
    expect(losses).toEqual(['Block 1: a picture that is none was left out']);
    expect(textFaults(text)).toEqual([]);
  });

  test('[TXT-9pa] a redline says in words that a picture was added, removed, replaced, described otherwise or resized', () => {
    const without = { ...scan, blocks: scan.blocks.filter(({ id }) => id !== 'i') };
    expect(changesOf(without)).toContain('A picture was removed. Its description: “A scan”.');
    expect(redlineHtml(redline(without, scan))).toContain('A picture was added. Its description: “A scan”.');
    expect(changesOf(withPicture({ alt: 'A scan', src: OTHER }))).toContain('The picture is another one.');
    expect(changesOf(withPicture({ alt: 'An X-ray' }))).toContain('Its description was “A scan” and is “An X-ray”.');
    expect(changesOf(withPicture({ decorative: 'A line' }))).toContain('is none, because it is decoration: “A line”.');
    expect(changesOf(withPicture({ alt: 'A scan', size: 'small' }))).toContain('It is shown in small size now.');
    expect(redlineHtml(redline(scan, withPicture({ alt: HOSTILE })))).not.toContain('<script');
  });

  test('[TXT-9pb] a picture that came back with another id is the same picture, and never a part of the words beside it', () => {
    const pasted = textOfBlocks(
      block('h', 'heading 1', 'Scope'),
      block('p', 'paragraph', 'Words.'),
      picture('other', { alt: 'A scan' }, 'The hip'),
    );
    expect(
      redline(scan, pasted)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['moved', 'same', 'same']);
    const joined = textOfBlocks(block('h', 'heading 1', 'Scope'), block('p', 'paragraph', 'The hip of the person Words.'));
    const long = withPicture({ alt: 'A scan' }, 'The hip of the person');
    expect(redline(long, joined).map(({ kind }) => kind)).toContain('removed');
  });
});
