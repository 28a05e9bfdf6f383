import { describe, expect, it } from 'vitest';
import { readWordBytes } from '../../../server/drafting/word/read-word-bytes.ts';
import type { Loss, LossKind, WordReading } from '../../../server/drafting/word/word-reading.ts';
import type { Block, TableBlock, TextBlock } from '../../../shared/text/document-text.ts';
import { blockText, textOf } from '../../../shared/text/plain-text.ts';
import { textToHtml } from '../../../shared/text/text-html.ts';
import { textFaults } from '../../../shared/text/text-faults.ts';
import {
  change,
  deletedRun,
  item,
  list,
  makeWordFile,
  paragraph,
  paragraphStyle,
  run,
  styled,
  table,
  WORD_STYLES,
  type WordFileParts,
} from './make-word-file.ts';

async function read(parts: WordFileParts | string): Promise<WordReading> {
  const reading = readWordBytes(await makeWordFile(parts), () => undefined);
  expect(textFaults(reading.text)).toEqual([]);
  return reading;
}

function lines(reading: WordReading): string[] {
  return reading.text.blocks.map((block) => `${block.kind}${block.kind === 'table' ? '' : block.level} ${blockText(block)}`);
}

function textAt(reading: WordReading, index: number): TextBlock {
  const block: Block | undefined = reading.text.blocks[index];
  if (!block || block.kind === 'table') throw new Error(`block ${index} is no text`);
  return block;
}

function tableAt(reading: WordReading, index: number): TableBlock {
  const block: Block | undefined = reading.text.blocks[index];
  if (block?.kind !== 'table') throw new Error(`block ${index} is no table`);
  return block;
}

function losses(reading: WordReading, kind: LossKind): Loss[] {
  return reading.losses.filter((loss) => loss.kind === kind);
}

const NUMBERING = [
  list('1', [
    ['decimal', '%1.'],
    ['lowerLetter', '(%2)'],
    ['lowerRoman', '(%3)'],
    ['decimal', '%4.'],
  ]),
  list('2', [
    ['bullet', '•'],
    ['bullet', 'o'],
    ['bullet', '▪'],
    ['bullet', '•'],
    ['bullet', '•'],
  ]),
].join('');

describe('headings', () => {
  it('[DRA-40a] a heading style becomes a heading of its level, also through the style it is based on', async () => {
    const styles = WORD_STYLES + paragraphStyle('Chapter', 'Chapter', '<w:basedOn w:val="Heading1"/>');
    const reading = await read({
      styles,
      body:
        styled('Chapter', 'Scope') +
        styled('Heading2', 'Who') +
        paragraph('Direct', '<w:outlineLvl w:val="2"/>') +
        paragraph('Words'),
    });
    expect(lines(reading)).toEqual(['heading1 Scope', 'heading2 Who', 'heading3 Direct', 'paragraph0 Words']);
    expect(reading.losses).toEqual([]);
  });

  it('[DRA-40a] a heading deeper than four levels is kept at level four and listed once with its count', async () => {
    const reading = await read({ styles: WORD_STYLES, body: styled('Heading6', 'One') + styled('Heading6', 'Two') });
    expect(lines(reading)).toEqual(['heading4 One', 'heading4 Two']);
    expect(losses(reading, 'heading-level').map((loss) => loss.sentence)).toEqual([
      '2 headings of level 6 became headings of level 4, the deepest that Concord has.',
    ]);
  });

  it('[DRA-40a] bold of a whole heading is left to the heading and bold of one word in it is kept', async () => {
    const bold = '<w:b/>';
    const style = '<w:pStyle w:val="Heading1"/>';
    const reading = await read({
      styles: WORD_STYLES,
      body: paragraph(run('Scope', bold), style) + paragraph(run('Not ') + run('urgent', bold), style),
    });
    expect(textAt(reading, 0).content).toEqual([{ text: 'Scope' }]);
    expect(textAt(reading, 1).content).toEqual([{ text: 'Not ' }, { text: 'urgent', strong: true }]);
  });

  it('[DRA-40a] the title of the file is named and its words stay in the text', async () => {
    const reading = await read({ styles: WORD_STYLES, body: styled('Title', 'Soft tissue sarcoma') + paragraph('Words') });
    expect(reading.title).toBe('Soft tissue sarcoma');
    expect(lines(reading)[0]).toBe('paragraph0 Soft tissue sarcoma');
  });
});

