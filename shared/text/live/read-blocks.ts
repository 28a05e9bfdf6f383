import type { Transform } from '@tiptap/pm/transform';
import { applyScript } from './apply-script.ts';
import { positionOfBlock } from './document-tokens.ts';
import type { BlockMarker } from './flat-root.ts';
import type { FlatState } from './flat-state.ts';
import { reorderBlocks } from './reorder-blocks.ts';
import { sameOrder } from './write-order.ts';
import { firstItemOf, type FlatItem } from './yjs-internals.ts';

/** The blocks before and after a transaction, as they are shown and as their markers stand in the sequence. */
export type BlockLists = {
  before: BlockMarker[];
  after: BlockMarker[];
  sequence: { before: readonly BlockMarker[]; after: readonly BlockMarker[] };
};

/** Blocks the editor has, or is to have, for a stretch of the sequence: a marker that stays and what stands behind it up to the next one. */
type Part = { head: BlockMarker | undefined; was: BlockMarker[]; is: BlockMarker[] };

/**
 * Brings blocks and words of the shared text into the editor's document, item by item. The sequence is cut before each marker that
 * stays, so that words cannot pass from one part to the next; where the blocks of a part are not shown side by side they are
 * brought there first, and in the end all are put into the order in which they are shown. Returns the blocks that were taken out.
 */
export function readBlocks(
  state: FlatState,
  transform: Transform,
  change: BlockLists & { dirty: ReadonlySet<BlockMarker>; was: (item: FlatItem) => boolean },
): BlockMarker[] {
  const { before, after, sequence, dirty, was } = change;
  let shown = before;
  const gathered: BlockMarker[] = [];
  for (const part of dirtyParts(sequence.before, sequence.after, dirty).reverse()) {
    const at = Math.max(shown.indexOf(part.was[0] ?? null), 0);
    const together = gathering(shown, part.was, at);
    if (together) gathered.push(...reorderBlocks(transform, shown, together));
    const start = together ? together.indexOf(part.was[0] ?? null) : at;
    applyScript(state, transform, {
      position: positionOfBlock(transform.doc, start),
      from: part.head ?? firstItemOf(state.roots.flat),
      untilKept: true,
      atStart: !part.head,
      hadVirtual: part.was[0] === null,
      hasVirtual: part.is[0] === null,
      was,
    });
    shown = together ?? shown;
    if (!sameOrder(part.was, part.is)) shown = [...shown.slice(0, start), ...part.is, ...shown.slice(start + part.was.length)];
  }
  return [...gathered, ...reorderBlocks(transform, shown, after)];
}

/** The parts in which something changed; where no block came or went each block is a part of its own. */
function dirtyParts(before: readonly BlockMarker[], after: readonly BlockMarker[], dirty: ReadonlySet<BlockMarker>): Part[] {
  const { from, toBefore, toAfter } = otherStretch(before, after);
  const parts = partsOf(before.slice(from, toBefore), after.slice(from, toAfter)).slice(from > 0 ? 1 : 0);
  const changed = parts.filter(({ head, is }) => [head ?? null, ...is].some((marker) => dirty.has(marker)));
  const within = new Set(parts.flatMap(({ is }) => is));
  const isFirst = parts.some(({ head }) => head === undefined);
  const single = [...dirty].filter((marker) => !within.has(marker) && (marker !== null || (before[0] === null && !isFirst)));
  return [...single.map((marker) => ({ head: marker ?? undefined, was: [marker], is: [marker] })), ...changed];
}

/** What is not the same at both ends of two lists, from the block before it on. */
function otherStretch(
  before: readonly BlockMarker[],
  after: readonly BlockMarker[],
): { from: number; toBefore: number; toAfter: number } {
  if (before === after) return { from: before.length, toBefore: before.length, toAfter: after.length };
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from: Math.max(start - 1, 0), toBefore: before.length - end, toAfter: after.length - end };
}

/** The parts of a stretch of the sequence; the first has no head: it begins at the start of the text, or is empty. */
function partsOf(before: readonly BlockMarker[], after: readonly BlockMarker[]): Part[] {
  const had = new Set(before);
  const has = new Set(after);
  const start: Part = { head: undefined, was: [], is: [] };
  const parts = [start];
  const byHead = new Map<BlockMarker, Part>();
  for (const marker of after) {
    if (marker !== null && had.has(marker)) {
      const part: Part = { head: marker, was: [], is: [] };
      parts.push(part);
      byHead.set(marker, part);
    }
    parts.at(-1)?.is.push(marker);
  }
  let part = start;
  for (const marker of before) {
    if (marker !== null && has.has(marker)) part = byHead.get(marker) ?? part;
    part.was.push(marker);
  }
  return parts;
}

/** The editor's blocks with those of one part side by side, where the first of them is; undefined when they are. */
function gathering(shown: BlockMarker[], blocks: readonly BlockMarker[], at: number): BlockMarker[] | undefined {
  if (blocks.every((marker, i) => shown[at + i] === marker)) return undefined;
  const others = new Set(blocks.slice(1));
  return shown.flatMap((marker, i) => {
    if (i === at) return [...blocks];
    return others.has(marker) ? [] : [marker];
  });
}
