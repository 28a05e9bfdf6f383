import { mayExtend } from '../../shared/consultation/rules.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { require } from '../../shared/kernel/outcome.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import { appendRecord } from '../record/append-record.ts';
import { insertExtension, lockConsultation, packOf, timesOf } from './consultation-store.ts';

/** Gives people more time, with a reason everyone can read (CON-4). */
export async function extendConsultation(
  { store, announcements }: Pick<HouseParts, 'store' | 'announcements'>,
  extension: { consultationId: string; closesAt: string; reason: string; personId: string },
): Promise<void> {
  const { consultationId, closesAt, reason, personId } = extension;
  await store.transaction(async (tx) => {
    const consultation = await lockConsultation(tx, consultationId, 'update');
    require(mayExtend(timesOf(consultation), closesAt, await databaseNow(tx)));
    await insertExtension(tx, {
      id: makeId(),
      consultation_id: consultationId,
      closed_before: consultation.closes_at,
      closes_now: closesAt,
      reason,
      extended_by: personId,
    });
    const ids = { consultation: consultationId };
    await announcements.announce(tx, { topic: `consultation:${consultationId}`, act: 'consultation-extended', ids });
    const documents = (await packOf(tx, consultationId)).map(({ document_id }) => document_id).sort();
    for (const document of documents)
      await appendRecord(tx, {
        chain: `document:${document}`,
        act: 'extend-consultation',
        actor: personId,
        subject: { document, consultation: consultationId },
        facts: { reference: consultation.reference, closedBefore: consultation.closes_at, closesNow: closesAt },
        personal: { reason },
      });
  });
}
