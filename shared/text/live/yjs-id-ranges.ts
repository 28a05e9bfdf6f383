/** The ids of items in Yjs's own store: the part of its internals that the ledger of suggestions needs. Beside `yjs-internals.ts`. */
import * as Y from 'yjs';
import type { CharacterId, FlatItem } from './yjs-internals.ts';

/** Calls `visit` for the items that hold these ids of one client, as far as they are known and not forgotten. */
export function eachItemOver(
  doc: Y.Doc,
  ids: { client: number; clock: number; length: number },
  visit: (item: FlatItem) => void,
): void {
  const structs = doc.store.clients.get(ids.client);
  const end = Math.min(ids.clock + ids.length, Y.getState(doc.store, ids.client));
  if (!structs || ids.clock >= end) return;
  for (let i = Y.findIndexSS(structs, ids.clock); i < structs.length; i++) {
    const struct: unknown = structs[i];
    if ((structs[i]?.id.clock ?? end) >= end) return;
    if (struct instanceof Y.Item) visit(struct);
  }
}

/** The living items that hold exactly these ids, split where needed; an edge inside a character of two units lies behind it. */
export function liveItemsOver(transaction: Y.Transaction, ids: { client: number; clock: number; length: number }): FlatItem[] {
  const { client, clock, length } = ids;
  const { doc } = transaction;
  const [from, to] = [clock, clock + length].map((edge) => edgeOfCharacter(doc, client, edge)) as [number, number]; // as many as went in
  const found: FlatItem[] = [];
  for (const edge of [from, to])
    if (Y.getState(doc.store, client) > edge) Y.getItemCleanStart(transaction, Y.createID(client, edge));
  eachItemOver(doc, { client, clock: from, length: to - from }, (item) => {
    if (!item.deleted) found.push(item);
  });
  return found;
}

/** Yjs loses a character that is split in two: it puts two marks of damage in its place. */
function edgeOfCharacter(doc: Y.Doc, client: number, edge: number): number {
  if (Y.getState(doc.store, client) <= edge) return edge;
  const item: unknown = Y.getItem(doc.store, Y.createID(client, edge));
  if (!(item instanceof Y.Item) || !(item.content instanceof Y.ContentString)) return edge;
  const at = edge - item.id.clock;
  return /[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(item.content.str.slice(Math.max(at - 1, 0), at + 1)) ? edge + 1 : edge;
}

/** Calls `visit` for the characters that undo or redo wrote again: where they stood, where they are now, how many. */
export function eachRedone(
  transaction: Y.Transaction,
  deletions: Parameters<typeof Y.iterateDeletedStructs>[1],
  visit: (was: CharacterId, is: FlatItem, length: number) => void,
): void {
  Y.iterateDeletedStructs(transaction, deletions, (struct: unknown) => {
    if (!(struct instanceof Y.Item) || !struct.redone) return;
    const is: unknown = Y.getItem(transaction.doc.store, struct.redone);
    if (is instanceof Y.Item) visit({ client: struct.id.client, clock: struct.id.clock }, is, struct.length);
  });
}

/** Leaves out of what an act deleted the items that are not to come back when it is undone. */
export function withholdDeletions(
  doc: Y.Doc,
  deletions: Parameters<typeof Y.iterateDeletedStructs>[1],
  withheld: (item: FlatItem) => boolean,
): void {
  for (const [client, ranges] of deletions.clients) {
    const kept = ranges.flatMap(({ clock, len }) => {
      const parts: typeof ranges = [];
      eachItemOver(doc, { client, clock, length: len }, (item) => {
        const from = Math.max(clock, item.id.clock);
        const to = Math.min(clock + len, item.id.clock + item.length);
        if (!withheld(item)) parts.push({ clock: from, len: to - from });
      });
      return parts;
    });
    deletions.clients.set(client, kept);
  }
}

/** How many ids of a client a document has: the clock of its next one. */
export function clockOf(doc: Y.Doc, client: number): number {
  return Y.getState(doc.store, client);
}

/** The key of a map entry. */
export function keyOfEntry(item: FlatItem): string {
  return item.parentSub ?? '';
}

/** The value of a map entry; undefined when it is gone for good. */
export function valueOfEntry(item: FlatItem): unknown {
  return item.content instanceof Y.ContentAny ? item.content.arr.at(-1) : undefined;
}

/** Calls `visit` for everything a transaction has deleted so far. */
export function eachDeletedItem(transaction: Y.Transaction, visit: (item: FlatItem) => void): void {
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct: unknown) => {
    if (struct instanceof Y.Item) visit(struct);
  });
}

/** Whether an item stands in a root sequence: the text, or that of a cell. */
export function isInText(item: FlatItem): boolean {
  return item.parent instanceof Y.Array && item.parent._item === null;
}

/** What a marker says under a key, or said when the transaction that is just ending deleted it. */
export function saidByMarker(marker: FlatItem, key: string): unknown {
  const { content } = marker;
  const entry = content instanceof Y.ContentType && content.type instanceof Y.Map ? content.type._map.get(key) : undefined;
  return entry && valueOfEntry(entry);
}
