import { Fragment, type Node } from '@tiptap/pm/model';
import type { ChangedRange } from './changed-ranges.ts';
import { positionOfBlock } from './document-tokens.ts';
import { risingRunAround } from './rising-run.ts';

/** A change that moves blocks, taken apart: the blocks before it in their new order, and which of them moved, by their old index. */
export type MovedBlocks = { order: number[]; moved: Set<number> };

type Middle = { from: number; oldTo: number; newTo: number };

/**
 * Which blocks a change moves: those that are in both documents, by their ids, and not in the same order. A block that the change
 * did not touch counts as one that stayed. Undefined when none moves.
 */
export function movedBlocks(before: Node, after: Node, ranges: readonly ChangedRange[]): MovedBlocks | undefined {
  const middle = changedMiddle(before, after);
  const old = placesById(before, middle.from, middle.oldTo);
  const now = placesById(after, middle.from, middle.newTo);
  const common = [...now].filter(([id]) => old.has(id));
  const places = common.map(([id]) => old.get(id) ?? 0);
  if (places.every((place, i) => i === 0 || (places[i - 1] ?? 0) < place)) return undefined;
  const isTouched = touchedIn(after, ranges);
  const stays = risingRunAround(places, (i) => isTouched(common[i]?.[1] ?? 0));
  const moved = new Set(places.filter((_, i) => !stays.has(i)));
  return { order: newOrder(before.childCount, places, moved, middle.from), moved };
}

/** The document with its blocks in another order. */
export function inOrder(doc: Node, order: readonly number[]): Node {
  return doc.copy(Fragment.fromArray(order.map((index) => doc.child(index))));
}

/**
 * What else differs between two documents whose common blocks are in the same order: a stretch for each block that is another, with
 * the blocks that came or went beside it.
 */
export function rangesBetween(before: Node, after: Node): ChangedRange[] {
  const places = placesById(after, 0, after.childCount);
  const ranges: ChangedRange[] = [];
  let start = { old: 0, now: 0 };
  let end = start;
  const close = (old: number, now: number): void => {
    if (old === start.old && now === start.now) return;
    const [fromOld, toOld] = [positionOfBlock(before, start.old), positionOfBlock(before, old)];
    ranges.push({ fromOld, toOld, fromNew: positionOfBlock(after, start.now), toNew: positionOfBlock(after, now) });
  };
  before.forEach((node, _, old) => {
    const now = places.get(node.attrs.id);
    if (now === undefined || now < end.now) return;
    const isSame = node === after.child(now);
    if (isSame || (old === end.old && now === end.now)) {
      close(old, now);
      start = isSame ? { old: old + 1, now: now + 1 } : { old, now };
    }
    end = { old: old + 1, now: now + 1 };
  });
  close(before.childCount, after.childCount);
  return ranges;
}

function changedMiddle(before: Node, after: Node): Middle {
  const shorter = Math.min(before.childCount, after.childCount);
  let from = 0;
  while (from < shorter && before.child(from) === after.child(from)) from++;
  let end = 0;
  while (end < shorter - from && before.child(before.childCount - 1 - end) === after.child(after.childCount - 1 - end)) end++;
  return { from, oldTo: before.childCount - end, newTo: after.childCount - end };
}

/** Blocks of a stretch by id, without those that share theirs. */
function placesById(doc: Node, from: number, to: number): Map<unknown, number> {
  const places = new Map<unknown, number>();
  const shared = new Set<unknown>();
  for (let index = from; index < to; index++) {
    const { id } = doc.child(index).attrs;
    if (places.has(id)) shared.add(id);
    places.set(id, index);
  }
  for (const id of shared) places.delete(id);
  return places;
}

function touchedIn(doc: Node, ranges: readonly ChangedRange[]): (index: number) => boolean {
  const touched = new Set<number>();
  doc.forEach((_, position, index) => {
    if (ranges.some(({ fromNew, toNew }) => position >= fromNew && position < toNew)) touched.add(index);
  });
  return (index) => touched.has(index);
}

/** A moved block comes directly behind the one it follows now; blocks that are gone afterwards stay where they were. */
function newOrder(count: number, places: readonly number[], moved: ReadonlySet<number>, start: number): number[] {
  const order = Array.from({ length: count }, (_, index) => index).filter((index) => !moved.has(index));
  places.forEach((place, i) => {
    if (!moved.has(place)) return;
    const left = places[i - 1];
    order.splice(left === undefined ? start : order.indexOf(left) + 1, 0, place);
  });
  return order;
}
