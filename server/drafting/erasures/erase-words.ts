import { mayErase } from '../../../shared/drafting/rules.ts';
import { require } from '../../../shared/kernel/outcome.ts';
import { findPhrase, type FindWords } from '../../../shared/text/find-phrase.ts';
import { eraseWords, findWords } from '../../../shared/text/live/erase-words.ts';
import type { HouseParts } from '../../platform/house-parts.ts';
import { appendRecord } from '../../record/append-record.ts';
import { lockDocument } from '../document-store.ts';
import type { DraftRooms } from '../live/draft-rooms.ts';
import { eraseInKeptTexts } from './erase-kept-texts.ts';
import { erasuresOf, insertErasure, markErased, unfinishedErasures, type ErasureRow } from './erasure-store.ts';
import type { WordMarks } from './word-marks.ts';

/** What erasing needs: the house, the rooms, how marks are made, and how pages in a draft are made to join anew. */
export type ErasureParts = Pick<HouseParts, 'store' | 'announcements' | 'log'> & {
  rooms: DraftRooms;
  marks: WordMarks;
  rejoin: (documentId: string) => void;
};

/** The words to erase, why, and at how many places the person was shown them. */
export type WantedErasure = { documentId: string; words: string; reason: string; places: number; actorId: string };

/** What was erased, with its entry in the record. */
export type DoneErasure = ErasureRow & { entry: { position: number; hash: string } };

/**
 * Erases words from a draft and from everything that is kept of it, for good; frozen versions stay. First it is noted that it is
 * to be done, with a mark and not with the words, so that it can be finished after a stop of the server at any moment.
 */
export async function eraseWordsForGood(parts: ErasureParts, wanted: WantedErasure): Promise<DoneErasure> {
  const { store, rooms, marks } = parts;
  const { documentId, words, reason, actorId } = wanted;
  const find = findPhrase(words);
  const places = (await rooms.readFrom(documentId, (doc) => findWords(doc, find))).length;
  require(mayErase({ words, reason, shown: wanted.places, places }));
  const erasure = await store.transaction(async (tx) => {
    await lockDocument(tx, documentId);
    return insertErasure(tx, { documentId, ...marks.markOf(documentId, words), places, reason, askedBy: actorId });
  });
  const done = await finishErasure(parts, erasure, find);
  if (!done) throw new Error('an erasure was finished by somebody else while it was asked for');
  return done;
}

/** Finishes the erasures that a stop of the server has left half done; what cannot be finished now is tried at the next start. */
export async function finishLeftErasures(parts: ErasureParts): Promise<void> {
  for (const erasure of await unfinishedErasures(parts.store.read)) {
    const { documentId, number } = erasure;
    try {
      await finishErasure(parts, erasure, parts.marks.finderOf(documentId, [erasure]));
      parts.log.info({ documentId, number }, 'an erasure was finished after a restart');
    } catch (error) {
      parts.log.error({ documentId, number, message: (error as Error).message }, 'an erasure is not finished');
    }
  }
}

/**
 * Every step can be done again: the words leave the text, as an edit like any other; pages in the draft join anew and clear what they
 * keep; the log is folded, so that no row holds the words; kept texts lose them; then it is recorded. Undefined when it was recorded before.
 */
async function finishErasure(parts: ErasureParts, erasure: ErasureRow, find: FindWords): Promise<DoneErasure | undefined> {
  const { store, rooms, rejoin } = parts;
  const { documentId, askedBy } = erasure;
  await rooms.noteErasure(documentId, erasure);
  await rooms.changeDraft(documentId, askedBy, { doc: (doc) => void eraseWords(doc, find) });
  rejoin(documentId);
  await rooms.places.forgetText(documentId);
  await rooms.purge(documentId, () => eraseInKeptTexts(store, erasure, find));
  return recordErasure(parts, erasure);
}

async function recordErasure({ store, announcements }: ErasureParts, erasure: ErasureRow): Promise<DoneErasure | undefined> {
  const { documentId, number, askedBy: actor, reason, mark } = erasure;
  return store.transaction(async (tx) => {
    if (!(await markErased(tx, erasure))) return undefined;
    const done = (await erasuresOf(tx, documentId)).find((known) => known.number === number) ?? erasure;
    const { places, checkpoints } = done;
    await announcements.announce(tx, { topic: `document:${documentId}`, act: 'erase-words', ids: { document: documentId } });
    const entry = await appendRecord(tx, {
      chain: `document:${documentId}`,
      act: 'erase-words',
      actor,
      subject: { document: documentId },
      facts: { number, places, checkpoints, words: mark },
      personal: { reason },
    });
    return { ...done, entry };
  });
}
