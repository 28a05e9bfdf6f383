import type { DocumentText } from '../../shared/text/document-text.ts';
import { textOf } from '../../shared/text/plain-text.ts';

/** What a file of words holds: first the passages that are not saved, then the whole text as this device has it. */
export function wordsAsFile(text: DocumentText, unsent: readonly string[]): string {
  if (unsent.length === 0) return textOf(text);
  return [
    'NOT SAVED YET',
    'What is not saved stands in [square brackets], in its paragraph.',
    '',
    unsent.join('\n\n'),
    '',
    'THE WHOLE TEXT, AS THIS DEVICE HAS IT',
    '',
    textOf(text),
  ].join('\n');
}
