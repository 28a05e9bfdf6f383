import type { Node } from '@tiptap/pm/model';
import { Mapping, type StepMap } from '@tiptap/pm/transform';
import { wordsStart } from './block-shape.ts';

/** A stretch of the old document and the stretch of the new one that took its place. */
export type ChangedRange = { fromOld: number; toOld: number; fromNew: number; toNew: number };

/** The net changed stretches of a list of steps, disjoint and in order. */
export function changedRanges(maps: readonly StepMap[]): ChangedRange[] {
  let ranges: ChangedRange[] = [];
  maps.forEach((map, index) => {
    const added = rangesOf(map, maps.slice(0, index));
    if (!added.length) return;
    const moved = ranges.map((range) => ({ ...range, fromNew: map.map(range.fromNew, -1), toNew: map.map(range.toNew, 1) }));
    ranges = merged([...moved, ...added]);
  });
  return ranges;
}

/** The range that says that everything may have changed. */
export function wholeRange(before: Node, after: Node): ChangedRange {
  return { fromOld: 0, toOld: before.content.size, fromNew: 0, toNew: after.content.size };
}

function rangesOf(map: StepMap, earlier: readonly StepMap[]): ChangedRange[] {
  const back = new Mapping(earlier.map((step) => step.invert()).reverse());
  const ranges: ChangedRange[] = [];
  map.forEach((from, to, fromNew, toNew) => ranges.push({ fromOld: back.map(from, -1), toOld: back.map(to, 1), fromNew, toNew }));
  return ranges;
}

function merged(ranges: ChangedRange[]): ChangedRange[] {
  ranges.sort((a, b) => a.fromNew - b.fromNew || a.toNew - b.toNew || a.fromOld - b.fromOld);
  const result: ChangedRange[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    const touches = last && (range.fromNew < last.toNew || (range.fromNew === last.toNew && range.fromOld <= last.toOld));
    if (!last || !touches) {
      result.push({ ...range });
      continue;
    }
    last.fromOld = Math.min(last.fromOld, range.fromOld);
    last.toOld = Math.max(last.toOld, range.toOld);
    last.fromNew = Math.min(last.fromNew, range.fromNew);
    last.toNew = Math.max(last.toNew, range.toNew);
  }
  return result;
}

/**
 * Widens ranges that end inside the rows of a table to the end of those rows: an edit over the border of a table moves words
 * between a cell and the text around it, and what moved stands behind the range.
 */
export function aroundRows(before: Node, after: Node, ranges: readonly ChangedRange[]): ChangedRange[] {
  const wide: ChangedRange[] = [];
  for (let i = 0; i < ranges.length; i++) {
    const range = { ...(ranges[i] as ChangedRange) }; // within the list
    for (let rest = rowsLeft(before, after, range); rest > 0; rest = rowsLeft(before, after, range)) {
      const next = ranges[i + 1];
      const meets = next && next.fromOld <= range.toOld + rest;
      range.toOld = meets ? next.toOld : range.toOld + rest;
      range.toNew = meets ? next.toNew : range.toNew + rest;
      if (meets) i++;
    }
    wide.push(range);
  }
  return wide;
}

function rowsLeft(before: Node, after: Node, { toOld, toNew }: ChangedRange): number {
  return Math.max(restOfRows(before, toOld), restOfRows(after, toNew));
}

/** How far a position inside the rows of a table is from the words behind it; 0 elsewhere. */
function restOfRows(doc: Node, position: number): number {
  const place = doc.resolve(Math.min(position, doc.content.size));
  const block = place.depth ? place.node(1) : undefined;
  if (!block || block.isTextblock) return 0;
  return Math.max(place.before(1) + wordsStart(block) - position, 0);
}

/** Widens a range so that neither document is cut between the halves of a surrogate pair, which Yjs cannot keep apart. */
export function widened(before: Node, after: Node, range: ChangedRange): ChangedRange {
  const wide = { ...range };
  if (cutsPair(before, wide.fromOld) || cutsPair(after, wide.fromNew)) {
    wide.fromOld--;
    wide.fromNew--;
  }
  if (cutsPair(before, wide.toOld) || cutsPair(after, wide.toNew)) {
    wide.toOld++;
    wide.toNew++;
  }
  return wide;
}

function cutsPair(doc: Node, position: number): boolean {
  if (position < 1 || position >= doc.content.size) return false;
  const place = doc.resolve(position);
  if (!place.parent.inlineContent || !place.textOffset) return false;
  const text = place.parent.childAfter(place.parentOffset).node?.text ?? '';
  return isHighHalf(text[place.textOffset - 1]) && isLowHalf(text[place.textOffset]);
}

/** Whether this is the first half of a surrogate pair. */
export function isHighHalf(unit: string | undefined): boolean {
  return unit !== undefined && unit >= '\uD800' && unit <= '\uDBFF';
}

/** Whether this is the second half of a surrogate pair. */
export function isLowHalf(unit: string | undefined): boolean {
  return unit !== undefined && unit >= '\uDC00' && unit <= '\uDFFF';
}
