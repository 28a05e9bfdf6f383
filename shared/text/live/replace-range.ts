import type { Node } from '@tiptap/pm/model';
import type * as Y from 'yjs';
import { attributesOf, putMarker } from './block-marker.ts';
import { widened, type ChangedRange } from './changed-ranges.ts';
import { attributesOfNode } from './document-schema.ts';
import { isPair, spotAt, tokensBetween, type BlockSpot, type Token } from './document-tokens.ts';
import { itemBehind, markerLeftOf, resetsFormats, type BlockMarker, type Formats } from './flat-root.ts';
import type { FlatState } from './flat-state.ts';
import { BREAK_ATOM, noteAtom, sameFormats, wellFormed } from './inline-formats.ts';
import type { MovedRuns } from './moved-runs.ts';
import { formatsOfMarks, renderBlock } from './render-document.ts';
import { clearGap, formatsBehind, OutOfStep, seekOffset, writeFormats } from './shared-formats.ts';
import { endsOfChange } from './word-ends.ts';
import { hasMoves } from './write-order.ts';
import { deleteItem, formatOf, insertAfter, isLive, isMarker, splitItem, type FlatItem } from './yjs-internals.ts';

/** One local change on its way into the shared text. */
export type WriteJob = {
  state: FlatState;
  transaction: Y.Transaction;
  before: Node;
  after: Node;
  /** Blocks whose text was touched. */
  touched: Set<BlockMarker>;
  /** What goes and comes, where proposals may have to be carried along. */
  moved: MovedRuns | undefined;
  /** Whether blocks came or went in a text with moved ones: then others may be shown elsewhere. */
  reorders: boolean;
};

/** Units that go and units that come at one place. */
export type Change = { spot: BlockSpot; removed: Token[]; added: Token[] };

/** Writes one changed range: only the units that really differ are deleted and inserted. */
export function replaceRange(job: WriteJob, range: ChangedRange): void {
  const change = withWordsElsewhere(job, changeOf(job, range));
  if (!change.removed.length && !change.added.length) return;
  const { state, transaction } = job;
  job.reorders ||= isStructural(change) && hasMoves(state.markers);
  job.moved?.nextRange();
  const marker = change.spot.index < 0 ? null : markerAt(state, change.spot.index);
  const left = change.spot.index < 0 ? null : seekOffset(transaction, state.roots, marker, change.spot.offset);
  removeTokens(job, change, left);
  const last = change.added.length ? addTokens(job, change, left) : { item: left, index: change.spot.index };
  if (!state.keepsFormats) clearGap(transaction, state.roots, last.item);
  if (change.spot.index < 0) job.touched.add(null);
  for (let i = Math.max(0, change.spot.index); i <= last.index; i++) job.touched.add(markerAt(state, i));
}

/** What really differs in one changed range: where, which units go and which come. */
export function changeOf(job: Pick<WriteJob, 'before' | 'after'>, range: ChangedRange): Change {
  const wide = widened(job.before, job.after, range);
  const removed = tokensBetween(job.before, wide.fromOld, wide.toOld);
  const added = tokensBetween(job.after, wide.fromNew, wide.toNew);
  const { prefix, suffix } = endsOfChange(removed, added, keepsFirstMarker(wide, removed, added) ? 1 : 0);
  const spot = spotAt(job.before, wide.fromOld);
  for (const token of removed.slice(0, prefix)) {
    if (token.kind === 'block') {
      spot.index++;
      spot.offset = 0;
    } else spot.offset++;
  }
  return { spot, removed: removed.slice(prefix, removed.length - suffix), added: added.slice(prefix, added.length - suffix) };
}

/** Replacing everything (select all, delete) keeps the first marker, so that concurrent words keep their block. */
function keepsFirstMarker(range: ChangedRange, removed: Token[], added: Token[]): boolean {
  const [was, is] = [removed[0], added[0]];
  if (range.fromOld !== 0 || was?.kind !== 'block' || is?.kind !== 'block') return false;
  if (was.node.type !== is.node.type || was.node.type.name !== 'block') return false;
  return !hasBlock(removed, is.node) && !hasBlock(added, was.node);
}

