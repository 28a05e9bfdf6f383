import fc from 'fast-check';
import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import { readWordBytes } from '../../../server/drafting/word/read-word-bytes.ts';
import { textOf } from '../../../shared/text/plain-text.ts';
import { textFaults } from '../../../shared/text/text-faults.ts';
import { change, deletedRun, item, list, makeWordFile, paragraph, run, styled, table, WORD_STYLES } from './make-word-file.ts';

const NUMBERING =
  list('1', [
    ['decimal', '%1.'],
    ['lowerLetter', '(%2)'],
    ['lowerRoman', '(%3)'],
    ['decimal', '%4'],
  ]) +
  list('2', [
    ['bullet', '•'],
    ['bullet', 'o'],
  ]);
const RUNS = 60;

// Each word of a file is made once, so that it can be found again wherever it went.
class Words {
  made = 0;
  next(): string {
    return `w${++this.made}x`;
  }
}

type Make = (words: Words) => string;

const inline: fc.Arbitrary<Make> = fc.oneof(
  fc.constant<Make>((words) => run(`${words.next()} `)),
  fc.constantFrom<Make>(
    (words) => run(`${words.next()} `, '<w:b/>'),
    (words) => run(`${words.next()} `, '<w:vanish/>'),
    (words) => run(`${words.next()} `, '<w:strike/>'),
    (words) => change('ins', run(`${words.next()} `)),
    (words) => change('del', deletedRun(`${words.next()} `)),
    (words) => change('moveFrom', run(`${words.next()} `)),
    (words) => change('ins', run(`${words.next()} `) + change('del', deletedRun(`${words.next()} `))),
    (words) => `<w:hyperlink w:anchor="nowhere">${run(`${words.next()} `)}</w:hyperlink>`,
    (words) => `<w:fldSimple w:instr="REF x">${run(`${words.next()} `)}</w:fldSimple>`,
    (words) => `<w:sdt><w:sdtContent>${run(`${words.next()} `)}</w:sdtContent></w:sdt>`,
    (words) => `<w:strange>${run(`${words.next()} `)}</w:strange>`,
    (words) => `<m:oMath><m:r><m:t>${words.next()} </m:t></m:r></m:oMath>`,
    (words) =>
      `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${paragraph(words.next())}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`,
    (words) =>
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r>${run(`${words.next()} `)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
  ),
);

const text: fc.Arbitrary<Make> = fc
  .tuple(
    fc.array(inline, { maxLength: 5 }),
    fc.constantFrom('', '<w:rPr><w:del w:author="x"/></w:rPr>', '<w:outlineLvl w:val="1"/>'),
  )
  .map(
    ([makes, properties]): Make =>
      (words) =>
        paragraph(`${run(`${words.next()} `)}${makes.map((make) => make(words)).join('')}`, properties),
  );

const block: fc.Arbitrary<Make> = fc.letrec<{ block: Make }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.constantFrom<Make>(
      (words) => styled('Heading2', words.next()),
      (words) => styled('TOC1', words.next()),
      (words) => item(words.next(), 1),
      (words) => item(words.next(), 3, '2'),
    ),
    fc.array(fc.array(tie('block'), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }).map(
      (rows): Make =>
        (words) =>
          table(rows.map((cells) => cells.map((make) => make(words)))),
    ),
    fc.array(tie('block'), { minLength: 1, maxLength: 2 }).map(
      (inside): Make =>
        (words) =>
          `<w:sdt><w:sdtContent>${inside.map((make) => make(words)).join('')}</w:sdtContent></w:sdt>`,
    ),
  ),
})).block;

describe('nothing is dropped in silence', () => {
  it('[DRA-40k] every word of a random file is in the text or in a loss, and the text is valid', async () => {
    const seed = Date.now();
    console.log(`seed ${seed}`);
    await fc.assert(
      fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 8 }), async (makes) => {
        const words = new Words();
        const body = makes.map((make) => make(words)).join('');
        const reading = readWordBytes(await makeWordFile({ body, styles: WORD_STYLES, numbering: NUMBERING }), () => undefined);
        expect(textFaults(reading.text)).toEqual([]);
        const found = [textOf(reading.text), ...reading.losses.map((loss) => loss.leftOut ?? '')].join(' ').match(/w\d+x/g) ?? [];
        expect(found.toSorted()).toEqual(Array.from({ length: words.made }, (_, index) => `w${index + 1}x`).toSorted());
        expect(reading.counts.revisionMarksListed).toBe(reading.counts.revisionMarks);
      }),
      { seed, numRuns: RUNS },
    );
  });

  it('[DRA-40k] no word that another reader of Word files finds is missing', async () => {
    const file = await makeWordFile({
      styles: WORD_STYLES,
      numbering: NUMBERING,
      body:
        styled('Heading1', 'Scope') +
        item('Refer within two weeks') +
        table([
          ['Stage', 'Days'],
          ['One', '14'],
        ]) +
        paragraph(change('ins', run('Added'))),
    });
    const other = (await mammoth.extractRawText({ buffer: Buffer.from(file) })).value.match(/\w+/g);
    expect(textOf(readWordBytes(file, () => undefined).text).match(/\w+/g)).toEqual(other);
  });
});
