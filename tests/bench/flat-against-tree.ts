/**
 * Plays the same concurrent scripts on Concord's flat text and on Tiptap's stock tree binding and prints what became of the words,
 * and of passages that somebody had pointed at: `npm run bench -- words [seeds per case] [what the case's name contains]`.
 */
import { givePage, openTree } from '../support/tree-writer.ts';
import { anchorsAgainstTree } from './anchors-against-tree.ts';
import { FLAT_MIX, playMix, TREE_MIX } from '../support/whole-mix.ts';
import { FLAT_TABLES, playTableCase, TABLE_CASES, TREE_TABLES } from '../support/table-cases.ts';
import { openFlat, playCase, WORD_CASES } from '../support/word-cases.ts';

const SEEDS = 100;

/** Prints the table, of all cases or of those whose name contains some words. */
function flatAgainstTree(seeds: number, wanted: string): void {
  givePage();
  const rows: Record<string, Record<string, string>> = {};
  const isWanted = (name: string): boolean => name.includes(wanted);
  for (const wordCase of WORD_CASES.filter(({ name }) => isWanted(name))) {
    const ours = playCase(openFlat, wordCase, seeds);
    rows[wordCase.name] = { words: String(ours.words), flat: inWords(ours), tree: inWords(playCase(openTree, wordCase, seeds)) };
  }
  for (const name of TABLE_CASES.filter((each) => isWanted(`typing in a cell, ${each}`))) {
    const [ours, theirs] = [playTableCase(openFlat, FLAT_TABLES, name, seeds), playTableCase(openTree, TREE_TABLES, name, seeds)];
    rows[`typing in a cell, ${name}`] = { words: String(ours.words), flat: inWords(ours), tree: inWords(theirs) };
  }
  for (const writers of [2, 3, 4].filter((count) => isWanted(mixName(count)))) {
    const [ours, theirs] = [playMix(openFlat, FLAT_MIX, writers, seeds), playMix(openTree, TREE_MIX, writers, seeds)];
    const words = `${ours.words} (${theirs.words})`; // in the tree fewer stories reach their end
    rows[mixName(writers)] = { words, flat: inWords(ours), tree: inWords(theirs) };
  }
  console.log(`Words after concurrent editing, ${seeds} seeds a case`);
  console.table(rows);
}

function mixName(writers: number): string {
  return `lists, paste, tables, undo, ${writers} writers`;
}

function inWords(count: Record<string, number>): string {
  const parts = Object.entries(count).filter(([name, number]) => name !== 'words' && number > 0);
  return parts.map(([name, number]) => `${number} ${name}`).join(', ') || '0';
}

const [seeds, wanted = ''] = process.argv.slice(2);
flatAgainstTree(Number(seeds) || SEEDS, wanted);
if ('passages'.includes(wanted)) anchorsAgainstTree();
process.exit(0); // the page keeps timers
