import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWordBytes } from '../../../server/drafting/word/read-word-bytes.ts';
import { ZipParts } from '../../../server/drafting/word/zip-parts.ts';
import { MAX_BLOCKS, MAX_WORD_ENTRIES, MAX_WORD_LOSSES, MAX_WORD_UNPACKED_BYTES } from '../../../shared/kernel/limits.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { textOf } from '../../../shared/text/plain-text.ts';
import { makeWordFile, paragraph, run, wordZip, type WordFileParts } from './make-word-file.ts';

const MACRO_TYPE = 'application/vnd.ms-word.document.macroEnabled.main+xml';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
const MEGABYTE = 1024 * 1024;
const LIST_ENTRY = 0x02014b50; // how an entry begins in the list of a zip's parts
const DAMAGED_FILES = 300;

function codeOf(bytes: Uint8Array): string {
  try {
    readWordBytes(bytes, () => undefined);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(error.message).toMatch(/^[A-Z].*\.$/);
    return error.code;
  }
  return 'read';
}

async function codeFor(parts: WordFileParts | string): Promise<string> {
  return codeOf(await makeWordFile(parts));
}

async function withEntry(name: string): Promise<Uint8Array> {
  const zip = await wordZip(paragraph('Words'));
  zip.file(name, 'x', { createFolders: false });
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

// Writes another size into the list of parts than what the part unpacks to.
function lieAboutSize(bytes: Uint8Array, part: string, size: number): Uint8Array {
  const copy = Buffer.from(bytes);
  for (let at = copy.length - 46; at >= 0; at--) {
    if (copy.readUInt32LE(at) !== LIST_ENTRY) continue;
    const name = copy.toString('utf8', at + 46, at + 46 + copy.readUInt16LE(at + 28));
    if (name === part) copy.writeUInt32LE(size, at + 24);
  }
  return copy;
}

describe('files that are no readable Word file', () => {
  it('[PLT-6b] a file of another kind is refused and named', async () => {
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    expect(codeOf(new Uint8Array())).toBe('word-file-empty');
    expect(codeOf(Buffer.from('<html>not Word</html>'))).toBe('word-file-not-word');
    expect(codeOf(deflateRawSync(old))).toBe('word-file-not-word');
    expect(codeOf(old)).toBe('word-file-old-format');
    expect(codeOf(Buffer.concat([old, Buffer.from('EncryptedPackage', 'utf16le')]))).toBe('word-file-protected');
    expect(await codeFor({ body: '', mainType: SHEET_TYPE })).toBe('word-file-not-word');
  });

  it('[PLT-6b] a file with macros is refused, also when it is renamed to .docx', async () => {
    expect(await codeFor({ body: paragraph('x'), mainType: MACRO_TYPE })).toBe('word-file-macros');
    expect(await codeFor({ body: paragraph('x'), extra: { 'word/vbaProject.bin': 'x' } })).toBe('word-file-macros');
  });

  it('[PLT-6b] a spreadsheet with macros inside the file is not opened and does not make the file harmful', async () => {
    const file = await makeWordFile({ body: paragraph('x'), extra: { 'word/embeddings/sheet1.xlsm': 'PK' } });
    expect(textOf(readWordBytes(file, () => undefined).text)).toBe('x');
  });

  it('[PLT-6b] a file that was cut short or spoilt is refused', async () => {
    const whole = await makeWordFile(paragraph('Words '.repeat(500)));
    const spoilt = Buffer.from(whole);
    spoilt.fill(0xa5, spoilt.indexOf('word/document.xml') + 40, spoilt.indexOf('word/document.xml') + 60);
    expect(codeOf(whole.subarray(0, whole.length - 100))).toBe('word-file-damaged');
    expect(codeOf(whole.subarray(0, 200))).toBe('word-file-damaged');
    expect(codeOf(spoilt)).toBe('word-file-damaged');
    expect(await codeFor('<w:p><w:r>')).toBe('word-file-damaged');
    const main = await wordZip(paragraph('x'));
    main.remove('word/document.xml');
    expect(codeOf(await main.generateAsync({ type: 'uint8array' }))).toBe('word-file-damaged');
  });

  it('[PLT-6b] random damage ends in a problem or in a reading, never in anything else', async () => {
    const seed = Date.now();
    console.log(`seed ${seed}`);
    const whole = await makeWordFile({ body: paragraph('Words '.repeat(200)), header: paragraph('Head') });
    const hits = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(hits, (damage) => {
        const spoilt = Buffer.from(whole);
        for (const [at, bits] of damage) spoilt[at] ^= bits;
        expect(codeOf(spoilt)).toMatch(/^(read|word-file-[a-z-]+)$/);
      }),
      { seed, numRuns: DAMAGED_FILES },
    );
  });
});

