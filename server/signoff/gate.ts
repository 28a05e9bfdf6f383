import { stateAt } from '../../shared/consultation/consultation.ts';
import { mayMoveStage } from '../../shared/drafting/rules.ts';
import type { Left } from '../../shared/resolution/api.ts';
import type { Missing } from '../../shared/signoff/api.ts';
import { consultationsOfDocument, timesOf, type ConsultationRow } from '../consultation/consultation-store.ts';
import { requireDocument } from '../drafting/document-store.ts';
import { latestVersion } from '../drafting/versions/version-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import { leftFor } from '../resolution/left.ts';

/** What stands between a document and its sign-off, each in words; an empty list opens the gate (SIG-2). */
export async function gateOf(db: Reader, documentId: string): Promise<{ left: Left; missing: Missing[] }> {
  const left = await leftFor(db, documentId);
  const version = await latestVersion(db, documentId);
  const consultations = await consultationsOfDocument(db, documentId);
  const now = await databaseNow(db);
  const open = consultations.find((one) => stateAt(timesOf(one), now) !== 'closed');
  const missing = [
    version ? undefined : about('version', 'No version is frozen yet. A sign-off is always about one frozen version.'),
    open && about('consultation', consultationSentence(left.openConsultations), open.id),
    ...pointsMissing(left, consultations[0]),
    ...changesMissing(left),
  ].filter((one): one is Missing => one !== undefined);
  if (missing.length === 0) missing.push(...(await stageMissing(db, documentId)));
  return { left, missing };
}

function pointsMissing(left: Left, newest: ConsultationRow | undefined): (Missing | undefined)[] {
  const desk = newest?.id ?? null;
  return [
    counted('points', left.undecided, ['point has no decision', 'points have no decision'], desk),
    counted(
      'points',
      left.notApplied,
      [
        'accepted point has neither a change in the text nor a stated exemption',
        'accepted points have neither a change in the text nor a stated exemption',
      ],
      desk,
    ),
  ];
}

function changesMissing(left: Left): (Missing | undefined)[] {
  return [
    counted('version', left.notFrozen, [
      'change made because of a point is not in a frozen version yet. Freeze the next version first',
      'changes made because of points are not in a frozen version yet. Freeze the next version first',
    ]),
    counted('changes', left.unexplained, [
      'change since the consultation has no reason',
      'changes since the consultation have no reason',
    ]),
  ];
}

/** A document whose life has steps before sign-off that it has not been through (DRA-20). */
async function stageMissing(db: Reader, documentId: string): Promise<Missing[]> {
  const { stage, product_id: productId } = await requireDocument(db, documentId);
  const move = mayMoveStage({ productId, from: stage, to: 'sign-off', reason: 'sign-off asked' });
  return move.ok ? [] : [about('stage', move.problem.message)];
}

function consultationSentence(count: number): string {
  return count === 1
    ? '1 consultation on this document has not closed.'
    : `${count} consultations on this document have not closed.`;
}

function about(what: Missing['about'], sentence: string, consultationId: string | null = null): Missing {
  return { about: what, sentence, consultationId };
}

function counted(
  what: Missing['about'],
  count: number,
  [one, many]: [string, string],
  consultationId: string | null = null,
): Missing | undefined {
  return count === 0 ? undefined : about(what, `${count} ${count === 1 ? one : many}.`, consultationId);
}