describe('lists', () => {
  it('[DRA-40b] a numbered list in levels becomes clauses, lettered clauses and Roman ones', async () => {
    const body = [item('One'), item('Two', 1), item('Three', 2), item('Four', 1), item('Five')].join('');
    const reading = await read({ numbering: NUMBERING, body });
    expect(lines(reading)).toEqual(['clause0 One', 'clause1 Two', 'clause2 Three', 'clause1 Four', 'clause0 Five']);
    expect(losses(reading, 'numbering')).toEqual([]);
  });

  it('[DRA-40b] a list of letters of its own begins below the clause before it', async () => {
    const numbering = NUMBERING + list('3', [['lowerLetter', '(%1)']]);
    const reading = await read({
      numbering,
      body: item('The provider must:') + item('see', 0, '3') + item('treat', 0, '3') + item('Next'),
    });
    expect(lines(reading)).toEqual(['clause0 The provider must:', 'clause1 see', 'clause1 treat', 'clause0 Next']);
  });

  it('[DRA-40b] nested bullets keep their depth up to the fourth level, deeper ones are listed', async () => {
    const body = [0, 1, 2, 3, 4].map((level) => item(`Level ${level}`, level, '2')).join('');
    const reading = await read({ numbering: NUMBERING, body });
    expect(lines(reading).map((line) => line.slice(0, 7))).toEqual(['bullet0', 'bullet1', 'bullet2', 'bullet3', 'bullet3']);
    expect(losses(reading, 'list-level')).toHaveLength(1);
  });

  it('[DRA-40b] a list paragraph without a number goes on in the item above it', async () => {
    const reading = await read({
      styles: WORD_STYLES,
      numbering: NUMBERING,
      body: item('One') + styled('ListParagraph', 'and more') + item('Two'),
    });
    expect(lines(reading)).toEqual(['clause0 One', 'continued0 and more', 'clause0 Two']);
  });

  it('[DRA-40b] numbers that are counted otherwise than Word printed them are listed with examples', async () => {
    const numbering =
      NUMBERING +
      list('4', [['upperRoman', 'Article %1']], '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>');
    const reading = await read({ numbering, body: item('Fourth', 0, '4') });
    expect(losses(reading, 'numbering')[0].sentence).toContain('“Article IV” is now “1”');
  });

  it('[DRA-40b] a paragraph that takes itself out of the list of its style is no clause', async () => {
    const styles = paragraphStyle('Numbered', 'Numbered', '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>');
    const out = paragraph('Out', '<w:pStyle w:val="Numbered"/><w:numPr><w:numId w:val="0"/></w:numPr>');
    const reading = await read({ styles, numbering: NUMBERING, body: styled('Numbered', 'In') + out });
    expect(lines(reading)).toEqual(['clause0 In', 'paragraph0 Out']);
  });
});

