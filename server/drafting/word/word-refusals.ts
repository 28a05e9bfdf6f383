import {
  MAX_WORD_ENTRIES,
  MAX_WORD_FILE_BYTES,
  MAX_WORD_LOSSES,
  MAX_WORD_UNPACKED_BYTES,
  MAX_WORD_XML_BYTES,
} from '../../../shared/kernel/limits.ts';
import { Problem } from '../../../shared/kernel/problem.ts';

const MEGABYTE = 1024 * 1024;
const SAVE_AGAIN = 'Open it in Word, save it again as a Word document (.docx) and try again.';

const REFUSALS = {
  'word-file-empty': [422, 'This file is empty. Choose another file.'],
  'word-file-too-large': [413, `This file is larger than ${MAX_WORD_FILE_BYTES / MEGABYTE} MB, so we did not open it.`],
  'word-file-not-word': [415, 'This is not a Word file. Choose a file that ends in .docx.'],
  'word-file-old-format': [415, `This is a file of an older Word (.doc). ${SAVE_AGAIN}`],
  'word-file-protected': [
    422,
    'This file has a password, so we could not open it. Save a copy without the password and try again.',
  ],
  'word-file-damaged': [422, `This file is damaged or was not received whole, so we could not read it. ${SAVE_AGAIN}`],
  'word-file-unpacks-too-large': [
    413,
    `This file unpacks to more than ${MAX_WORD_UNPACKED_BYTES / MEGABYTE} MB, so we did not open it. Save it again in Word, without embedded video or other files, and try again.`,
  ],
  'word-file-text-too-large': [
    413,
    `The text of this file unpacks to more than ${MAX_WORD_XML_BYTES / MEGABYTE} MB, so we did not read it. Divide it into smaller files and try again.`,
  ],
  'word-file-too-many-parts': [
    413,
    `This file is packed from more than ${MAX_WORD_ENTRIES.toLocaleString('en-GB')} parts, so we did not open it. ${SAVE_AGAIN}`,
  ],
  'word-file-unsafe': [
    422,
    `This file is built in a way that Word never builds one and that can do harm, so we did not open it. ${SAVE_AGAIN}`,
  ],
  'word-file-macros': [
    415,
    'This file holds macros, which are small programs, so we did not open it. Save it in Word as a document without macros (.docx) and try again.',
  ],
  'word-file-too-complex': [
    413,
    'This file is too long or too complex to read here. Divide it into smaller files and bring them in one after the other.',
  ],
  'word-file-too-many-changes': [
    413,
    `This file has more than ${MAX_WORD_LOSSES.toLocaleString('en-GB')} tracked changes, comments and other things to list. Accept or remove some of them in Word and try again.`,
  ],
  'word-file-too-slow': [
    422,
    'Reading this file took too long, so we stopped. Divide it into smaller files and bring them in one after the other.',
  ],
  'word-file-unreadable': [422, `We could not read this file. ${SAVE_AGAIN}`],
  'word-reading-stopped': [409, 'Reading the file was stopped. Nothing has been changed.'],
} as const satisfies Record<string, readonly [number, string]>;

/** The stable codes of everything that can be wrong with a Word file. */
export type WordRefusal = keyof typeof REFUSALS;

/** The problem a person is told of when a Word file is not read; the cause is for the log only. */
export function refuseWordFile(code: WordRefusal, cause?: unknown): Problem {
  const [status, sentence] = REFUSALS[code];
  const problem = new Problem(code, status, sentence);
  if (cause !== undefined) problem.cause = cause;
  return problem;
}
