import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MAX_WORD_FILE_BYTES, MAX_WORD_READERS, WORD_READER_MEGABYTES, WORD_READING_MS } from '../../../shared/kernel/limits.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import type { CleanPicture } from '../pictures/read-picture.ts';
import { ReadingTurns } from './reading-turns.ts';
import { refuseWordFile } from './word-refusals.ts';
import type { Progress, ReaderMessage, WordReading } from './word-reading.ts';

/** How a reading is watched and stopped; `withinMs` may make it end sooner than the limit of the house. */
export type ReadOptions = { signal?: AbortSignal; onProgress?: Progress; withinMs?: number };

const SCRIPT = fileURLToPath(new URL('./word-reader-process.ts', import.meta.url));
const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const turns = new ReadingTurns(MAX_WORD_READERS);

/**
 * Reads a Word file into a text and a list of what did not fit (DRA-40), in a process of its own with caps on time and memory (PLT-6).
 * A file that is not read, for whatever reason, ends in a `Problem` with a stable code.
 */
export async function readWordFile(bytes: Uint8Array, options: ReadOptions = {}): Promise<WordReading> {
  if (bytes.length === 0) throw refuseWordFile('word-file-empty');
  if (bytes.length > MAX_WORD_FILE_BYTES) throw refuseWordFile('word-file-too-large');
  const giveBack = await waitForTurn(options);
  try {
    if (options.signal?.aborted) throw refuseWordFile('word-reading-stopped');
    return await readInProcess(bytes, options);
  } finally {
    giveBack();
  }
}

async function waitForTurn({ signal, onProgress }: ReadOptions): Promise<() => void> {
  try {
    return await turns.take(signal, () => onProgress?.(0, 'Waiting for another file to be read'));
  } catch (error) {
    throw refuseWordFile('word-reading-stopped', error);
  }
}

function readInProcess(bytes: Uint8Array, { signal, onProgress, withinMs = WORD_READING_MS }: ReadOptions): Promise<WordReading> {
  const child = startReader();
  const pictures: CleanPicture[] = [];
  return new Promise<WordReading>((resolve, reject) => {
    const settle = (outcome: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      child.kill('SIGKILL');
      outcome();
    };
    const refuse = (problem: Problem) => settle(() => reject(problem));
    const stop = () => refuse(refuseWordFile('word-reading-stopped'));
    const timer = setTimeout(() => refuse(refuseWordFile('word-file-too-slow')), withinMs);
    signal?.addEventListener('abort', stop, { once: true });
    const complaint = complaintsOf(child);
    child.on('message', (message: ReaderMessage) => {
      if (message.type === 'progress') onProgress?.(message.percent, message.sentence);
      else if (message.type === 'picture') pictures.push(message.picture);
      else if (message.type === 'read') settle(() => resolve({ ...message.reading, pictures }));
      else if (message.type === 'refused') refuse(new Problem(message.code, message.status, message.sentence));
      else refuse(refuseWordFile('word-file-unreadable', new Error(message.reason)));
    });
    child.on('error', (error) => refuse(refuseWordFile('word-file-unreadable', error)));
    child.on('exit', () => refuse(refusalForExit(complaint())));
    child.stdin?.on('error', () => child.kill('SIGKILL')); // the reader ended before it had the whole file; its exit is answered above
    child.stdin?.end(bytes);
  });
}

// The reader gets no settings and so no secret: not the database's address, not a key.
function startReader(): ChildProcess {
  return fork(SCRIPT, [], {
    execArgv: [`--max-old-space-size=${WORD_READER_MEGABYTES}`, '--import', LOADER],
    env: {},
    serialization: 'advanced', // pictures come as bytes
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
  });
}

const COMPLAINT_CHARS = 4_000; // of what a dying process says, for the log

function complaintsOf(child: ChildProcess): () => string {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    if (said.length < COMPLAINT_CHARS) said += chunk.toString('utf8');
  });
  return () => said.slice(0, COMPLAINT_CHARS);
}

function refusalForExit(complaint: string): Problem {
  const outOfMemory = /heap out of memory|allocation failed/i.test(complaint);
  return refuseWordFile(outOfMemory ? 'word-file-too-complex' : 'word-file-unreadable', new Error(complaint));
}
