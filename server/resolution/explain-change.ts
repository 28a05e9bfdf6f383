import { Problem } from '../../shared/kernel/problem.ts';
import type { Store } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import { appendRecord } from '../record/append-record.ts';
import { keepReason } from './change-reason-store.ts';
import { changeKey, leftFor } from './left.ts';

/** Gives the reason for one changed place that no point caused; it counts until the words there change again (RES-20). */
export async function explainChange(
  store: Store,
  ask: { documentId: string; blockId: string; reason: string; personId: string },
): Promise<void> {
  await store.transaction(async (tx) => {
    const { changes } = await leftFor(tx, ask.documentId);
    const change = changes.find((one) => one.blockId === ask.blockId);
    if (!change)
      throw new Problem('change-not-found', 404, 'Nothing changed at this place between the consulted and the newest version.');
    const givenAt = await databaseNow(tx);
    await keepReason(tx, { ...ask, afterHash: changeKey(change), givenBy: ask.personId, givenAt });
    await appendRecord(tx, {
      chain: `document:${ask.documentId}`,
      act: 'explain-change',
      actor: ask.personId,
      subject: { document: ask.documentId, block: ask.blockId },
      personal: { reason: ask.reason },
    });
  });
}
