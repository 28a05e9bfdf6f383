import type { Stage } from '../../shared/drafting/life-line.ts';
import { mayMoveStage } from '../../shared/drafting/rules.ts';
import { require } from '../../shared/kernel/outcome.ts';
import type { Tx } from '../platform/database/store.ts';
import { appendRecord } from '../record/append-record.ts';
import { lockDocument, setStage } from './document-store.ts';

/** A document that has been put at another stage and whose step is still to be recorded. */
export type StageStep = { documentId: string; from: Stage; to: Stage; actor: string; reason: string };

/**
 * Puts a document at a stage of its product's life in the caller's transaction; throws the problem of a step left out or a missing
 * reason. It takes the document's lock: announce after it, then call `recordStep` (rows, then topics, then chains: REC-1).
 */
export async function takeStep(tx: Tx, step: Omit<StageStep, 'from'>): Promise<StageStep | undefined> {
  const { documentId, to, reason } = step;
  const document = await lockDocument(tx, documentId);
  if (document.stage === to) return undefined;
  require(mayMoveStage({ productId: document.product_id, from: document.stage, to, reason }));
  await setStage(tx, documentId, to);
  return { ...step, from: document.stage };
}

/** Records a step that was taken; it locks the document's chain to the commit, so nothing is announced after it. */
export async function recordStep(tx: Tx, { documentId, from, to, actor, reason }: StageStep): Promise<void> {
  await appendRecord(tx, {
    chain: `document:${documentId}`,
    act: 'move-stage',
    actor,
    subject: { document: documentId },
    facts: { from, to },
    personal: reason ? { reason } : {},
  });
}

/** Takes a step and records it, where nothing is announced or has been already. */
export async function moveStage(tx: Tx, documentId: string, to: Stage, actor: string, reason = ''): Promise<void> {
  const step = await takeStep(tx, { documentId, to, actor, reason });
  if (step) await recordStep(tx, step);
}
