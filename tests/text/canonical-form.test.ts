import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_BLOCK_CHARS } from '../../shared/kernel/limits.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { canonicalForm, contentHash, normaliseText, shortFingerprint } from '../../shared/text/canonical-form.ts';
import type { DocumentText, Inline } from '../../shared/text/document-text.ts';
import { blockText, textBlocks } from '../../shared/text/plain-text.ts';
import { arbitraryText } from '../support/arbitrary-text.ts';
import { checkSeeded } from '../support/check-seeded.ts';
import { block, table, textOfBlocks } from './build-text.ts';

describe('canonical form', () => {
  test('[TXT-7a] the canonical form is RFC 8785 JSON: sorted keys, no spaces, and reading it gives the text back', () => {
    const text = textOfBlocks(
      block('a', 'clause', [{ text: 'Must', strong: true }, { break: true }, { text: '€ "x"', link: '#b-a' }]),
    );
    expect(canonicalForm(text)).toBe(
      '{"blocks":[{"content":[{"strong":true,"text":"Must"},{"break":true},{"link":"#b-a","text":"€ \\"x\\""}],"id":"a","kind":"clause","level":0}],"schema":1}',
    );
    checkSeeded(
      'canonical form',
      fc.property(arbitraryText, (any) => {
        const form = canonicalForm(any);
        expect(JSON.parse(form)).toEqual(any);
        expect(canonicalize(JSON.parse(form))).toBe(form);
      }),
      200,
    );
  });

  test('[TXT-7b] the content hash is SHA-256 over the UTF-8 bytes of the canonical form', () => {
    checkSeeded(
      'content hash',
      fc.property(arbitraryText, (text) => {
        expect(contentHash(text)).toBe(createHash('sha256').update(canonicalForm(text), 'utf8').digest('hex'));
      }),
      100,
    );
  });

  test('[TXT-7c] two spellings of the same characters, and any cutting into runs, hash alike', () => {
    expect(contentHash(textOfBlocks(block('a', 'paragraph', 'cafe\u0301')))).toBe(
      contentHash(textOfBlocks(block('a', 'paragraph', 'café'))),
    );
    checkSeeded(
      'cut runs',
      fc.property(arbitraryText, fc.infiniteStream(fc.nat(7)), (text, numbers) => {
        const cut = recut(text, () => numbers.next().value ?? 0);
        expect(contentHash(cut)).toBe(contentHash(text));
      }),
      200,
    );
  });

  test('[TXT-7d] normalising twice is normalising once, and changes no offset but those of composed characters', () => {
    checkSeeded(
      'normalise',
      fc.property(arbitraryText, (text) => {
        expect(normaliseText(normaliseText(text))).toEqual(normaliseText(text));
        expect(textBlocks(normaliseText(text)).map(blockText)).toEqual(textBlocks(text).map((each) => blockText(each)));
      }),
      100,
    );
    const odd = normaliseText(textOfBlocks(block('a', 'paragraph', 'one\nt\vwo\u0000 \ud800 end')));
    expect(odd.blocks[0]).toEqual(
      block('a', 'paragraph', [
        { text: 'one' },
        { break: true },
        { text: 't' },
        { break: true },
        { text: 'wo\ufffd \ufffd end' },
      ]),
    );
  });

  test('[TXT-7e] what is not part of the model never enters the hash: it is refused', () => {
    const volatile = { ...textOfBlocks(block('a', 'paragraph', 'x')), editedBy: 'someone' };
    expect(() => canonicalForm(volatile)).toThrow(Problem);
    const inBlock = textOfBlocks({ ...block('a', 'paragraph', 'x'), colour: 'red' } as never); // a foreign program's block
    expect(() => canonicalForm(inBlock)).toThrow(/cannot be kept/);
  });

  test('[TXT-3a] a text in which two things have one id is refused', () => {
    expect(() => canonicalForm(textOfBlocks(block('a', 'paragraph', 'x'), block('a', 'paragraph', 'y')))).toThrow(
      /the id a is used twice/,
    );
    const cell = table('t', [['x']]);
    cell.rows[0].cells[0].blocks[0].id = 't';
    expect(() => canonicalForm(textOfBlocks(cell))).toThrow(/the id t is used twice/);
  });

  test('[TXT-7f] levels that a kind does not have, ragged tables and blocks beyond the limit are refused', () => {
    expect(() => canonicalForm(textOfBlocks(block('a', 'heading 0', 'x')))).toThrow(/heading of level 0/);
    expect(() => canonicalForm(textOfBlocks(block('a', 'clause 3', 'x')))).toThrow(/clause of level 3/);
    expect(() => canonicalForm(textOfBlocks(table('t', [['a', 'b'], ['c']])))).toThrow(/not as many cells/);
    expect(() => canonicalForm(textOfBlocks(block('a', 'paragraph', 'x'.repeat(MAX_BLOCK_CHARS + 1))))).toThrow(/longer than/);
  });

  test('[TXT-7g] the fingerprint is the first sixteen digits of the hash in fours', () => {
    expect(shortFingerprint('7f3a91c40be258d6ffff')).toBe('7f3a 91c4 0be2 58d6');
  });
});

// Cuts every run at random into several of the same format, some of them empty, and writes every string decomposed.
function recut(text: DocumentText, next: () => number): DocumentText {
  const cut = (content: Inline[]): Inline[] =>
    content.flatMap((part): Inline[] => {
      if (!('text' in part)) return [part];
      const spelled = part.text.normalize('NFC');
      const at = Math.min(spelled.length, next());
      const whole =
        /[\ud800-\udbff]/.test(spelled[at - 1] ?? '') || /\p{M}|\u200d/u.test(spelled.slice(at)) ? spelled.length : at;
      return [
        { ...part, text: spelled.slice(0, whole).normalize('NFD') },
        { ...part, text: '' },
        { ...part, text: spelled.slice(whole).normalize('NFD') },
      ];
    });
  const blocks = text.blocks.map((each) =>
    each.kind === 'table'
      ? {
          ...each,
          rows: each.rows.map((row) => ({
            ...row,
            cells: row.cells.map((cell) => ({
              ...cell,
              blocks: cell.blocks.map((inner) => ({ ...inner, content: cut(inner.content) })),
            })),
          })),
        }
      : { ...each, content: cut(each.content) },
  );
  return { ...text, blocks };
}
