import type * as Y from 'yjs';
import { attributesOf, decodeKind, writeAttributes } from './block-marker.ts';
import { spotOf } from './character-place.ts';
import { formatsUpTo, listMarkers, openRoots, resetsFormats, type FlatRoots } from './flat-root.ts';
import { acceptedKey, conversionDecidedKey, conversionKey, setAsideKey } from './ledger-entries.ts';
import type { SuggestionPart } from './list-suggestions.ts';
import { withdrawOver, type Suggester } from './propose.ts';
import { noteRemovals } from './removal-records.ts';
import { setFormat, writeFormats } from './shared-formats.ts';
import { liveItemsOver } from './yjs-id-ranges.ts';
import { deleteItem, isIn, isLive, isMarker } from './yjs-internals.ts';

/** The origin of decisions on suggestions: they are this person's own acts and can be undone (DRA-7). */
export const DECISION = { name: 'decision' };

/** Accepts parts of suggestions, in one act: what is accepted stands, and nothing else changes (TXT-4). */
export function acceptSuggestions(doc: Y.Doc, parts: readonly SuggestionPart[], origin: unknown = DECISION): void {
  const roots = openRoots(doc);
  doc.transact((transaction) => {
    const bySession = [...parts].sort((one, other) => one.session - other.session); // of two for one thing the one that shows comes last
    for (const part of bySession) if (part.act === 'conversion') acceptConversion(roots, part);
    for (const part of bySession) if (part.act === 'format') acceptFormat(transaction, roots, part);
    for (const part of parts) if (part.act === 'insertion') acceptInsertion(transaction, roots, part);
    for (const part of parts) if (part.act === 'deletion') removeUnits(transaction, roots, part.range);
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
      else withdrawOver(doc, me, part.act, part.range, part.act === 'format' ? part.key : undefined);
    }
    noteRemovals(transaction);
  }, origin);
}

type PartOf<A extends SuggestionPart['act']> = Extract<SuggestionPart, { act: A }>;

function acceptInsertion(transaction: Y.Transaction, roots: FlatRoots, { range }: PartOf<'insertion' | 'deletion'>): void {
  for (const item of liveItemsOver(transaction, range)) {
    if (!isMarker(item) || !isIn(item, roots.flat) || resetsFormats(roots, item)) continue;
    writeFormats(transaction, roots, item, { from: {}, to: formatsUpTo(roots, item) }); // from now on formats start anew here
  }
  roots.ledger.set(acceptedKey(range), 1);
}

function acceptFormat(transaction: Y.Transaction, roots: FlatRoots, part: PartOf<'format'>): void {
  for (const item of liveItemsOver(transaction, part.range)) {
    const spot = isMarker(item) ? undefined : spotOf(roots, { client: item.id.client, clock: item.id.clock }, false);
    if (!spot) continue;
    const stretch = { marker: spot.marker, from: spot.offset, to: spot.offset + item.length };
    setFormat(transaction, roots, stretch, { key: part.key, value: part.value });
  }
  setAside(roots, part);
}

function acceptConversion(roots: FlatRoots, part: PartOf<'conversion'>): void {
  for (const marker of listMarkers(roots)) {
    if (!marker || !isLive(marker)) continue;
    const now = attributesOf(roots, marker);
    if (now.id === part.blockId && now.kind !== 'table') writeAttributes(roots, marker, { ...now, ...decodeKind(part.to) });
  }
  decideConversion(roots, part);
}

function decideConversion({ ledger }: FlatRoots, { blockId, session, round }: PartOf<'conversion'>): void {
  ledger.set(conversionDecidedKey(blockId, session), round);
}

function setAside({ ledger }: FlatRoots, { range, session, round }: PartOf<'deletion' | 'insertion' | 'format'>): void {
  ledger.set(setAsideKey(range.client, range.clock, { session, round }), range.length);
}

/** Where a marker goes at which formats started anew, the words behind it keep their look. */
function removeUnits(transaction: Y.Transaction, roots: FlatRoots, range: PartOf<'deletion' | 'insertion'>['range']): void {
  for (const item of liveItemsOver(transaction, range)) {
    if (isMarker(item) && isIn(item, roots.flat) && resetsFormats(roots, item)) {
      writeFormats(transaction, roots, item, { from: formatsUpTo(roots, item.left), to: {} });
    }
    deleteItem(transaction, item);
  }
}
