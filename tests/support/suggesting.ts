import * as Y from 'yjs';
import type { Block, DocumentText, Inline, TextBlock } from '../../shared/text/document-text.ts';
import { attributesOf, decodeKind } from '../../shared/text/live/block-marker.ts';
import { acceptSuggestions, rejectSuggestions } from '../../shared/text/live/decide-suggestions.ts';
import {
  eachInline,
  listMarkers,
  openCell,
  openRoots,
  type BlockMarker,
  type FlatRoots,
} from '../../shared/text/live/flat-root.ts';
import { runOf, sameFormats } from '../../shared/text/live/inline-formats.ts';
import { sessionKey } from '../../shared/text/live/ledger-entries.ts';
import { listSuggestions, type Suggestion } from '../../shared/text/live/list-suggestions.ts';
import { atomRuns, idBehindTable, readDocumentText, withUniqueIds } from '../../shared/text/live/read-document-text.ts';
import { ledgerOf } from '../../shared/text/live/suggestion-ledger.ts';
import { isDeletionRecord, layoutOf, tableMap, type Axis, type AxisEntry } from '../../shared/text/live/table-layout.ts';
import { cellId, type CellAddress } from '../../shared/text/live/table-names.ts';
import { atomOf, textOf } from '../../shared/text/live/yjs-internals.ts';
import { settleNotes } from '../../shared/text/notes.ts';
import { FlatWriter } from './flat-writer.ts';

/** A document of one's own with the same content, under a client id. */
export function copyOf(doc: Y.Doc, clientId?: number): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc), 'net');
  if (clientId !== undefined) copy.clientID = clientId; // afterwards: Yjs gives up an id under which something arrives
  return copy;
}

/** Registers a suggesting session, as the server does when somebody joins. */
export function registerSession(doc: Y.Doc, session: number, person: string): void {
  doc.transact(() => {
    doc.getMap('sug').set(sessionKey(session), { u: person, name: `${person} Example`, at: '2026-11-23T14:02:00.000Z' });
  }, 'server');
}

/** An editor that suggests under a session that is registered already. */
export function suggestingWriter(doc: Y.Doc, session: number, person: string): FlatWriter {
  const writer = new FlatWriter(doc);
  writer.binding.suggestAs({ person, session });
  return writer;
}

/** All parts of some suggestions. */
export function partsOf(suggestions: readonly Suggestion[]): Suggestion['parts'] {
  return suggestions.flatMap(({ parts }) => parts);
}

/** What the text would be after accepting, or rejecting, everything; on a copy. */
export function decideAll(doc: Y.Doc, accept: boolean): { doc: Y.Doc; text: DocumentText; left: number } {
  const copy = copyOf(doc);
  const parts = partsOf(listSuggestions(copy));
  if (accept) acceptSuggestions(copy, parts);
  else rejectSuggestions(copy, parts);
  return { doc: copy, text: readDocumentText(copy), left: listSuggestions(copy).length };
}

/** The text as it looks with every suggestion in it: what is struck through left out, proposed formats, kinds, rows and columns on. */
export function looksLike(doc: Y.Doc): DocumentText {
  const roots = openRoots(doc);
  const blocks: Block[] = [];
  for (const { marker, id, holds } of shownBlocks(roots)) {
    const table = marker && attributesOf(roots, marker).tableId;
    const content = wordsOf(roots, holds);
    if (table) {
      blocks.push(tableLike(doc, roots, { id, table }));
      if (content.length) blocks.push({ id: idBehindTable(id), kind: 'paragraph', level: 0, content });
    } else blocks.push(blockOf(roots, marker, id, content));
  }
  return settleNotes({ schema: 1, blocks: withUniqueIds(blocks) });
}

type Shown = { marker: BlockMarker; id: string; holds: BlockMarker[] };

/** The blocks of a text whose markers stay; words of others go to the block before, and at the start to the virtual one. */
function shownBlocks(roots: FlatRoots): Shown[] {
  const ledger = ledgerOf(roots.doc);
  const blocks: Shown[] = [];
  for (const marker of listMarkers(roots)) {
    const gone = marker && ledger.pieces(marker.id.client, marker.id.clock, 1).some(({ deletions }) => deletions.length > 0);
    if (!gone) blocks.push({ marker, id: attributesOf(roots, marker).id, holds: [marker] });
    else if (blocks.length) blocks.at(-1)!.holds.push(marker);
    else blocks.push({ marker: null, id: attributesOf(roots, null).id, holds: [marker] });
  }
  const [lead] = blocks;
  const isEmptyLead = lead && lead.marker === null && blocks.length > 1 && !wordsOf(roots, lead.holds).length;
  return isEmptyLead ? blocks.slice(1) : blocks;
}

