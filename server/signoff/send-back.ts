import { lifeLineOf, type Stage } from '../../shared/drafting/life-line.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { requireDocument } from '../drafting/document-store.ts';
import { moveStage } from '../drafting/move-stage.ts';
import type { Store } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { Announcements } from '../platform/live/announcements.ts';
import { appendRecord } from '../record/append-record.ts';
import { endSignOff, lockSignOff, signaturesOf } from './sign-off-store.ts';

/** Sends a version back to drafting with a reason; positions already given stay visible, objections are named in the record (SIG-8). */
export async function sendBack(
  { store, announcements }: { store: Store; announcements: Announcements },
  ask: { signOffId: string; reason: string; personId: string },
): Promise<void> {
  await store.transaction(async (tx) => {
    const signOff = await lockSignOff(tx, ask.signOffId);
    if (signOff.state === 'sent-back') return;
    if (signOff.state !== 'open')
      throw new Problem(
        'sign-off-ended',
        409,
        'This sign-off has passed. A passed version is published or replaced, not sent back.',
      );
    const now = await databaseNow(tx);
    await endSignOff(tx, signOff.id, { state: 'sent-back', ended_at: now, ended_by: ask.personId, end_reason: ask.reason });
    await announcements.announce(tx, {
      topic: `document:${signOff.document_id}`,
      act: 'sent-back',
      ids: { signOff: signOff.id },
    });
    const { product_id: productId } = await requireDocument(tx, signOff.document_id);
    await moveStage(tx, signOff.document_id, stageToReturnTo(productId), ask.personId, ask.reason);
    const objections = (await signaturesOf(tx, signOff.id)).filter((one) => one.position === 'object').map((one) => one.id);
    await appendRecord(tx, {
      chain: `document:${signOff.document_id}`,
      act: 'send-back',
      actor: ask.personId,
      subject: { signOff: signOff.id, version: signOff.version_id },
      facts: { objections },
      personal: { reason: ask.reason },
    });
  });
}

/** Where the words are changed again: products that are never put to the public have no stage "revised". */
function stageToReturnTo(productId: string): Stage {
  return lifeLineOf(productId).some(({ stage }) => stage === 'revised') ? 'revised' : 'drafting';
}
