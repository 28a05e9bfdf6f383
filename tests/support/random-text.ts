import type { Block, DocumentText, Inline, TableBlock, TextBlock, TextRun } from '../../shared/text/document-text.ts';
import { isBlank } from '../../shared/text/live/seed-table.ts';
import { cellId } from '../../shared/text/live/table-names.ts';
import { settleNotes } from '../../shared/text/notes.ts';
import type { Random } from './seeded-random.ts';

const WORDS = ['sarcoma', 'review', 'clause', 'patients', 'Board', 'annual', 'naïve', '😀', '漢字', '5 mg'];
const KINDS = ['paragraph', 'heading', 'clause', 'bullet', 'quote', 'continued'] as const;
const LEVELS = {
  paragraph: [0],
  heading: [1, 2, 3, 4],
  clause: [0, 1, 2],
  bullet: [0, 1, 2, 3],
  quote: [0],
  continued: [0, 1, 2],
};

/** A random document text with every kind of block, marks, links, breaks and tables. */
export function randomText(random: Random): DocumentText {
  let made = 0;
  const id = (): string => `b${made++}`;
  const block = (): Block => (random.chance(0.15) ? randomTable(random, id) : randomBlock(random, id));
  const blocks = Array.from({ length: 1 + random.below(8) }, block);
  const notes = random.chance(0.3)
    ? ['note0', 'note1'].slice(0, 1 + random.below(2)).flatMap((note) => noteBlocks(random, note))
    : [];
  return settleNotes({ schema: 1, blocks: [...blocks, ...notes] });
}

/** A note with or without a further paragraph. */
function noteBlocks(random: Random, id: string): TextBlock[] {
  const note: TextBlock = { ...randomBlock(random, () => id), kind: 'note', level: 0 };
  return random.chance(0.3) ? [note, { ...randomBlock(random, () => `${id}f`), kind: 'continued', level: 0 }] : [note];
}

/** A random text block. */
export function randomBlock(random: Random, id: () => string): TextBlock {
  const kind = random.pick(KINDS);
  const content = Array.from({ length: random.below(5) }, () => randomInline(random));
  return { id: id(), kind, level: random.pick(LEVELS[kind]), ...(random.chance(0.1) ? { pageBreak: true } : {}), content };
}

function randomInline(random: Random): Inline {
  if (random.chance(0.1)) return { break: true };
  if (random.chance(0.1)) return { note: random.pick(['note0', 'note1', 'note2']) };
  const run: TextRun = { text: `${random.pick(WORDS)} ` };
  for (const key of ['strong', 'em', 'underline', 'sub', 'sup'] as const) if (random.chance(0.15)) run[key] = true;
  if (random.chance(0.1)) run.link = random.pick(['https://example.org/a', 'mailto:crg@example.org', '#b1']);
  return run;
}

/** A random rectangular table. */
export function randomTable(random: Random, id: () => string): TableBlock {
  const columns = 1 + random.below(3);
  const cell = () => ({ id: id(), blocks: [withoutMarks(randomBlock(random, id))] });
  const row = () => ({ id: id(), cells: Array.from({ length: columns }, cell) });
  const rows = Array.from({ length: 1 + random.below(3) }, row);
  return { id: id(), kind: 'table', headerRow: random.chance(0.5), headerColumn: random.chance(0.5), rows };
}

/** Cells that others compare stay the same when a note is deleted. */
function withoutMarks(block: TextBlock): TextBlock {
  return { ...block, content: block.content.filter((part) => !('note' in part)) };
}

/**
 * The text as the live text keeps it: neighbouring runs of equal formatting joined, cells with the ids that their rows and
 * columns give, and the ids of blank cells, which nobody keeps, left empty.
 */
export function normalised(text: DocumentText): DocumentText {
  const blocks = text.blocks.map((block) => (block.kind === 'table' ? normalisedTable(block) : normalisedBlock(block)));
  return { schema: 1, blocks };
}

function normalisedTable(table: TableBlock): TableBlock {
  const rows = table.rows.map(({ id, cells }) => ({
    id,
    cells: cells.map(({ blocks }, column) => ({
      id: cellId(id, `k${column + 1}`),
      blocks: blocks.map((block) => ({ ...normalisedBlock(block), ...(isBlank(blocks) ? { id: '' } : {}) })),
    })),
  }));
  return { ...table, rows };
}

function normalisedBlock(block: TextBlock): TextBlock {
  return { ...block, content: joined(block.content) };
}

function joined(content: Inline[]): Inline[] {
  const runs: Inline[] = [];
  for (const inline of content) {
    const last = runs.at(-1);
    if ('text' in inline && last && 'text' in last && formatsKey(last) === formatsKey(inline)) last.text += inline.text;
    else runs.push({ ...inline });
  }
  return runs;
}

function formatsKey({ text: _, ...formats }: TextRun): string {
  return JSON.stringify(Object.entries(formats).sort());
}
