import type { Node } from '@tiptap/pm/model';
import { NodeSelection, TextSelection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state';
import { allowedLevel, type BlockKind } from '../../../shared/text/live/block-marker.ts';
import { wordsOf } from '../../../shared/text/live/block-shape.ts';
import { attributesOfNode } from '../../../shared/text/live/document-schema.ts';
import { isSafeHref } from '../../../shared/text/live/inline-formats.ts';
import { deleteNote, noteAround } from './note-commands.ts';

const HOLDERS: ReadonlySet<BlockKind> = new Set(['table', 'image']); // what is more than its words
const STEPPED: readonly BlockKind[] = ['bullet', 'clause', 'continued'];

/** The block a caret is in: of the document, of a cell (`around`), or the line behind a table, whose kind is the table's. */
type Here = { node: Node; start: number; index: number; around: Node; kind: BlockKind; level: number };

/** Turns the selected blocks into a kind and level, or back into paragraphs when they all are that already; tables stay. */
export function toggleKind(kind: BlockKind, level: number): Command {
  return (state, dispatch) => {
    const blocks = selectedBlocks(state);
    if (!blocks.length) return false;
    const already = blocks.every((block) => isOfKind(block, kind, level));
    const transaction = state.tr;
    for (const block of blocks) setKind(transaction, block, already ? 'paragraph' : kind, already ? 0 : level);
    dispatch?.(transaction.scrollIntoView());
    return true;
  };
}

/** Lets the selected block begin a new page in print, or no longer; of several the first. */
export const togglePageBreak: Command = (state, dispatch) => {
  const block = selectedBlocks(state)[0];
  if (!block) return false;
  dispatch?.(state.tr.setNodeAttribute(block.start, 'pageBreak', !beginsPage(state)));
  return true;
};

/** Whether the block at the caret begins a new page in print. */
export function beginsPage(state: EditorState): boolean {
  return selectedBlocks(state)[0]?.node.attrs.pageBreak === true;
}

/** Whether the block at the caret is of this kind and, for headings, of this level. */
export function isInKind(state: EditorState, kind: BlockKind, level = 0): boolean {
  const blocks = selectedBlocks(state);
  return blocks.length > 0 && blocks.every((block) => isOfKind(block, kind, level));
}

/** Enter: a new block behind the caret; an empty list block steps out instead. */
export const startBlock: Command = (state, dispatch) => {
  if (!(state.selection instanceof TextSelection)) return startBehindTable(state, dispatch);
  const transaction = state.tr.deleteSelection();
  const here = hereIn(transaction.doc, transaction.selection.from);
  if (!here) return false;
  const offset = transaction.selection.from - here.start - 1;
  if (leavesEmpty(transaction.doc, here)) {
    return noteAround(transaction.doc, here.index) !== undefined || stepOut(state, dispatch);
  }
  if (!dispatch) return true;
  if (here.node.type.name === 'behind') return startBehindWords(transaction, here, dispatch);
  const type = blockType(state);
  if (offset === 0 && here.node.content.size && standsAlone(here)) {
    transaction.insert(here.start, type.create(attributesFor(here, true))); // the words keep their block and its id
  } else {
    const attrs = attributesFor(here, offset === here.node.content.size);
    transaction.split(transaction.selection.from, 1, [{ type, attrs }]);
  }
  dispatch(transaction.scrollIntoView());
  return true;
};

/** Whether Enter in an empty block makes no further one: a list item steps out, and a note ends by going back to its mark. */
function leavesEmpty(doc: Node, here: Here): boolean {
  if (here.node.content.size > 0 || HOLDERS.has(here.kind)) return false;
  return here.kind !== 'paragraph' || noteAround(doc, here.index) !== undefined;
}

/** Backspace at the start of a block: step out of a list or heading, then join with the block before; never eats a table or picture. */
export const joinBefore: Command = (state, dispatch) => {
  const here = hereAtCaret(state, 0);
  if (!here) return false;
  if (HOLDERS.has(here.kind)) return selectBlock(state, dispatch, tableStart(state.doc, here.start));
  const note = here.around === state.doc ? noteAround(state.doc, here.index) : undefined;
  if (here.kind === 'note') return here.node.content.size > 0 || deleteNote(String(note))(state, dispatch);
  if (note !== undefined) return joinWithBefore(state, dispatch, here);
  if (here.kind !== 'paragraph') return stepOut(state, dispatch);
  if (here.index === 0) return true;
  const before = here.around.child(here.index - 1);
  const start = here.start - before.nodeSize;
  if (isHeldWhole(before)) return selectBlock(state, dispatch, start);
  if (isTable(before)) {
    dispatch?.(joinBehindTable(state.tr, here).scrollIntoView());
    return true;
  }
  return joinWithBefore(state, dispatch, here);
};

function joinWithBefore(state: EditorState, dispatch: ((transaction: Transaction) => void) | undefined, here: Here): boolean {
  const before = here.around.child(here.index - 1);
  const start = here.start - before.nodeSize;
  dispatch?.(
    before.content.size ? state.tr.join(here.start).scrollIntoView() : state.tr.delete(start, here.start).scrollIntoView(),
  );
  return true;
}

/** Delete at the end of a caption does nothing: a caption never takes in the words behind its picture. */
export const keepCaption: Command = (state) => hereAtCaret(state, state.selection.$from.parent.content.size)?.kind === 'image';

/** Delete at the end of a block: join with the block behind; never eats a table. */
export const joinBehind: Command = (state, dispatch) => {
  const { parent } = state.selection.$from;
  const here = hereAtCaret(state, parent.content.size);
  if (!here) return false;
  if (here.index + 1 >= here.around.childCount) return here.around !== state.doc; // never into the next cell
  const isBehind = here.node.type.name === 'behind';
  const end = here.start + here.node.nodeSize + (isBehind ? 1 : 0);
  const next = here.around.child(here.index + 1);
  if (isHolder(next)) return selectBlock(state, dispatch, end);
  const emptyBlock = !here.node.content.size && standsAlone(here);
  if (next.attrs.kind === 'note' && !emptyBlock) return true; // a note never becomes part of the text before it
  if (isBehind) dispatch?.(joinBehindTable(state.tr, hereOf(next, end, here.index + 1, here.around)));
  else dispatch?.(emptyBlock ? state.tr.delete(here.start, end) : state.tr.join(end));
  return true;
};

/** Whether a block is nothing but itself: neither the words behind a table nor a note, which something else leads to. */
function standsAlone({ kind }: Here): boolean {
  return kind !== 'table' && kind !== 'note';
}

/** Deletes a selected table; words behind it stay as a paragraph. */
export const deleteTable: Command = (state, dispatch) => {
  const { selection } = state;
  if (!(selection instanceof NodeSelection) || !isTable(selection.node)) return false;
  dispatch?.(tableRemoved(state.tr, selection.from).scrollIntoView());
  return true;
};

/** Takes the table at a position away; the words behind it stay as a paragraph in its place. */
export function tableRemoved(transaction: Transaction, position: number): Transaction {
  const table = transaction.doc.nodeAt(position);
  const type = transaction.doc.type.schema.nodes.block;
  if (!table || !type) return transaction;
  const words = wordsOf(table).content;
  const end = position + table.nodeSize;
  if (!words.size && transaction.doc.childCount > 1) transaction.delete(position, end);
  else transaction.replaceWith(position, end, type.create({ id: table.attrs.id as string, kind: 'paragraph', level: 0 }, words));
  return transaction.setSelection(TextSelection.near(transaction.doc.resolve(position)));
}

/** Tab and Shift-Tab: a list block one level deeper or less deep; elsewhere the key leaves the text. */
export function changeDepth(by: 1 | -1): Command {
  return (state, dispatch) => {
    const blocks = selectedBlocks(state).filter(
      (block) => STEPPED.includes(block.kind) && allowedLevel(block.kind, block.level + by) !== block.level,
    );
    if (!blocks.length) return false;
    const transaction = state.tr;
    for (const block of blocks) setKind(transaction, block, block.kind, block.level + by);
    dispatch?.(transaction);
    return true;
  };
}

/** Shift-Enter: a break inside the block. */
export const breakLine: Command = (state, dispatch) => {
  const type = state.schema.nodes.lineBreak;
  if (!type || !state.selection.$from.parent.inlineContent) return false;
  dispatch?.(state.tr.replaceSelectionWith(type.create()).scrollIntoView());
  return true;
};

/** Puts a link on the selection, or on the link at the caret; false for an address Concord does not let through. */
export function setLink(href: string): Command {
  return (state, dispatch) => {
    const type = state.schema.marks.link;
    if (!type || !isSafeHref(href)) return false;
    const { from, to } = linkRange(state);
    const transaction = state.tr;
    if (from === to) transaction.insertText(href, from);
    transaction.addMark(from, from === to ? from + href.length : to, type.create({ href }));
    dispatch?.(transaction.scrollIntoView());
    return true;
  };
}

/** Takes the link at the caret or in the selection away; its words stay. */
export const removeLink: Command = (state, dispatch) => {
  const { from, to } = linkRange(state);
  if (from === to) return false;
  dispatch?.(state.tr.removeMark(from, to, state.schema.marks.link));
  return true;
};

/** The address of the link at the caret, or undefined. */
export function linkAt(state: EditorState): string | undefined {
  const { from, to } = linkRange(state);
  let href: string | undefined;
  if (from === to) return href;
  state.doc.nodesBetween(from, to, (node) => {
    const mark = node.marks.find((found) => found.type.name === 'link');
    if (mark) href ??= String(mark.attrs.href);
  });
  return href;
}

/** The stretch a link command works on: the selection, or the whole link at the caret. */
export function linkRange(state: EditorState): { from: number; to: number } {
  const { from, to, empty, $from } = state.selection;
  const near = [...$from.marks(), ...($from.nodeBefore?.marks ?? [])]; // behind a link's last letter one is still at it
  const href: unknown = empty ? near.find((mark) => mark.type.name === 'link')?.attrs.href : undefined;
  if (!empty || href === undefined) return { from, to };
  let start = $from.start();
  let found = { from, to };
  $from.parent.forEach((node) => {
    const end = start + node.nodeSize;
    const linked = node.marks.some((mark) => mark.type.name === 'link' && mark.attrs.href === href);
    if (linked && start <= from && from <= end) found = { from: start, to: end };
    start = end;
  });
  return found;
}

const PLAIN_AFTER: ReadonlySet<BlockKind> = new Set(['table', 'unknown', 'image']);

/** A heading is followed by a paragraph, anything else by its own kind. */
function attributesFor(here: Here, fresh: boolean): { id: null; kind: BlockKind; level: number } {
  if (here.kind === 'note') return { id: null, kind: 'continued', level: 0 };
  const plain = PLAIN_AFTER.has(here.kind) || (here.kind === 'heading' && fresh);
  return { id: null, kind: plain ? 'paragraph' : here.kind, level: plain ? 0 : here.level };
}

function stepOut(state: EditorState, dispatch?: (transaction: Transaction) => void): boolean {
  const here = hereIn(state.doc, state.selection.from);
  if (!here) return false;
  const deeper = STEPPED.includes(here.kind) && here.level > 0;
  const transaction = state.tr;
  setKind(transaction, here, deeper ? here.kind : 'paragraph', deeper ? here.level - 1 : 0);
  dispatch?.(transaction);
  return true;
}

/** Enter in the line behind a table: what follows the caret becomes a paragraph of its own. */
function startBehindWords(transaction: Transaction, here: Here, dispatch: (transaction: Transaction) => void): boolean {
  const from = transaction.selection.from;
  const end = here.start + here.node.nodeSize - 1;
  const rest = here.node.content.cut(from - here.start - 1);
  const block = transaction.doc.type.schema.node('block', { id: null, kind: 'paragraph', level: 0 }, rest);
  transaction.delete(from, end).insert(from + 2, block); // the line ends, and the table with it
  dispatch(transaction.setSelection(TextSelection.create(transaction.doc, from + 3)).scrollIntoView());
  return true;
}

/** The words of a block go on in the line behind the table before it. */
function joinBehindTable(transaction: Transaction, block: Here): Transaction {
  const before = block.around.child(block.index - 1);
  const ends = before.isTextblock ? 1 : 2;
  transaction.delete(block.start, block.start + block.node.nodeSize).insert(block.start - ends, block.node.content);
  return transaction.setSelection(TextSelection.create(transaction.doc, block.start - ends));
}

/** Whether there are no words that a block behind could be joined to: a picture, or a table with nothing behind it. */
function isHeldWhole(node: Node): boolean {
  return isPictureNode(node) || (isTable(node) && !wordsOf(node).content.size);
}

/** Whether a node shows more than its words. */
function isHolder(node: Node): boolean {
  return isTable(node) || isPictureNode(node);
}

function isPictureNode(node: Node): boolean {
  return node.type.name === 'picture';
}

function isTable(node: Node): boolean {
  return node.type.name === 'table' || node.type.name === 'keptTable';
}

function startBehindTable(state: EditorState, dispatch?: (transaction: Transaction) => void): boolean {
  const { selection } = state;
  if (!(selection instanceof NodeSelection)) return false;
  const transaction = state.tr.insert(selection.to, blockType(state).create());
  dispatch?.(transaction.setSelection(TextSelection.create(transaction.doc, selection.to + 1)).scrollIntoView());
  return true;
}

function selectBlock(state: EditorState, dispatch: ((transaction: Transaction) => void) | undefined, start: number): boolean {
  dispatch?.(state.tr.setSelection(NodeSelection.create(state.doc, start)).scrollIntoView());
  return true;
}

function setKind(transaction: Transaction, block: Here, kind: BlockKind, level: number): void {
  transaction.setNodeMarkup(block.start, null, { ...block.node.attrs, kind, level: allowedLevel(kind, level) });
}

function isOfKind(block: Here, kind: BlockKind, level: number): boolean {
  return block.kind === kind && (kind !== 'heading' || block.level === level);
}

function hereAtCaret(state: EditorState, offset: number): Here | undefined {
  const { selection } = state;
  if (!(selection instanceof TextSelection) || !selection.empty || selection.$from.parentOffset !== offset) return undefined;
  return hereIn(state.doc, selection.from);
}

function hereIn(doc: Node, position: number): Here | undefined {
  const place = doc.resolve(position);
  const { depth, parent } = place;
  if (parent.type.name === 'behind') {
    return { node: parent, start: place.before(depth), index: place.index(0), around: doc, kind: 'table', level: 0 };
  }
  return depth > 0 && parent.isTextblock
    ? hereOf(parent, place.before(depth), place.index(depth - 1), place.node(depth - 1))
    : undefined;
}

/** Where the table begins whose line behind it, or which itself, begins at a position. */
function tableStart(doc: Node, position: number): number {
  const place = doc.resolve(position);
  return place.depth ? place.before(1) : position;
}

function hereOf(node: Node, start: number, index: number, around: Node): Here {
  const { kind, level } = attributesOfNode(node);
  return { node, start, index, around, kind, level };
}

function selectedBlocks(state: EditorState): Here[] {
  const blocks: Here[] = [];
  const { from, to } = state.selection;
  state.doc.nodesBetween(from, to, (node, start, parent, index) => {
    const isNote = parent === state.doc && noteAround(state.doc, index) !== undefined; // a note stays one
    if (node.type.name === 'block' && !isNote) blocks.push(hereOf(node, start, index, parent ?? state.doc));
    return !node.isTextblock;
  });
  return blocks;
}

function blockType(state: EditorState) {
  const type = state.schema.nodes.block;
  if (!type) throw new Error('The schema has no blocks.');
  return type;
}
