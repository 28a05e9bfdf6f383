import type { Node } from '@tiptap/pm/model';
import { TextSelection, type Command, type Transaction } from '@tiptap/pm/state';
import { startBlock } from '../../client/drafting/editor/block-commands.ts';
import {
  cellBefore,
  clearCells,
  insertTable,
  nextCell,
  TABLE_ACTS,
  type TableAct,
  type TableActName,
} from '../../client/drafting/editor/table-commands.ts';
import { placeAt, tableAtCaret } from '../../client/drafting/editor/table-place.ts';
import { documentSchema } from '../../shared/text/live/document-schema.ts';
import { eachCell, gridOf, type PlacedCell } from '../../shared/text/live/table-nodes.ts';
import type { FlatWriter } from './flat-writer.ts';
import type { Random } from './seeded-random.ts';

const WORDS = [
  'type',
  'type',
  'type',
  'type',
  'delete',
  'split',
  'enter',
  'join',
  'kind',
  'mark',
  'paste',
  'clear',
  'over',
  'tab',
];
const TABLES = ['insert', 'move', 'copy', 'drop', 'copyRow', 'cut'];
const ACTS = Object.keys(TABLE_ACTS) as TableActName[];

/** The names of the acts on tables, each as often as it is made. */
export const TABLE_EDITS: readonly string[] = [...WORDS, ...WORDS, ...ACTS, ...TABLES];

/** Makes one random edit in or of a table, through the commands of the editor where it has one; returns its name and whether it wrote. */
export function randomTableEdit(writer: FlatWriter, random: Random, edits = TABLE_EDITS): { edit: string; typed: boolean } {
  const edit = random.pick(edits);
  const before = writer.state.doc;
  const cells = cellsOf(before);
  if (!cells.length || edit === 'insert') {
    putCaret(writer, random.below(before.content.size));
    run(writer, insertTable(1 + random.below(3), 1 + random.below(3)));
  } else {
    const cell = random.pick(cells);
    const at = cell.at + 1 + random.below(cell.node.firstChild!.content.size + 1);
    putCaret(writer, isWhole(before, at) ? at : at + 1);
    if (edit in TABLE_ACTS) runAct(writer, edit as TableActName);
    else if (WORDS.includes(edit)) inCell(writer, random, edit, cell);
    else ofTable(writer, random, edit);
  }
  return { edit, typed: writer.state.doc !== before };
}

function runAct(writer: FlatWriter, name: TableActName): void {
  const place = tableAtCaret(writer.state);
  const act: TableAct = TABLE_ACTS[name];
  if (place && act.may(place) && !act.refusal?.(writer.state, place)) run(writer, act.run);
}

function inCell(writer: FlatWriter, random: Random, edit: string, cell: PlacedCell): void {
  const { tr, selection, doc } = writer.state;
  const at = selection.head;
  const block = doc.resolve(at).parent;
  const end = doc.resolve(at).end();
  const to = Math.min(end, at + 1 + random.below(4));
  const fresh = (): Node =>
    documentSchema.nodes.block!.create({ kind: random.pick(['paragraph', 'bullet']) }, documentSchema.text(word(random)));
  const edits: Record<string, () => Transaction | undefined> = {
    type: () => (isWhole(doc, at) ? tr.insertText(word(random), at) : undefined),
    delete: () => (to > at && isWhole(doc, to) && isWhole(doc, at) ? tr.delete(at, to) : undefined),
    split: () => (isWhole(doc, at) ? tr.split(at) : undefined),
    join: () => (cell.node.childCount > 1 ? tr.join(cell.at + cell.node.firstChild!.nodeSize) : undefined),
    kind: () => tr.setNodeMarkup(doc.resolve(at).before(), null, { ...block.attrs, ...random.pick(KINDS) }),
    mark: () => (end > at && isWhole(doc, at) ? tr.addMark(at, end, documentSchema.marks.strong!.create()) : undefined),
    paste: () => tr.insert(cell.at, [fresh(), fresh()]),
    over: () => deleteOver(writer, random, at),
  };
  const made = edits[edit]?.();
  if (made?.docChanged) writer.change(made);
  else if (edit === 'enter') run(writer, startBlock);
  else if (edit === 'tab') run(writer, random.pick([nextCell(() => undefined), cellBefore]));
  else if (edit === 'clear') clearOver(writer, random);
}

