/**
 * The one file of Concord that touches what Yjs does not promise: its linked list of items, its struct store and its decoded
 * updates. Yjs is pinned; run the property tests of tests/text/live whenever its version changes.
 */
import * as Y from 'yjs';

/** One item of a Yjs sequence: some characters, an atom, a format or a block marker, alive or deleted. */
export type FlatItem = Y.Item;

/** The permanent id of one character or marker: the Yjs client that wrote it and its place in that client's clock. */
export type CharacterId = { client: number; clock: number };

/** What can be put into the flat sequence. */
export type NewContent =
  { text: string } | { atom: Record<string, unknown> } | { format: { key: string; value: unknown } } | { marker: Y.Map<unknown> };

/** What an item holds, told apart. */
export type ItemKind = 'text' | 'atom' | 'format' | 'marker' | 'unknown';

/** The first item of a sequence, deleted ones included. */
export function firstItemOf(sequence: Y.Array<unknown>): FlatItem | null {
  return sequence._start;
}

/** Whether an item stands in the text: not deleted and not a mere format. */
export function isLive(item: FlatItem): boolean {
  return !item.deleted && item.countable;
}

/** Whether an item is a block marker, alive or deleted in the transaction that is just ending. */
export function isMarker(item: FlatItem): boolean {
  return item.content instanceof Y.ContentType && item.content.type instanceof Y.Map;
}

/** What an item holds. */
export function kindOf(item: FlatItem): ItemKind {
  if (item.content instanceof Y.ContentString) return 'text';
  if (isMarker(item)) return 'marker';
  if (item.content instanceof Y.ContentFormat) return 'format';
  return item.content instanceof Y.ContentEmbed ? 'atom' : 'unknown';
}

/** The characters of a text item, and nothing for any other. */
export function textOf(item: FlatItem): string {
  return item.content instanceof Y.ContentString ? item.content.str : '';
}

/** The value of an atom, or undefined. */
export function atomOf(item: FlatItem): unknown {
  return item.content instanceof Y.ContentEmbed ? item.content.embed : undefined;
}

/** Key and value of a format item, or undefined. */
export function formatOf(item: FlatItem): { key: string; value: unknown } | undefined {
  return item.content instanceof Y.ContentFormat ? { key: item.content.key, value: item.content.value } : undefined;
}

/** The map that carries a marker's id and kind. */
export function mapOf(marker: FlatItem): Y.Map<unknown> {
  if (marker.content instanceof Y.ContentType && marker.content.type instanceof Y.Map) return marker.content.type;
  throw new Error('This item is not a block marker.');
}

/** Puts new content directly to the right of an item (or first), without any of Y.Text's own formatting rules. */
export function insertAfter(
  transaction: Y.Transaction,
  sequence: Y.Array<unknown>,
  left: FlatItem | null,
  content: NewContent,
): FlatItem {
  const { doc } = transaction;
  const right = left ? left.right : sequence._start;
  const id = Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID));
  const item = new Y.Item(id, left, left && left.lastId, right, right && right.id, sequence, null, contentFor(content));
  item.integrate(transaction, 0);
  return item;
}

function contentFor(content: NewContent): Y.Item['content'] {
  if ('text' in content) return new Y.ContentString(content.text);
  if ('atom' in content) return new Y.ContentEmbed(content.atom);
  if ('format' in content) return new Y.ContentFormat(content.format.key, content.format.value as object); // Yjs types it too narrowly
  return new Y.ContentType(content.marker);
}

/** Splits an item so that a new one starts `offset` characters into it. */
export function splitItem(transaction: Y.Transaction, item: FlatItem, offset: number): FlatItem {
  return Y.getItemCleanStart(transaction, Y.createID(item.id.client, item.id.clock + offset));
}

/** Deletes an item; its place stays as a tombstone. */
export function deleteItem(transaction: Y.Transaction, item: FlatItem): void {
  item.delete(transaction);
}

/** The item that holds a character now, following the copies that undo makes; undefined when unknown or forgotten. */
export function findItem(doc: Y.Doc, id: CharacterId): { item: FlatItem; offset: number } | undefined {
  let next: CharacterId = id;
  for (;;) {
    if (Y.getState(doc.store, next.client) <= next.clock) return undefined;
    const item: unknown = Y.getItem(doc.store, Y.createID(next.client, next.clock));
    if (!(item instanceof Y.Item)) return undefined; // forgotten by garbage collection
    const offset = next.clock - item.id.clock;
    if (!item.redone) return { item, offset };
    next = { client: item.redone.client, clock: item.redone.clock + offset };
  }
}

/** Whether an item stands in this sequence (and not in a marker's map or another root). */
export function isIn(item: FlatItem, sequence: Y.Array<unknown>): boolean {
  return item.parent === sequence;
}

/** Whether a map entry belongs to this root map. */
export function isEntryOf(item: FlatItem, root: Y.Map<unknown>): boolean {
  return item.parent === root;
}

/** The marker whose map holds this entry, or undefined. */
export function markerHolding(item: FlatItem): FlatItem | undefined {
  return item.parent instanceof Y.AbstractType && item.parent._item ? item.parent._item : undefined;
}

/** Whether this transaction brought the item in. */
export function wasAdded(transaction: Y.Transaction, item: FlatItem): boolean {
  return item.id.clock >= (transaction.beforeState.get(item.id.client) ?? 0);
}

/** Whether this transaction deleted the item. */
export function wasDeleted(transaction: Y.Transaction, item: FlatItem): boolean {
  return Y.isDeleted(transaction.deleteSet, item.id);
}

/** Calls `visit` for every item a transaction added or deleted. */
export function eachTouchedItem(transaction: Y.Transaction, visit: (item: FlatItem) => void): void {
  const { store } = transaction.doc;
  const visitItem = (struct: unknown): void => {
    if (struct instanceof Y.Item) visit(struct);
  };
  transaction.afterState.forEach((clock, client) => {
    const from = transaction.beforeState.get(client) ?? 0;
    const structs = store.clients.get(client);
    if (from >= clock || !structs) return;
    for (let i = Y.findIndexSS(structs, from); i < structs.length; i++) visitItem(structs[i]);
  });
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, visitItem);
}