function blockOf(roots: FlatRoots, marker: BlockMarker, id: string, content: Inline[]): TextBlock {
  const { kind, level, pageBreak, table } = attributesOf(roots, marker);
  if (table) throw new Error('no kept tables in this test');
  const proposed = ledgerOf(roots.doc).conversionsOf(id).at(-1);
  const shown = proposed ? decodeKind(proposed.to) : { kind, level };
  return { id, kind: shown.kind as TextBlock['kind'], level: shown.level, ...(pageBreak ? { pageBreak } : {}), content };
}

function tableLike(doc: Y.Doc, roots: FlatRoots, { id, table }: { id: string; table: string }): Block {
  const layout = layoutOf(roots, table);
  const rows = linesLike(doc, table, 'r', layout.rows);
  const columns = linesLike(doc, table, 'k', layout.columns);
  const isFirst = (lines: string[], entries: readonly AxisEntry[]): boolean => lines[0] === entries[0]!.id;
  return {
    id,
    kind: 'table',
    headerRow: layout.headerRow && isFirst(rows, layout.rows),
    headerColumn: layout.headerColumn && isFirst(columns, layout.columns),
    rows: rows.map((row) => ({
      id: row,
      cells: columns.map((column) => ({ id: cellId(row, column), blocks: cellLike(roots, { table, row, column }) })),
    })),
  };
}

/** The rows or columns that are not proposed to go; those that were deleted are there only for words that stay. */
function linesLike(doc: Y.Doc, table: string, axis: Axis, shown: readonly AxisEntry[]): string[] {
  const roots = openRoots(doc);
  const ledger = ledgerOf(doc);
  const stays = ({ id, recovered }: AxisEntry): boolean => {
    if (ledger.lines.removalsOf({ table, axis, line: id }).length) return false;
    if (!recovered) return true;
    const record = tableMap(doc, table).get(`${axis}x:${id}`);
    const seen = isDeletionRecord(record) ? record.seen : {};
    return roots.tables
      .cellsOf(table)
      .filter((cell) => (axis === 'r' ? cell.row : cell.column) === id)
      .some((cell) => hasOtherWords(openCell(roots, cell), seen));
  };
  const left = shown.filter(stays).map(({ id }) => id);
  if (left.length) return left;
  const accepted = layoutOf(openRoots(decideAll(doc, true).doc), table); // of nothing left the first that ever was is shown
  return (axis === 'r' ? accepted.rows : accepted.columns).map(({ id }) => id);
}

function hasOtherWords(cell: FlatRoots, seen: Record<string, number>): boolean {
  let found = false;
  for (const marker of listMarkers(cell)) {
    eachInline(cell, marker, (item) => {
      for (const piece of ledgerOf(cell.doc).pieces(item.id.client, item.id.clock, item.length)) {
        if (!piece.deletions.length && piece.clock + piece.length > (seen[item.id.client] ?? 0)) found = true;
      }
    });
  }
  return found;
}

function cellLike(roots: FlatRoots, address: CellAddress): TextBlock[] {
  const cell = openCell(roots, address);
  return shownBlocks(cell).map(({ marker, id, holds }) => blockOf(cell, marker, id, wordsOf(cell, holds)));
}

function wordsOf(roots: FlatRoots, markers: readonly BlockMarker[]): Inline[] {
  const content: Inline[] = [];
  for (const marker of markers) appendWords(roots, marker, content);
  return content;
}

function appendWords(roots: FlatRoots, marker: BlockMarker, content: Inline[]): void {
  eachInline(roots, marker, (item, formats) => {
    for (const piece of ledgerOf(roots.doc).pieces(item.id.client, item.id.clock, item.length)) {
      if (piece.deletions.length) continue;
      const proposed = Object.fromEntries(piece.formats.map(({ key, value }) => [key, value]));
      const start = piece.clock - item.id.clock;
      const text = textOf(item).slice(start, start + piece.length);
      const last = content.at(-1);
      const run = text ? runOf(text, { ...formats, ...proposed }) : undefined;
      if (!run) content.push(...atomRuns(atomOf(item)));
      else if (last && 'text' in last && sameFormats(last, run)) last.text += run.text;
      else content.push(run);
    }
  });
}
