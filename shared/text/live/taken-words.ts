import type * as Y from 'yjs';
import { attributesOf } from './block-marker.ts';
import { eachInline, listMarkers, markerLeftOf, openCell, type FlatRoots } from './flat-root.ts';
import type { OwnTyping } from './own-typing.ts';
import { layoutOf } from './table-layout.ts';
import { firstBlockId, type CellAddress } from './table-names.ts';
import type { SeenByDeleters } from './removal-records.ts';
import { eachDeletedItem, isInText, saidByMarker } from './yjs-id-ranges.ts';
import {
  isLive,
  isMarker,
  kindOf,
  parentOf,
  textOf,
  wasAdded,
  wasDeleted,
  type CharacterId,
  type FlatItem,
} from './yjs-internals.ts';

/** A stretch of one client's characters. */
export type IdRange = { client: number; clock: number; length: number };

/** What their words were in when they were taken. */
export type TakenFrom = 'block' | 'word' | 'row' | 'table';

/** Words of a person that somebody else took away, or took the block of, while they were being typed (DRA-5). */
export type TakenWords = {
  /** The id of the first of their characters. */
  id: string;
  /** A block, a word of which the rest is gone, a row or column of a table, a table. */
  from: TakenFrom;
  /** The words, whole, in order. */
  words: readonly string[];
  /** The passage as it was, and which parts of it are the words. */
  passage: readonly { text: string; own: boolean }[];
  /** The block they were in, or of a table its content. */
  blockId: string;
  /** The living block before that place, and the character. */
  near?: string | undefined;
  left?: CharacterId | undefined;
  /** Characters of the words that still stand in the text, somewhere. */
  remnants: readonly IdRange[];
  /** The Yjs client that took them, as far as that is known. */
  deleter?: number | undefined;
};

/** Whose words are looked for, when, and what the deleters had seen. */
export type TakenReader = { own: OwnTyping; now: number; seen: SeenByDeleters };

const AROUND = 120; // characters of the passage shown on each side of the words

/** One character of a block as it was before the transaction. */
export type Unit = { unit: string; id: CharacterId; live: boolean };

type Block = { start: FlatItem; units: Unit[]; goneMarker: FlatItem | undefined };

/** Finds in a transaction that has just ended the own words that were taken from blocks; call it in `afterTransaction`. */
export function takenFromBlocks(roots: FlatRoots, transaction: Y.Transaction, { own, now, seen }: TakenReader): TakenWords[] {
  return touchedBlocks(transaction).flatMap((block) => {
    const offered = offeredIn(block, seen, own, now);
    return offered ? describe(roots, transaction, block, offered) : [];
  });
}

/** The blocks that lost their start or characters, as they were. */
function touchedBlocks(transaction: Y.Transaction): Block[] {
  const starts = new Set<FlatItem>();
  const passed = new Set<FlatItem>();
  eachDeletedItem(transaction, (item) => {
    if (!isInText(item) || wasAdded(transaction, item)) return;
    let start = item;
    while (start.left && !beginsBlock(transaction, start) && !passed.has(start)) {
      passed.add(start);
      start = start.left;
    }
    if (!passed.has(start)) starts.add(start);
    passed.add(start);
  });
  return [...starts].map((start) => ({
    start,
    units: unitsOf(transaction, start),
    goneMarker: isMarker(start) && wasDeleted(transaction, start) ? start : undefined,
  }));
}

function beginsBlock(transaction: Y.Transaction, item: FlatItem): boolean {
  return isMarker(item) && stoodBefore(transaction, item);
}

function stoodBefore(transaction: Y.Transaction, item: FlatItem): boolean {
  return !wasAdded(transaction, item) && (!item.deleted || wasDeleted(transaction, item));
}

function unitsOf(transaction: Y.Transaction, start: FlatItem): Unit[] {
  const units: Unit[] = [];
  for (let item: FlatItem | null = start; item; item = item.right) {
    if (item !== start && beginsBlock(transaction, item)) break;
    if (!stoodBefore(transaction, item)) continue;
    if (kindOf(item) === 'text') units.push(...unitsOfItem(item));
    else if (kindOf(item) === 'atom') units.push({ unit: ' ', id: item.id, live: !item.deleted });
  }
  return units;
}

/** The characters of a text item. */
export function unitsOfItem(item: FlatItem): Unit[] {
  const { client, clock } = item.id;
  return textOf(item)
    .split('')
    .map((unit, i) => ({ unit, id: { client, clock: clock + i }, live: isLive(item) }));
}

type Offered = { spans: Span[]; deleter: number | undefined; from: TakenFrom };

/** A word by its first unit and the one behind its last. */
export type Span = { from: number; to: number };

/**
 * Which words of a block are to be offered. All own ones that the deleter of the block had not seen, when nothing stays of the block but
 * what the deleter had not seen; own ones of which somebody deleted a part without having seen the rest; and own ones that are gone
 * within moments of being typed.
 */
function offeredIn({ units, goneMarker }: Block, seen: SeenByDeleters, own: OwnTyping, now: number): Offered | undefined {
  const unseen = (gone: CharacterId, { id, live }: Unit): boolean => live && seen.isUnseen(gone, id);
  const astray = goneMarker !== undefined && units.every((unit) => !unit.live || unseen(goneMarker.id, unit));
  const spans = wordsIn(units).filter((span) => {
    const word = units.slice(span.from, span.to);
    const mine = word.filter(({ id }) => own.isOwn(id.client));
    const gone = word.filter(({ live }) => !live);
    if (mine.length === 0) return false;
    if (astray && mine.some(({ live }) => live)) return true;
    if (gone.some((unit) => mine.some((other) => seen.isUnseen(unit.id, other.id)))) return true;
    return gone.length === word.length && mine.length === word.length && mine.some(({ id }) => own.isFresh(id, now));
  });
  const [first] = spans;
  if (!first) return undefined;
  const gone = goneMarker?.id ?? units.slice(first.from, first.to).find(({ live }) => !live)?.id;
  const deleter = gone && seen.deleterOf(gone);
  if (deleter !== undefined && own.isOwn(deleter)) return undefined; // from the person's other tab
  return { spans, deleter, from: goneMarker ? 'block' : 'word' };
}

