import type { Node, Schema } from '@tiptap/pm/model';
import { TextSelection, type Command, type EditorState } from '@tiptap/pm/state';
import { addColumnAfter, deleteRow, moveTableRow, toggleHeaderRow } from '@tiptap/pm/tables';
import * as Y from 'yjs';
import { blankTable } from '../../client/drafting/editor/table-edits.ts';
import { TABLE_ACTS } from '../../client/drafting/editor/table-commands.ts';
import { syncAll } from './flat-writer.ts';
import { seededRandom, type Random } from './seeded-random.ts';
import type { OpenWriter, WordCount, WordWriter } from './word-cases.ts';

const SIDE = 3; // rows and columns
const WORDS = ['clinic', 'patient', 'biopsy', 'surgery', 'imaging', 'network', 'referral', 'pathway', 'consent']; // a cell each
const TYPED = 'quixotry';

/** What the second person does to the table while the first types in a cell. */
export const TABLE_CASES = ['row deleted', 'column put in', 'row moved', 'table moved', 'header row set'] as const;
/** The name of one case. */
export type TableCase = (typeof TABLE_CASES)[number];

/** How one kind of editor makes a table and does each act, with the caret in a cell. */
export type TableKind = {
  table: (schema: Schema) => Node;
  acts: Record<Exclude<TableCase, 'table moved'>, (row: number) => Command>;
};

/** Concord's tables. */
export const FLAT_TABLES: TableKind = {
  table: (schema) => blankTable(schema, SIDE, SIDE),
  acts: {
    'row deleted': () => TABLE_ACTS.deleteRow.run,
    'column put in': () => TABLE_ACTS.columnAfter.run,
    'row moved': (row) => (row ? TABLE_ACTS.rowUp.run : TABLE_ACTS.rowDown.run),
    'header row set': () => TABLE_ACTS.headerRow.run,
  },
};

/** The tables of the stock editor. */
export const TREE_TABLES: TableKind = {
  table: ({ nodes: { table, table_row: row, table_cell: cell } }) => {
    if (!table || !row || !cell) throw new Error('The schema has no tables.');
    const cells = () => Array.from({ length: SIDE }, () => cell.createAndFill() as Node); // a cell is filled with a paragraph
    return table.create(
      null,
      Array.from({ length: SIDE }, () => row.create(null, cells())),
    );
  },
  acts: {
    'row deleted': () => deleteRow,
    'column put in': () => addColumnAfter,
    'row moved': (row) => moveTableRow({ from: row, to: row ? row - 1 : 1 }),
    'header row set': () => toggleHeaderRow,
  },
};

/** Plays one case with many seeds: every cell has a word, one more is typed in one of them; counts what became of them. */
export function playTableCase(open: OpenWriter, kind: TableKind, name: TableCase, seeds: number): WordCount {
  const total: WordCount = { words: 0, lost: 0, torn: 0, doubled: 0, strayed: 0, diverged: 0, failed: 0 };
  for (let seed = 1; seed <= seeds; seed++) {
    const people: WordWriter[] = [];
    try {
      for (let i = 1; i <= 2; i++) people.push(open(docOf(i)));
      play(people as [WordWriter, WordWriter], kind, name, seededRandom(seed * 7 + 1), total);
    } catch {
      total.failed++; // counted and printed
    } finally {
      for (const person of people) person.close();
    }
  }
  return total;
}

function docOf(clientId: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  return doc;
}

function play(
  [mine, theirs]: [WordWriter, WordWriter],
  kind: TableKind,
  name: TableCase,
  random: Random,
  total: WordCount,
): void {
  const { schema } = mine.state;
  const line = (text: string): Node => (schema.nodes.block ?? schema.nodes.paragraph)!.create(null, schema.text(text));
  mine.change(mine.state.tr.replaceWith(0, mine.state.doc.content.size, [line('before'), kind.table(schema), line('behind')]));
  for (const [i, word] of WORDS.entries()) mine.change(mine.state.tr.insertText(word, cellStarts(mine.state)[i] ?? 0));
  syncAll([mine, theirs]);
  const [cell, other] = [random.below(WORDS.length), random.below(WORDS.length)];
  const at = (cellStarts(mine.state)[cell] ?? 0) + random.pick([0, (WORDS[cell] ?? '').length]);
  [...TYPED].forEach((letter, i) => mine.change(mine.state.tr.insertText(letter, at + i)));
  const row = Math.floor((name === 'row deleted' || name === 'row moved' ? cell : other) / SIDE); // the row in which is typed
  act(theirs, kind, name, row);
  syncAll([mine, theirs]);
  syncAll([mine, theirs]);
  const deleted = name === 'row deleted' ? WORDS.slice(row * SIDE, row * SIDE + SIDE) : [];
  const lines = linesOf(mine.state.doc);
  for (const word of [...WORDS.filter((each) => !deleted.includes(each)), TYPED]) {
    total.words++;
    const times = lines.join('|').split(word).length - 1;
    if (times > 1) total.doubled++;
    else if (times === 0) total[lines.some((text) => text.includes(word.slice(0, 3))) ? 'torn' : 'lost']++;
  }
  const beside = lines.find((text) => text.includes(TYPED));
  if (beside !== undefined && !beside.includes(WORDS[cell] ?? '')) total.strayed++;
  if (mine.state.doc.toString() !== theirs.state.doc.toString()) total.diverged++;
}

function act(writer: WordWriter, kind: TableKind, name: TableCase, row: number): void {
  const { tr, doc } = writer.state;
  if (name === 'table moved') {
    const [table, last] = [doc.child(1), doc.content.size];
    const start = doc.child(0).nodeSize;
    writer.change(tr.delete(start, start + table.nodeSize).insert(last - table.nodeSize, table));
    return;
  }
  const caret = TextSelection.create(doc, cellStarts(writer.state)[row * SIDE] ?? 0);
  writer.change(tr.setSelection(caret));
  kind.acts[name](row)(writer.state, (transaction) => writer.change(transaction));
}

function linesOf(doc: Node): string[] {
  const lines: string[] = [];
  doc.descendants((node) => {
    if (node.isTextblock) lines.push(node.textContent);
    return !node.isTextblock;
  });
  return lines;
}

/** Where the words of each cell begin. */
function cellStarts({ doc }: EditorState): number[] {
  const starts: number[] = [];
  doc.descendants((node, position) => {
    if (/^(tableCell|table_cell|table_header)$/.test(node.type.name)) starts.push(position + 2);
  });
  return starts;
}