const KINDS = [
  { kind: 'paragraph', level: 0 },
  { kind: 'bullet', level: 1 },
  { kind: 'clause', level: 0 },
];

/** What a browser could do to a selection over cells when nothing stops it: the engine must stay valid all the same. */
function deleteOver(writer: FlatWriter, random: Random, at: number): Transaction | undefined {
  const { tr, doc } = writer.state;
  const other = random.chance(0.5) ? random.pick(cellsOf(doc)).at + 1 : random.below(doc.content.size);
  const [from, to] = [Math.min(at, other), Math.max(at, other)];
  return isWhole(doc, from) && isWhole(doc, to) ? tr.deleteRange(from, to) : undefined;
}

function clearOver(writer: FlatWriter, random: Random): void {
  const { doc, selection } = writer.state;
  const place = placeAt(doc, selection.head);
  const same = cellsOf(doc).filter((cell) => placeAt(doc, cell.at + 1)?.start === place?.start);
  if (!same.length) return;
  const head = random.pick(same).at + 1;
  writer.state = writer.state.apply(writer.state.tr.setSelection(TextSelection.create(doc, selection.head, head)));
  run(writer, clearCells);
}

function ofTable(writer: FlatWriter, random: Random, edit: string): void {
  const place = tableAtCaret(writer.state);
  const { tr, doc } = writer.state;
  if (!place) return;
  const { table, start } = place;
  const end = start + table.nodeSize;
  if (edit === 'drop' && doc.childCount > 1) writer.change(tr.delete(start, end));
  else if (edit === 'copy') writer.change(tr.insert(blockStart(doc, random), table));
  else if (edit === 'move' && doc.childCount > 1) {
    tr.delete(start, end);
    writer.change(tr.insert(blockStart(tr.doc, random), table));
  } else if (edit === 'cut' && doc.childCount > 1) {
    writer.change(tr.delete(start, end));
    writer.change(writer.state.tr.insert(blockStart(writer.state.doc, random), table));
  } else if (edit === 'copyRow') {
    const grid = gridOf(table);
    const row = grid.child(place.row);
    writer.change(tr.insert(start + 2 + grid.content.size, row));
  }
}

function blockStart(doc: Node, random: Random): number {
  let position = 0;
  for (let i = random.below(doc.childCount + 1); i > 0; i--) position += doc.child(i - 1).nodeSize;
  return position;
}

function cellsOf(doc: Node): PlacedCell[] {
  const cells: PlacedCell[] = [];
  doc.forEach((node, position) => {
    if (node.type.name === 'table') eachCell(node, position, (cell) => cells.push(cell));
  });
  return cells;
}

function putCaret(writer: FlatWriter, position: number): void {
  const selection = TextSelection.near(writer.state.doc.resolve(Math.min(position, writer.state.doc.content.size)));
  writer.state = writer.state.apply(writer.state.tr.setSelection(selection));
}

function run(writer: FlatWriter, command: Command): void {
  command(writer.state, (transaction) => writer.change(transaction));
}

/** A caret never stands between the halves of a surrogate pair. */
function isWhole(doc: Node, position: number): boolean {
  const place = doc.resolve(position);
  const next = place.textOffset ? (place.nodeAfter?.text?.[0] ?? '') : '';
  return !(next >= '\uDC00' && next <= '\uDFFF');
}

function word(random: Random): string {
  if (random.chance(0.1)) return random.pick(['😀', '𝒳y']);
  return Array.from({ length: 1 + random.below(4) }, () => 'klmnopqrst'[random.below(10)]).join('');
}
