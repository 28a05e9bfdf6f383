import type * as Y from 'yjs';
import { eraseInBlock } from '../erase-in-text.ts';
import { addressHolds, valueHolds, valueWithout, type FindWords } from '../find-phrase.ts';
import { attributesOf, tableContentOf } from './block-marker.ts';
import { openCell, openRoots, type BlockMarker, type DocumentRoots, type FlatRoots } from './flat-root.ts';
import { isBreak, noteOf } from './inline-formats.ts';
import { readEntry } from './ledger-entries.ts';
import { ledgerOf } from './suggestion-ledger.ts';
import { isShown } from './taken-words.ts';
import type { IdRange } from './taken-words.ts';
import { liveItemsOver } from './yjs-id-ranges.ts';
import {
  atomOf,
  deleteItem,
  firstItemOf,
  formatOf,
  insertAfter,
  isLive,
  isMarker,
  kindOf,
  mapOf,
  textOf,
  type FlatItem,
} from './yjs-internals.ts';

/** Where words stand: in the text or only suggested to be in it, in a table, in a row, column or table that is not shown, in a link, in what a picture is described with. */
export type WordWhere = 'text' | 'suggested' | 'table' | 'hidden' | 'link' | 'description';

/** One place at which words stand, with some of what is around them. */
export type WordPlace = { blockId: string; where: WordWhere; before: string; words: string; after: string };

/** Characters shown on each side of words. */
export const WORDS_AROUND = 40;
const UNKNOWN_ATOM = '\uFFFC'; // something of a newer Concord stands between letters
const PLAIN_KEYS: ReadonlySet<string> = new Set(['id', 't', 'tb', 'n', 'mv', 'pic', 'ps', 'pb']); // ids, kinds and numbers: no words of people

/** The places of words anywhere in a live text: shown or hidden, standing or suggested, also across formats and marks of notes, never across blocks. */
export function findWords(doc: Y.Doc, find: FindWords): WordPlace[] {
  return search(openRoots(doc), find).map(({ place }) => place);
}

/** Everything that is read when words are looked for in a live text, each piece once: blocks in every view, addresses, descriptions. */
export function textsIn(doc: Y.Doc): Set<string> {
  const texts = new Set<string>();
  findWords(doc, (text) => {
    if (text.trim() !== '') texts.add(text);
    return [];
  });
  return texts;
}

/**
 * Deletes words everywhere in a live text and answers where they stood. What is left may say them anew, so it is looked at until it
 * does not: as it is shown, as it stands, and as it would be with everything accepted. With `within` only blocks, links and atoms are looked at
 * that hold such an item.
 */
export function eraseWords(doc: Y.Doc, find: FindWords, within?: (item: FlatItem) => boolean): WordPlace[] {
  const roots = openRoots(doc);
  const places: WordPlace[] = [];
  doc.transact((transaction) => {
    for (let found = search(roots, find, within); found.length > 0; found = search(roots, find, within)) {
      for (const { place, erase } of found) {
        places.push(place);
        erase(transaction);
      }
    }
  }, 'erase-words');
  return places;
}

type Found = { place: WordPlace; erase: (transaction: Y.Transaction) => void };
type Searching = { roots: DocumentRoots; find: FindWords; within: ((item: FlatItem) => boolean) | undefined };

function search(roots: DocumentRoots, find: FindWords, within?: Searching['within']): Found[] {
  const searching = { roots, find, within };
  const cells = [...roots.tables.allCells().values()];
  return [
    ...inSequence(searching, roots, 'text'),
    ...cells.flatMap((cell) => inSequence(searching, openCell(roots, cell), isShown(roots, cell) ? 'table' : 'hidden')),
    ...inLedger(searching),
  ];
}

/** Some characters of one item, or a marker between blocks. */
type Piece = { item: FlatItem; from: number; text: string; isBlock: boolean; proposed: boolean; struck: boolean };

function inSequence(searching: Searching, text: FlatRoots, where: WordWhere): Found[] {
  const pieces: Piece[] = [];
  const found: Found[] = [];
  const ledger = ledgerOf(text.doc);
  let marker: BlockMarker = null;
  for (let item = firstItemOf(text.flat); item; item = item.right) {
    if (item.deleted) continue;
    if (isMarker(item)) marker = item;
    found.push(...inItem(searching, text, { item, marker, where }));
    if (!isLive(item)) continue;
    const read = readAs(item);
    for (const { clock, length, inserted, deletions } of ledger.pieces(item.id.client, item.id.clock, item.length)) {
      const from = clock - item.id.clock;
      const marks = { proposed: inserted !== null, struck: deletions.length > 0 };
      pieces.push({ item, from, text: read.slice(from, from + length), isBlock: isMarker(item), ...marks });
    }
  }
  const known = new Set<string>();
  const views = ledger.isEmpty
    ? [pieces]
    : [pieces, pieces.filter(({ proposed }) => !proposed), pieces.filter(({ struck }) => !struck)];
  for (const view of views) found.push(...inBlocks(searching, text, { view, where, known }));
  return found;
}

/** How an item is read: a break is a space, the mark of a note hides no words. */
function readAs(item: FlatItem): string {
  if (kindOf(item) === 'text') return textOf(item);
  const atom = atomOf(item);
  if (atom === undefined || noteOf(atom) !== undefined) return '';
  return isBreak(atom) ? '\n' : UNKNOWN_ATOM;
}

