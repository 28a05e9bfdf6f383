import type { Block, DocumentText, Inline, TextBlock, TextRun } from './document-text.ts';
import { cellBlocks } from './plain-text.ts';

/** The numbers of all notes by their block's id: in the order of their first marks, those without a mark after them. */
export function noteNumbers(text: DocumentText): Map<string, number> {
  const notes = new Set(text.blocks.filter(isNote).map(({ id }) => id));
  const numbers = new Map<string, number>();
  if (!notes.size) return numbers;
  for (const id of [...marksOf(text), ...notes]) if (notes.has(id) && !numbers.has(id)) numbers.set(id, numbers.size + 1);
  return numbers;
}

/** The ids of the notes that have no mark in the text, in their order. */
export function notesWithoutMark(text: DocumentText): string[] {
  const marked = new Set(marksOf(text));
  return text.blocks.filter((block) => isNote(block) && !marked.has(block.id)).map(({ id }) => id);
}

/** The ids that marks lead to and that are no note of this text. */
export function marksWithoutNote(text: DocumentText): string[] {
  const notes = new Set(text.blocks.filter(isNote).map(({ id }) => id));
  return [...new Set(marksOf(text))].filter((id) => !notes.has(id));
}

/** The notes that the marks of a text lead to, in reading order, as often as they stand there; a note has no notes of its own. */
export function marksOf(text: DocumentText): string[] {
  return bodyOf(text).flatMap((block) => (block.kind === 'table' ? cellBlocks(block) : [block]).flatMap(marksIn));
}

/** The notes that have a mark in themselves, by their blocks' ids. */
export function notesWithMarks(text: DocumentText): string[] {
  const body = new Set(bodyOf(text));
  return text.blocks.flatMap((block) =>
    block.kind !== 'table' && !body.has(block) && marksIn(block).length > 0 ? [block.id] : [],
  );
}

/** The blocks that belong to no note. */
function bodyOf(text: DocumentText): Block[] {
  let inNote = false;
  return text.blocks.filter((block) => {
    inNote = isNote(block) || (inNote && block.kind === 'continued');
    return !inNote;
  });
}

/** Whether a block begins a note. */
export function isNote(block: { kind: string }): boolean {
  return block.kind === 'note';
}

/**
 * The same text with its notes at the end in the order of their marks, each with its further paragraphs. A mark that leads to no
 * note says nothing and goes; a note in a table cell is a paragraph. A text without notes and marks is given back as it is.
 */
export function settleNotes(text: DocumentText): DocumentText {
  const plain = text.blocks.every((block) => (block.kind === 'table' ? cellBlocks(block) : [block]).every(isPlain));
  if (plain) return text;
  const whole = { ...text, blocks: text.blocks.map(withoutCellNotes) };
  const numbers = noteNumbers(whole);
  const body: Block[] = [];
  const notes: Block[][] = [];
  let open: Block[] | undefined;
  for (const block of whole.blocks) {
    const number = numbers.get(block.id);
    if (block.kind !== 'continued') open = undefined;
    if (number !== undefined) open = notes[number] = [];
    if (open) open.push(withMarks(block, () => false));
    else body.push(withMarks(block, (note) => numbers.has(note)));
  }
  const blocks = [...body, ...notes.filter((note) => note !== undefined).flat()];
  return sameOrder(blocks, text.blocks) ? text : { ...text, blocks };
}

function isPlain(block: TextBlock): boolean {
  return !isNote(block) && marksIn(block).length === 0;
}

function marksIn({ content }: TextBlock): string[] {
  return content.flatMap((part) => ('note' in part ? [part.note] : []));
}

function withoutCellNotes(block: Block): Block {
  return mapCells(block, (inner) => (isNote(inner) ? { ...inner, kind: 'paragraph' } : inner));
}

function withMarks(block: Block, isKept: (note: string) => boolean): Block {
  const known = (part: Inline): boolean => !('note' in part) || isKept(part.note);
  const keep = (inner: TextBlock): TextBlock =>
    inner.content.every(known) ? inner : { ...inner, content: joined(inner.content.filter(known)) };
  return block.kind === 'table' ? mapCells(block, keep) : keep(block);
}

/** Runs that a mark parted and that look alike are one again. */
function joined(content: readonly Inline[]): Inline[] {
  const runs: Inline[] = [];
  for (const part of content) {
    const last = runs[runs.length - 1];
    if ('text' in part && last && 'text' in last && looksLike(part, last))
      runs[runs.length - 1] = { ...last, text: last.text + part.text };
    else runs.push(part);
  }
  return runs;
}

function looksLike({ text: _one, ...formats }: TextRun, { text: _other, ...others }: TextRun): boolean {
  const keys = Object.keys(formats) as (keyof typeof formats)[]; // the schema's own keys
  return keys.length === Object.keys(others).length && keys.every((key) => formats[key] === others[key]);
}

function mapCells(block: Block, change: (inner: TextBlock) => TextBlock): Block {
  if (block.kind !== 'table') return block;
  const blocks = cellBlocks(block);
  if (blocks.every((inner) => change(inner) === inner)) return block;
  const rows = block.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => ({ ...cell, blocks: cell.blocks.map(change) })),
  }));
  return { ...block, rows };
}

function sameOrder(one: readonly Block[], other: readonly Block[]): boolean {
  return one.length === other.length && one.every((block, index) => block === other[index]);
}
