import { Fragment, type Node } from '@tiptap/pm/model';
import type { Transform } from '@tiptap/pm/transform';
import { positionOfBlock } from './document-tokens.ts';
import type { BlockMarker } from './flat-root.ts';
import { risingRun } from './rising-run.ts';
import { sameOrder } from './write-order.ts';

/**
 * Brings the editor's blocks, which stand for these markers, into another order of the same markers: as few as possible are taken out
 * and put in again. Returns those.
 */
export function reorderBlocks(transform: Transform, is: readonly BlockMarker[], wanted: readonly BlockMarker[]): BlockMarker[] {
  if (sameOrder(is, wanted)) return [];
  const places = new Map(is.map((marker, at) => [marker, at]));
  const stays = risingRun(wanted.map((marker) => places.get(marker) ?? -1));
  const moved = wanted.filter((_, i) => !stays.has(i));
  const nodes = new Map(is.map((marker, at) => [marker, transform.doc.child(at)]));
  const goes = new Set(moved);
  eachStretch(
    is.length,
    (i) => goes.has(is[i] ?? null),
    ({ from, to }) => {
      transform.delete(positionOfBlock(transform.doc, from), positionOfBlock(transform.doc, to));
    },
  );
  const stretches: { from: number; to: number }[] = [];
  eachStretch(
    wanted.length,
    (i) => !stays.has(i),
    (stretch) => stretches.unshift(stretch),
  );
  for (const { from, to } of stretches) {
    const blocks = wanted.slice(from, to).flatMap((marker): Node[] => [nodes.get(marker) ?? []].flat());
    transform.insert(positionOfBlock(transform.doc, from), Fragment.fromArray(blocks));
  }
  return moved;
}

/** The stretches of indexes for which something holds, the last first. */
function eachStretch(
  count: number,
  holds: (index: number) => boolean,
  visit: (stretch: { from: number; to: number }) => void,
): void {
  for (let to = count; to > 0; to--) {
    if (!holds(to - 1)) continue;
    let from = to - 1;
    while (from > 0 && holds(from - 1)) from--;
    visit({ from, to });
    to = from + 1;
  }
}
