import type * as Y from 'yjs';
import { attributesOf, decodeKind, putMarker, writeAttributes } from './block-marker.ts';
import { spotOf } from './character-place.ts';
import { formatsUpTo, listMarkers, openCell, openRoots, resetsFormats, textAround, type FlatRoots } from './flat-root.ts';
import { bringWordsHome, keepingOrder } from './join-moved.ts';
import {
  acceptedKey,
  additionKey,
  conversionDecidedKey,
  conversionKey,
  lineDecidedKey,
  removalKey,
  setAsideKey,
  type IdRange,
} from './ledger-entries.ts';
import type { SuggestionPart } from './list-suggestions.ts';
import { withdrawOver, type Suggester } from './propose.ts';
import { noteRemovals } from './removal-records.ts';
import { setFormat, writeFormats } from './shared-formats.ts';
import { recordOf, tableMap } from './table-layout.ts';
import { hasMoves } from './write-order.ts';
import { liveItemsOver } from './yjs-id-ranges.ts';
import { deleteItem, isIn, isMarker, type FlatItem } from './yjs-internals.ts';

const HELD: ReadonlySet<string> = new Set(['table', 'image']); // what a change of kind would lose

/** The origin of decisions on suggestions: they are this person's own acts and can be undone (DRA-7). */
export const DECISION = { name: 'decision' };

/** Accepts parts of suggestions, in one act: what is accepted stands, and nothing else changes (TXT-4). */
export function acceptSuggestions(doc: Y.Doc, parts: readonly SuggestionPart[], origin: unknown = DECISION): void {
  const roots = openRoots(doc);
  doc.transact((transaction) => {
    const bySession = [...parts].sort((one, other) => one.session - other.session); // of two for one thing the one that shows comes last
    for (const part of acts(parts, 'addition')) acceptAddition(roots, part);
    for (const part of acts(bySession, 'conversion')) acceptConversion(transaction, roots, part);
    for (const part of acts(bySession, 'format')) acceptFormat(transaction, roots, part);
    for (const part of acts(parts, 'insertion')) acceptInsertion(transaction, roots, part);
    if (acts(parts, 'deletion').length) keepingOrder(roots, () => removeAccepted(transaction, roots, parts));
    for (const part of acts(parts, 'removal')) acceptRemoval(roots, part);
    noteRemovals(transaction);
  }, origin);
}

/** Rejects parts of suggestions, in one act: the text is as it was without them. */
export function rejectSuggestions(doc: Y.Doc, parts: readonly SuggestionPart[], origin: unknown = DECISION): void {
  const roots = openRoots(doc);
  doc.transact((transaction) => {
    for (const part of parts) {
      if (part.act === 'insertion') removeUnits(transaction, roots, part.range);
      else if (part.act === 'conversion') decideConversion(roots, part);
      else if (part.act === 'addition' || part.act === 'removal') decideLine(roots, part);
      else setAside(roots, part);
    }
    noteRemovals(transaction);
  }, origin);
}

/** Takes this person's own suggestions back while suggesting, without deciding anything. */
export function withdrawSuggestions(
  doc: Y.Doc,
  me: Suggester,
  parts: readonly SuggestionPart[],
  origin: unknown = DECISION,
): void {
  const roots = openRoots(doc);
  doc.transact((transaction) => {
    for (const part of parts) {
      if (part.act === 'insertion') removeUnits(transaction, roots, part.range);
      else if (part.act === 'conversion') roots.ledger.delete(conversionKey(part.blockId, part.session));
      else if (part.act === 'addition') roots.ledger.delete(additionKey(part, part.session));
      else if (part.act === 'removal') roots.ledger.delete(removalKey(part, part.session));
      else withdrawOver(doc, me, part.act, part.range, part.act === 'format' ? part.key : undefined);
    }
    noteRemovals(transaction);
  }, origin);
}

type PartOf<A extends SuggestionPart['act']> = SuggestionPart extends infer P
  ? P extends SuggestionPart
    ? A extends P['act']
      ? P
      : never
    : never
  : never;

function acts<A extends SuggestionPart['act']>(parts: readonly SuggestionPart[], act: A): PartOf<A>[] {
  return parts.filter((part): part is PartOf<A> => part.act === act);
}

function acceptInsertion(transaction: Y.Transaction, roots: FlatRoots, { range }: PartOf<'insertion'>): void {
  for (const item of liveItemsOver(transaction, range)) {
    const text = textAround(roots, item);
    if (!text || !isMarker(item) || resetsFormats(text, item)) continue;
    writeFormats(transaction, text, item, { from: {}, to: formatsUpTo(text, item) }); // from now on formats start anew here
  }
  roots.ledger.set(acceptedKey(range), 1);
}

