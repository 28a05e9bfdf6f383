import type * as Y from 'yjs';
import { attributesOf } from './block-marker.ts';
import { eachInline, listMarkers, openCell, openRoots, type BlockMarker, type FlatRoots } from './flat-root.ts';
import type { FormatKey } from './inline-formats.ts';
import { lineName, type IdRange, type TableLine } from './ledger-entries.ts';
import type { Addition } from './line-ledger.ts';
import type { OrderKey } from './order-key.ts';
import { ledgerOf, type Piece, type SuggestionLedger } from './suggestion-ledger.ts';
import { layoutOf, type AxisEntry } from './table-layout.ts';
import { cellRootName, firstBlockId, type CellAddress } from './table-names.ts';
import { textOf, type FlatItem } from './yjs-internals.ts';

/** One part of a suggestion: what is proposed on which characters, or for which block. */
export type SuggestionPart =
  /** The text of a marker is what its block shows besides words: the description of a picture. */
  | { act: 'insertion' | 'deletion'; session: number; round: number; range: IdRange; text: string; isMarker: boolean }
  | {
      act: 'format';
      session: number;
      round: number;
      range: IdRange;
      text: string;
      key: FormatKey;
      value: true | string | null;
    }
  | { act: 'conversion'; session: number; round: number; blockId: string; from: string; to: string; cell?: CellAddress }
  | ({ act: 'addition'; session: number; round: number; order: OrderKey; text: string } & TableLine)
  | ({ act: 'removal'; session: number; round: number; text: string } & TableLine);

type PartOf<A extends SuggestionPart['act']> = Extract<SuggestionPart, { act: A }>;

/** What one person suggests at one place: parts that stand side by side, or one block's new kind. */
export type Suggestion = {
  id: string;
  person: string;
  name: string;
  /** When, by the server's clock; undefined until the server has said. */
  at: string | undefined;
  blockId: string;
  parts: SuggestionPart[];
  /** The letters of a word that stand directly before and behind what is proposed, and for which nothing is. */
  word: { before: string; behind: string };
};

const LETTERS = '[\\p{L}\\p{N}\\p{M}]*';
const FIRST_LETTERS = new RegExp(`^${LETTERS}`, 'u');
const LAST_LETTERS = new RegExp(`${LETTERS}$`, 'u');
const LOOKED_AT = 40; // letters beside a suggestion: what has more is no word that a reader takes in

/** Every open suggestion of a text, in the order of the text. */
export function listSuggestions(doc: Y.Doc): Suggestion[] {
  const roots = openRoots(doc);
  const ledger = ledgerOf(doc);
  if (!ledger.sessions.size) return [];
  const collector = new Collector(ledger);
  for (const marker of listMarkers(roots)) {
    const { id, kind, level, picture, tableId } = attributesOf(roots, marker);
    if (marker) collector.unit(id, marker, true, picture ? `[Picture: ${picture.alt ?? 'no description'}] ` : '');
    if (tableId !== null) listTable(roots, collector, tableId, id);
    eachInline(roots, marker, (item) => collector.unit(id, item, false));
    collector.conversions(id, id, level ? `${kind}:${level}` : kind);
  }
  return collector.found;
}

