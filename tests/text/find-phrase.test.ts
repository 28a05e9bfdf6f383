import { describe, expect, it } from 'vitest';
import type { DocumentText, Inline } from '../../shared/text/document-text.ts';
import { eraseInText } from '../../shared/text/erase-in-text.ts';
import { addressHolds, findPhrase, foldPhrase, valueWithout, withoutWords } from '../../shared/text/find-phrase.ts';

const find = findPhrase('Nora  Example');
const without = (text: string, words = 'Nora Example'): string => withoutWords(text, findPhrase(words));

function textOfContent(content: Inline[]): DocumentText {
  return { schema: 1, blocks: [{ id: 'a', kind: 'paragraph', level: 0, content }] };
}

describe('words that are to be erased', () => {
  it('[TXT-14a] are found whatever their case, spaces, dashes, apostrophes and accents are written as', () => {
    expect(without('Dear nora example, hello')).toBe('Dear , hello');
    expect(without('NORA\u00a0\n EXAMPLE')).toBe('');
    expect(without('Nora\u00adEx\u200bample and No\u00adra Exam\u00adple')).toBe('Nora\u00adEx\u200bample and ');
    expect(without('O\u2019Brien', "o'brien")).toBe('');
    expect(without('Zo\u00eb', 'zoe\u0308')).toBe('');
    expect(without('Zoe\u0308', 'ZO\u00cb')).toBe('');
    expect(without('Gri\uFB03ths', 'griffiths')).toBe('');
    expect(without('999\u2011000\u20111234', '999-000-1234')).toBe('');
  });

  it('[TXT-14a] are found inside longer words, and a letter with an accent is another letter', () => {
    expect(without('nora.example-nora examples')).toBe('nora.example-s');
    expect(without('Zo\u00eb', 'zoe')).toBe('Zo\u00eb');
    expect(without('Zoe\u0308', 'zoe')).toBe('Zoe\u0308');
    expect(without('😀nora example😀')).toBe('😀😀');
  });

  it('[TXT-14a] are looked for until nothing that is left says them', () => {
    expect(without('Nora NORA EXAMPLEexample')).toBe('');
    expect(without('aaaa', 'aa')).toBe('');
  });

  it('[TXT-14a] of nothing but space are no words', () => {
    expect(foldPhrase(' \u200b ')).toBe('');
    expect(findPhrase('  ')('a b')).toEqual([]);
  });

  it('[TXT-14b] are found in an address as it is written and as it is meant', () => {
    expect(addressHolds('https://example.org/?q=Nora%20Example', find)).toBe(true);
    expect(addressHolds('https://example.org/?q=nora+example', find)).toBe(true);
    expect(addressHolds('https://example.org/%', find)).toBe(false);
  });

  it('[TXT-14b] are taken out of a kept text: across formats and marks of notes, from links, pictures and tables', () => {
    const erased = eraseInText(
      {
        schema: 1,
        blocks: [
          {
            id: 'a',
            kind: 'paragraph',
            level: 0,
            content: [{ text: 'For No' }, { text: 'ra', strong: true }, { note: 'n' }, { break: true }, { text: 'example.' }],
          },
          {
            id: 'b',
            kind: 'image',
            level: 0,
            picture: { src: 'a'.repeat(64), width: 1, height: 1, alt: 'Nora Example' },
            content: [{ text: 'See here', link: 'https://example.org/nora%20example' }],
          },
          {
            id: 't',
            kind: 'table',
            headerRow: false,
            headerColumn: false,
            rows: [
              {
                id: 'r',
                cells: [{ id: 'c', blocks: [{ id: 'd', kind: 'paragraph', level: 0, content: [{ text: 'Nora Example!' }] }] }],
              },
            ],
          },
        ],
      },
      find,
    );
    expect(erased.places).toBe(4);
    expect(erased.text.blocks).toMatchObject([
      { content: [{ text: 'For ' }, { note: 'n' }, { text: '.' }] },
      { picture: { src: 'a'.repeat(64), width: 1, height: 1 }, content: [{ text: 'See here' }] },
      { rows: [{ cells: [{ blocks: [{ content: [{ text: '!' }] }] }] }] },
    ]);
    expect(JSON.stringify(erased.text).toLowerCase()).not.toContain('nora');
    const plain = textOfContent([{ text: 'Nothing of it.' }]);
    expect(eraseInText(plain, find)).toEqual({ text: plain, places: 0 });
    expect(valueWithout({ a: ['Nora Example', 1, null] }, find)).toEqual({ a: ['', 1, null] });
  });
});