function acceptFormat(transaction: Y.Transaction, roots: FlatRoots, part: PartOf<'format'>): void {
  for (const item of liveItemsOver(transaction, part.range)) {
    const text = isMarker(item) ? undefined : textAround(roots, item);
    const spot = text && spotOf(text, { client: item.id.client, clock: item.id.clock }, false);
    if (!text || !spot) continue;
    const stretch = { marker: spot.marker, from: spot.offset, to: spot.offset + item.length };
    setFormat(transaction, text, stretch, { key: part.key, value: part.value });
  }
  setAside(roots, part);
}

function acceptConversion(transaction: Y.Transaction, roots: FlatRoots, part: PartOf<'conversion'>): void {
  const text = part.cell ? openCell(roots, part.cell) : roots;
  const to = decodeKind(part.to);
  for (const marker of listMarkers(text)) {
    const now = attributesOf(text, marker);
    if (now.id !== part.blockId || HELD.has(now.kind) || (part.cell && to.kind === 'note')) continue; // a cell has no notes
    if (marker) writeAttributes(text, marker, { ...now, ...to });
    else if (part.cell) putMarker(transaction, text, null, { ...now, ...to }); // the first words of a cell have no marker before
  }
  decideConversion(roots, part);
}

/** The row or column stands from now on, at the place it was proposed for; one that stands already stays where it is. */
function acceptAddition(roots: FlatRoots, part: PartOf<'addition'>): void {
  const map = tableMap(roots.doc, part.table);
  const key = `${part.axis}:${part.line}`;
  if (!map.has(key)) map.set(key, part.order);
  decideLine(roots, part);
}

/** The row or column goes with the words it has now; words that somebody writes in it meanwhile bring it back. */
function acceptRemoval(roots: FlatRoots, part: PartOf<'removal'>): void {
  const isInLine = (cell: { row: string; column: string }): boolean => (part.axis === 'r' ? cell.row : cell.column) === part.line;
  const cells = roots.tables.cellsOf(part.table).filter(isInLine);
  tableMap(roots.doc, part.table).set(`${part.axis}x:${part.line}`, recordOf(roots.doc, cells));
  decideLine(roots, part);
}

function decideLine({ ledger }: FlatRoots, part: PartOf<'addition' | 'removal'>): void {
  ledger.set(lineDecidedKey(part, part.session), part.round);
}

function decideConversion({ ledger }: FlatRoots, { blockId, session, round }: PartOf<'conversion'>): void {
  ledger.set(conversionDecidedKey(blockId, session), round);
}

function setAside({ ledger }: FlatRoots, { range, session, round }: PartOf<'deletion' | 'insertion' | 'format'>): void {
  ledger.set(setAsideKey(range.client, range.clock, { session, round }), range.length);
}

/** What is deleted goes; the words of a moved block that loses its marker go on in the block shown before it. */
function removeAccepted(transaction: Y.Transaction, roots: FlatRoots, parts: readonly SuggestionPart[]): void {
  const markers = hasMoves(listMarkers(roots)) ? new Set<FlatItem>() : undefined;
  for (const part of acts(parts, 'deletion')) removeUnits(transaction, roots, part.range, markers);
  if (!markers?.size) return;
  for (const marker of listMarkers(roots)) {
    if (!marker || !markers.has(marker)) continue;
    bringWordsHome(transaction, roots, marker, parts);
    removeItem(transaction, roots, marker);
  }
}

/** Where a marker goes at which formats started anew, the words behind it keep their look. */
function removeItem(transaction: Y.Transaction, roots: FlatRoots, item: FlatItem): void {
  const text = textAround(roots, item);
  if (text && isMarker(item) && resetsFormats(text, item)) {
    writeFormats(transaction, text, item, { from: formatsUpTo(text, item.left), to: {} });
  }
  deleteItem(transaction, item);
}

/** Removes units; markers of the document are put aside when there is a set to put them into. */
function removeUnits(transaction: Y.Transaction, roots: FlatRoots, range: IdRange, markers?: Set<FlatItem>): void {
  for (const item of liveItemsOver(transaction, range)) {
    if (markers && isMarker(item) && isIn(item, roots.flat)) markers.add(item);
    else removeItem(transaction, roots, item);
  }
}
