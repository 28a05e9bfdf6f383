import { describe, expect, it } from 'vitest';
import { readWordFile, type ReadOptions } from '../../../server/drafting/word/read-word-file.ts';
import { MAX_WORD_FILE_BYTES, MAX_WORD_READERS, MAX_WORD_XML_BYTES, WORD_READING_MS } from '../../../shared/kernel/limits.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { textOf } from '../../../shared/text/plain-text.ts';
import { makeWordFile, paragraph, run } from './make-word-file.ts';

const SHORT_MS = 700; // enough for a process to begin with a long file, not to end with it
const LEAST_TICKS = 10; // of a 20 ms clock, while a reading of half a second or more goes on

const LONG_FILE = makeWordFile(paragraph('a b c').repeat(600_000));

async function refusalOf(bytes: Uint8Array, options: ReadOptions = {}): Promise<Problem> {
  const outcome = await readWordFile(bytes, options).catch((error: unknown) => error);
  if (!(outcome instanceof Problem)) throw new Error('no refusal', { cause: outcome });
  return outcome;
}

describe('reading a Word file', () => {
  it('[PLT-6a] a Word file is read in a process of its own and the text comes back', async () => {
    const reading = await readWordFile(await makeWordFile(paragraph('Within two weeks')));
    expect(textOf(reading.text)).toBe('Within two weeks');
    expect(reading.losses).toEqual([]);
  });

  it('[PLT-43a] the reading says how far it is', async () => {
    const told: [number, string][] = [];
    await readWordFile(await makeWordFile(paragraph('x')), { onProgress: (percent, sentence) => told.push([percent, sentence]) });
    expect(told).toEqual([
      [10, 'File received and checked for harm'],
      [85, '1 paragraph and 0 tables read'],
      [95, '0 tracked changes and 0 comments read'],
    ]);
  });

  it('[PLT-6a] more files than may be read at once wait for their turn and are all read', async () => {
    let waits = 0;
    const onProgress = (percent: number) => {
      if (percent === 0) waits++;
    };
    const files = await Promise.all(
      Array.from({ length: MAX_WORD_READERS + 2 }, (_, index) => makeWordFile(paragraph(`File ${index}`))),
    );
    const readings = await Promise.all(files.map((file) => readWordFile(file, { onProgress })));
    expect(readings.map((reading) => textOf(reading.text))).toEqual(files.map((_, index) => `File ${index}`));
    expect(waits).toBe(2);
  });
});

describe('stopping', () => {
  it('[PLT-43b] a reading that is stopped ends at once with its own code', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    expect((await refusalOf(await LONG_FILE, { signal: stop.signal })).code).toBe('word-reading-stopped');
  });

  it('[PLT-43b] a reading that is stopped before it began or while it waits is never begun', async () => {
    const file = await makeWordFile(paragraph('x'));
    expect((await refusalOf(file, { signal: AbortSignal.abort() })).code).toBe('word-reading-stopped');
    const busy = Array.from({ length: MAX_WORD_READERS }, () => readWordFile(file));
    const stop = new AbortController();
    const waiting = refusalOf(file, { signal: stop.signal, onProgress: () => setTimeout(() => stop.abort(), 1) });
    expect((await waiting).code).toBe('word-reading-stopped');
    await expect(Promise.all(busy)).resolves.toHaveLength(MAX_WORD_READERS);
  });
});

describe('limits', () => {
  it('[PLT-6b] an empty file and one over the upload limit are refused before a process begins', async () => {
    expect(await refusalOf(new Uint8Array())).toMatchObject({ code: 'word-file-empty', status: 422 });
    expect(await refusalOf(new Uint8Array(MAX_WORD_FILE_BYTES + 1))).toMatchObject({
      code: 'word-file-too-large',
      status: 413,
      message: 'This file is larger than 50 MB, so we did not open it.',
    });
  });

  it('[PLT-6d] a refusal of the reading process arrives with its code, status and sentence', async () => {
    const bomb = await makeWordFile(paragraph(run('a'.repeat(MAX_WORD_XML_BYTES))));
    expect(await refusalOf(bomb)).toMatchObject({
      code: 'word-file-text-too-large',
      status: 413,
      message: expect.stringContaining('The text of this file unpacks to more than 100 MB'),
    });
  });

  it('[PLT-6d] a file that takes too long is given up, and the server goes on meanwhile', async () => {
    expect(WORD_READING_MS).toBeLessThan(10_000);
    const file = await LONG_FILE;
    let ticks = 0;
    const clock = setInterval(() => ticks++, 20);
    const refusal = await refusalOf(file, { withinMs: SHORT_MS });
    clearInterval(clock);
    expect(refusal.code).toBe('word-file-too-slow');
    expect(ticks).toBeGreaterThan(LEAST_TICKS);
  });
});