describe('files made to do harm', () => {
  it('[PLT-6c] a file is never unpacked beyond the limit, whatever size it claims', async () => {
    const bomb = await makeWordFile(paragraph(run('a'.repeat(MEGABYTE))));
    expect(bomb.length).toBeLessThan(MEGABYTE / 100);
    for (const size of [MEGABYTE, 1_000, 0]) {
      const parts = new ZipParts(lieAboutSize(bomb, 'word/document.xml', size), MEGABYTE);
      expect(() => parts.read('word/document.xml')).toThrow(/^The text of this file unpacks to more than/);
    }
  });

  it('[PLT-6c] parts that are small one by one count together', async () => {
    const parts = new ZipParts(
      await makeWordFile({ body: paragraph(run('a'.repeat(600_000))), header: run('b'.repeat(600_000)) }),
      MEGABYTE,
    );
    expect(parts.read('word/document.xml')?.length).toBeGreaterThan(600_000);
    expect(() => parts.read('word/header.xml')).toThrow(/^The text of this file unpacks to more than/);
  });

  it('[PLT-6c] a file that claims to unpack to more than the limit is not opened', async () => {
    const file = lieAboutSize(await makeWordFile(paragraph('x')), 'word/document.xml', MAX_WORD_UNPACKED_BYTES);
    expect(codeOf(file)).toBe('word-file-unpacks-too-large');
  });

  it('[PLT-6c] a file of too many parts is refused', async () => {
    const many = await wordZip(paragraph('x'));
    for (let part = 0; part <= MAX_WORD_ENTRIES; part++) many.file(`x${part}`, '');
    expect(codeOf(await many.generateAsync({ type: 'uint8array' }))).toBe('word-file-too-many-parts');
  });

  it('[PLT-6c] a file with parts whose names climb out of it, or that stand in it twice, is refused', async () => {
    for (const name of ['../../etc/passwd', '/etc/passwd', 'C:\\evil.exe', 'word\\..\\..\\x'])
      expect(codeOf(await withEntry(name)), name).toBe('word-file-unsafe');
    const twice = Buffer.from(await withEntry('word/documenu.xml'));
    for (let at = twice.indexOf('documenu'); at >= 0; at = twice.indexOf('documenu', at)) twice.write('document', at);
    expect(codeOf(twice)).toBe('word-file-unsafe');
  });

  it('[PLT-6c] entities are neither expanded nor fetched: a document type is refused', async () => {
    const outside = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>';
    const levels = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
    const inside = `<!DOCTYPE w [<!ENTITY l0 "ha">${levels}]>`;
    const entity = (name: string) => paragraph(`<w:r><w:t>&${name};</w:t></w:r>`);
    expect(await codeFor({ prolog: outside, body: entity('x') })).toBe('word-file-unsafe');
    expect(await codeFor({ prolog: inside, body: entity('l9') })).toBe('word-file-unsafe');
    expect(await codeFor(entity('unknown'))).toBe('word-file-damaged');
  });

  it('[PLT-6c] elements nested without end are refused', async () => {
    expect(await codeFor(`${'<w:sdt>'.repeat(100_000)}${'</w:sdt>'.repeat(100_000)}`)).toBe('word-file-too-complex');
  });

  it('[PLT-6c] more blocks or more tracked changes than Concord takes are refused', async () => {
    expect(await codeFor(paragraph('x').repeat(MAX_BLOCKS + 1))).toBe('word-file-too-complex');
    const change = (index: number) => paragraph(`<w:ins w:author="a${index}">${run('x')}</w:ins>`);
    const changes = Array.from({ length: MAX_WORD_LOSSES + 1 }, (_, index) => change(index)).join('');
    expect(await codeFor(changes)).toBe('word-file-too-many-changes');
  });

  it('[PLT-6c] styles based on each other without end do no harm', async () => {
    const style = (id: string, base: string) =>
      `<w:style w:type="paragraph" w:styleId="${id}"><w:basedOn w:val="${base}"/></w:style>`;
    const chain = Array.from({ length: 20_000 }, (_, at) => style(`s${at}`, `s${at + 1}`)).join('');
    const body = paragraph('x', '<w:pStyle w:val="A"/>') + paragraph('y', '<w:pStyle w:val="s0"/>');
    const file = await makeWordFile({ body, styles: style('A', 'B') + style('B', 'A') + chain });
    expect(textOf(readWordBytes(file, () => undefined).text)).toBe('x\ny');
  });
});
