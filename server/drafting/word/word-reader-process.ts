// The process that reads one Word file: bytes come in on the standard input, messages go to the server over the channel.
import { buffer } from 'node:stream/consumers';
import { setPriority } from 'node:os';
import { MAX_WORD_READING_CHARS } from '../../../shared/kernel/limits.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { textFaults } from '../../../shared/text/text-faults.ts';
import { readWordBytes } from './read-word-bytes.ts';
import { refuseWordFile } from './word-refusals.ts';
import type { ReaderMessage } from './word-reading.ts';

const BELOW_EDITORS = 3; // of Unix niceness: people who type come first

process.on('disconnect', () => process.exit(0)); // the server is gone or no longer wants to know
setPriority(BELOW_EDITORS);
say(await answer()); // and wait to be ended: an exit of our own could overtake the answer

async function answer(): Promise<ReaderMessage> {
  try {
    const bytes = await buffer(process.stdin);
    const { pictures, ...reading } = readWordBytes(bytes, (percent, sentence) => say({ type: 'progress', percent, sentence }));
    const faults = textFaults(reading.text);
    if (faults.length > 0) return { type: 'failed', reason: `not a valid text: ${faults.slice(0, 5).join('; ')}` };
    // What is handed over is parsed in one go, so its size is how long people who type there would wait.
    if (JSON.stringify(reading).length > MAX_WORD_READING_CHARS) throw refuseWordFile('word-file-too-complex');
    for (const picture of pictures) say({ type: 'picture', picture }); // one message each, so that people who type wait for none of them
    return { type: 'read', reading };
  } catch (error) {
    if (error instanceof Problem) return { type: 'refused', code: error.code, status: error.status, sentence: error.message };
    return { type: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function say(message: ReaderMessage): void {
  process.send?.(message);
}
