import type { Node } from '@tiptap/pm/model';
import type { StepMap } from '@tiptap/pm/transform';
import type * as Y from 'yjs';
import { attributesOf, putMarker, sameAttributes, writeAttributes, type BlockAttributes } from './block-marker.ts';
import { wordsOf } from './block-shape.ts';
import { aroundRows, changedRanges, wholeRange, type ChangedRange } from './changed-ranges.ts';
import { attributesOfNode } from './document-schema.ts';
import { carryMoved, type CarriedRun } from './carry-proposals.ts';
import { startsVirtual, withFollowers, type BlockMarker } from './flat-root.ts';
import type { FlatState } from './flat-state.ts';
import { markDifferences, sameCharacters } from './mark-differences.ts';
import { MovedRuns } from './moved-runs.ts';
import { renderWords } from './render-document.ts';
import { noteRemovals } from './removal-records.ts';
import { replaceRange, type WriteJob } from './replace-range.ts';
import { OutOfStep, setFormat } from './shared-formats.ts';
import { ledgerOf } from './suggestion-ledger.ts';
import { writeTables } from './write-tables.ts';

/**
 * Writes the editor's change from `before` to `after` into the shared text, in one Yjs transaction; returns the blocks it examined.
 * `pasted` is what was copied here with what was proposed on it.
 */
export function writeChanges(
  state: FlatState,
  change: { before: Node; after: Node; maps: readonly StepMap[]; pasted?: readonly CarriedRun[] },
  origin: unknown,
): Set<BlockMarker> {
  const { before, after } = change;
  if (before.eq(after)) return new Set();
  const ranges = change.maps.length ? changedRanges(change.maps) : [wholeRange(before, after)];
  return state.roots.doc.transact((transaction) => {
    const examined = writeText(state, transaction, { before, after, ranges, pasted: change.pasted });
    writeTables(state, transaction, { before, after, ranges }, writeText);
    noteRemovals(transaction);
    state.roots.tables.markers(); // known from now on, so that the next change can be told from this state
    return examined;
  }, origin);
}

/** Writes the changed ranges of one text, the document's or a cell's; returns the blocks it examined. */
export function writeText(
  state: FlatState,
  transaction: Y.Transaction,
  change: { before: Node; after: Node; ranges: readonly ChangedRange[]; pasted?: readonly CarriedRun[] | undefined },
): Set<BlockMarker> {
  const { before, after, ranges } = change;
  if (state.markers.length !== before.childCount) throw new OutOfStep('the editor has another number of blocks');
  const carries = !ledgerOf(state.roots.doc).isEmpty && !state.keepsFormats;
  const moved = carries ? new MovedRuns(state.roots) : undefined;
  const job: WriteJob = { state, transaction, before, after, touched: new Set(), moved };
  const markersBefore = state.markers.slice();
  for (const range of aroundRows(before, after, ranges).reverse()) replaceRange(job, range);
  mendFirstBlock(job);
  if (moved) carryMoved(state.roots.doc, [...moved.from, ...(change.pasted ?? [])], moved.to);
  job.touched = withFollowers(state.roots, state.markers, job.touched);
  if (state.markers.length !== after.childCount) throw new OutOfStep('writing gave another number of blocks');
  const examined = new Set<BlockMarker>();
  for (const index of blocksToExamine(job, markersBefore)) examined.add(matchBlock(job, index));
  return examined;
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
    writeAttributes(state.roots, marker, wanted);
    return marker;
  }
  if (sameAttributes(attributesOf(state.roots, null), wanted)) return null;
  const real = putMarker(transaction, state.roots, null, wanted); // only the server writes the virtual block's own attributes
  state.markers[index] = real;
  return real;
}
