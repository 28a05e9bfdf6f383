import type * as Y from 'yjs';
import { cellOfRoot } from './table-names.ts';
import { clockOf, eachDeletedItem, isInText, keyOfEntry, saidByMarker, valueOfEntry } from './yjs-id-ranges.ts';
import {
  eachTouchedItem,
  firstItemOf,
  isEntryOf,
  isLive,
  isMarker,
  kindOf,
  markerHolding,
  textOf,
  wasAdded,
  type CharacterId,
  type FlatItem,
} from './yjs-internals.ts';

/**
 * What somebody who deleted words of others had seen of them. A deletion does not say of itself what its writer knew; without this
 * nobody could tell words that were spared from words that were typed at the same time (DRA-5).
 */
export type RemovalRecord = {
  /** For the Yjs clients with words beside what went: up to which clock the deleter had them. A client that is not named was not there. */
  seen: Record<string, number>;
  /** What went, as one stretch of ids for each client: from, and up to. */
  of: Record<string, [number, number]>;
};

const SLOTS = 8; // records one page load keeps: its last acts, for pages that hear of several at once; older ones are overwritten
const MOST_CLIENTS = 500; // page loads that one act can touch; more is no honest act

const slots = new WeakMap<Y.Doc, number>();

/**
 * Writes what this writer had seen when it deleted blocks, or words of others; call it at the end of the transaction that deletes,
 * so that nobody hears of one without the other.
 */
export function noteRemovals(transaction: Y.Transaction): void {
  const { doc } = transaction;
  const gone: FlatItem[] = [];
  const record: RemovalRecord = { seen: {}, of: {} };
  eachDeletedItem(transaction, (item) => {
    if (isInText(item) && !wasAdded(transaction, item)) gone.push(item);
    noteConverted(doc, item, record);
  });
  const markers = new Set(gone.filter(isMarker));
  for (const item of gone) {
    if (markers.has(item)) noteBlock(doc, item, markers, record);
    else if (item.id.client !== doc.clientID && kindOf(item) === 'text') noteWords(doc, item, record);
  }
  if (Object.keys(record.of).length === 0) return;
  const slot = ((slots.get(doc) ?? -1) + 1) % SLOTS;
  slots.set(doc, slot);
  doc.getMap('gone').set(`${doc.clientID}.${slot}`, record);
}

function noteBlock(doc: Y.Doc, marker: FlatItem, gone: ReadonlySet<FlatItem>, record: RemovalRecord): void {
  widen(record.of, marker);
  for (let item = marker.right; item && !gone.has(item); item = item.right) {
    if (!isLive(item)) continue;
    if (isMarker(item)) break;
    see(doc, item, record);
  }
  const table = saidByMarker(marker, 'tb');
  if (typeof table === 'string') noteCells(doc, table, record);
}

/** A table with words behind it is deleted by making its block a paragraph: the marker stays, and what it showed goes. */
function noteConverted(doc: Y.Doc, kind: FlatItem, record: RemovalRecord): void {
  const marker = markerHolding(kind);
  if (!marker || !isMarker(marker) || marker.deleted || keyOfEntry(kind) !== 't' || valueOfEntry(kind) !== 'table') return;
  const table = saidByMarker(marker, 'tb');
  if (typeof table !== 'string' || saidByMarker(marker, 't') === 'table') return;
  widen(record.of, marker);
  noteCells(doc, table, record);
}

/** With the marker of a table everything in its cells goes out of sight. */
function noteCells(doc: Y.Doc, table: string, record: RemovalRecord): void {
  for (const name of [...doc.share.keys()].filter((root) => cellOfRoot(root)?.table === table)) {
    for (let item = firstItemOf(doc.getArray(name)); item; item = item.right) if (isLive(item)) see(doc, item, record);
  }
}

/** Of words the rest of the word counts, on both sides: it is what the deleter had before them. */
function noteWords(doc: Y.Doc, words: FlatItem, record: RemovalRecord): void {
  widen(record.of, words);
  see(doc, words, record);
  for (const side of ['left', 'right'] as const) {
    for (let item = words[side]; item && !(isLive(item) && isMarker(item)); item = item[side]) {
      if (isLive(item)) see(doc, item, record);
      if (isLive(item) && /\s/.test(textOf(item))) break;
    }
  }
}

function see(doc: Y.Doc, { id }: FlatItem, { seen }: RemovalRecord): void {
  if (id.client !== doc.clientID) seen[id.client] ??= clockOf(doc, id.client);
}

function widen(of: RemovalRecord['of'], { id, length }: FlatItem): void {
  const [from, to] = of[id.client] ?? [id.clock, id.clock];
  of[id.client] = [Math.min(from, id.clock), Math.max(to, id.clock + length)];
}

/** Whose act a key is about: the Yjs client that deleted; undefined when it is no key of a record. */
export function deleterOfKey(key: string): number | undefined {
  const found = /^(0|[1-9]\d{0,9})\.([0-7])$/.exec(key); // the slots are 0 to 7
  return found ? Number(found[1]) : undefined;
}

/** Whether a value is a record. */
export function isRemovalRecord(value: unknown): value is RemovalRecord {
  if (typeof value !== 'object' || value === null || !('seen' in value) || !('of' in value)) return false;
  if (Object.keys(value).length !== 2) return false;
  const isStretch = (stretch: unknown): boolean =>
    Array.isArray(stretch) && stretch.length === 2 && isClock(stretch[0]) && isClock(stretch[1]);
  return isByClient(value.seen, isClock) && isByClient(value.of, isStretch);
}

function isByClient(value: unknown, fits: (value: unknown) => boolean): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= MOST_CLIENTS && entries.every(([client, of]) => /^\d{1,16}$/.test(client) && fits(of));
}

function isClock(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** Whether an item is the record of a deletion: what somebody had seen stays so when they undo what they did. */
export function isRemovalRecordOf(doc: Y.Doc, item: FlatItem): boolean {
  return isEntryOf(item, doc.getMap('gone'));
}

/** What the deleters of one transaction had seen. */
export class SeenByDeleters {
  private readonly records: { deleter: number; record: RemovalRecord }[] = [];

  constructor(transaction: Y.Transaction, gone: Y.Map<unknown>) {
    eachTouchedItem(transaction, (item) => {
      if (!isEntryOf(item, gone) || !wasAdded(transaction, item)) return;
      const [deleter, record] = [deleterOfKey(keyOfEntry(item)), valueOfEntry(item)];
      if (deleter !== undefined && isRemovalRecord(record)) this.records.push({ deleter, record });
    });
  }

  /** The Yjs client that deleted this, when it is known. */
  deleterOf(id: CharacterId): number | undefined {
    return this.over(id)[0]?.deleter;
  }

  /** Whether whoever deleted `gone` cannot have seen a character beside it; without a record it is taken as seen. */
  isUnseen(gone: CharacterId, { client, clock }: CharacterId): boolean {
    return this.over(gone).some(({ record }) => clock >= (record.seen[client] ?? 0));
  }

  private over({ client, clock }: CharacterId): { deleter: number; record: RemovalRecord }[] {
    return this.records.filter(({ record: { of } }) => {
      const stretch = of[client];
      return stretch !== undefined && clock >= stretch[0] && clock < stretch[1];
    });
  }
}