function hasBlock(tokens: Token[], block: Node): boolean {
  return tokens.some((token) => token.kind === 'block' && token.node.attrs.id === block.attrs.id);
}

function isStructural({ removed, added }: Change): boolean {
  return [...removed, ...added].some(({ kind }) => kind === 'block');
}

/**
 * Where a block loses its marker and keeps words, these go on in the block before. Those of a moved block stand elsewhere in the
 * sequence: they are written anew, the one case in which words still move.
 */
function withWordsElsewhere({ state }: WriteJob, change: Change): Change {
  const last = change.removed.findLastIndex(({ kind }) => kind === 'block');
  if (last < 0) return change;
  const index = change.spot.index + change.removed.filter(({ kind }) => kind === 'block').length;
  const marker = markerAt(state, index);
  if (!marker || standsBehind(state, { marker, from: change.spot.index, to: index })) return change;
  const words = state.schema.topNodeType.create(null, renderBlock(state.roots, state.schema, marker));
  const tokens = tokensBetween(words, 0, words.content.size).slice(change.removed.length - last);
  return { ...change, removed: [...change.removed, ...tokens], added: [...change.added, ...tokens] };
}

/** Whether between the words of one block and a later one's marker the sequence has only the blocks that are shown between them. */
function standsBehind({ markers }: FlatState, { marker, from, to }: { marker: FlatItem; from: number; to: number }): boolean {
  const between = new Set(markers.slice(from + 1, to));
  let left = markerLeftOf(marker);
  while (left && between.has(left)) left = markerLeftOf(left);
  return left === (from < 0 ? null : markers[from]);
}

function markerAt(state: FlatState, index: number): BlockMarker {
  const marker = state.markers[index];
  if (marker === undefined) throw new OutOfStep(`there is no block ${index}`);
  return marker;
}

function removeTokens(job: WriteJob, change: Change, left: FlatItem | null): void {
  const { state } = job;
  const next = change.spot.index + 1;
  const virtual = change.removed[0]?.kind === 'block' && state.markers[next] === null;
  if (virtual) state.markers.splice(next, 1); // the virtual first block has no marker to delete
  let place = itemBehind(state.roots, left);
  for (let i = virtual ? 1 : 0; i < change.removed.length;) {
    const isBlock = change.removed[i]?.kind === 'block';
    const item = isBlock ? nextMarker(job, place, next) : liveFrom(place);
    const width = isPair(change.removed[i], change.removed[i + 1]) ? Math.min(item.length, 2) : 1; // both halves of a pair at once
    job.moved?.goes(change.removed.slice(i, i + width), item);
    removeStart(job, item, width);
    if (isBlock) {
      state.markers.splice(next, 1);
      if (isTableToken(change.removed[i])) state.roots.tables.forget();
    }
    i += width;
    place = item.right;
  }
}

function isTableToken(token: Token | undefined): boolean {
  return token?.kind === 'block' && token.node.type.name === 'table';
}

function liveFrom(place: FlatItem | null): FlatItem {
  const item = nextLive(place);
  if (!item || isMarker(item)) throw new OutOfStep('the shared text has another order');
  return item;
}

function nextLive(place: FlatItem | null): FlatItem | null {
  let item = place;
  while (item && !isLive(item)) item = item.right;
  return item;
}

/** The marker of the next block shown; where it stands elsewhere, what goes there may change the look of what stays. */
function nextMarker(job: WriteJob, place: FlatItem | null, index: number): FlatItem {
  const marker = markerAt(job.state, index);
  const found = nextLive(place);
  if (found && !isMarker(found)) throw new OutOfStep('the shared text has another order');
  if (!marker) throw new OutOfStep('the virtual first block has no marker');
  if (found !== marker) job.touched.add(markerLeftOf(marker));
  return marker;
}

