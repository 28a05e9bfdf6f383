import type { Stage } from '../../shared/drafting/life-line.ts';
import { mayMoveStage } from '../../shared/drafting/rules.ts';
import { require } from '../../shared/kernel/outcome.ts';
import type { Tx } from '../platform/database/store.ts';
import { appendRecord } from '../record/append-record.ts';
import { lockDocument, setStage } from './document-store.ts';

/**
 * Moves a document to a stage of its product's life in the caller's transaction and records it; throws the problem of
 * a step left out or a missing reason. Call it before other entries of the same chain: it takes the document's lock, then the chain's.
 */
export async function moveStage(tx: Tx, documentId: string, to: Stage, actor: string, reason = ''): Promise<void> {
  const document = await lockDocument(tx, documentId);
  if (document.stage === to) return;
  require(mayMoveStage({ productId: document.product_id, from: document.stage, to, reason }));
  await setStage(tx, documentId, to);
  await appendRecord(tx, {
    chain: `document:${documentId}`,
    act: 'move-stage',
    actor,
    subject: { document: documentId },
    facts: { from: document.stage, to },
    personal: reason ? { reason } : {},
  });
}
