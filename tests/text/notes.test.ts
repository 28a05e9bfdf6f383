import { describe, expect, test } from 'vitest';
import { canonicalForm, contentHash, normaliseText } from '../../shared/text/canonical-form.ts';
import { placesOf } from '../../shared/text/clause-numbers.ts';
import type { DocumentText, Inline } from '../../shared/text/document-text.ts';
import { marksWithoutNote, noteNumbers, notesWithoutMark, settleNotes } from '../../shared/text/notes.ts';
import { blockText, textBlocks } from '../../shared/text/plain-text.ts';
import { applyWording } from '../../shared/text/apply-wording.ts';
import { redline } from '../../shared/text/redline.ts';
import { redlineHtml } from '../../shared/text/redline-html.ts';
import { sanitiseText } from '../../shared/text/sanitise-text.ts';
import { textFaults } from '../../shared/text/text-faults.ts';
import { textToHtml } from '../../shared/text/text-html.ts';
import { arbitraryText } from '../support/arbitrary-text.ts';
import { checkSeeded } from '../support/check-seeded.ts';
import { runs } from '../support/depth.ts';
import { block, table, textOfBlocks } from './build-text.ts';
import fc from 'fast-check';

const mark = (note: string): Inline => ({ note });
const notes = [
  block('m1', 'note', 'Of 2024.'),
  block('m1f', 'continued', 'With its annex.'),
  block('m2', 'note', 'See the guide.'),
];
const cellWith = (content: Inline[]) => {
  const made = table('t', [['x']]);
  const row = made.rows[0]!;
  return { ...made, rows: [{ ...row, cells: [{ ...row.cells[0]!, blocks: [block('tp', 'paragraph', content)] }] }] };
};
const ids = (text: DocumentText): string[] => text.blocks.map(({ id }) => id);

describe('notes', () => {
  test('[TXT-1na] notes are numbered in the order of their first marks, in tables too, those without a mark last', () => {
    const text = textOfBlocks(
      block('h', 'heading 1', 'Scope'),
      cellWith([{ text: 'x' }, mark('m2')]),
      block('p', 'paragraph', [{ text: 'The Act' }, mark('m1'), mark('m2')]),
      block('m0', 'note', 'Lost.'),
      ...notes,
    );
    expect([...noteNumbers(text)]).toEqual([
      ['m2', 1],
      ['m1', 2],
      ['m0', 3],
    ]);
    expect(notesWithoutMark(text)).toEqual(['m0']);
    const settled = settleNotes(text);
    expect(ids(settled).slice(-4)).toEqual(['m2', 'm1', 'm1f', 'm0']);
    expect(placesOf(settled).slice(-4)).toMatchObject([
      { number: 'Note 1', label: '1', address: 'n-1', name: 'note 1' },
      { number: 'Note 2', label: '2', address: 'n-2' },
      { number: 'Note 2, paragraph 2', address: 'n-2-p2' },
      { number: 'Note 3', address: 'n-3' },
    ]);
  });

  test('[TXT-1nb] wherever notes stood they come last; marks without a note go, and so do the marks of notes', () => {
    const text = textOfBlocks(
      block('m1', 'note', [{ text: 'Of 2024.' }, mark('m1')]),
      block('p', 'paragraph', [{ text: 'The Act' }, mark('m1'), mark('gone'), { text: ' applies' }]),
    );
    const settled = settleNotes(text);
    expect(settled.blocks).toEqual([
      block('p', 'paragraph', [{ text: 'The Act' }, mark('m1'), { text: ' applies' }]),
      block('m1', 'note', 'Of 2024.'),
    ]);
    expect(settleNotes(settled)).toBe(settled);
    expect(marksWithoutNote(text)).toEqual(['gone']);
  });

  test('[TXT-1nb] settling any text keeps every word, and twice is once', () => {
    checkSeeded(
      'settled notes',
      fc.property(arbitraryText, fc.nat(), (text, turn) => {
        const at = turn % text.blocks.length;
        const turned = { ...text, blocks: [...text.blocks.slice(at), ...text.blocks.slice(0, at)] };
        const settled = settleNotes(turned);
        expect(settleNotes(settled)).toEqual(settled);
        expect([...ids(settled)].sort()).toEqual([...ids(text)].sort());
        expect(written(settled)).toEqual(written(text));
      }),
      runs(200, 3000),
    );
  });

  test('[TXT-1nb] a mark that says nothing goes and leaves the letters on both sides of it (seed 36980775)', () => {
    const text = textOfBlocks(
      block('k2', 'paragraph', ''),
      block('m0', 'note', ''),
      block('k1', 'continued', [{ text: '一' }, mark('m0'), { text: 'the' }]),
    );
    expect(written(settleNotes(text))).toEqual(written(text));
    expect(settleNotes(text).blocks.find(({ id }) => id === 'k1')).toMatchObject({ content: [{ text: '一the' }] });
  });
});

/** The letters of every block by its id; a mark between two of them is no letter. */
function written(text: DocumentText): string[] {
  return textBlocks(text)
    .map(({ id, content }) => `${id}: ${content.map((inline) => ('text' in inline ? inline.text : '')).join('')}`)
    .sort();
}

