import type { Node } from '@tiptap/pm/model';
import { TextSelection, type Command, type EditorState } from '@tiptap/pm/state';
import { wordsStart } from '../../../shared/text/live/block-shape.ts';
import { gridOf } from '../../../shared/text/live/table-nodes.ts';
import { cellAt, tableAtCaret, type TablePlace } from './table-place.ts';

type Direction = 'up' | 'down' | 'left' | 'right';

/** An arrow at the edge of a cell goes to the next cell that way and at the table's edge out of it; beside a table it goes in. */
export function tableArrow(direction: Direction): Command {
  return (state, dispatch, view) => {
    const { selection } = state;
    if (!(selection instanceof TextSelection) || !selection.empty || !view?.endOfTextblock(direction)) return false;
    const place = tableAtCaret(state);
    const target = place ? fromCell(state, place, direction) : intoTable(state, direction);
    if (target === undefined) return false;
    const { doc, tr } = state;
    const caret = TextSelection.near(doc.resolve(target), direction === 'up' || direction === 'left' ? -1 : 1);
    dispatch?.(tr.setSelection(caret).scrollIntoView());
    return true;
  };
}

/** Where the caret goes from a cell; undefined when there is more of the cell that way. */
function fromCell(state: EditorState, place: TablePlace, direction: Direction): number | undefined {
  const { $head } = state.selection;
  const cell = $head.node(4);
  const back = direction === 'up' || direction === 'left';
  if ($head.index(4) !== (back ? 0 : cell.childCount - 1)) return undefined;
  const [row, column] = nextPlace(place, direction);
  const next = cellAt(place.table, place.start, row, column);
  if (next) return back ? next.at + next.node.content.size : next.at;
  return back ? place.start : place.start + wordsStart(place.table);
}

function nextPlace({ row, column, columns }: TablePlace, direction: Direction): [number, number] {
  if (direction === 'up') return [row - 1, column];
  if (direction === 'down') return [row + 1, column];
  const next = row * columns + column + (direction === 'left' ? -1 : 1);
  return next < 0 ? [-1, 0] : [Math.floor(next / columns), next % columns];
}

/** Where the caret goes into a table that stands beside its block; undefined when none does. */
function intoTable(state: EditorState, direction: Direction): number | undefined {
  const { $head } = state.selection;
  const index = $head.index(0);
  const before = $head.parent.type.name === 'behind' ? state.doc.child(index) : undefined;
  if (before && (direction === 'up' || direction === 'left')) return lastCell(before, $head.before(1), direction);
  const after = $head.depth === 1 || before ? state.doc.maybeChild(index + 1) : null;
  const goesIn = after?.type.name === 'table' && (direction === 'down' || direction === 'right');
  return goesIn ? cellAt(after, $head.after(1), 0, 0)?.at : undefined;
}

function lastCell(table: Node, start: number, direction: Direction): number | undefined {
  const row = gridOf(table).childCount - 1;
  const cell = cellAt(table, start, row, direction === 'left' ? gridOf(table).child(row).childCount - 1 : 0);
  return cell && cell.at + cell.node.content.size;
}

/** The arrow keys of tables. */
export const ARROW_KEYS: Record<string, Command> = {
  ArrowUp: tableArrow('up'),
  ArrowDown: tableArrow('down'),
  ArrowLeft: tableArrow('left'),
  ArrowRight: tableArrow('right'),
};
