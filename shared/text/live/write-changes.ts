import type { Node } from '@tiptap/pm/model';
import type { StepMap } from '@tiptap/pm/transform';
import type * as Y from 'yjs';
import { attributesOf, putMarker, sameAttributes, writeAttributes, type BlockAttributes } from './block-marker.ts';
import { wordsOf } from './block-shape.ts';
import { aroundRows, changedRanges, wholeRange, type ChangedRange } from './changed-ranges.ts';
import { attributesOfNode } from './document-schema.ts';
import { carryMoved, type CarriedRun } from './carry-proposals.ts';
import { listMarkers, startsVirtual, withFollowers, type BlockMarker } from './flat-root.ts';
import type { FlatState } from './flat-state.ts';
import { markDifferences, sameCharacters } from './mark-differences.ts';
import { inOrder, movedBlocks, rangesBetween } from './moved-blocks.ts';
import { MovedRuns } from './moved-runs.ts';
import { renderWords } from './render-document.ts';
import { noteRemovals } from './removal-records.ts';
import { replaceRange, type WriteJob } from './replace-range.ts';
import { OutOfStep, setFormat } from './shared-formats.ts';
import { ledgerOf } from './suggestion-ledger.ts';
import { hasMoves, sameOrder, settleOrder } from './write-order.ts';
import { writeTables } from './write-tables.ts';

/** The blocks that a change examined, and the order in which the shared text shows its blocks when it is not the editor's. */
export type Written = { examined: Set<BlockMarker>; shown: BlockMarker[] | undefined };

/**
 * Writes the editor's change from `before` to `after` into the shared text, in one Yjs transaction. `pasted` is what was copied here
 * with what was proposed on it.
 */
export function writeChanges(
  state: FlatState,
  change: { before: Node; after: Node; maps: readonly StepMap[]; pasted?: readonly CarriedRun[] },
  origin: unknown,
): Written {
  const { before, after } = change;
  if (before.eq(after)) return { examined: new Set(), shown: undefined };
  const ranges = change.maps.length ? changedRanges(change.maps) : [wholeRange(before, after)];
  return state.roots.doc.transact((transaction) => {
    const written = writeText(state, transaction, { before, after, ranges, pasted: change.pasted });
    writeTables(state, transaction, { before, after, ranges }, writeText);
    noteRemovals(transaction);
    state.roots.tables.markers(); // known from now on, so that the next change can be told from this state
    return written;
  }, origin);
}

type TextChange = { before: Node; after: Node; ranges: readonly ChangedRange[]; pasted?: readonly CarriedRun[] | undefined };

/** Writes the changed ranges of one text, the document's or a cell's. */
export function writeText(state: FlatState, transaction: Y.Transaction, change: TextChange): Written {
  if (state.markers.length !== change.before.childCount) throw new OutOfStep('the editor has another number of blocks');
  const { before, after, ranges } = withBlocksMoved(state, transaction, change);
  const carries = !ledgerOf(state.roots.doc).isEmpty && !state.keepsFormats;
  const moved = carries ? new MovedRuns(state.roots) : undefined;
  const job: WriteJob = { state, transaction, before, after, touched: new Set(), moved, reorders: false };
  const markersBefore = state.markers.slice();
  for (const range of aroundRows(before, after, ranges).reverse()) replaceRange(job, range);
  mendFirstBlock(job);
  if (moved) carryMoved(state.roots.doc, [...moved.from, ...(change.pasted ?? [])], moved.to);
  job.touched = withFollowers(state.roots, job.touched);
  if (state.markers.length !== after.childCount) throw new OutOfStep('writing gave another number of blocks');
  const examined = new Set<BlockMarker>();
  for (const index of blocksToExamine(job, markersBefore)) examined.add(matchBlock(job, index));
  return { examined, shown: orderAfter(job) };
}

/**
 * Blocks that only change places are moved first, by what their markers say: their words stay where they are, with everything that
 * others write in them (TXT-13). What is left of the change is written into the blocks in their new order.
 */
