import { Problem } from '../../shared/kernel/problem.ts';
import type { Tx, Store } from '../platform/database/store.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import { recordStep, takeStep, type StageStep } from '../drafting/move-stage.ts';
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
    const steps: StageStep[] = [];
    const news: { topic: string; act: string; ids: Record<string, string> }[] = [];
    for (const consultation of await takeUnmoved(tx, AT_ONCE)) {
      const to = consultation.moved_to === 'soon' ? 'open' : 'closed';
      steps.push(...(await moveDocuments(tx, consultation, { to, actor: 'system' })));
      const act = to === 'open' ? 'consultation-opened' : 'consultation-closed';
      for (const topic of [`consultation:${consultation.id}`, `group:${consultation.group_id}`])
        news.push({ topic, act, ids: { consultation: consultation.id } });
    }
    for (const one of news.sort((a, b) => (a.topic < b.topic ? -1 : 1))) await announcements.announce(tx, one);
    for (const step of inChainOrder(steps)) await recordStep(tx, step);
  });
}

/**
 * Puts every document of a pack at the stage that fits, in an order all acts keep, and answers the steps: the caller announces what
 * there is to announce and records them after it, because a chain is locked to the commit (REC-1).
 */
export async function moveDocuments(
  tx: Tx,
  consultation: ConsultationRow,
  { to, actor }: { to: 'open' | 'closed'; actor: string },
): Promise<StageStep[]> {
  const documents = (await packOf(tx, consultation.id)).map(({ document_id }) => document_id).sort();
  const reason = `Consultation ${consultation.reference} ${to === 'open' ? 'opened' : 'closed'}`;
  const stage = to === 'open' ? 'consultation-open' : 'consultation-closed';
  await markMoved(tx, consultation.id, to);
  const steps: StageStep[] = [];
  for (const documentId of documents) {
    const taken = takeStep(tx, { documentId, to: stage, actor, reason });
    const step = await (actor === 'system' ? taken.catch(leaveWherePeoplePutIt) : taken);
    if (step) steps.push(step);
  }
  return steps;
}

/** Chains are locked in one order by all acts, so that two never wait for each other. */
export function inChainOrder(steps: readonly StageStep[]): StageStep[] {
  return [...steps].sort((a, b) => (a.documentId < b.documentId ? -1 : 1));
}

// Somebody may have withdrawn a document or taken it back meanwhile; the clock does not argue with people.
function leaveWherePeoplePutIt(error: unknown): undefined {
  if (!(error instanceof Problem)) throw error;
}
