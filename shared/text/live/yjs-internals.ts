/**
 * The one file of Concord that touches what Yjs does not promise: its linked list of items, its struct store and its decoded
 * updates. Yjs is pinned; run the property tests of tests/text/live whenever its version changes.
 */
import * as Y from 'yjs';
import { byClient, decodeUpdate, withoutHalves, type Struct } from './decode-update.ts';

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

/** Forgets what deleted items said, as far as undo does not hold on to it: what is encoded afterwards says nothing of it. */
export function forgetDeleted(doc: Y.Doc): void {
  Y.tryGc(Y.createDeleteSetFromStructStore(doc.store), doc.store, doc.gcFilter);
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

/** The item with exactly this id, deleted or not, or the longer one it is part of; undefined when unknown or forgotten. */
export function itemWith(doc: Y.Doc, { client, clock }: CharacterId): FlatItem | undefined {
  if (Y.getState(doc.store, client) <= clock) return undefined;
  const item: unknown = Y.getItem(doc.store, Y.createID(client, clock));
  return item instanceof Y.Item ? item : undefined;
}

/** Whether an item stands in this sequence (and not in a marker's map or another root). */
export function isIn(item: FlatItem, sequence: Y.Array<unknown>): boolean {
  return item.parent === sequence;
}

/** Whether an item stands in a text: the document's, or that of a cell; entries of maps do not. */
export function standsInText(item: FlatItem): boolean {
  return item.parentSub === null && item.parent instanceof Y.AbstractType && item.parent._item === null;
}

/** The sequence or map an item stands in. */
export function parentOf(item: FlatItem): unknown {
  return item.parent;
}

/** Whether a map entry belongs to this root map. */
export function isEntryOf(item: FlatItem, root: unknown): boolean {
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

/** Where a struct of an incoming update belongs. */
export type StructParent =
  | { in: 'root'; name: string; key: string | null }
  /** An entry of the map of a marker that stands in this root. */
  | { in: 'marker'; name: string; key: string | null; marker: CharacterId }
  /** Below something that is deleted here: it arrives and is forgotten. */
  | { in: 'gone' }
  | { in: 'elsewhere' };

/** What a struct of an incoming update holds. */
export type StructContent =
  | { kind: 'text' | 'deleted' | 'unknown' }
  | { kind: 'marker' }
  | { kind: 'atom'; value: unknown }
  | { kind: 'format'; key: string; value: unknown }
  | { kind: 'values'; values: unknown[] };

/** One struct that an update would add to a document. */
export type IncomingStruct = {
  client: number;
  parent: StructParent;
  content: StructContent;
  /** Whether it pushes itself between the halves of one character, which Yjs then replaces by two others. */
  cutsPair: boolean;
};

/** What an update would do to a document. */
export type IncomingChanges = {
  structs: IncomingStruct[];
  /** The roots it names, in parts the document already has too: naming one makes it. */
  roots: Set<string>;
  /** The ids it deletes, as far as it says so. */
  deletions: { client: number; clock: number; length: number }[];
  /** Whether the document has a character, or has it once the update is taken. */
  knows: (client: number, clock: number) => boolean;
};

/**
 * Reads a v1 update without applying it; 'missing' when it builds on something this document does not have, 'forked' when it says
 * something else of characters the document has already, undefined when it is no update.
 */
export function readIncoming(doc: Y.Doc, update: Uint8Array): IncomingChanges | 'missing' | 'forked' | undefined {
  const decoded = decodeUpdate(update);
  if (!decoded) return undefined;
  const reader = new IncomingReader(doc);
  if (!reader.readAll(decoded.structs)) return 'missing';
  if (decoded.structs.some((struct) => contradicts(doc, struct))) return 'forked';
  for (const [client, ranges] of decoded.ds.clients) {
    if (ranges.some(({ clock, len }) => !reader.knows(client, clock + len - 1))) return 'missing';
  }
  const deletions = [...decoded.ds.clients].flatMap(([client, ranges]) =>
    ranges.map(({ clock, len }) => ({ client, clock, length: len })),
  );
  return { structs: reader.structs, roots: reader.roots, deletions, knows: (client, clock) => reader.knows(client, clock) };
}

/** Whether a root map has, or ever had, an entry under a key. */
export function hadEntry(map: Y.Map<unknown>, key: string): boolean {
  return map._map.has(key);
}

/**
 * Whether a struct says something else of characters than the document: another page wrote under the same client id from the same
 * place on, as a restored copy of a machine does (DRA-9). Only text that is still there on both sides can be compared.
 */
function contradicts(doc: Y.Doc, struct: Struct): boolean {
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return false;
  const { client, clock } = struct.id;
  const end = Math.min(clock + struct.length, Y.getState(doc.store, client));
  for (let at = clock; at < end;) {
    const known: unknown = Y.getItem(doc.store, Y.createID(client, at));
    if (!(known instanceof Y.Item)) return false; // forgotten by garbage collection
    const from = at - known.id.clock;
    const length = Math.min(end - at, known.length - from);
    const kept = known.content instanceof Y.ContentString ? known.content.str.slice(from, from + length) : '';
    if (!known.deleted && withoutHalves(kept) !== withoutHalves(struct.content.str.slice(at - clock, at - clock + length)))
      return true;
    at += length;
  }
  return false;
}

type Known = { clock: number; length: number; parent: StructParent; isMarker: boolean };

/** Finds out where each struct of an update belongs, from what the document has and from the update's own earlier structs. */
class IncomingReader {
  readonly structs: IncomingStruct[] = [];
  readonly roots = new Set<string>();
  private readonly fresh = new Map<number, Known[]>();
  private readonly next = new Map<number, number>();

  constructor(private readonly doc: Y.Doc) {}

  /**
   * Takes all structs in; false when something they build on is missing. An update lists its clients by number, not in the order in
   * which they build on each other: what has to wait for another client is looked at again.
   */
  readAll(structs: readonly Struct[]): boolean {
    let left = byClient(structs);
    while (left.length > 0) {
      const before = left.reduce((sum, own) => sum + own.length, 0);
      left = left.map((own) => this.readSome(own)).filter((own) => own.length > 0);
      if (left.reduce((sum, own) => sum + own.length, 0) === before) return false;
    }
    return true;
  }

  private readSome(own: readonly Struct[]): readonly Struct[] {
    const stop = own.findIndex((struct) => !this.read(struct));
    return stop < 0 ? [] : own.slice(stop);
  }

  /** Takes one struct in; false when something it builds on is missing. */
  private read(struct: Struct): boolean {
    const { client, clock } = struct.id;
    if (struct instanceof Y.Skip) return false;
    const known = this.next.get(client) ?? Y.getState(this.doc.store, client);
    if (clock > known) return false;
    if (struct instanceof Y.Item && !this.hasNeighbours(struct)) return false; // Yjs looks them up even for what it has already
    this.next.set(client, Math.max(known, clock + struct.length));
    if (clock + struct.length <= known) return true;
    if (struct instanceof Y.GC) {
      this.note(struct, { in: 'gone' }, { kind: 'deleted' });
      return true;
    }
    const parent = this.parentOf(struct);
    if (!parent) return false;
    this.note(struct, parent, contentOf(struct));
    return true;
  }

  /** Whether the document has this character, or has it once the update is taken. */
  knows(client: number, clock: number): boolean {
    return clock < (this.next.get(client) ?? Y.getState(this.doc.store, client));
  }

  private note(struct: Y.Item | Y.GC, parent: StructParent, content: StructContent): void {
    const { client, clock } = struct.id;
    const list = this.fresh.get(client) ?? [];
    list.push({ clock, length: struct.length, parent, isMarker: content.kind === 'marker' });
    this.fresh.set(client, list);
    this.structs.push({ client, parent, content, cutsPair: struct instanceof Y.Item && this.cutsPair(struct) });
  }

  private parentOf(item: Y.Item): StructParent | undefined {
    const neighbour = item.origin ?? item.rightOrigin;
    if (neighbour) return this.lookUp(neighbour)?.parent;
    const parent: unknown = item.parent;
    if (typeof parent === 'string') return { in: 'root', name: parent, key: item.parentSub };
    if (!(parent instanceof Y.ID)) return { in: 'elsewhere' };
    const holder = this.lookUp(parent);
    if (!holder) return undefined;
    if (holder.parent.in === 'gone') return { in: 'gone' };
    if (holder.parent.in !== 'root' || !holder.isMarker) return { in: 'elsewhere' };
    const marker = { client: parent.client, clock: parent.clock };
    return { in: 'marker', name: holder.parent.name, key: item.parentSub, marker };
  }

  private cutsPair({ origin, rightOrigin }: Y.Item): boolean {
    return this.isHalf(origin, 0) || this.isHalf(rightOrigin, -1);
  }

  /** Whether the unit at `by` of an id and the one behind it are the halves of one character. */
  private isHalf(id: Y.ID | null, by: 0 | -1): boolean {
    if (!id || Y.getState(this.doc.store, id.client) <= id.clock) return false;
    const item: unknown = Y.getItem(this.doc.store, id);
    if (!(item instanceof Y.Item) || !(item.content instanceof Y.ContentString)) return false;
    const at = id.clock - item.id.clock + by;
    return at >= 0 && /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(item.content.str.slice(at, at + 2));
  }

  private hasNeighbours(item: Y.Item): boolean {
    const parent: unknown = item.parent; // before integration: a root's name or the id of the holding item
    if (typeof parent === 'string') this.roots.add(parent);
    return [item.origin, item.rightOrigin, parent].every((id) => !(id instanceof Y.ID) || this.knows(id.client, id.clock));
  }

  private lookUp(id: Y.ID): { parent: StructParent; isMarker: boolean } | undefined {
    if (Y.getState(this.doc.store, id.client) <= id.clock) {
      return this.fresh.get(id.client)?.find((known) => id.clock >= known.clock && id.clock < known.clock + known.length);
    }
    const item: unknown = Y.getItem(this.doc.store, id);
    if (!(item instanceof Y.Item)) return { parent: { in: 'gone' }, isMarker: false };
    const isDeletedType = item.deleted && item.content instanceof Y.ContentDeleted; // perhaps a marker once: what it held is gone too
    return { parent: this.placeOf(item), isMarker: isDeletedType || isMarker(item) };
  }

  private placeOf(item: Y.Item): StructParent {
    const { parent } = item;
    if (!(parent instanceof Y.AbstractType)) return { in: 'gone' };
    const holder = parent._item;
    if (holder) {
      const place = isMarker(holder) ? this.placeOf(holder) : undefined;
      if (place?.in !== 'root') return { in: 'elsewhere' };
      return {
        in: 'marker',
        name: place.name,
        key: item.parentSub,
        marker: { client: holder.id.client, clock: holder.id.clock },
      };
    }
    return { in: 'root', name: Y.findRootTypeKey(parent), key: item.parentSub };
  }
}

function contentOf(item: Y.Item): StructContent {
  const { content } = item;
  if (content instanceof Y.ContentString) return { kind: 'text' };
  if (content instanceof Y.ContentDeleted) return { kind: 'deleted' };
  if (content instanceof Y.ContentEmbed) return { kind: 'atom', value: content.embed };
  if (content instanceof Y.ContentFormat) return { kind: 'format', key: content.key, value: content.value };
  if (content instanceof Y.ContentAny) return { kind: 'values', values: content.arr };
  return { kind: isMarker(item) ? 'marker' : 'unknown' };
}