function withBlocksMoved(state: FlatState, transaction: Y.Transaction, change: TextChange): TextChange {
  const { before, after, ranges } = change;
  const isDocument = before.type === state.schema.topNodeType;
  const moves = isDocument && !state.keepsFormats ? movedBlocks(before, after, ranges) : undefined;
  if (!moves) return change;
  if (state.markers[0] === null && moves.order[0] !== 0)
    state.markers[0] = putMarker(transaction, state.roots, null, attributesOf(state.roots, null)); // only a marker can be moved, or moved before
  const loose = new Set([...moves.moved].map((index) => state.markers[index] ?? null));
  state.markers = moves.order.map((index) => state.markers[index] ?? null);
  const shown = settleOrder(state.roots, state.markers, loose);
  if (!sameOrder(shown, state.markers)) throw new OutOfStep('the blocks cannot be put into this order');
  const arranged = inOrder(before, moves.order);
  return { ...change, before: arranged, ranges: rangesBetween(arranged, after) };
}

/**
 * Blocks that came or went beside moved ones may show others in other places: those are moved to where the editor has them. While
 * suggesting nothing is moved; then the editor follows the shared text, whose order is given back.
 */
function orderAfter({ state, reorders }: WriteJob): BlockMarker[] | undefined {
  if (!reorders) return undefined;
  const shown = state.keepsFormats ? listMarkers(state.roots) : settleOrder(state.roots, state.markers);
  return sameOrder(shown, state.markers) ? undefined : shown;
}

/** Text that lost its marker becomes the virtual first block; an empty virtual block before others gets a real marker. */
function mendFirstBlock(job: WriteJob): void {
  const { state, transaction, after } = job;
  const virtual = startsVirtual(state.roots);
  if (state.markers[0] !== null && virtual) {
    state.markers.unshift(null);
    job.touched.add(null);
  }
  if (state.markers[0] === null && !virtual && state.markers.length > 1) {
    state.markers[0] = putMarker(transaction, state.roots, null, attributesOfNode(after.child(0)));
    job.touched.add(state.markers[0]);
    job.reorders ||= hasMoves(state.markers);
  }
}

/** The blocks that may differ: touched ones, and all between the unchanged start and the unchanged end. */
function blocksToExamine(job: WriteJob, markersBefore: BlockMarker[]): number[] {
  const { before, after, state, touched } = job;
  const shorter = Math.min(before.childCount, after.childCount);
  const same = (a: number, b: number): boolean =>
    before.child(a) === after.child(b) && markersBefore[a] === state.markers[b] && !touched.has(state.markers[b] ?? null);
  let prefix = 0;
  while (prefix < shorter && same(prefix, prefix)) prefix++;
  let suffix = 0;
  while (suffix < shorter - prefix && same(before.childCount - 1 - suffix, after.childCount - 1 - suffix)) suffix++;
  return Array.from({ length: after.childCount - suffix - prefix }, (_, i) => prefix + i);
}

/** Makes one block of the shared text say what the editor's block says: attributes, then marks. Returns its marker. */
function matchBlock(job: WriteJob, index: number): BlockMarker {
  const { state, transaction, after } = job;
  const node = after.child(index);
  const wanted = attributesOfNode(node);
  const marker = matchAttributes(job, index, wanted);
  const words = wordsOf(node);
  const shared = words.copy(renderWords(state.roots, state.schema, marker));
  if (shared.content.eq(words.content)) return marker;
  if (!sameCharacters(shared, words)) throw new OutOfStep('the written text differs');
  for (const { key, from, to, value } of markDifferences(shared, words)) {
    setFormat(transaction, state.roots, { marker, from, to }, { key, value });
  }
  return marker;
}

function matchAttributes(job: WriteJob, index: number, wanted: BlockAttributes): BlockMarker {
  const { state, transaction } = job;
  const marker = state.markers[index] ?? null;
  if (marker) {
    job.reorders ||= attributesOf(state.roots, marker).id !== wanted.id; // a move may name it by its id
    writeAttributes(state.roots, marker, wanted);
    return marker;
  }
  if (sameAttributes(attributesOf(state.roots, null), wanted)) return null;
  const real = putMarker(transaction, state.roots, null, wanted); // only the server writes the virtual block's own attributes
  state.markers[index] = real;
  job.reorders ||= hasMoves(state.markers);
  return real;
}