/** What is proposed for the rows and columns of a table, each with the words its author puts into it; then cell by cell. */
function listTable(roots: FlatRoots, collector: Collector, table: string, blockId: string): void {
  const ledger = ledgerOf(roots.doc);
  const [shown, stands] = [layoutOf(roots, table), layoutOf(roots, table, 'stands')];
  const rows = allLines(shown.rows, stands.rows);
  const columns = allLines(shown.columns, stands.columns);
  const added = new Map<string, Map<string, Suggestion>>();
  const axes = [
    { axis: 'r' as const, entries: rows },
    { axis: 'k' as const, entries: columns },
  ];
  for (const { axis, entries } of axes) {
    for (const { id: line, proposed } of entries) {
      const place = { table, axis, line };
      const addition = proposed ? ledger.lines.additionOf(place) : undefined;
      const text = wordsOfLine(roots, place);
      if (addition) added.set(axis + line, collector.line(blockId, additionPart(addition, text)));
      for (const proposal of ledger.lines.removalsOf(place))
        collector.line(blockId, { act: 'removal', ...place, ...proposal, text });
    }
  }
  for (const { id: row } of rows) {
    for (const { id: column } of columns) {
      const held = new Map([...(added.get(`k${column}`) ?? []), ...(added.get(`r${row}`) ?? [])]);
      collector.enter(held);
      listCell(roots, collector, { table, row, column }, blockId);
      collector.enter(new Map());
    }
  }
}

function additionPart({ table, axis, line, session, round, order }: Addition, text: string): PartOf<'addition'> {
  return { act: 'addition', table, axis, line, session, round, order, text };
}

/** What the editor shows, and what would stand if all of it were rejected. */
function allLines(shown: readonly AxisEntry[], stands: readonly AxisEntry[]): AxisEntry[] {
  const known = new Set(shown.map(({ id }) => id));
  return [...shown, ...stands.filter(({ id }) => !known.has(id))];
}

function listCell(roots: FlatRoots, collector: Collector, cell: CellAddress, blockId: string): void {
  if (!roots.doc.share.has(cellRootName(cell))) {
    collector.conversions(blockId, firstBlockId(cell), 'paragraph', cell);
    return;
  }
  const text = openCell(roots, cell);
  for (const marker of listMarkers(text)) {
    const { id, kind, level } = attributesOf(text, marker);
    if (marker) collector.unit(blockId, marker, true);
    eachInline(text, marker, (item) => collector.unit(blockId, item, false));
    collector.conversions(blockId, id, level ? `${kind}:${level}` : kind, cell);
  }
}

function wordsOfLine(roots: FlatRoots, { table, axis, line }: TableLine): string {
  const words: string[] = [];
  for (const cell of roots.tables.cellsOf(table)) {
    if ((axis === 'r' ? cell.row : cell.column) !== line) continue;
    const text = openCell(roots, cell);
    const found = listMarkers(text).map((marker) => wordsOfBlock(text, marker));
    words.push(found.join(' '));
  }
  return words.filter((found) => found.trim() !== '').join(', ');
}

function wordsOfBlock(roots: FlatRoots, marker: BlockMarker): string {
  let words = '';
  eachInline(roots, marker, (item) => (words += textOf(item)));
  return words;
}

/** Gathers pieces in the order of the text; what one person proposes on neighbouring units is one suggestion. */
class Collector {
  readonly found: Suggestion[] = [];
  private readonly open = new Map<string, Suggestion>();
  /** New rows and columns that the units to come stand in, by who proposes them. */
  private held: ReadonlyMap<string, Suggestion> = new Map();
  /** What stands directly before the next unit, and the suggestions directly behind which it stands. */
  private before = '';
  private readonly ended = new Set<Suggestion>();

  constructor(private readonly ledger: SuggestionLedger) {}

  /** Begins with another cell: what its own author puts into a new row or column is part of that. */
  enter(held: ReadonlyMap<string, Suggestion>): void {
    this.open.clear();
    this.held = held;
    this.wordEnds();
  }

  /** What is proposed for a row or column, by person. */
  line(blockId: string, part: PartOf<'addition' | 'removal'>): Map<string, Suggestion> {
    const begun = this.begin(blockId, part);
    return new Map(begun ? [[begun.person, begun]] : []);
  }