/** The words of a text. */
export function wordsIn(units: readonly Unit[]): Span[] {
  const text = units.map(({ unit }) => unit).join('');
  return [...text.matchAll(/\S+/g)].map(({ index, 0: word }) => ({ from: index, to: index + word.length }));
}

function describe(
  roots: FlatRoots,
  transaction: Y.Transaction,
  { start, units, goneMarker }: Block,
  offered: Offered,
): TakenWords {
  const cell = roots.tables.cellOf(parentOf(start));
  const text = cell ? openCell(roots, cell) : roots;
  const blockId = goneMarker
    ? String(saidByMarker(goneMarker, 'id') ?? `${goneMarker.id.client}-${goneMarker.id.clock}`)
    : attributesOf(text, isMarker(start) && !start.deleted ? start : null).id;
  const left = liveLeftOf(transaction, start);
  const around = cell ? roots.tables.markers().get(cell.table) : markerLeftOf(start);
  return {
    ...wordsAndPassage(units, offered.spans),
    from: offered.from,
    deleter: offered.deleter,
    blockId,
    near: around || !cell ? attributesOf(roots, around ?? null).id : undefined,
    left: left && { client: left.id.client, clock: left.id.clock + left.length - 1 },
  };
}

function liveLeftOf(transaction: Y.Transaction, start: FlatItem): FlatItem | undefined {
  let left = start.left;
  while (left && !(isLive(left) && !wasAdded(transaction, left))) left = left.left;
  return left ?? undefined;
}

/** The words of some spans, the passage they were in, and what of them still stands. */
export function wordsAndPassage(
  units: readonly Unit[],
  spans: readonly Span[],
): Pick<TakenWords, 'id' | 'words' | 'passage' | 'remnants'> {
  const { client, clock } = units[spans[0]?.from ?? 0]?.id ?? { client: 0, clock: 0 };
  return {
    id: `${client}.${clock}`,
    words: spans.map((span) => textOfUnits(units, span.from, span.to)),
    passage: passageOf(units, spans),
    remnants: spans.flatMap((span) => liveRanges(units.slice(span.from, span.to))),
  };
}

function textOfUnits(units: readonly Unit[], from: number, to: number): string {
  return units
    .slice(from, to)
    .map(({ unit }) => unit)
    .join('');
}

/** The words with what was around and between them; words with nothing but space between are one piece. */
function passageOf(units: readonly Unit[], spans: readonly Span[]): { text: string; own: boolean }[] {
  const passage: { text: string; own: boolean }[] = [];
  const end = Math.min(units.length, (spans.at(-1)?.to ?? 0) + AROUND);
  let at = Math.max(0, (spans[0]?.from ?? 0) - AROUND);
  for (const { from, to } of spans) {
    const between = textOfUnits(units, at, from);
    const before = passage.at(-1);
    const joins = before?.own === true && between.trim() === '';
    if (joins) before.text += between + textOfUnits(units, from, to);
    else passage.push({ text: between, own: false }, { text: textOfUnits(units, from, to), own: true });
    at = to;
  }
  passage.push({ text: textOfUnits(units, at, end), own: false });
  return passage.filter(({ text }) => text !== '');
}

function liveRanges(units: readonly Unit[]): IdRange[] {
  const ranges: IdRange[] = [];
  for (const { id, live } of units) {
    if (!live) continue;
    const last = ranges.at(-1);
    if (last && last.client === id.client && last.clock + last.length === id.clock) last.length++;
    else ranges.push({ client: id.client, clock: id.clock, length: 1 });
  }
  return ranges;
}

/** Which of the words are not where they were: their block is away, or it is there without them. */
export function stillTaken(roots: FlatRoots, { from, blockId, words }: TakenWords): readonly string[] {
  if (from === 'table') return roots.tables.markers().has(blockId) ? [] : words;
  if (from === 'row') {
    const cell = [...roots.tables.allCells().values()].find((known) => firstBlockId(known) === blockId);
    return cell && isShown(roots, cell) ? [] : words;
  }
  const text = textOfBlock(roots, blockId);
  return text === undefined ? words : words.filter((word) => !text.includes(word));
}

/** Whether a cell is shown: its table is, its row and its column. */
export function isShown(roots: FlatRoots, { table, row, column }: CellAddress): boolean {
  if (!roots.tables.markers().has(table)) return false;
  const { rows, columns } = layoutOf(roots, table);
  return rows.some(({ id }) => id === row) && columns.some(({ id }) => id === column);
}

/** The words of the block that has an id; undefined when there is none. */
function textOfBlock(roots: FlatRoots, blockId: string): string | undefined {
  const shown = [...roots.tables.allCells().values()].filter((cell) => isShown(roots, cell));
  const texts = [roots, ...shown.map((cell) => openCell(roots, cell))];
  for (const text of texts) {
    const marker = listMarkers(text).find((known) => attributesOf(text, known).id === blockId);
    if (marker === undefined) continue;
    let words = '';
    eachInline(text, marker, (item) => (words += kindOf(item) === 'text' ? textOf(item) : ' '));
    return words;
  }
  return undefined;
}
