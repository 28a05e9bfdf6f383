import fc from 'fast-check';
import { normaliseText } from '../../shared/text/canonical-form.ts';
import type { Block, DocumentText, Inline, TableBlock, TextBlock, TextRun } from '../../shared/text/document-text.ts';

const WORDS =
  'the service must offer a biopsy within 14 working days of referral unless imaging shows that one is not needed and each person has a named key worker who can be telephoned café naïve £3,900 “core” 5–10 % <b> & "q" 👩🏽‍⚕️ e\u0301 MDT'.split(
    ' ',
  );

const LINKS = ['https://example.org/a?b=1&c=2', 'mailto:group@example.org', '#b-k3', 'tel:01632960123'];

/** A sentence of words that policies are made of, with the signs that break naive programs. */
export const arbitraryWords: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 14 })
  .map((words) => words.join(' '));

const arbitraryRun: fc.Arbitrary<TextRun> = fc.record(
  {
    text: fc.oneof(
      { weight: 5, arbitrary: arbitraryWords },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }) },
    ),
    strong: fc.constant(true as const),
    em: fc.constant(true as const),
    sup: fc.constant(true as const),
    link: fc.constantFrom(...LINKS),
  },
  { requiredKeys: ['text'] },
);

const arbitraryInline: fc.Arbitrary<Inline> = fc.oneof(
  { weight: 8, arbitrary: arbitraryRun },
  { weight: 1, arbitrary: fc.constantFrom('m0', 'm1', 'm2').map((note) => ({ note })) },
  { weight: 1, arbitrary: fc.constant({ break: true as const }) },
);

const FORMS: [TextBlock['kind'], number][] = [
  ['paragraph', 0],
  ['heading', 1],
  ['heading', 2],
  ['heading', 3],
  ['heading', 4],
  ['clause', 0],
  ['clause', 0],
  ['clause', 1],
  ['clause', 2],
  ['bullet', 0],
  ['bullet', 1],
  ['bullet', 3],
  ['quote', 0],
  ['continued', 0],
  ['continued', 1],
];

// A text block whose id is still to be given.
const arbitraryBlock: fc.Arbitrary<TextBlock> = fc
  .record({
    form: fc.constantFrom(...FORMS),
    content: fc.array(arbitraryInline, { maxLength: 4 }),
    page: fc.integer({ max: 9, min: 0 }).map((n) => n === 0),
  })
  .map(({ form: [kind, level], content, page }): TextBlock => ({
    id: 'x',
    kind,
    level,
    ...(page ? { pageBreak: true } : {}),
    content,
  }));

const arbitraryTable: fc.Arbitrary<TableBlock> = fc
  .record({
    columns: fc.integer({ min: 1, max: 4 }),
    rows: fc.integer({ min: 1, max: 4 }),
    headerRow: fc.boolean(),
    headerColumn: fc.boolean(),
    blocks: fc.array(arbitraryBlock, { minLength: 1, maxLength: 6 }),
  })
  .map(({ columns, rows, headerRow, headerColumn, blocks }) => {
    let next = 0;
    const cell = () => ({
      id: 'x',
      blocks: Array.from({ length: 1 + (next % 4 === 3 ? 1 : 0) }, () => ({ ...blocks[next++ % blocks.length] })),
    });
    const list = Array.from({ length: rows }, () => ({ id: 'x', cells: Array.from({ length: columns }, cell) }));
    return { id: 'x', kind: 'table' as const, headerRow, headerColumn, rows: list };
  });

// A picture with or without a caption, a description and a size, whose id is still to be given.
const arbitraryPicture: fc.Arbitrary<TextBlock> = fc
  .record({
    block: arbitraryBlock,
    src: fc.constantFrom('a', 'b', 'c').map((digit) => digit.repeat(64)),
    words: fc.constantFrom('alt', 'decorative', 'none'),
    said: arbitraryWords,
    size: fc.constantFrom('small' as const, 'medium' as const, undefined),
  })
  .map(({ block, src, words, said, size }): TextBlock => {
    const described = words === 'none' ? {} : { [words]: said };
    const picture = { src, width: 40, height: 30, ...described, ...(size ? { size } : {}) };
    return { ...block, kind: 'image', level: 0, picture };
  });

// Blocks of every kind, tables included, whose ids are still to be given.
const arbitraryBlocks: fc.Arbitrary<Block[]> = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: arbitraryBlock },
    { weight: 1, arbitrary: arbitraryTable },
    { weight: 1, arbitrary: arbitraryPicture },
  ),
  { minLength: 1, maxLength: 25 },
);

// The notes `m0` to `m2`, each with or without a further paragraph; marks that lead to one that is not made are dropped.
const arbitraryNotes: fc.Arbitrary<Block[]> = fc.array(fc.tuple(arbitraryBlock, fc.boolean()), { maxLength: 3 }).map((notes) =>
  notes.flatMap(([note, further], index): Block[] => {
    const first: TextBlock = { ...note, id: `m${index}`, kind: 'note', level: 0 };
    return further ? [first, { ...note, id: `m${index}f`, kind: 'continued', level: 0 }] : [first];
  }),
);

/** A valid, normalised document of every kind of block, format and awkward character. */
export const arbitraryText: fc.Arbitrary<DocumentText> = fc
  .tuple(arbitraryBlocks, arbitraryNotes)
  .map(([blocks, notes]) => normaliseText({ schema: 1, blocks: [...withIds(blocks, 'k'), ...notes] }));

