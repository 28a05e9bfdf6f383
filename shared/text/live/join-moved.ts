import type * as Y from 'yjs';
import { carry, isProposed } from './carry-proposals.ts';
import {
  eachInline,
  formatsUpTo,
  itemBehind,
  listMarkers,
  markerLeftOf,
  startsVirtual,
  type BlockMarker,
  type FlatRoots,
} from './flat-root.ts';
import type { IdRange } from './ledger-entries.ts';
import type { SuggestionPart } from './list-suggestions.ts';
import { writeFormats } from './shared-formats.ts';
import { ledgerOf, type Piece } from './suggestion-ledger.ts';
import { hasMoves, settleOrder } from './write-order.ts';
import { atomOf, deleteItem, insertAfter, isLive, isMarker, textOf, type FlatItem, type NewContent } from './yjs-internals.ts';

/** Runs something that takes markers away, and leaves the blocks that stay in the order in which they are shown. */
export function keepingOrder(roots: FlatRoots, act: () => void): void {
  const shown = listMarkers(roots);
  const moves = hasMoves(shown);
  act();
  if (!moves) return;
  const left = shown.filter((marker) => marker !== null && !marker.deleted);
  settleOrder(roots, startsVirtual(roots) ? [null, ...left] : left);
}

/**
 * Writes the words of a block anew at the end of the block shown before it, with their formats and what is proposed on them, when its
 * marker is about to go and they stand elsewhere in the sequence. What is being accepted in the same act is proposed no more.
 */
export function bringWordsHome(
  transaction: Y.Transaction,
  roots: FlatRoots,
  marker: FlatItem,
  accepted: readonly SuggestionPart[],
): void {
  const shown = listMarkers(roots);
  const at = shown.indexOf(marker);
  const into = shown[at - 1];
  if (at < 1 || into === undefined || into === markerLeftOf(marker)) return;
  const words: { item: FlatItem; formats: Record<string, unknown> }[] = [];
  eachInline(roots, marker, (item, formats) => words.push({ item, formats: { ...formats } }));
  let left = endOf(roots, into);
  for (const { item, formats } of words) {
    left = writeFormats(transaction, roots, left, { from: formatsUpTo(roots, left), to: formats });
    const copy = insertAfter(transaction, roots.flat, left, contentOf(item));
    carryProposals(roots, item, copy, accepted);
    deleteItem(transaction, item);
    left = copy;
  }
}

function contentOf(item: FlatItem): NewContent {
  const text = textOf(item);
  return text ? { text } : { atom: { ...(atomOf(item) as Record<string, unknown>) } }; // a block holds text and atoms only
}

function carryProposals({ doc }: FlatRoots, item: FlatItem, copy: FlatItem, accepted: readonly SuggestionPart[]): void {
  for (const piece of ledgerOf(doc).pieces(item.id.client, item.id.clock, item.length)) {
    const open = stillOpen(piece, item.id.client, accepted);
    if (!isProposed(open)) continue;
    carry(doc, { client: copy.id.client, clock: copy.id.clock + piece.clock - item.id.clock }, piece.length, open);
  }
}

/** What stays proposed on a piece; the ledger tells of an act only when it has ended. */
function stillOpen(piece: Piece, client: number, accepted: readonly SuggestionPart[]): Piece {
  const here = accepted.filter((part) => 'range' in part && covers(part.range, client, piece.clock));
  const formats = piece.formats.filter(
    ({ session, round, key }) =>
      !here.some((part) => part.act === 'format' && part.session === session && part.round === round && part.key === key),
  );
  return { ...piece, formats, inserted: here.some(({ act }) => act === 'insertion') ? null : piece.inserted };
}

function covers(range: IdRange, client: number, clock: number): boolean {
  return range.client === client && range.clock <= clock && clock < range.clock + range.length;
}

/** The last item of a block's words, or its marker. */
function endOf(roots: FlatRoots, marker: BlockMarker): FlatItem | null {
  let last: FlatItem | null = marker;
  for (let item = itemBehind(roots, marker); item && !(isLive(item) && isMarker(item)); item = item.right)
    if (isLive(item)) last = item;
  return last;
}