  unit(blockId: string, item: FlatItem, isMarker: boolean, shows = ''): void {
    const { client, clock } = item.id;
    if (isMarker) this.wordEnds();
    if (this.ledger.isPlain(client)) {
      this.close(() => true);
      this.stands(textOf(item));
      return;
    }
    for (const piece of this.ledger.pieces(client, clock, item.length)) {
      const range = { client, clock: piece.clock, length: piece.length };
      const text = shows + textOf(item).slice(piece.clock - clock, piece.clock - clock + piece.length);
      const parts = partsOf(piece, range, text, isMarker);
      this.take(blockId, parts);
      if (!parts.length) this.stands(text);
      else this.before = '';
    }
  }

  /** Words for which nothing is proposed: their letters belong to what is proposed beside them. */
  private stands(text: string): void {
    this.before = text ? (this.before + text).slice(-LOOKED_AT) : '';
    if (!this.ended.size) return;
    const letters = FIRST_LETTERS.exec(text.slice(0, LOOKED_AT))?.[0] ?? '';
    for (const { word } of this.ended) word.behind += letters;
    if (letters.length < text.length || !text) this.ended.clear();
  }

  private wordEnds(): void {
    this.before = '';
    this.ended.clear();
  }

  /** Ends what is proposed by these people here; the word it is in may go on. */
  private close(isOver: (person: string) => boolean): void {
    for (const [person, suggestion] of [...this.open]) {
      if (!isOver(person)) continue;
      this.open.delete(person);
      this.ended.add(suggestion);
    }
  }

  /** What is proposed for the kind of a block; `place` is the block of the document that it is in. */
  conversions(place: string, blockId: string, from: string, cell?: CellAddress): void {
    for (const { session, round, to } of this.ledger.conversionsOf(blockId)) {
      const part = { act: 'conversion' as const, session, round, blockId, from, to, ...(cell ? { cell } : {}) };
      const holder = this.held.get(this.ledger.personOf(session) ?? '');
      if (holder) holder.parts.push(part);
      else this.begin(place, part);
    }
  }

  private take(blockId: string, parts: SuggestionPart[]): void {
    const people = new Set(parts.map(({ session }) => this.ledger.personOf(session)));
    this.close((person) => !people.has(person));
    if (parts.length) this.ended.clear();
    for (const part of parts) {
      const person = this.ledger.personOf(part.session);
      if (person === undefined) continue;
      const known = this.held.get(person) ?? this.open.get(person);
      if (known) known.parts.push(part);
      else {
        const begun = this.begin(blockId, part);
        if (begun) this.open.set(person, begun);
      }
    }
  }

  private begin(blockId: string, part: SuggestionPart): Suggestion | undefined {
    const session = this.ledger.sessions.get(part.session);
    if (!session) return undefined;
    const id = `${part.act} ${placeOf(part)} ${part.session}`;
    const at = part.act === 'insertion' ? this.ledger.timeOf(part.range.client, part.range.clock) : undefined;
    const word = { before: LAST_LETTERS.exec(this.before)?.[0] ?? '', behind: '' };
    const suggestion = { id, person: session.person, name: session.name, at: at ?? session.at, blockId, parts: [part], word };
    this.found.push(suggestion);
    return suggestion;
  }
}

/** Where a part is, in one string. */
function placeOf(part: SuggestionPart): string {
  if (part.act === 'conversion') return part.blockId;
  return 'line' in part ? lineName(part) : `${part.range.client}.${part.range.clock}`;
}

function partsOf(piece: Piece, range: IdRange, text: string, isMarker: boolean): SuggestionPart[] {
  const parts: SuggestionPart[] = [];
  if (piece.inserted !== null) parts.push({ act: 'insertion', session: piece.inserted, round: 0, range, text, isMarker });
  for (const { session, round } of piece.deletions) parts.push({ act: 'deletion', session, round, range, text, isMarker });
  for (const { session, round, key, value } of piece.formats) {
    parts.push({ act: 'format', session, round, range, text, key, value });
  }
  return parts;
}

/** The block a marker begins, by its id. */
export function blockIdOf(roots: FlatRoots, marker: BlockMarker): string {
  return attributesOf(roots, marker).id;
}
