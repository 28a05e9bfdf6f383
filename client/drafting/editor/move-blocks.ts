import type { Node } from '@tiptap/pm/model';
import { NodeSelection, TextSelection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state';
import { endOfBody } from '../../../shared/text/move-section.ts';
import type { FlatBinding } from '../../../shared/text/live/flat-binding.ts';
import { attributesOfNode } from '../../../shared/text/live/document-schema.ts';
import { cellAround, findCell } from '../../../shared/text/live/table-nodes.ts';
import type { CellAddress } from '../../../shared/text/live/table-names.ts';
import type { EditorNotice } from './editor-notice.ts';
import { blockLabels, type BlockLabels } from './list-numbers.ts';
import { noteAround } from './note-commands.ts';
import type { OwnUndo } from './own-undo.ts';
import { renewReferencesIn } from './renew-references.ts';

/** What a move needs of the editor: who suggests, its undo, and where it says what happened. */
type MoveTools = { binding: FlatBinding | undefined; undo: OwnUndo | undefined; notice: EditorNotice; told: EditorNotice };

/** Up or down. */
type Way = 1 | -1;

/** A text of blocks: the document's own, or one cell's; and where its blocks begin. */
type Holder = { node: Node; at: number; cell: CellAddress | undefined };

/** The blocks of the selection, by index in what holds them. */
type Run = { holder: Holder; first: number; last: number };

const QUOTED_WORDS = 5; // of a block without a number; enough to know it by ear

const SEVERAL_CELLS = 'Blocks move within one cell. Rows and columns are moved with the menus of the table.';
const NOTE_STAYS = 'A note stands where its mark stands: move the mark.';

/**
 * Command: moves the blocks of the selection past the block before or behind them, under their own ids, as one act of undo; the
 * caret stays in its words. As in Word a heading moves alone, and nothing leaves a cell. What happened, or why nothing did, is said.
 */
export function moveBlocks(way: Way, tools: MoveTools): Command {
  return (state, dispatch, view) => {
    tools.told.say('');
    const run = selectedRun(state);
    const refusal = typeof run === 'string' ? run : refusalOf(run, way);
    if (typeof run === 'string' || refusal !== undefined) {
      tools.notice.say(refusal ?? '');
      return true;
    }
    const suggests = tools.binding?.suggester !== undefined;
    if (!dispatch) return true;
    tools.undo?.endAct();
    dispatch(moved(state, run, way, suggests));
    tools.undo?.endAct();
    if (!view || view.state.doc === state.doc) return true; // refused, with a sentence
    if (suggests) dispatch(caretInCopy(state, view.state, run, way));
    tools.told.say(sentenceFor(view.state, run, way));
    return true;
  };
}

/** The blocks that are selected, at least in part; a sentence when they are in several cells of one table. */
function selectedRun({ doc, selection }: EditorState): Run | string {
  const { $from, $to, from, to, empty } = selection;
  const [cell, other] = [cellAround(doc, from), cellAround(doc, to)];
  if (cell && other && cell.at === other.at) {
    const holder = { node: cell.node, at: cell.at, cell: cell.address };
    return runIn(holder, cell.node.resolve(from - cell.at).index(0), cell.node.resolve(to - cell.at), empty);
  }
  if (cell && other && $from.index(0) === $to.index(0)) return SEVERAL_CELLS;
  return runIn({ node: doc, at: 0, cell: undefined }, $from.index(0), $to, empty);
}

function runIn(holder: Holder, first: number, end: EditorState['selection']['$to'], empty: boolean): Run {
  const last = end.indexAfter(0) - 1;
  const reachesOver = !empty && last > first && end.depth > 0 && end.parentOffset === 0; // a line selected with its end
  return { holder, first, last: reachesOver ? last - 1 : last };
}

function refusalOf({ holder, first, last }: Run, way: Way): string | undefined {
  const { node, cell } = holder;
  const isNote = !cell && (noteAround(node, first) !== undefined || noteAround(node, last) !== undefined);
  if (isNote) return NOTE_STAYS;
  const end = cell ? node.childCount : endOfBody(node.children.map((block) => attributesOfNode(block)));
  if (way < 0 ? first > 0 : last + 1 < end) return undefined;
  const where = cell ? ' in its cell' : '';
  return way < 0 ? `It is the first${where} already.` : `It is the last${where} already.`;
}

/** Only what is selected is taken out and put in: the move is its own, and the neighbour keeps its place. */
function moved(state: EditorState, run: Run, way: Way, suggests: boolean): Transaction {
  const { holder, first, last } = run;
  const [from, to] = [startOf(holder, first), startOf(holder, last + 1)];
  const target = way < 0 ? startOf(holder, first - 1) : startOf(holder, last + 2);
  const transaction = state.tr;
  const blocks = state.doc.slice(from, to).content;
  transaction.delete(from, to);
  const at = transaction.mapping.map(target);
  transaction.insert(at, blocks);
  select(transaction, state, { from, to, by: at - from });
  if (!suggests) renewReferencesIn(transaction); // what is only suggested gives nothing another number
  return transaction.scrollIntoView();
}

/** While suggesting the blocks stay, struck through, and a copy is put in: the caret belongs there. */
function caretInCopy(before: EditorState, after: EditorState, { holder, first, last }: Run, way: Way): Transaction {
  const now = holderIn(after.doc, holder);
  const count = last - first + 1;
  const left = now.node.childCount - holder.node.childCount; // own new blocks really moved
  const copy = way < 0 ? first - 1 : last + 2 - (count - left);
  const [from, to] = [startOf(holder, first), startOf(holder, last + 1)];
  const transaction = after.tr;
  select(transaction, before, { from, to, by: startOf(now, copy) - from });
  return transaction.scrollIntoView();
}

/** Selects in the moved blocks what was selected in them. */
function select(
  transaction: Transaction,
  { selection }: EditorState,
  { from, to, by }: { from: number; to: number; by: number },
): void {
  const { doc } = transaction;
  if (selection instanceof NodeSelection) {
    transaction.setSelection(NodeSelection.create(doc, selection.from + by));
    return;
  }
  const [anchor, head] = [selection.anchor, selection.head].map((place) =>
    doc.resolve(Math.min(Math.max(place, from), to - 1) + by),
  );
  if (anchor && head) transaction.setSelection(TextSelection.between(anchor, head));
}

function startOf({ node, at }: Holder, index: number): number {
  let position = at;
  for (let i = 0; i < index && i < node.childCount; i++) position += node.child(i).nodeSize;
  return position;
}

function holderIn(doc: Node, { cell: address }: Holder): Holder {
  const cell = address && findCell(doc, address);
  return cell ? { node: cell.node, at: cell.at, cell: cell.address } : { node: doc, at: 0, cell: undefined };
}

/** "Moved up, before clause 3.2. It is clause 3.1 now." */
function sentenceFor({ doc }: EditorState, { holder, first, last }: Run, way: Way): string {
  const labels = blockLabels(doc);
  const neighbour = holder.node.child(way < 0 ? first - 1 : last + 1);
  const where = `${way < 0 ? 'before' : 'behind'} ${nameOf(neighbour, labels)}`;
  const isCopied = holderIn(doc, holder).node.childCount > holder.node.childCount;
  if (isCopied) return `Suggested: taken out here, and put in ${where}.`;
  const count = last - first + 1;
  const own = count === 1 ? numberOf(holder.node.child(first), labels) : undefined;
  const direction = way < 0 ? 'up' : 'down';
  return `${count > 1 ? `${count} blocks moved` : 'Moved'} ${direction}, ${where}.${own ? ` It is ${own} now.` : ''}`;
}

function nameOf(node: Node, labels: BlockLabels): string {
  const number = numberOf(node, labels);
  if (number !== undefined) return number;
  const { kind } = attributesOfNode(node);
  if (kind === 'table') return 'the table';
  if (kind === 'image') return 'the picture';
  const words = node.textContent.trim().split(/\s+/);
  if (words[0] === '') return 'an empty paragraph';
  return `“${words.slice(0, QUOTED_WORDS).join(' ')}${words.length > QUOTED_WORDS ? '…' : ''}”`;
}

function numberOf(node: Node, labels: BlockLabels): string | undefined {
  const { kind, id } = attributesOfNode(node);
  const printed = labels.get(id)?.printed;
  return printed && (kind === 'clause' || kind === 'heading') ? `${kind} ${printed}` : undefined;
}
