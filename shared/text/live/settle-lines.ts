import { Fragment, type Node } from '@tiptap/pm/model';
import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import type { Transform } from '@tiptap/pm/transform';
import { tableIdOf } from './document-schema.ts';
import type { FlatState } from './flat-state.ts';
import { settleTable } from './read-tables.ts';
import type { LinePlan } from './suggest-lines.ts';
import { cellAround, eachCell, findCell, type PlacedCell } from './table-nodes.ts';

/** Draws the tables whose rows and columns were proposed, or taken back, as the ledger says now. */
export function settleLines(state: FlatState, transform: Transform, { additions, removals, withdrawn }: LinePlan): void {
  const tables = new Set([...additions, ...removals, ...withdrawn].map(({ table }) => table));
  for (let index = transform.doc.childCount - 1; tables.size > 0 && index >= 0; index--) {
    if (tables.has(tableIdOf(transform.doc.child(index)) ?? '')) settleTable(state, transform, index);
  }
}

/** The change that puts the words of a wanted document into the cells of its new rows and columns; undefined when they are blank. */
export function newCellWords(editor: EditorState, wanted: Node, { additions }: LinePlan): Transaction | undefined {
  const tr = editor.tr;
  for (const cell of newCells(wanted, additions)) {
    const target = findCell(tr.doc, cell.address);
    const first = target?.node.firstChild;
    if (!target || !first) continue;
    const blocks = cell.node.children.map((block, i) =>
      i ? block : first.type.create({ ...block.attrs, id: first.attrs.id }, block.content),
    );
    tr.replaceWith(target.at, target.at + target.node.content.size, Fragment.fromArray(blocks));
  }
  return tr.docChanged ? tr : undefined;
}

/** The editor's selection in the cell, and at the offset in it, where a wanted document has it; undefined outside of tables. */
export function sameCaret(editor: EditorState, wanted: Node, head: number): Transaction | undefined {
  const cell = head <= wanted.content.size ? cellAround(wanted, head) : undefined;
  const target = cell && findCell(editor.doc, cell.address);
  if (!cell || !target) return undefined;
  const position = target.at + Math.min(head - cell.at, target.node.content.size);
  return editor.tr.setSelection(TextSelection.near(editor.doc.resolve(position), -1)).scrollIntoView();
}

/** Keeps a selection in the cells it is in when rows and columns have been drawn in other places: writing in a recovered one does that. */
export function keepInCells(transaction: Transaction, { doc, selection }: EditorState): void {
  if (!(selection instanceof TextSelection)) return;
  const [anchor, head] = [selection.anchor, selection.head].map((position) => {
    const cell = cellAround(doc, position);
    const there = cell && findCell(transaction.doc, cell.address);
    if (!cell || !there) return transaction.mapping.map(position, -1);
    return there.at + Math.min(position - cell.at, there.node.content.size);
  }) as [number, number]; // as many as went in
  const [from, to] = [transaction.doc.resolve(anchor), transaction.doc.resolve(head)];
  if (from.parent.inlineContent && to.parent.inlineContent) transaction.setSelection(TextSelection.between(from, to));
}

function newCells(wanted: Node, additions: LinePlan['additions']): PlacedCell[] {
  const isNew = ({ address }: PlacedCell): boolean =>
    additions.some(({ table, line }) => table === address.table && (line === address.row || line === address.column));
  const cells: PlacedCell[] = [];
  wanted.forEach((node, at) => {
    if (!additions.some(({ table }) => table === tableIdOf(node))) return;
    eachCell(node, at, (cell) => isNew(cell) && !isBlank(cell.node) && cells.push(cell));
  });
  return cells;
}

function isBlank(cell: Node): boolean {
  const first = cell.firstChild;
  return cell.childCount === 1 && first?.content.size === 0 && first.attrs.kind === 'paragraph';
}
