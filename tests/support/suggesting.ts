import * as Y from 'yjs';
import type { DocumentText, Inline, TextBlock } from '../../shared/text/document-text.ts';
import { attributesOf, decodeKind } from '../../shared/text/live/block-marker.ts';
import { acceptSuggestions, rejectSuggestions } from '../../shared/text/live/decide-suggestions.ts';
import { eachInline, listMarkers, openRoots, type BlockMarker } from '../../shared/text/live/flat-root.ts';
import { runOf, sameFormats } from '../../shared/text/live/inline-formats.ts';
import { sessionKey } from '../../shared/text/live/ledger-entries.ts';
import { listSuggestions, type Suggestion } from '../../shared/text/live/list-suggestions.ts';
import { atomRuns, readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { ledgerOf } from '../../shared/text/live/suggestion-ledger.ts';
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

/** The text as it looks with every suggestion in it: what is struck through left out, proposed formats and kinds on. */
export function looksLike(doc: Y.Doc): DocumentText {
  const roots = openRoots(doc);
  const ledger = ledgerOf(doc);
  const blocks: TextBlock[] = [];
  for (const marker of listMarkers(roots)) {
    const gone = marker && ledger.pieces(marker.id.client, marker.id.clock, 1).some(({ deletions }) => deletions.length > 0);
    if (!gone || !blocks.length) blocks.push(blockOf(doc, marker, Boolean(gone)));
    appendWords(doc, marker, blocks.at(-1)!.content);
  }
  const lead = blocks[0]!;
  if (lead.id === GONE) {
    if (lead.content.length || blocks.length === 1) lead.id = String(roots.first.get('id'));
    else blocks.shift();
  }
  return settleNotes({ schema: 1, blocks });
}

const GONE = 'gone';

function blockOf(doc: Y.Doc, marker: BlockMarker, gone: boolean): TextBlock {
  const { id, kind, level, pageBreak, table } = attributesOf(openRoots(doc), marker);
  if (table) throw new Error('no tables in this test');
  if (gone) return { id: GONE, kind: 'paragraph', level: 0, content: [] };
  const proposed = ledgerOf(doc).conversionsOf(id).at(-1);
  const shown = proposed ? decodeKind(proposed.to) : { kind, level };
  return { id, kind: shown.kind as TextBlock['kind'], level: shown.level, ...(pageBreak ? { pageBreak } : {}), content: [] };
}

function appendWords(doc: Y.Doc, marker: BlockMarker, content: Inline[]): void {
  eachInline(openRoots(doc), marker, (item, formats) => {
    for (const piece of ledgerOf(doc).pieces(item.id.client, item.id.clock, item.length)) {
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
