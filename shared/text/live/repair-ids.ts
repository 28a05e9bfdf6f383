import type { Node } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import type { StepMap, Transform } from '@tiptap/pm/transform';
import { makeId } from '../../kernel/ids.ts';
import type { TableContent } from './block-marker.ts';
import { changedRanges, type ChangedRange } from './changed-ranges.ts';
import { keptTableOf, tableIdOf } from './document-schema.ts';
import { shapeTable } from './shape-table.ts';
import { firstBlockId, isFirstBlockId } from './table-names.ts';
import { eachCell } from './table-nodes.ts';

const knownUnique = new WeakSet<Node>(); // documents whose ids were checked, so that a keystroke does not check them all again

/**
 * Puts what an edit made into shape: tables get one cell for each row and column, and blocks that have no id or somebody else's
 * get new ones: the second half of a split, pasted copies, and the later of two holders that a merge left. The block that was
 * there before keeps its id (TXT-3). Null when nothing is to be done.
 */
export function repairIds(before: Node, state: EditorState, maps: readonly StepMap[]): Transaction | null {
  const { doc } = state;
  if (knownUnique.has(before) && sameIds(before, doc)) {
    knownUnique.add(doc);
    return null;
  }
  const repair = state.tr;
  shapeTables(repair, maps);
  const allMaps = [...maps, ...repair.mapping.maps];
  for (const position of blocksToRename(repair.doc, allMaps)) {
    const node = repair.doc.nodeAt(position);
    const table = node && keptTableOf(node);
    if (node)
      repair.setNodeMarkup(position, null, { ...node.attrs, id: makeId(), ...(table ? { table: withNewIds(table) } : {}) });
  }
  knownUnique.add(repair.doc);
  return repair.docChanged ? repair : null;
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
    if (was === is) continue;
    if (was.attrs.id !== is.attrs.id || !is.attrs.id || !sameInside(was, is)) return false;
  }
  return true;
}

/** Whether only words changed inside a table: the same rows, cells and blocks by their ids. */
function sameInside(before: Node, after: Node): boolean {
  if (before === after) return true;
  if (before.isTextblock && after.isTextblock) return before.hasMarkup(after.type, after.attrs);
  if (before.childCount !== after.childCount || !before.hasMarkup(after.type, after.attrs)) return false;
  return before.children.every((child, i) => sameInside(child, after.child(i)));
}

/** Last table first, so that earlier positions stay. Of several holders of one table the one that was there before keeps it. */
export function shapeTables(repair: Transform, maps: readonly StepMap[]): void {
  const tables: { node: Node; at: number }[] = [];
  repair.doc.forEach((node, at) => {
    if (node.type.name === 'table') tables.push({ node, at });
  });
  const ranges = tables.length > 1 ? changedRanges(maps) : [];
  for (const { node, at } of [...tables].reverse()) {
    const holders = tables.filter((other) => tableIdOf(other.node) === tableIdOf(node));
    const keeper = holders.find((holder) => !isFresh(ranges, holder.at)) ?? holders[0];
    const shaped = shapeTable(node, keeper?.at !== at);
    if (shaped !== node) repair.replaceWith(at, at + node.nodeSize, shaped);
  }
}

function blocksToRename(doc: Node, maps: readonly StepMap[]): number[] {
  const holders = new Map<string, number[]>();
  const renamed: number[] = [];
  eachId(doc, (id, position, natural) => {
    if (!id || (isFirstBlockId(id) && id !== natural)) renamed.push(position);
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

/** Calls `visit` for the id of every block, those in cells included; `natural` is the id a cell gives its first block. */
function eachId(doc: Node, visit: (id: string, position: number, natural: string | undefined) => void): void {
  doc.forEach((node, position) => {
    visit(String(node.attrs.id ?? ''), position, undefined);
    if (node.type.name !== 'table') return;
    eachCell(node, position, ({ address, node: cell, at }) => {
      const natural = firstBlockId(address);
      cell.forEach((block, offset) => visit(String(block.attrs.id ?? ''), at + offset, natural));
    });
  });
}

function isFresh(ranges: ChangedRange[], position: number): boolean {
  return ranges.some((range) => position >= range.fromNew && position < range.toNew);
}