const TEXT = textOfBlocks(
  block('h', 'heading 1', 'Scope'),
  block('c', 'clause', [{ text: 'The Act' }, mark('m1'), { text: ' and its guide' }, mark('m2'), { text: ' apply' }, mark('m1')]),
  ...notes,
);

describe('notes outside the editor', () => {
  test('[TXT-7na] a text without notes has the form and hash it had, and notes enter both', () => {
    const plain = textOfBlocks(block('p', 'paragraph', 'A policy.'));
    expect(canonicalForm(plain)).toBe(
      '{"blocks":[{"content":[{"text":"A policy."}],"id":"p","kind":"paragraph","level":0}],"schema":1}',
    );
    expect(contentHash(plain)).toBe('6b1a95ae73a87286b37b90f213fc480e3b7148689e4f88040a61b84d19c5fed0');
    expect(canonicalForm(TEXT)).toContain('{"note":"m1"}');
    expect(JSON.parse(canonicalForm(TEXT))).toEqual(normaliseText(TEXT));
    const reworded = { ...TEXT, blocks: [...TEXT.blocks.slice(0, -1), block('m2', 'note', 'See another guide.')] };
    expect(contentHash(reworded)).not.toBe(contentHash(TEXT));
  });

  test('[TXT-7nb] a mark without a note, a note in a table and a note in a note are faults', () => {
    const inTable = cellWith([]);
    inTable.rows[0]!.cells[0]!.blocks = [block('tn', 'note', 'x')];
    const faults = textFaults(
      textOfBlocks(inTable, block('p', 'paragraph', [mark('gone')]), block('m', 'note', [{ text: 'x' }, mark('m')])),
    );
    expect(faults).toEqual([
      'a mark leads to the note gone, which is not there',
      'the note tn stands in a table',
      'the note m has a note of its own',
    ]);
    expect(textFaults(TEXT)).toEqual([]);
  });

  test('[TXT-8na] a mark counts one character, says its note, and note and first mark lead to each other', () => {
    const html = textToHtml(TEXT, {
      hrefFor: (place) => ({ href: `/respond?at=${place.address}`, label: `Comment on ${place.name}` }),
    });
    expect(blockText(TEXT.blocks[1]!)).toBe('The Act* and its guide* apply*');
    expect(html).toContain(
      'The Act<a class="fn" id="f-m1" href="#b-m1" role="doc-noteref" aria-label="Note 1" data-n="1"><span>*</span></a> and its',
    );
    expect(html.match(/id="f-m1"/g)).toHaveLength(1);
    expect(html).toContain('<li id="n-1"><p id="b-m1">Of 2024.</p><a class="nb" href="#f-m1" role="doc-backlink"');
    expect(html).toContain('href="/respond?at=n-2"');
    expect(html).toContain('<p id="b-m1f">With its annex.</p>');
  });

  test('[TXT-8nb] a note that is said to have a hostile id or words comes out as text or not at all', () => {
    const { text, losses } = sanitiseText({
      blocks: [
        { kind: 'paragraph', content: [{ text: 'x' }, { note: '"><img src=x onerror=alert(1)>' }, { note: 'gone' }] },
        { id: '"><script>', kind: 'note', content: [{ text: '<script>alert(1)</script>', link: 'javascript:alert(1)' }] },
      ],
    });
    expect(textFaults(text)).toEqual([]);
    expect(textToHtml(text)).not.toMatch(/<script|<img|javascript:/);
    expect(losses.join(' ')).toContain('led to no note');
  });

  test('[TXT-9na] a redline names a changed note, and says when only the note of a mark is another', () => {
    const reworded = {
      ...TEXT,
      blocks: [...TEXT.blocks.slice(0, -1), block('m2', 'note', 'See the new guide.')],
    };
    const changed = redline(TEXT, reworded).filter(({ kind }) => kind !== 'same');
    expect(changed).toMatchObject([{ kind: 'reworded', blockId: 'm2', placeAfter: { number: 'Note 2' } }]);
    expect(redlineHtml(redline(TEXT, reworded))).toContain('Note 2');
    const other = textOfBlocks(TEXT.blocks[0]!, block('c', 'clause', [{ text: 'The Act' }, mark('m2')]), ...notes);
    const was = textOfBlocks(TEXT.blocks[0]!, block('c', 'clause', [{ text: 'The Act' }, mark('m1')]), ...notes);
    expect(redline(was, other).find(({ blockId }) => blockId === 'c')).toMatchObject({ kind: 'reworded', restyled: true });
  });

  test('[TXT-9nb] words put in place of others keep the marks between them, and a sign that somebody types is a sign', () => {
    const words = blockText(TEXT.blocks[1]!);
    const result = applyWording(TEXT, { blockId: 'c', start: 0, end: words.length }, 'The 2024 Act* and its guide apply*');
    expect(result.blocks[1]).toMatchObject({
      content: [{ text: 'The 2024 Act' }, { note: 'm1' }, { text: ' and its guide apply' }, { note: 'm1' }],
    });
    const starred = applyWording(TEXT, { blockId: 'm2', start: 0, end: 3 }, 'See* ');
    expect(starred.blocks.at(-1)).toMatchObject({ content: [{ text: 'See*  the guide.' }] });
  });
});
