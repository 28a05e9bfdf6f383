import { Problem } from '../../shared/kernel/problem.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import { appendRecord } from '../record/append-record.ts';
import { packOf } from './consultation-store.ts';
import { clearHold, lockResponse } from './response-store.ts';

/** Lets a response count that was held to be checked, after somebody has looked at it (CON-41). */
export async function clearResponse(
  { store, announcements }: Pick<HouseParts, 'store' | 'announcements'>,
  { consultationId, responseId, personId }: { consultationId: string; responseId: string; personId: string },
): Promise<void> {
  await store.transaction(async (tx) => {
    const response = await lockResponse(tx, responseId);
    if (response.consultation_id !== consultationId) throw new Problem('response-not-found', 404, 'There is no such response.');
    if (response.status !== 'to-check') return; // somebody else was first, or it was withdrawn
    await clearHold(tx, responseId);
    const ids = { consultation: consultationId, response: responseId };
    await announcements.announce(tx, { topic: `consultation:${consultationId}`, act: 'response-received', ids });
    const [first] = await packOf(tx, consultationId);
    if (!first) return;
    await appendRecord(tx, {
      chain: `document:${first.document_id}`,
      act: 'clear-response',
      actor: personId,
      subject: { document: first.document_id, ...ids },
      facts: { heldFor: response.held_for },
    });
  });
}
