import { Problem } from '../../shared/kernel/problem.ts';
import type { Tx, Store } from '../platform/database/store.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import { moveStage } from '../drafting/move-stage.ts';
import { markMoved, packOf, takeUnmoved, type ConsultationRow } from './consultation-store.ts';

const AT_ONCE = 20; // consultations for each look; a round of 163 documents opens in a few

/** Moves the documents of consultations that have opened or closed by the database's clock; what is open never waits for this. */
export async function followTimes({
  store,
  announcements,
}: {
  store: Store;
  announcements: HouseParts['announcements'];
}): Promise<void> {
  await store.transaction(async (tx) => {
    for (const consultation of await takeUnmoved(tx, AT_ONCE)) {
      const to = consultation.moved_to === 'soon' ? 'open' : 'closed';
      await moveDocuments(tx, consultation, { to, actor: 'system' });
      const act = to === 'open' ? 'consultation-opened' : 'consultation-closed';
      const ids = { consultation: consultation.id };
      await announcements.announce(tx, { topic: `consultation:${consultation.id}`, act, ids });
      await announcements.announce(tx, { topic: `group:${consultation.group_id}`, act, ids });
    }
  });
}

/** Moves every document of a pack to the stage that fits, in an order all acts keep. */
export async function moveDocuments(
  tx: Tx,
  consultation: ConsultationRow,
  { to, actor }: { to: 'open' | 'closed'; actor: string },
): Promise<void> {
  const documents = (await packOf(tx, consultation.id)).map(({ document_id }) => document_id).sort();
  const reason = `Consultation ${consultation.reference} ${to === 'open' ? 'opened' : 'closed'}`;
  const stage = to === 'open' ? 'consultation-open' : 'consultation-closed';
  await markMoved(tx, consultation.id, to);
  for (const document of documents) {
    const moved = moveStage(tx, document, stage, actor, reason);
    await (actor === 'system' ? moved.catch(leaveWherePeoplePutIt) : moved);
  }
}

// Somebody may have withdrawn a document or taken it back meanwhile; the clock does not argue with people.
function leaveWherePeoplePutIt(error: unknown): void {
  if (!(error instanceof Problem)) throw error;
}
