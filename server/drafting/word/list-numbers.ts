import { numberBlocks } from '../../../shared/text/clause-numbers.ts';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { counted, quoted } from './loss-list.ts';
import { blockText } from '../../../shared/text/plain-text.ts';
import type { ReadingState } from './reading-state.ts';

const EXAMPLES = 3;

const TYPED = /^(\d+(\.\d+)*[.):]?|\(?([ivx]+|[a-z])[.)])\s/i; // "2.1 Scope", "iv. Scope", "(a) Scope"

/** Says which numbers will not look as in Word: those counted otherwise, and those typed by hand. */
export function listNumbers(text: DocumentText, state: ReadingState): void {
  listCounted(text, state);
  listTyped(text, state);
}

// A typed number is part of the words, so it is kept and stands beside the computed one.
function listTyped(text: DocumentText, state: ReadingState): void {
  const typed = text.blocks.filter(
    (block) => (block.kind === 'heading' || block.kind === 'clause') && TYPED.test(blockText(block)),
  );
  if (typed.length === 0) return;
  const what =
    typed.length === 1
      ? 'A heading or clause begins'
      : `${counted(typed.length, 'heading or clause', 'headings and clauses')} begin`;
  const sentence = `${what} with a number typed by hand, for instance ${quoted(blockText(typed[0]))}. It stands beside the computed number.`;
  state.losses.add('numbering', sentence, { place: 'Whole document' });
}

// References typed by hand may name the numbers that Word printed.
function listCounted(text: DocumentText, state: ReadingState): void {
  const numbers = numberBlocks(text);
  const changed: string[] = [];
  let count = 0;
  for (const [id, printed] of state.printed) {
    const now = numbers.get(id);
    if (now === undefined || bare(now) === bare(printed)) continue;
    count++;
    if (changed.length < EXAMPLES) changed.push(`“${printed.trim()}” is now “${now}”`);
  }
  if (count === 0) return;
  const what = `${counted(count, 'number')} of ${state.printed.size.toLocaleString('en-GB')} ${count === 1 ? 'is' : 'are'} counted otherwise than in Word`;
  const sentence = `${what}, for instance ${changed.join(', ')}. Check references that were typed by hand.`;
  state.losses.add('numbering', sentence, { place: 'Whole document' });
}

function bare(number: string): string {
  return number
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]/gu, '')
    .replace(/\.$/, '');
}
