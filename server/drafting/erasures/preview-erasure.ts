import * as Y from 'yjs';
import type { ErasurePreview, ShownPlace } from '../../../shared/drafting/erasure-api.ts';
import { mayErase } from '../../../shared/drafting/rules.ts';
import { require } from '../../../shared/kernel/outcome.ts';
import { placeOf } from '../../../shared/text/clause-numbers.ts';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { eraseInText } from '../../../shared/text/erase-in-text.ts';
import { findPhrase, type FindWords } from '../../../shared/text/find-phrase.ts';
import { findWords, type WordPlace } from '../../../shared/text/live/erase-words.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import type { Reader } from '../../platform/database/store.ts';
import { requireDocument } from '../document-store.ts';
import type { DraftRooms } from '../live/draft-rooms.ts';
import { requireVersion, versionsOf } from '../versions/version-store.ts';
import { checkpointIds, checkpointText } from './erasure-store.ts';

const MOST_SHOWN = 50; // nobody reads more before a decision; the number of all is said

/** Finds where words stand: in the draft, in what is kept of it, and in frozen versions, which keep them. */
export async function previewErasureOf(
  { db, rooms }: { db: Reader; rooms: DraftRooms },
  { documentId, words }: { documentId: string; words: string },
): Promise<ErasurePreview> {
  require(mayErase({ words, reason: '', shown: 0, places: 0 }));
  const find = findPhrase(words);
  const { title } = await requireDocument(db, documentId);
  const read = (doc: Y.Doc) => ({ text: readDocumentText(doc), places: findWords(doc, find) });
  const { text, places } = await rooms.readFrom(documentId, read);
  return {
    places: places.length,
    shown: places.slice(0, MOST_SHOWN).map((place) => shownPlace(text, place)),
    checkpoints: await checkpointsThatHold(db, documentId, find),
    versions: await versionsThatHold(db, documentId, find),
    titleHolds: find(title).length > 0,
  };
}

function shownPlace(text: DocumentText, { blockId, where, before, words, after }: WordPlace): ShownPlace {
  return { name: nameOf(text, blockId, where), before, words, after };
}

function nameOf(text: DocumentText, blockId: string, where: WordPlace['where']): string {
  if (where === 'hidden') return 'a row, column or table that was deleted';
  const place = placeOf(text, blockId)?.name ?? (where === 'table' ? 'a table' : 'the text');
  if (where === 'link') return `the address of a link in ${place}`;
  if (where === 'description') return `the description of the picture in ${place}`;
  return where === 'suggested' ? `a suggestion in ${place}` : place;
}

async function checkpointsThatHold(db: Reader, documentId: string, find: FindWords): Promise<number> {
  let count = 0;
  for (const id of await checkpointIds(db, documentId)) {
    const text = await checkpointText(db, id);
    if (text && eraseInText(text, find).places > 0) count += 1;
  }
  return count;
}

/** A frozen version also keeps the live state it was frozen from, with everything that was hidden there. */
async function versionsThatHold(db: Reader, documentId: string, find: FindWords): Promise<ErasurePreview['versions']> {
  const holding: ErasurePreview['versions'] = [];
  for (const { id, number, label } of await versionsOf(db, documentId)) {
    const { text, state } = await requireVersion(db, id);
    if (eraseInText(text, find).places > 0 || stateHolds(state, find)) holding.push({ id, number, label });
  }
  return holding;
}

function stateHolds(state: Uint8Array, find: FindWords): boolean {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  const holds = findWords(doc, find).length > 0;
  doc.destroy();
  return holds;
}
