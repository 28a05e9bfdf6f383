import { describe, expect, it } from 'vitest';
import { readWordBytes } from '../../../server/drafting/word/read-word-bytes.ts';
import type { WordReading } from '../../../server/drafting/word/word-reading.ts';
import { MAX_PICTURE_BYTES } from '../../../shared/kernel/limits.ts';
import { picturesOf } from '../../../shared/text/pictures.ts';
import { blockText } from '../../../shared/text/plain-text.ts';
import { textFaults } from '../../../shared/text/text-faults.ts';
import { aGif, aJpeg, AN_SVG, aPng, aPngBomb, exifOf } from '../../support/picture-bytes.ts';
import { makeWordFile, paragraph, run, table } from './make-word-file.ts';

const DECORATIVE =
  '<a:extLst><a:ext><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>';

function drawing(id: string, { words = '', width = 5_000_000, more = '' } = {}): string {
  const about = `<wp:extent cx="${width}" cy="1"/><wp:docPr id="1" name="x" descr="${words}">${more}</wp:docPr>`;
  return `<w:r><w:drawing><wp:inline>${about}<a:blip r:embed="${id}"/></wp:inline></w:drawing></w:r>`;
}

async function read(body: string, files: Record<string, Uint8Array>): Promise<WordReading> {
  const names = Object.keys(files);
  const reading = readWordBytes(
    await makeWordFile({
      body,
      extra: Object.fromEntries(names.map((name) => [`word/media/${name}`, files[name] ?? ''])),
      relations: names.map((name) => [name, 'image', `media/${name}`]),
    }),
    () => undefined,
  );
  expect(textFaults(reading.text)).toEqual([]);
  return reading;
}

const lines = (reading: WordReading): string[] => reading.text.blocks.map((block) => `${block.kind} ${blockText(block)}`.trim());
const sentences = (reading: WordReading): string[] => reading.losses.map(({ sentence }) => sentence);

describe('pictures of a Word file', () => {
  it('[DRA-40n] come with their descriptions, in their places and about as wide as they were; one without says so', async () => {
    const body =
      paragraph(run('Before ') + drawing('a.png', { words: 'A pathway', width: 1_000_000 }) + run('and after')) +
      paragraph(drawing('b.jpeg', { width: 3_000_000 })) +
      paragraph('End') +
      paragraph(drawing('a.png', { more: DECORATIVE }));
    const reading = await read(body, { 'a.png': aPng(), 'b.jpeg': aJpeg(exifOf(1, '51.5074')) });
    expect(lines(reading)).toEqual(['paragraph Before and after', 'image', 'image', 'paragraph End', 'image']);
    expect(picturesOf(reading.text).map(({ picture: { src: _, ...picture } }) => picture)).toEqual([
      { width: 40, height: 30, alt: 'A pathway', size: 'small' },
      { width: 8, height: 6, size: 'medium' },
      { width: 40, height: 30, decorative: 'Marked as decoration in Word' },
    ]);
    expect(sentences(reading)).toEqual(['A picture came without a description. Describe it before a version is frozen.']);
    expect(reading.pictures.map(({ type }) => type)).toEqual(['image/png', 'image/jpeg']);
    expect(Buffer.from(reading.pictures[1]?.bytes ?? []).toString('latin1')).not.toContain('51.5074');
    expect(reading.counts.pictures).toBe(3);
  });

  it('[DRA-40n] in a table, a text box or a note they stand behind it, and the list says so', async () => {
    const inBox = `<w:r><w:pict><v:textbox><w:txbxContent>${paragraph(run('Boxed') + drawing('a.png', { words: 'x' }))}</w:txbxContent></v:textbox></w:pict></w:r>`;
    const body =
      table([[paragraph(run('Cell') + drawing('a.png', { words: 'x' }))]]) + paragraph(run('Words') + inBox) + paragraph('End');
    const reading = await read(body, { 'a.png': aPng() });
    expect(lines(reading)).toEqual(['table Cell', 'image', 'paragraph Words', 'paragraph Boxed', 'image', 'paragraph End']);
    expect(sentences(reading).filter((sentence) => sentence.startsWith('A picture'))).toEqual([
      'A picture inside a table stands behind it now. Check the place.',
      'A picture inside a text box stands behind it now. Check the place.',
    ]);
  });

  it('[DRA-40n] what cannot be shown or kept is left out with its reason and its description, and nothing of it is unpacked beyond the limit', async () => {
    const files = {
      'a.emf': Buffer.from('EMF'),
      'b.png': AN_SVG,
      'c.png': aPngBomb(50_000, 50_000),
      'd.gif': aGif(3),
      'e.png': Buffer.alloc(MAX_PICTURE_BYTES + 1),
      'f.png': aPng().subarray(0, 40),
    };
    const reading = await read(
      Object.keys(files)
        .map((name) => paragraph(run(name) + drawing(name, { words: `Plan ${name[0]}` })))
        .join(''),
      files,
    );
    expect(picturesOf(reading.text)).toEqual([]);
    expect(reading.pictures).toEqual([]);
    const kind = 'it is of a kind that browsers do not show, such as EMF, WMF or TIFF. Save it as PNG and put it in';
    const reasons = [
      kind,
      kind,
      'it is too large to be shown',
      'it moves, and a text keeps still pictures only',
      'it is not in the file or larger than 8 MB',
      'it is damaged',
    ];
    expect(sentences(reading)).toEqual(
      Object.keys(files).map(
        (name, index) => `A picture, described as “Plan ${name[0]}”, was left out: ${reasons[index] ?? ''}.`,
      ),
    );
    expect(reading.losses.map(({ leftOut }) => leftOut)).toEqual(Object.keys(files).map((name) => `Plan ${name[0]}`));
  });
});
