import type { Node } from '@tiptap/pm/model';
import { AttrStep, type Transform } from '@tiptap/pm/transform';
import { openCellState, type FlatState } from './flat-state.ts';
import type { Suggester } from './propose.ts';
import { isOwnBlock } from './suggest-text.ts';
import { cellAround } from './table-nodes.ts';

const NOT_A_PAGE = 'A new page cannot be suggested. Begin it while editing, or suggest it in words.';

/** Why a change that only begins a new page, or no longer does, cannot be suggested; undefined in a block of one's own. */
export function pageRefusal(state: FlatState, me: Suggester, before: Node, wanted: Transform): string | undefined {
  const isPage = (step: unknown): step is AttrStep => step instanceof AttrStep && step.attr === 'pageBreak';
  if (!wanted.steps.every(isPage)) return undefined;
  const stands = wanted.steps.some((step) => isPage(step) && !isOwnBlock(...blockAt(state, me, before, step.pos)));
  return stands ? NOT_A_PAGE : undefined;
}

function blockAt(state: FlatState, me: Suggester, doc: Node, position: number): Parameters<typeof isOwnBlock> {
  const cell = cellAround(doc, position);
  if (!cell) return [state, me, doc.resolve(position).index(0)];
  return [openCellState(state, cell.address), me, cell.node.resolve(position - cell.at).index(0)];
}