// The same blocks with ids `k1`, `k2` … in reading order, rows and cells included.
function withIds(blocks: readonly Block[], letter: string): Block[] {
  let count = 0;
  const id = () => `${letter}${++count}`;
  return blocks.map((block): Block => {
    if (block.kind !== 'table') return { ...block, id: id() };
    const own = id();
    const rows = block.rows.map((row) => ({
      id: id(),
      cells: row.cells.map((cell) => ({ id: id(), blocks: cell.blocks.map((inner) => ({ ...inner, id: id() })) })),
    }));
    return { ...block, id: own, rows };
  });
}

/** One thing a person does to a document; the numbers are taken modulo what there is. */
export type TextEdit = {
  act: 'reword' | 'insert' | 'remove' | 'move' | 'convert' | 'split' | 'join' | 'rows' | 'restyle';
  at: number;
  to: number;
  words: string;
};

/** A list of edits. */
export const arbitraryEdits: fc.Arbitrary<TextEdit[]> = fc.array(
  fc.record({
    act: fc.constantFrom<TextEdit['act'][]>('reword', 'insert', 'remove', 'move', 'convert', 'split', 'join', 'rows', 'restyle'),
    at: fc.nat(10_000),
    to: fc.nat(10_000),
    words: arbitraryWords,
  }),
  { minLength: 0, maxLength: 12 },
);

/** The document after the edits, valid and normalised; ids stay with their blocks as in the editor. */
export function edited(text: DocumentText, edits: readonly TextEdit[]): DocumentText {
  let blocks = [...text.blocks];
  edits.forEach((edit, index) => {
    const next = editOnce(blocks, edit, `n${index}`);
    if (next.length > 0) blocks = next;
  });
  return normaliseText({ schema: 1, blocks });
}

function editOnce(blocks: Block[], edit: TextEdit, newId: string): Block[] {
  const at = edit.at % blocks.length;
  const block = blocks[at];
  const replace = (...by: Block[]) => [...blocks.slice(0, at), ...by, ...blocks.slice(at + 1)];
  if (edit.act === 'insert')
    return [
      ...blocks.slice(0, at),
      { id: newId, kind: 'paragraph', level: 0, content: [{ text: edit.words }] },
      ...blocks.slice(at),
    ];
  if (edit.act === 'remove') return replace();
  if (edit.act === 'move') {
    const rest = replace();
    const to = edit.to % (rest.length + 1);
    return [...rest.slice(0, to), block, ...rest.slice(to)];
  }
  if (block.kind === 'table') return edit.act === 'rows' ? replace({ ...block, rows: editedRows(block, edit, newId) }) : blocks;
  return editText(blocks, edit, newId);
}

function editText(blocks: Block[], edit: TextEdit, newId: string): Block[] {
  const at = edit.at % blocks.length;
  const [block, next] = [blocks[at], blocks[at + 1]];
  if (block.kind === 'table') return blocks;
  const replace = (by: TextBlock[], taken = 1) => [...blocks.slice(0, at), ...by, ...blocks.slice(at + taken)];
  const half = edit.to % (block.content.length + 1);
  const run = { text: edit.words };
  if (edit.act === 'reword')
    return replace([{ ...block, content: [...block.content.slice(0, half), run, ...block.content.slice(half + (edit.to % 2))] }]);
  if (block.picture && (edit.act === 'restyle' || edit.act === 'convert')) {
    const { decorative: _, ...picture } = block.picture;
    return replace([{ ...block, picture: { ...picture, alt: edit.words } }]);
  }
  if (edit.act === 'restyle')
    return replace([
      { ...block, content: block.content.map((part) => ('text' in part ? { ...part, em: true as const } : part)) },
    ]);
  if (edit.act === 'convert') {
    const [kind, level] = FORMS[edit.to % FORMS.length];
    return replace([{ ...block, kind, level }]);
  }
  if (edit.act === 'split')
    return replace([
      { ...block, content: block.content.slice(0, half) },
      { ...block, id: newId, content: block.content.slice(half) },
    ]);
  if (edit.act === 'join' && next && next.kind !== 'table')
    return replace([{ ...block, content: [...block.content, ...next.content] }], 2);
  return blocks;
}

function editedRows(table: TableBlock, edit: TextEdit, newId: string): TableBlock['rows'] {
  const at = edit.at % table.rows.length;
  const row = table.rows[at];
  const words = (inner: TextBlock): TextBlock => ({ ...inner, content: [{ text: edit.words }] });
  const fresh = row.cells.map((cell, column) => ({
    id: `${newId}c${column}`,
    blocks: [{ ...words(cell.blocks[0]), id: `${newId}b${column}` }],
  }));
  if (edit.to % 4 === 0) return [...table.rows.slice(0, at), { id: newId, cells: fresh }, ...table.rows.slice(at)];
  if (edit.to % 4 === 1 && table.rows.length > 1) return [...table.rows.slice(0, at), ...table.rows.slice(at + 1)];
  if (edit.to % 4 === 2)
    return table.rows.map((each, index) => ({
      ...each,
      cells: [
        ...each.cells,
        { id: `${newId}c${index}`, blocks: [{ ...words(row.cells[0].blocks[0]), id: `${newId}b${index}` }] },
      ],
    }));
  return table.rows.map((each, index) =>
    index === at
      ? { ...each, cells: each.cells.map((cell, column) => (column === 0 ? { ...cell, blocks: cell.blocks.map(words) } : cell)) }
      : each,
  );
}