function removeStart({ transaction }: WriteJob, item: FlatItem, width: number): void {
  if (item.length > width) splitItem(transaction, item, width);
  deleteItem(transaction, item);
}

function addTokens(job: WriteJob, change: Change, start: FlatItem | null): { item: FlatItem | null; index: number } {
  const { state, transaction } = job;
  const writer = startWriter(job, change, start);
  const restore = writer.formats;
  for (let i = 0; i < change.added.length;) i += writeToken(job, writer, change.added, i);
  const virtual = state.markers.indexOf(null);
  if (virtual > 0) {
    // text that had no marker gets one when something is put before it
    writer.left = putMarker(transaction, state.roots, writer.left, attributesOf(state.roots, null));
    state.markers[virtual] = writer.left as BlockMarker;
    job.touched.add(state.markers[virtual] ?? null);
    if (resetsFormats(state.roots, writer.left)) writer.formats = {};
  }
  const last = writeFormats(transaction, state.roots, writer.left, { from: writer.formats, to: restore });
  return { item: last, index: writer.index };
}

type Writer = { left: FlatItem | null; formats: Formats; index: number };

/** Where to begin writing: behind formats that already give the first character what it wants. */
function startWriter(job: WriteJob, change: Change, start: FlatItem | null): Writer {
  const { roots, markers } = job.state;
  const { index } = change.spot;
  const formats = index < 0 ? {} : formatsBehind(roots, markers[index] ?? null, start);
  const first = change.added[0];
  if (!first || first.kind === 'block') return { left: start, formats, index };
  const wanted = formatsOfMarks(first.marks);
  let passed: Formats = formats;
  let left = start;
  for (let item = itemBehind(roots, start); item && !isLive(item) && !sameFormats(passed, wanted); item = item.right) {
    const format = item.deleted ? undefined : formatOf(item);
    if (format) passed = { ...passed, [format.key]: format.value };
    left = item;
  }
  return sameFormats(passed, wanted) ? { left, formats: passed, index } : { left: start, formats, index };
}

/** Writes one token, or a run of characters with the same marks; returns how many tokens that were. */
function writeToken(job: WriteJob, writer: Writer, tokens: Token[], at: number): number {
  const { state, transaction } = job;
  const token = tokens[at];
  if (!token) return 1;
  if (token.kind === 'block') {
    const marker = putMarker(transaction, state.roots, writer.left, attributesOfNode(token.node));
    state.markers.splice(++writer.index, 0, marker);
    job.moved?.comes([token], marker);
    writer.left = marker;
    if (resetsFormats(state.roots, marker)) writer.formats = {};
    return 1;
  }
  const wanted = formatsOfMarks(token.marks);
  writer.left = writeFormats(transaction, state.roots, writer.left, { from: writer.formats, to: wanted });
  writer.formats = wanted;
  if (token.kind === 'atom') {
    writer.left = insertAfter(transaction, state.roots.flat, writer.left, { atom: atomFor(token.node) });
    job.moved?.comes([token], writer.left);
    return 1;
  }
  const text = unitsWithMarks(tokens, at, token.marks);
  writer.left = insertAfter(transaction, state.roots.flat, writer.left, { text: wellFormed(text) });
  job.moved?.comes(tokens.slice(at, at + text.length), writer.left);
  return text.length;
}

function unitsWithMarks(tokens: Token[], from: number, marks: unknown): string {
  let text = '';
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.kind !== 'unit' || token.marks !== marks) break;
    text += token.unit;
  }
  return text;
}

function atomFor(node: Node): Record<string, unknown> {
  if (node.type.name === 'lineBreak') return { ...BREAK_ATOM };
  if (node.type.name === 'noteMark') return noteAtom(String(node.attrs.note));
  return (node.attrs.atom ?? {}) as Record<string, unknown>; // kept exactly as a newer Concord wrote it
}
