import type { Node } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import type { StepMap } from '@tiptap/pm/transform';
import { makeId } from '../../kernel/ids.ts';
import type { TableContent } from './block-marker.ts';
import { changedRanges, type ChangedRange } from './changed-ranges.ts';
import { tableOf } from './document-schema.ts';

const knownUnique = new WeakSet<Node>(); // documents whose ids were checked, so that a keystroke does not check them all again

/**
 * Gives new ids to blocks that have none or somebody else's: the second half of a split, pasted copies, and the later of two
 * holders that a merge left. The block that was there before keeps its id (TXT-3). Null when nothing is to be done.
 */
export function repairIds(before: Node, state: EditorState, maps: readonly StepMap[]): Transaction | null {
  const { doc } = state;
  if (knownUnique.has(before) && sameIds(before, doc)) {
    knownUnique.add(doc);
    return null;
  }
  const renewed = blocksToRename(doc, maps);
  if (!renewed.length) {
    knownUnique.add(doc);
    return null;
  }
  const repair = state.tr;
  for (const position of renewed) {
    const node = repair.doc.nodeAt(position);
    const table = node && tableOf(node);
    if (node)
      repair.setNodeMarkup(position, null, { ...node.attrs, id: makeId(), ...(table ? { table: withNewIds(table) } : {}) });
  }
  knownUnique.add(repair.doc);
  return repair;
}

/** A copy of a table with new ids for every row, cell and block in it. */
export function withNewIds(table: TableContent): TableContent {
  const rows = table.rows.map((row) => {
    const cells = row.cells.map((cell) => ({ id: makeId(), blocks: cell.blocks.map((block) => ({ ...block, id: makeId() })) }));
    return { id: makeId(), cells };
  });
  return { ...table, rows };
}

function sameIds(before: Node, after: Node): boolean {
  if (before.childCount !== after.childCount) return false;
  for (let i = 0; i < after.childCount; i++) {
    const [was, is] = [before.child(i), after.child(i)];
    if (was !== is && (was.attrs.id !== is.attrs.id || !is.attrs.id)) return false;
  }
  return true;
}

function blocksToRename(doc: Node, maps: readonly StepMap[]): number[] {
  const holders = new Map<string, number[]>();
  const renamed: number[] = [];
  doc.forEach((node, position) => {
    const id = String(node.attrs.id ?? '');
    if (!id) renamed.push(position);
    else holders.set(id, [...(holders.get(id) ?? []), position]);
  });
  let ranges: ChangedRange[] | undefined;
  for (const positions of holders.values()) {
    if (positions.length < 2) continue;
    ranges ??= changedRanges(maps);
    const fresh = ranges;
    const keeper = positions.find((position) => !isFresh(fresh, position)) ?? positions[0];
    renamed.push(...positions.filter((position) => position !== keeper));
  }
  return renamed;
}

function isFresh(ranges: ChangedRange[], position: number): boolean {
  return ranges.some((range) => position >= range.fromNew && position < range.toNew);
}