describe('characters', () => {
  it('[DRA-40c] bold, italic, underline, raised and lowered characters and line breaks are kept', async () => {
    const runs = [
      run('b', '<w:b/>'),
      run('i', '<w:i/>'),
      run('u', '<w:u w:val="single"/>'),
      run('2', '<w:vertAlign w:val="superscript"/>'),
      run('3', '<w:vertAlign w:val="subscript"/>'),
      run('n', '<w:b w:val="0"/>'),
    ];
    const reading = await read(paragraph(`${runs.join('')}<w:r><w:br/></w:r>${run('end')}`));
    expect(textAt(reading, 0).content).toEqual([
      { text: 'b', strong: true },
      { text: 'i', em: true },
      { text: 'u', underline: true },
      { text: '2', sup: true },
      { text: '3', sub: true },
      { text: 'n' },
      { break: true },
      { text: 'end' },
    ]);
  });

  it('[DRA-40d] a link to the web is kept, any other address is left out and listed while its words stay', async () => {
    const link = (id: string, words: string) => `<w:hyperlink r:id="${id}">${run(words)}</w:hyperlink>`;
    const reading = await read({
      body: paragraph(link('a', 'good') + link('b', 'bad') + link('c', 'file')),
      links: { a: 'https://example.org/x', b: 'javascript:alert(1)', c: 'file:///C:/secret.docx' },
    });
    expect(textAt(reading, 0).content).toEqual([{ text: 'good', link: 'https://example.org/x' }, { text: 'badfile' }]);
    expect(losses(reading, 'link').map((loss) => loss.sentence)).toEqual([
      expect.stringContaining('“javascript:alert(1)”'),
      expect.stringContaining('“file:///C:/secret.docx”'),
    ]);
  });

  it('[DRA-40d] a link to a bookmark leads to the block that the bookmark is in', async () => {
    const target = `<w:bookmarkStart w:id="1" w:name="_Ref1"/>${run('Target')}<w:bookmarkEnd w:id="1"/>`;
    const reading = await read(paragraph(`<w:hyperlink w:anchor="_Ref1">${run('see')}</w:hyperlink>`) + paragraph(target));
    expect(textAt(reading, 0).content).toEqual([{ text: 'see', link: `#b-${textAt(reading, 1).id}` }]);
    expect(textToHtml(reading.text)).toContain(`id="b-${textAt(reading, 1).id}"`);
  });

  it('[DRA-40d] the code of a field is not shown, its words are, and a link field is a link', async () => {
    const field = (code: string, shown: string) =>
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
    const reading = await read(
      paragraph(field('HYPERLINK "https://example.org/"', 'site') + field('REF _Ref1', ' 2.1')) +
        paragraph(run('x') + field('MERGEFIELD Name', '')),
    );
    expect(textAt(reading, 0).content).toEqual([{ text: 'site', link: 'https://example.org/' }, { text: ' 2.1' }]);
    expect(losses(reading, 'field').map((loss) => loss.sentence)).toEqual([
      expect.stringContaining('A cross-reference was kept as plain words'),
      expect.stringContaining('“MERGEFIELD Name”'),
    ]);
  });

  it('[DRA-40c] struck-through and highlighted words are kept and listed, hidden words are left out and listed', async () => {
    const reading = await read(
      paragraph(
        run('a') + run('struck', '<w:strike/>') + run('yellow', '<w:highlight w:val="yellow"/>') + run('secret', '<w:vanish/>'),
      ),
    );
    expect(textOf(reading.text)).toBe('astruckyellow');
    expect(losses(reading, 'formatting')).toHaveLength(2);
    expect(losses(reading, 'hidden-words')[0].leftOut).toBe('secret');
  });

  it('[DRA-40c] a character of a picture font becomes the ordinary one, an unknown one is listed', async () => {
    const reading = await read(
      paragraph(
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F062"/><w:sym w:font="Webdings" w:char="F041"/></w:r>',
      ),
    );
    expect(textOf(reading.text)).toBe('✓β');
    expect(losses(reading, 'symbol')).toHaveLength(1);
  });

  it('[DRA-40c] a quotation style becomes a quote', async () => {
    expect(lines(await read({ styles: WORD_STYLES, body: styled('Quote', 'Said') }))).toEqual(['quote0 Said']);
  });
});

describe('tables', () => {
  it('[DRA-40e] a table is kept with the words of its cells and its header row', async () => {
    const header =
      '<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p><w:r><w:t>Stage</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Days</w:t></w:r></w:p></w:tc></w:tr>';
    const body = `<w:tbl><w:tblPr/>${header}<w:tr><w:tc>${paragraph('Referral')}</w:tc><w:tc>${paragraph('14')}${paragraph('or fewer')}</w:tc></w:tr></w:tbl>`;
    const reading = await read(body);
    expect(tableAt(reading, 0)).toMatchObject({ headerRow: true, headerColumn: false });
    expect(textOf(reading.text)).toBe('Stage\tDays\nReferral\t14\nor fewer');
  });

  it('[DRA-40e] a first row all in bold above plain rows is a header row', async () => {
    const bold = (words: string) => paragraph(run(words, '<w:b/>'));
    const reading = await read(
      table([
        [bold('A'), bold('B')],
        ['1', '2'],
      ]),
    );
    expect(tableAt(reading, 0).headerRow).toBe(true);
    expect(
      tableAt(
        await read(
          table([
            ['A', 'B'],
            ['1', '2'],
          ]),
        ),
        0,
      ).headerRow,
    ).toBe(false);
  });

  it('[DRA-40e] merged cells are divided into a rectangle and listed once for the table', async () => {
    const wide = `<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${paragraph('Both')}</w:tc></w:tr>`;
    const tall = (value: string, words: string) =>
      `<w:tc><w:tcPr><w:vMerge${value}/></w:tcPr>${words === '' ? '<w:p/>' : paragraph(words)}</w:tc>`;
    const rows = `<w:tr>${tall(' w:val="restart"', 'Tall')}<w:tc>${paragraph('x')}</w:tc></w:tr><w:tr>${tall('', '')}<w:tc>${paragraph('y')}</w:tc></w:tr>`;
    const reading = await read(`<w:tbl><w:tblPr/>${wide}${rows}</w:tbl>`);
    expect(tableAt(reading, 0).rows.map((row) => row.cells.length)).toEqual([2, 2, 2]);
    expect(textOf(reading.text)).toBe('Both\t\nTall\tx\n\ty');
    expect(losses(reading, 'table')).toMatchObject([
      { place: 'Table 1', sentence: expect.stringContaining('2 merged cells were divided again') },
    ]);
  });

  it('[DRA-40e] a table inside a table is taken apart into paragraphs of the cell and listed', async () => {
    const reading = await read(table([[`${table([['in', 'side']])}${paragraph('after')}`]]));
    expect(textOf(reading.text)).toBe('in\nside\nafter');
    expect(losses(reading, 'table')).toHaveLength(1);
  });

  it('[DRA-40e] a table wider than Concord has columns keeps its words as paragraphs', async () => {
    const reading = await read(table([Array.from({ length: 31 }, (_, column) => `c${column}`)]));
    expect(reading.text.blocks).toHaveLength(31);
    expect(losses(reading, 'table')).toHaveLength(1);
  });
});

