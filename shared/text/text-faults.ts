import { MAX_BLOCK_CHARS, MAX_BLOCKS, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS } from '../kernel/limits.ts';
import { DocumentText, type TableBlock, type TextBlock } from './document-text.ts';
import { isNote, marksWithoutNote, notesWithMarks } from './notes.ts';
import { pictureFaults } from './pictures.ts';
import { blockText, cellBlocks, textBlocks } from './plain-text.ts';

/** The least and the greatest level each kind of text block may have; `continued` takes the level of the item it goes on. */
export const LEVELS: Record<TextBlock['kind'], readonly [number, number]> = {
  paragraph: [0, 0],
  heading: [1, 4],
  clause: [0, 2],
  bullet: [0, 3],
  quote: [0, 0],
  note: [0, 0],
  image: [0, 0],
  continued: [0, 3],
};

/** What makes a value no valid text, in plain words; an empty list means that it is one. */
export function textFaults(value: unknown): string[] {
  const parsed = DocumentText.safeParse(value);
  if (!parsed.success) return parsed.error.issues.map((issue) => `${issue.path.join('.') || 'text'}: ${issue.message}`);
  const text = parsed.data;
  return [
    ...sizeFaults(text),
    ...levelFaults(text),
    ...text.blocks.flatMap((block) => (block.kind === 'table' ? tableFaults(block) : [])),
    ...idFaults(text),
    ...noteFaults(text),
    ...pictureFaults(text),
  ];
}

/** Every id of a text, blocks, rows and cells alike, in reading order. */
export function idsOf(text: DocumentText): string[] {
  return text.blocks.flatMap((block) => {
    if (block.kind !== 'table') return [block.id];
    const rows = block.rows.flatMap((row) => [
      row.id,
      ...row.cells.flatMap((cell) => [cell.id, ...cell.blocks.map((inner) => inner.id)]),
    ]);
    return [block.id, ...rows];
  });
}

/** The blocks that are longer than a version may hold; a draft may have them, and says so. */
export function blocksTooLong(text: DocumentText): TextBlock[] {
  return textBlocks(text).filter((block) => blockText(block).length > MAX_BLOCK_CHARS);
}

function sizeFaults(text: DocumentText): string[] {
  const faults = text.blocks.length > MAX_BLOCKS ? [`it has ${text.blocks.length} blocks, and ${MAX_BLOCKS} is the most`] : [];
  const long = blocksTooLong(text);
  return [...faults, ...long.map((block) => `block ${block.id} is longer than ${MAX_BLOCK_CHARS} characters`)];
}

function levelFaults(text: DocumentText): string[] {
  return textBlocks(text)
    .filter((block) => block.level < LEVELS[block.kind][0] || block.level > LEVELS[block.kind][1])
    .map((block) => `block ${block.id} is a ${block.kind} of level ${block.level}`);
}

function tableFaults(table: TableBlock): string[] {
  const columns = table.rows[0].cells.length;
  const faults = table.rows
    .filter((row) => row.cells.length !== columns)
    .map((row) => `row ${row.id} has not as many cells as the first row`);
  if (columns > MAX_TABLE_COLUMNS) faults.push(`table ${table.id} has more than ${MAX_TABLE_COLUMNS} columns`);
  if (table.rows.length > MAX_TABLE_ROWS) faults.push(`table ${table.id} has more than ${MAX_TABLE_ROWS} rows`);
  return faults;
}

function noteFaults(text: DocumentText): string[] {
  const inCells = text.blocks.flatMap((block) => (block.kind === 'table' ? cellBlocks(block).filter(isNote) : []));
  return [
    ...marksWithoutNote(text).map((id) => `a mark leads to the note ${id}, which is not there`),
    ...inCells.map(({ id }) => `the note ${id} stands in a table`),
    ...notesWithMarks(text).map((id) => `the note ${id} has a note of its own`),
  ];
}

function idFaults(text: DocumentText): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const id of idsOf(text)) (seen.has(id) ? twice : seen).add(id);
  return [...twice].map((id) => `the id ${id} is used twice`);
}
