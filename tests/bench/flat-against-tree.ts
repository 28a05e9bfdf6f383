/**
 * Plays the same concurrent scripts on Concord's flat text and on Tiptap's stock tree binding and prints what became of the words,
 * and of passages that somebody had pointed at:
 * `node --import tsx tests/bench/flat-against-tree.ts [seeds per case]`.
 */
import { givePage, openTree } from '../support/tree-writer.ts';
import { anchorsAgainstTree } from './anchors-against-tree.ts';
import { FLAT_MIX, playMix, TREE_MIX } from '../support/whole-mix.ts';
import { FLAT_TABLES, playTableCase, TABLE_CASES, TREE_TABLES } from '../support/table-cases.ts';
import { openFlat, playCase, WORD_CASES, type WordCount } from '../support/word-cases.ts';

const SEEDS = 100;

/** Prints the table; returns the flat rows for whoever wants to bound them. */
export function flatAgainstTree(seeds = SEEDS): Record<string, WordCount> {
  givePage();
  const flat: Record<string, WordCount> = {};
  const rows: Record<string, Record<string, string>> = {};
  for (const wordCase of WORD_CASES) {
    const ours = playCase(openFlat, wordCase, seeds);
    flat[wordCase.name] = ours;
    rows[wordCase.name] = { words: String(ours.words), flat: inWords(ours), tree: inWords(playCase(openTree, wordCase, seeds)) };
  }
  for (const name of TABLE_CASES) {
    const [ours, theirs] = [playTableCase(openFlat, FLAT_TABLES, name, seeds), playTableCase(openTree, TREE_TABLES, name, seeds)];
    rows[`typing in a cell, ${name}`] = { words: String(ours.words), flat: inWords(ours), tree: inWords(theirs) };
  }
  for (const writers of [2, 3, 4]) {
    const [ours, theirs] = [playMix(openFlat, FLAT_MIX, writers, seeds), playMix(openTree, TREE_MIX, writers, seeds)];
    const words = `${ours.words} (${theirs.words})`; // in the tree fewer stories reach their end
    rows[`lists, paste, tables, undo, ${writers} writers`] = { words, flat: inWords(ours), tree: inWords(theirs) };
  }
  console.log(`Words after concurrent editing, ${seeds} seeds a case`);
  console.table(rows);
  return flat;
}

function inWords(count: Record<string, number>): string {
  const parts = Object.entries(count).filter(([name, number]) => name !== 'words' && number > 0);
  return parts.map(([name, number]) => `${number} ${name}`).join(', ') || '0';
}

if (process.argv[1]?.endsWith('flat-against-tree.ts')) {
  flatAgainstTree(Number(process.argv[2]) || SEEDS);
  anchorsAgainstTree();
  process.exit(0); // the page keeps timers
}