describe('tracked changes and comments', () => {
  it('[DRA-40f] inserted words are kept, deleted ones left out, and each is listed with author, date and words', async () => {
    const reading = await read(
      paragraph(run('Within ') + change('del', deletedRun('14')) + change('ins', run('28'), 'Reviewer 2') + run(' days')),
    );
    expect(textOf(reading.text)).toBe('Within 28 days');
    expect(
      reading.losses
        .filter((loss) => loss.kind.startsWith('tracked'))
        .map(({ kind, author, at, sentence, leftOut }) => ({ kind, author, at, sentence, leftOut })),
    ).toEqual([
      {
        kind: 'tracked-deletion',
        author: 'Reviewer 1',
        at: '2026-11-23T10:00:00Z',
        sentence: 'A tracked deletion by Reviewer 1, 23 November 2026, of “14” was left out.',
        leftOut: '14',
      },
      {
        kind: 'tracked-insertion',
        author: 'Reviewer 2',
        at: '2026-11-23T10:00:00Z',
        sentence: 'A tracked insertion by Reviewer 2, 23 November 2026, of “28” was kept as ordinary text.',
        leftOut: undefined,
      },
    ]);
  });

  it('[DRA-40f] moved words stand only where they were moved to and both ends are listed', async () => {
    const reading = await read(
      paragraph(change('moveFrom', run('moved')) + run('a')) + paragraph(run('b ') + change('moveTo', run('moved'))),
    );
    expect(textOf(reading.text)).toBe('a\nb moved');
    expect(losses(reading, 'tracked-move').map((loss) => loss.leftOut)).toEqual(['moved', undefined]);
  });

  it('[DRA-40f] a paragraph whose end was deleted is joined with the next one', async () => {
    const reading = await read(
      paragraph('One ', '<w:rPr><w:del w:id="1" w:author="Reviewer 1"/></w:rPr>') + paragraph('two') + paragraph('three'),
    );
    expect(textOf(reading.text)).toBe('One two\nthree');
    expect(losses(reading, 'tracked-deletion')[0].sentence).toContain('the end of a paragraph');
  });

  it('[DRA-40f] a deleted table row is left out with its words listed', async () => {
    const gone = `<w:tr><w:trPr><w:del w:id="1" w:author="Reviewer 1"/></w:trPr><w:tc><w:p>${change('del', deletedRun('gone'))}</w:p></w:tc></w:tr>`;
    const reading = await read(`<w:tbl><w:tblPr/><w:tr><w:tc>${paragraph('kept')}</w:tc></w:tr>${gone}</w:tbl>`);
    expect(textOf(reading.text)).toBe('kept');
    expect(losses(reading, 'tracked-deletion')).toMatchObject([{ leftOut: 'gone', place: 'Table 1, row 2' }]);
  });

  it('[DRA-40f] changes of format only are counted for each person', async () => {
    const format = (author: string) =>
      `<w:r><w:rPr><w:b/><w:rPrChange w:id="1" w:author="${author}"><w:rPr/></w:rPrChange></w:rPr><w:t>x</w:t></w:r>`;
    const reading = await read(paragraph(format('Reviewer 1') + format('Reviewer 1') + format('Reviewer 2')));
    expect(losses(reading, 'tracked-format').map((loss) => loss.sentence)).toEqual([
      '2 tracked changes of format only by Reviewer 1 were left out. The words are the same.',
      '1 tracked change of format only by Reviewer 2 was left out. The words are the same.',
    ]);
  });

  it('[DRA-40f] every mark of a tracked change in the file is answered for', async () => {
    const reading = await read(
      paragraph(change('ins', run('a') + change('del', deletedRun('b'))) + run('c')) +
        paragraph('d', '<w:rPr><w:ins w:author="x"/></w:rPr>'),
    );
    expect(reading.counts).toMatchObject({ revisionMarks: 3, revisionMarksListed: 3 });
  });

  it('[DRA-40g] comments are listed with author, date, the words they are about, and what they answer', async () => {
    const about = `<w:commentRangeStart w:id="0"/><w:commentRangeStart w:id="1"/>${run('14 days')}<w:commentRangeEnd w:id="0"/><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="0"/></w:r>`;
    const comment = (id: number, author: string, words: string) =>
      `<w:comment w:id="${id}" w:author="${author}" w:date="2026-11-23T10:00:00Z"><w:p w14:paraId="AA${id}">${run(words)}</w:p></w:comment>`;
    const reading = await read({
      body: paragraph(run('Within ') + about),
      comments: comment(0, 'Reviewer 1', 'Why 14?') + comment(1, 'Reviewer 2', 'National target.'),
      commentsExtended: '<w15:commentEx w15:paraId="AA0" w15:done="1"/><w15:commentEx w15:paraId="AA1" w15:paraIdParent="AA0"/>',
    });
    expect(losses(reading, 'comment')).toMatchObject([
      {
        author: 'Reviewer 1',
        leftOut: 'Why 14?',
        place: 'Paragraph 1',
        sentence:
          'A comment by Reviewer 1, 23 November 2026, on “14 days” was left out. It said “Why 14?”. It was marked as done in Word.',
      },
      { author: 'Reviewer 2', sentence: expect.stringContaining('An answer to Reviewer 1’s comment by Reviewer 2') },
    ]);
    expect(reading.counts.comments).toBe(2);
  });
});

