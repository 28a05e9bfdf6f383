import { Problem } from '../kernel/problem.ts';
import { normaliseContent, sameFormat } from './canonical-form.ts';
import { cutContent, cutsPair } from './cut-content.ts';
import type { Block, DocumentText, Inline, TextBlock, TextRun } from './document-text.ts';
import { blockText } from './plain-text.ts';
import { wordDifference } from './word-difference.ts';

/** A stretch of one block by UTF-16 offsets. */
export type TextRange = { blockId: string; start: number; end: number };

/** The document with one stretch of a block replaced; words that stay keep their formatting, new ones take that of what they replace. */
export function applyWording(text: DocumentText, range: TextRange, words: string): DocumentText {
  let found = false;
  const change = (block: TextBlock): TextBlock => {
    if (block.id !== range.blockId) return block;
    found = true;
    return { ...block, content: replaced(block, range, words) };
  };
  const blocks = text.blocks.map((block): Block =>
    block.kind === 'table' ? { ...block, rows: changedRows(block, change) } : change(block),
  );
  if (!found) throw notThere(range);
  return { ...text, blocks };
}

function changedRows(table: Extract<Block, { kind: 'table' }>, change: (block: TextBlock) => TextBlock): typeof table.rows {
  return table.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell, blocks: cell.blocks.map(change) })) }));
}

function notThere(range: TextRange): Problem {
  return new Problem('anchor-not-in-text', 422, 'The place this wording is meant for is not in this text.', { ...range });
}

function replaced(block: TextBlock, range: TextRange, words: string): Inline[] {
  const { start, end } = range;
  const whole = blockText(block);
  if (!isCuttable(whole, start, end)) throw notThere(range);
  const content: Inline[] = cutContent(block.content, 0, start);
  let at = start;
  let dress: Format = formatBefore(block.content, start);
  for (const change of wordDifference(whole.slice(start, end), words)) {
    if (change.op === 'added') {
      content.push(...dressed(change.text, dress));
      continue;
    }
    const passed = cutContent(block.content, at, at + change.text.length);
    if (change.op === 'same') content.push(...passed);
    dress = change.op === 'removed' ? (sharedFormat(passed) ?? dress) : formatBefore(passed, change.text.length);
    at += change.text.length;
  }
  return normaliseContent([...content, ...cutContent(block.content, end, whole.length)]);
}

function isCuttable(words: string, start: number, end: number): boolean {
  const whole = Number.isInteger(start) && Number.isInteger(end);
  return whole && start >= 0 && start <= end && end <= words.length && !cutsPair(words, start) && !cutsPair(words, end);
}

type Format = Omit<TextRun, 'text'>;

function dressed(words: string, format: Format): Inline[] {
  return words.split('\n').flatMap((line, index): Inline[] => {
    const run: TextRun = { ...format, text: line };
    return index === 0 ? [run] : [{ break: true }, run];
  });
}

// What is typed at the end of a bold word goes on bold; a link does not grow by itself.
function formatBefore(content: readonly Inline[], at: number): Format {
  const before = cutContent(content, 0, at).pop();
  return before && 'text' in before ? withoutLink(formatOf(before)) : {};
}

// What replaces words that were all formatted alike is formatted so too, link included; of a mixture nothing is taken over.
function sharedFormat(content: readonly Inline[]): Format | undefined {
  const runs = content.filter((part): part is TextRun => 'text' in part);
  if (runs.length === 0) return undefined;
  return runs.every((run) => sameFormat(run, runs[0])) ? formatOf(runs[0]) : {};
}

function formatOf(run: TextRun): Format {
  const { text: _text, ...format } = run;
  return format;
}

function withoutLink(format: Format): Format {
  const { link: _link, ...rest } = format;
  return rest;
}
