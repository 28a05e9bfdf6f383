import { eraseWordsEndpoint, lookForErased, previewErasure } from '../../../shared/drafting/erasure-api.ts';
import { MAX_LOOKED_AT_CHARS } from '../../../shared/kernel/limits.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import type { HouseParts } from '../../platform/house-parts.ts';
import { mount } from '../../platform/http/door.ts';
import { rateLimit } from '../../platform/http/rate-limit.ts';
import { eraseWordsForGood, finishLeftErasures, type ErasureParts } from './erase-words.ts';
import { erasuresOf } from './erasure-store.ts';
import { previewErasureOf } from './preview-erasure.ts';

const QUESTIONS = 300; // of one person in ten minutes: a page asks once for each text it keeps
const TEN_MINUTES = 600; // seconds

const ofDocument = ({ params }: { params: { documentId: string } }): { documentId: string } => ({
  documentId: params.documentId,
});

/** What erasing is opened with; every page in a draft has come in by one of the doors. */
type Opened = Omit<ErasureParts, 'rejoin'> & Pick<HouseParts, 'door'> & { doors: { rejoinDocument(documentId: string): void }[] };

/** Opens the routes by which words are erased from drafts and pages learn what to take off the device, and finishes what a stop has left half done. */
export async function openErasures({ doors, ...opened }: Opened): Promise<void> {
  const rejoin = (documentId: string): void => doors.forEach((door) => door.rejoinDocument(documentId));
  const parts = { ...opened, rejoin };
  mountErasures(parts);
  await finishLeftErasures(parts);
}

function mountErasures(parts: ErasureParts & Pick<HouseParts, 'door'>): void {
  const { door, store, rooms, marks } = parts;
  const asked = rateLimit(QUESTIONS, TEN_MINUTES);
  mount(door, previewErasure, {
    scope: ofDocument,
    handle: ({ params, body }) => previewErasureOf({ db: store.read, rooms }, { ...params, ...body }),
  });
  mount(door, eraseWordsEndpoint, {
    scope: ofDocument,
    handle: async ({ params, body, caller }) => {
      if (!caller.personId) throw new Problem('sign-in-needed', 401, 'Sign in to go on.');
      const { words, reason, places } = body;
      const done = await eraseWordsForGood(parts, { ...params, words, reason, places, actorId: caller.personId });
      const { number, checkpoints, entry, doneAt, askedAt } = done;
      return { number, places: done.places, checkpoints, at: doneAt ?? askedAt, entry };
    },
  });
  mount(door, lookForErased, {
    scope: ofDocument,
    handle: async ({ params: { documentId }, body: { texts }, caller }) => {
      await asked.spend(caller.personId ?? '');
      if (texts.reduce((sum, text) => sum + text.length, 0) > MAX_LOOKED_AT_CHARS)
        throw new Problem('too-large', 413, 'Ask about less text at once.');
      const find = marks.finderOf(documentId, await erasuresOf(store.read, documentId));
      const found = texts.flatMap((text) => find(text).map(({ from, to }) => text.slice(from, to)));
      return { found: [...new Set(found)] };
    },
  });
}
