import { mayWithdraw } from '../../../shared/consultation/rules.ts';
import { require } from '../../../shared/kernel/outcome.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { databaseNow } from '../../platform/database/values.ts';
import type { HouseParts } from '../../platform/house-parts.ts';
import { appendRecord } from '../../record/append-record.ts';
import { lockConsultation, packOf, timesOf } from '../consultation-store.ts';
import { wipePoints } from '../point-store.ts';
import { findResponse, wipeResponse } from '../response-store.ts';
import { deleteConfirmations } from './address-confirmation-store.ts';
import { deleteDraft, lockDraft } from './draft-store.ts';
import { hashOf } from './keys.ts';

/** Takes a response back before closing: its words and who wrote it are wiped, that one was withdrawn stays. */
export async function withdrawResponse(
  { store, announcements }: Pick<HouseParts, 'store' | 'announcements'>,
  { consultationId, key }: { consultationId: string; key: string },
): Promise<string> {
  return store.transaction(async (tx) => {
    const consultation = await lockConsultation(tx, consultationId, 'share');
    const draft = await lockDraft(tx, consultationId, hashOf(key));
    const response = draft && (await findResponse(tx, draft.id));
    if (!response) throw new Problem('no-response', 409, 'There is no sent response on this device.');
    const now = await databaseNow(tx);
    require(mayWithdraw(timesOf(consultation), now));
    await wipePoints(tx, response.id, now);
    await wipeResponse(tx, response.id, now);
    await deleteConfirmations(tx, response.id);
    await deleteDraft(tx, response.id);
    const ids = { consultation: consultationId, response: response.id };
    await announcements.announce(tx, { topic: `consultation:${consultationId}`, act: 'response-withdrawn', ids });
    const documents = (await packOf(tx, consultationId)).map(({ document_id }) => document_id).sort();
    for (const document of documents.slice(0, 1))
      await appendRecord(tx, {
        chain: `document:${document}`,
        act: 'withdraw-response',
        actor: 'public',
        subject: { document, ...ids },
        facts: { revision: response.revision },
      });
    return response.reference;
  });
}
