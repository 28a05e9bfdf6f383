import { stateAt } from '../../shared/consultation/consultation.ts';
import { require } from '../../shared/kernel/outcome.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import type { Decision } from '../../shared/resolution/disposition.ts';
import { isBasedOnNewest, isWholeDecision, mayDecideNow } from '../../shared/resolution/rules.ts';
import { lockConsultation, requireConsultation, timesOf, type ConsultationRow } from '../consultation/consultation-store.ts';
import { inChainOrder, moveDocuments } from '../consultation/follow-times.ts';
import { requireDocument } from '../drafting/document-store.ts';
import { recordStep, takeStep, type StageStep } from '../drafting/move-stage.ts';
import type { Store, Tx } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { Announcements } from '../platform/live/announcements.ts';
import { appendRecord } from '../record/append-record.ts';
import { deskPoint, requireDeskPoint, type DeskPoint } from './desk-store.ts';
import { dispositionsOf, insertDisposition, lockPoint, type DispositionRow } from './disposition-store.ts';
import { named } from './who-decided.ts';

/** Records one decision on one point as a new revision; a stale base is refused with the current one (RES-7, RES-10, RES-11). */
export async function recordDisposition(
  { store, announcements }: { store: Store; announcements: Announcements },
  { pointId, basedOn, decision, personId }: { pointId: string; basedOn: number; decision: Decision; personId: string },
): Promise<DispositionRow> {
  require(isWholeDecision(pointId, decision));
  return store.transaction(async (tx) => {
    await lockPoint(tx, pointId);
    const { point, consultation, now } = await requireDecidable(tx, pointId);
    await requireOtherPoint(tx, point, decision.duplicateOf);
    const newest = (await dispositionsOf(tx, pointId)).at(-1);
    if (newest && isSame(newest, { basedOn, decision, personId })) return newest; // the same press sent twice
    require(isBasedOnNewest(basedOn, newest?.revision ?? 0, newest ? await named(tx, newest) : null));
    const row: DispositionRow = { ...decision, pointId, revision: basedOn + 1, decidedBy: personId, decidedAt: now };
    await insertDisposition(tx, row, point.consultation_id);
    const steps = await beginResolving(tx, { consultation, documentId: point.document_id, personId });
    await announcements.announce(tx, {
      topic: `consultation:${point.consultation_id}`,
      act: 'disposition-recorded',
      ids: { point: pointId },
    });
    for (const step of inChainOrder(steps)) await recordStep(tx, step);
    await appendRecord(tx, {
      chain: `document:${point.document_id}`,
      act: 'record-disposition',
      actor: personId,
      subject: { point: pointId, consultation: point.consultation_id, version: point.version_id },
      facts: { revision: row.revision, outcome: row.outcome, reasonCode: row.reasonCode, duplicateOf: row.duplicateOf },
      personal: { reply: row.reply, exemption: row.exemption },
    });
    return row;
  });
}

/** A point that may be decided now; throws the 404 or 409 problem (RES-7). */
export async function requireDecidable(
  tx: Tx,
  pointId: string,
): Promise<{ point: DeskPoint; consultation: ConsultationRow; now: string }> {
  const point = await requireDeskPoint(tx, pointId);
  const { moved_to: movedTo } = await requireConsultation(tx, point.consultation_id);
  const consultation = await lockConsultation(tx, point.consultation_id, movedTo === 'closed' ? 'share' : 'update');
  const now = await databaseNow(tx);
  require(mayDecideNow({ state: stateAt(timesOf(consultation), now), resolveWhileOpen: false }));
  return { point, consultation, now };
}

function isSame(newest: DispositionRow, sent: { basedOn: number; decision: Decision; personId: string }): boolean {
  const { outcome, reasonCode, reply, exemption, duplicateOf } = sent.decision;
  return (
    newest.revision === sent.basedOn + 1 &&
    newest.decidedBy === sent.personId &&
    newest.outcome === outcome &&
    newest.reasonCode === reasonCode &&
    newest.reply === reply &&
    newest.exemption === exemption &&
    newest.duplicateOf === duplicateOf
  );
}

/** The first decision moves the document on to resolving; a closing that the clock has not told the documents yet is told first. */
async function beginResolving(
  tx: Tx,
  { consultation, documentId, personId }: { consultation: ConsultationRow; documentId: string; personId: string },
): Promise<StageStep[]> {
  const steps =
    consultation.moved_to === 'closed' ? [] : await moveDocuments(tx, consultation, { to: 'closed', actor: 'system' });
  const { stage } = await requireDocument(tx, documentId);
  if (stage !== 'consultation-closed') return steps;
  const step = await takeStep(tx, { documentId, to: 'resolving', actor: personId, reason: 'first decision recorded' });
  return step ? [...steps, step] : steps;
}

async function requireOtherPoint(tx: Tx, point: DeskPoint, otherId: string | null): Promise<void> {
  if (otherId === null) return;
  const other = await deskPoint(tx, otherId);
  if (other?.consultation_id === point.consultation_id) return;
  throw new Problem('wrong-input', 422, 'Choose the point it is the same as', {
    fields: [{ field: 'duplicateOf', sentence: 'Choose the point it is the same as' }],
  });
}
