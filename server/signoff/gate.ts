import type { Left } from '../../shared/resolution/api.ts';
import { leftFor } from '../resolution/left.ts';
import type { Reader } from '../platform/database/store.ts';

/** What stands between a document and its sign-off, each in words; an empty list opens the gate (SIG-2). */
export async function gateOf(db: Reader, documentId: string): Promise<{ left: Left; missing: string[] }> {
  const left = await leftFor(db, documentId);
  const missing = [
    sentence(
      left.openConsultations,
      'consultation on this document has not closed',
      'consultations on this document have not closed',
    ),
    sentence(left.undecided, 'point has no decision', 'points have no decision'),
    sentence(
      left.notApplied,
      'accepted point has neither a change in the text nor a stated exemption',
      'accepted points have neither a change in the text nor a stated exemption',
    ),
    sentence(left.unexplained, 'change since the consultation has no reason', 'changes since the consultation have no reason'),
  ];
  return { left, missing: missing.filter((one): one is string => one !== undefined) };
}

function sentence(count: number, one: string, many: string): string | undefined {
  return count === 0 ? undefined : `${count} ${count === 1 ? one : many}.`;
}
