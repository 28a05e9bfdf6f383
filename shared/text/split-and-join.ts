import type { Block } from './document-text.ts';
import type { Pairing } from './pair-items.ts';
import { blockText } from './plain-text.ts';

/** Blocks of the earlier text that became blocks of the later one: one and one, none, or several on one side. */
export type Group = { from: number[]; to: number[] };

// Of the words in a new block this share must have stood in the block it may have been split from.
const SPLIT_LIKENESS = 0.7;

// "and" or "Yes" alone is no sign of a split.
const TELLING_WORD_COUNT = 3;

/** Groups every block of both texts; a block that gave its end to the next one, or took the next one in, forms a group with it. */
export function groupBlocks(before: readonly Block[], after: readonly Block[], pairing: Pairing): Group[] {
  const newAfter = freeIndices(after, new Set(pairing));
  const newBefore = new Set([...pairing.keys()].filter((from) => pairing[from] < 0));
  const groups: Group[] = [];
  pairing.forEach((to, from) => {
    if (to < 0) return;
    const changed = isWords(before[from]) && blockText(before[from]) !== blockText(after[to]);
    const split = changed ? goesOn(before[from], after, { at: to, free: newAfter }) : [];
    const joined = changed && split.length === 0 ? goesOn(after[to], before, { at: from, free: newBefore }) : [];
    groups.push({ from: [from, ...joined], to: [to, ...split] });
  });
  for (const from of newBefore) groups.push({ from: [from], to: [] });
  for (const to of newAfter) groups.push({ from: [], to: [to] });
  return groups;
}

// Tables and pictures are never parts of one another.
function isWords({ kind }: Block): boolean {
  return kind !== 'table' && kind !== 'image';
}

function freeIndices(blocks: readonly Block[], taken: Set<number>): Set<number> {
  return new Set([...blocks.keys()].filter((index) => !taken.has(index)));
}

// The free blocks right after one whose words are mostly those that a longer block has besides; they are taken.
function goesOn(longer: Block, blocks: readonly Block[], place: { at: number; free: Set<number> }): number[] {
  const rest = countWords(blockText(longer));
  takeWords(rest, blockText(blocks[place.at]));
  const taken: number[] = [];
  for (let index = place.at + 1; place.free.has(index) && isWords(blocks[index]); index++) {
    const words = blockText(blocks[index]).match(WORD) ?? [];
    if (words.length < TELLING_WORD_COUNT || takeWords(rest, words.join(' ')) / words.length < SPLIT_LIKENESS) break;
    taken.push(index);
    place.free.delete(index);
  }
  return taken;
}

const WORD = /[\p{L}\p{N}]+/gu;

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.match(WORD) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

// Takes the words of a text out of a count and says how many were there.
function takeWords(counts: Map<string, number>, text: string): number {
  let found = 0;
  for (const word of text.match(WORD) ?? []) {
    const left = counts.get(word) ?? 0;
    if (left > 0) found++;
    counts.set(word, Math.max(0, left - 1));
  }
  return found;
}
