import * as Y from 'yjs';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { acceptSuggestions, rejectSuggestions } from '../../shared/text/live/decide-suggestions.ts';
import { sessionKey } from '../../shared/text/live/ledger-entries.ts';
import { listSuggestions, type Suggestion } from '../../shared/text/live/list-suggestions.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { FlatWriter } from './flat-writer.ts';

/** A document of one's own with the same content, under a client id. */
export function copyOf(doc: Y.Doc, clientId?: number): Y.Doc {
  const copy = new Y.Doc();
  if (clientId !== undefined) copy.clientID = clientId;
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc), 'net');
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