type View = { view: readonly Piece[]; where: WordWhere; known: Set<string> };

function inBlocks(searching: Searching, text: FlatRoots, { view, where, known }: View): Found[] {
  const found: Found[] = [];
  let start = 0;
  for (let end = 1; end <= view.length; end++) {
    if (end < view.length && !view[end]?.isBlock) continue;
    found.push(...inBlock(searching, text, { view: view.slice(start, end), where, known }));
    start = end;
  }
  return found;
}

function inBlock({ find, within }: Searching, text: FlatRoots, { view, where, known }: View): Found[] {
  if (within && !view.some(({ item }) => within(item))) return [];
  const words = view.map((piece) => piece.text).join('');
  const marker = view[0]?.isBlock ? view[0].item : null;
  return find(words).flatMap(({ from, to }) => {
    const { ranges, proposed } = rangesOf(view, from, to);
    const name = `${ranges[0]?.client}.${ranges[0]?.clock}`;
    if (known.has(name)) return [];
    known.add(name);
    const place: WordPlace = {
      blockId: attributesOf(text, marker).id,
      where: proposed && where === 'text' ? 'suggested' : where,
      before: words.slice(Math.max(0, from - WORDS_AROUND), from),
      words: words.slice(from, to),
      after: words.slice(to, to + WORDS_AROUND),
    };
    const erase = (transaction: Y.Transaction): void => {
      for (const range of ranges) liveItemsOver(transaction, range).forEach((item) => deleteItem(transaction, item));
    };
    return [{ place, erase }];
  });
}

/** The ids of a stretch of a view, and whether all of it is only proposed. */
function rangesOf(view: readonly Piece[], from: number, to: number): { ranges: IdRange[]; proposed: boolean } {
  const ranges: IdRange[] = [];
  let proposed = true;
  let at = 0;
  for (const piece of view) {
    const [first, last] = [Math.max(from, at), Math.min(to, at + piece.text.length)];
    if (first < last) {
      const { client, clock } = piece.item.id;
      ranges.push({ client, clock: clock + piece.from + first - at, length: last - first });
      proposed &&= piece.proposed;
    }
    at += piece.text.length;
  }
  return { ranges, proposed };
}

type At = { item: FlatItem; marker: BlockMarker; where: WordWhere };

/** Words in what an item says beside its characters: the address of a link, the description of a picture, anything of a newer Concord. */
function inItem(searching: Searching, text: FlatRoots, at: At): Found[] {
  const { find, within } = searching;
  const { item } = at;
  if (isMarker(item)) return inMarker(searching, text, at);
  const format = formatOf(item);
  const value = format ? format.value : atomOf(item);
  if (value === undefined || noteOf(value) !== undefined || isBreak(value)) return [];
  if ((within && !within(item)) || !valueHolds(value, find)) return [];
  const erase = (transaction: Y.Transaction): void => {
    if (format) insertAfter(transaction, text.flat, item, { format: { key: format.key, value: null } }); // else what was before would go on
    deleteItem(transaction, item);
  };
  return [{ place: placeIn(text, at, 'link'), erase }];
}

function inMarker({ find }: Searching, text: FlatRoots, at: At): Found[] {
  const map = mapOf(at.item);
  return [...map.entries()].flatMap(([key, value]) => {
    if (PLAIN_KEYS.has(key)) return [];
    const left = entryWithout(key, value, find);
    if (left === value) return [];
    const erase = (): void => {
      if (left === undefined) map.delete(key);
      else map.set(key, left);
    };
    return [{ place: placeIn(text, at, key === 'alt' ? 'description' : at.where), erase }];
  });
}

/** What a marker says without the words: the same value when they are not in it, nothing when this version cannot tell what would be left. */
function entryWithout(key: string, value: unknown, find: FindWords): unknown {
  if (key === 'alt') {
    const left = valueWithout(value, find);
    if (JSON.stringify(left) === JSON.stringify(value)) return value;
    return Object.values(left ?? {}).some((said) => String(said).trim() === '') ? {} : left; // as if nobody had described it yet
  }
  const table = key === 'table' ? tableContentOf(value) : null;
  if (!table) return valueHolds(value, find) ? undefined : value;
  const erased = { places: 0 };
  const { id: _id, kind: _kind, ...left } = eraseInBlock({ id: 'kept', kind: 'table' as const, ...table }, find, erased);
  return erased.places === 0 ? value : left;
}

function placeIn(text: FlatRoots, { marker }: At, where: WordWhere): WordPlace {
  return { blockId: attributesOf(text, marker).id, where, before: '', words: '', after: '' };
}

/** Proposed links; the ledger holds no other words of the text. */
function inLedger({ roots, find }: Searching): Found[] {
  return [...roots.ledger.entries()].flatMap(([key, value]) => {
    const entry = readEntry(key, value);
    if (entry?.kind !== 'format' || typeof entry.value !== 'string' || !addressHolds(entry.value, find)) return [];
    const place: WordPlace = { blockId: '', where: 'link', before: '', words: '', after: '' };
    return [{ place, erase: () => void roots.ledger.delete(key) }];
  });
}
