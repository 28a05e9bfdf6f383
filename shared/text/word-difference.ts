import { diffArrays } from 'diff';

/** A stretch of words that both texts have, or that one of them has. */
export type WordChange = { op: 'same' | 'added' | 'removed'; text: string };

// Above this many differing words two texts have nothing in common that a reader could follow, and comparing on costs seconds.
const MAX_WORD_EDITS = 1_500;

/** The difference of two texts word by word: `same` and `removed` join to the first exactly, `same` and `added` to the second. */
export function wordDifference(before: string, after: string): WordChange[] {
  if (before === after) return before === '' ? [] : [{ op: 'same', text: before }];
  const one = wordsOf(before);
  const two = wordsOf(after);
  const head = sharedStart(one, two);
  const tail = sharedEnd(one, two, head);
  const changes: WordChange[] = [];
  add(changes, 'same', one.slice(0, head).join(''));
  for (const change of middle(one.slice(head, one.length - tail), two.slice(head, two.length - tail)))
    add(changes, change.op, change.text);
  add(changes, 'same', one.slice(one.length - tail).join(''));
  return fromWordToWord(inPhrases(changes));
}

/** The words, spaces and signs a text is compared by; joined they give it back exactly. */
export function wordsOf(text: string): string[] {
  return text.match(PIECE) ?? [];
}

// A word keeps its inner apostrophe, hyphen, point or comma; what is neither word nor space stands alone; half a surrogate pair too.
const PIECE = /[\p{L}\p{N}\p{M}]+(?:['’.,-][\p{L}\p{N}\p{M}]+)*|\n|[^\S\n]+|[\s\S]/gu;

function sharedStart(one: string[], two: string[]): number {
  let count = 0;
  while (count < one.length && count < two.length && one[count] === two[count]) count++;
  return count;
}

function sharedEnd(one: string[], two: string[], head: number): number {
  let count = 0;
  const most = Math.min(one.length, two.length) - head;
  while (count < most && one[one.length - 1 - count] === two[two.length - 1 - count]) count++;
  return count;
}

function middle(one: string[], two: string[]): WordChange[] {
  const whole: WordChange[] = [
    { op: 'removed', text: one.join('') },
    { op: 'added', text: two.join('') },
  ];
  if (one.length === 0 || two.length === 0) return whole;
  const found = diffArrays(one, two, { maxEditLength: MAX_WORD_EDITS });
  if (!found) return whole;
  return found.map((part) => ({ op: part.added ? 'added' : part.removed ? 'removed' : 'same', text: part.value.join('') }));
}

function add(changes: WordChange[], op: WordChange['op'], text: string): void {
  if (text === '') return;
  const last = changes[changes.length - 1];
  if (last?.op === op) last.text += text;
  else changes.push({ op, text });
}

// "10 working" → "14 calendar" reads as one replaced phrase, not as two with a space between them.
function inPhrases(changes: WordChange[]): WordChange[] {
  const out: WordChange[] = [];
  let removed = '';
  let added = '';
  const flush = () => {
    add(out, 'removed', removed);
    add(out, 'added', added);
    removed = added = '';
  };
  changes.forEach((change, index) => {
    if (change.op === 'removed') removed += change.text;
    else if (change.op === 'added') added += change.text;
    else if (isGap(change.text) && removed !== '' && added !== '' && replacesMore(changes, index)) {
      removed += change.text;
      added += change.text;
    } else {
      flush();
      add(out, 'same', change.text);
    }
  });
  flush();
  return out;
}

function isGap(text: string): boolean {
  return /^[^\S\n]+$/.test(text);
}

function replacesMore(changes: WordChange[], index: number): boolean {
  const next = changes[index + 1]?.op;
  const afterNext = changes[index + 2]?.op;
  return next !== undefined && afterNext !== undefined && next !== 'same' && afterNext !== 'same';
}

// " the" before " referral" is read as "the " before "referral": a change starts with its first word, not with the space before it.
function fromWordToWord(changes: WordChange[]): WordChange[] {
  for (let index = 1; index + 1 < changes.length; index++) {
    const [before, change, after] = changes.slice(index - 1, index + 2);
    const space = /^[^\S\n]+/.exec(change.text)?.[0];
    if (space === undefined || before.op !== 'same' || after.op !== 'same' || !after.text.startsWith(space)) continue;
    if (space.length === change.text.length || space.length === after.text.length) continue;
    before.text += space;
    change.text = change.text.slice(space.length) + space;
    after.text = after.text.slice(space.length);
  }
  return changes;
}