describe('what has no place of its own', () => {
  it('[DRA-40h] footnotes and endnotes are notes, in the order of their marks, with further paragraphs, and a note of a note keeps its words', async () => {
    const reading = await read({
      body:
        paragraph(run('One') + '<w:r><w:endnoteReference w:id="5"/></w:r>') +
        paragraph(run('Two') + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
      footnotes:
        `<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>${run('First source')}</w:p></w:footnote>` +
        `<w:footnote w:id="3">${paragraph('Third source')}</w:footnote>`,
      endnotes: `<w:endnote w:id="5"><w:p>${run('Second source')}<w:r><w:footnoteReference w:id="3"/></w:r></w:p>${paragraph('Its annex')}</w:endnote>`,
    });
    expect(lines(reading)).toEqual([
      'paragraph0 One*',
      'paragraph0 Two*',
      'note0 Second source3',
      'continued0 Its annex',
      'note0 First source',
      'note0 Third source',
    ]);
    expect(textAt(reading, 0).content[1]).toEqual({ note: textAt(reading, 2).id });
    expect(textAt(reading, 2).content[1]).toEqual({ text: '3', sup: true, link: `#b-${textAt(reading, 5).id}` });
    expect(losses(reading, 'note')).toEqual([]);
  });

  it('[DRA-40i] the words of a text box are kept after its paragraph, once', async () => {
    const box = (tag: string) => `<${tag}><w:txbxContent>${paragraph('Boxed')}</w:txbxContent></${tag}>`;
    const both = `<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>${box('wps:txbx')}</w:drawing></mc:Choice><mc:Fallback><w:pict>${box('v:textbox')}</w:pict></mc:Fallback></mc:AlternateContent>`;
    const reading = await read(paragraph(`${run('Before')}<w:r>${both}</w:r>`) + paragraph('After'));
    expect(textOf(reading.text)).toBe('Before\nBoxed\nAfter');
    expect(reading.losses.map((loss) => loss.kind)).toEqual(['text-box']);
  });

  it('[DRA-40i] a picture is listed with its description, but not with the name of the file it came from', async () => {
    const picture = (description: string) =>
      `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="${description}"/><a:blip r:embed="rId9"/></wp:inline></w:drawing></w:r>`;
    const reading = await read(
      paragraph(run('x') + picture('Pathway from GP to centre')) + paragraph(run('y') + picture('C:\\Users\\someone\\plan.png')),
    );
    expect(losses(reading, 'picture').map((loss) => loss.sentence)).toEqual([
      'A picture, described as “Pathway from GP to centre”, was left out: it lies outside the file.',
      'A picture was left out: it lies outside the file.',
    ]);
  });

  it('[DRA-40i] the words of a diagram, of headers and of footers are listed', async () => {
    const reading = await read({
      body: paragraph('<w:r><w:drawing><dgm:relIds r:dm="d1"/></w:drawing></w:r>') + paragraph('Text'),
      header: paragraph('Draft 3'),
      footer: paragraph('Page 1'),
      relations: [['d1', 'diagramData', 'diagrams/data1.xml']],
      extra: {
        'word/diagrams/data1.xml':
          '<d xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:t>Refer</a:t></a:p><a:p><a:t>Treat</a:t></a:p></d>',
      },
    });
    expect(reading.losses.map(({ kind, leftOut }) => [kind, leftOut])).toEqual([
      ['diagram', 'Refer Treat'],
      ['page-header', 'Draft 3'],
      ['page-footer', 'Page 1'],
    ]);
  });

  it('[DRA-40i] an equation is kept as plain characters and listed', async () => {
    const r = (words: string) => `<m:r><m:t>${words}</m:t></m:r>`;
    const equation = `<m:oMath><m:f><m:num>${r('a+b')}</m:num><m:den>${r('c')}</m:den></m:f></m:oMath>`;
    const reading = await read(paragraph(run('x = ') + equation));
    expect(textOf(reading.text)).toBe('x = (a+b)/c');
    expect(losses(reading, 'equation')).toHaveLength(1);
  });

  it('[DRA-40i] a table of contents is left out and listed with its words', async () => {
    const reading = await read({ styles: WORD_STYLES, body: styled('TOC1', 'Scope 1') + styled('Heading1', 'Scope') });
    expect(lines(reading)).toEqual(['heading1 Scope']);
    expect(losses(reading, 'contents')[0].leftOut).toBe('Scope 1');
  });

  it('[DRA-40i] words in an element that is not known are kept, and words nowhere else read are listed', async () => {
    const reading = await read({
      body: paragraph(`<w:smartTag><w:unheardOf>${run('inside')}</w:unheardOf></w:smartTag>`),
      footnotes: `<w:footnote w:id="7">${paragraph('orphan')}</w:footnote>`,
    });
    expect(textOf(reading.text)).toBe('inside');
    expect(losses(reading, 'unread-words')[0].leftOut).toBe('orphan');
  });

  it('[DRA-40i] a place is named by its heading and its paragraph below it', async () => {
    const reading = await read({
      styles: WORD_STYLES,
      body: styled('Heading1', 'Referral') + paragraph('First') + paragraph(run('x', '<w:strike/>')),
    });
    expect(reading.losses[0].place).toBe('Paragraph 2, under “Referral”');
  });

  it('[DRA-40j] the strict edition of the format reads the same', async () => {
    const parts: WordFileParts = {
      styles: WORD_STYLES,
      numbering: NUMBERING,
      body: styled('Heading1', 'Scope') + item('One') + table([['a', 'b']]),
    };
    expect(lines(await read({ ...parts, edition: 'strict' }))).toEqual(lines(await read(parts)));
  });

  it('[DRA-40j] a file without any words becomes one empty paragraph', async () => {
    const reading = await read('<w:p/><w:sectPr/>');
    expect(reading.text.blocks).toMatchObject([{ kind: 'paragraph', content: [] }]);
  });

  it('[DRA-40j] a paragraph longer than a block may be is divided without losing a character', async () => {
    const words = 'abcdefg '.repeat(6_000).trim();
    const reading = await read(paragraph(words));
    expect(reading.text.blocks.length).toBe(3);
    expect(reading.text.blocks.map(blockText).join('')).toBe(words);
    expect(losses(reading, 'long-text')).toHaveLength(1);
  });
});
