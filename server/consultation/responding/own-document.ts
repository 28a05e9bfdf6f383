import { commentPlace } from '../../../shared/consultation/comment-place.ts';
import type { DraftPoint } from '../../../shared/consultation/draft-words.ts';
import type { OwnPanel, OwnPoint } from '../../../shared/consultation/pages.ts';
import { groupReference } from '../../../shared/consultation/reference.ts';
import { requireDocument } from '../../drafting/document-store.ts';
import type { PageAnswer } from '../../platform/http/page-door.ts';
import type { FrozenText } from '../frozen-text.ts';
import { presentOwnDocument } from '../reading/present-document.ts';
import { commentPath } from './present-words.ts';
import type { RespondParts } from './respond-parts.ts';
import { documentOfPack, type Visit } from './visit.ts';

/** The text of one document with the points of the draft on this device beside it. */
export async function ownDocument(parts: RespondParts, visit: Visit, number: number): Promise<PageAnswer> {
  const { consultation, draft, facts, pack } = visit;
  if (facts.state === 'closed') return { goTo: `/c/${consultation.reference}` };
  const frozen = await documentOfPack(parts.store.read, visit, number);
  const { title } = await requireDocument(parts.store.read, frozen.documentId);
  const own = (draft?.words.points ?? []).filter((point) => point.document === number);
  const panel = {
    points: own.map((point) => ownPoint(consultation.reference, frozen, point)),
    sentReference: visit.response ? groupReference(visit.response.reference) : null,
    next: nextStep(visit),
  };
  const view = { facts, title, place: number, documents: pack.length, baseUrl: parts.baseUrl(), comments: true };
  const props = presentOwnDocument(frozen, view, { panel, points: ownMarks(consultation.reference, frozen, own) });
  return { page: 'consulted-document', props };
}

function nextStep({ consultation: { reference, questions } }: Visit): OwnPanel['next'] {
  if (questions.length > 0) return { words: 'Go on to the questions', href: `/respond/${reference}/questions` };
  return { words: 'Go on to about you', href: `/respond/${reference}/about-you` };
}

/** A point as a line of the panel: "3.2.3: proposed wording". */
export function ownPoint(reference: string, { text }: FrozenText, point: DraftPoint): OwnPoint {
  const name = commentPlace(text, point.blockId)?.name ?? '';
  return {
    href: `${commentPath(`/respond/${reference}`, point)}?point=${point.id}`,
    words: `${name}: ${point.wording === null ? 'a comment' : 'proposed wording'}`,
  };
}

/** The links that stand in the text where somebody has written: to their point, or to the form that lists several. */
function ownMarks(
  reference: string,
  frozen: FrozenText,
  own: readonly DraftPoint[],
): Map<string, { href: string; label: string }> {
  const marks = new Map<string, { href: string; label: string }>();
  for (const point of own) {
    if (point.blockId === null) continue;
    const name = commentPlace(frozen.text, point.blockId)?.name ?? '';
    const { href, words } = ownPoint(reference, frozen, point);
    const several = own.filter(({ blockId }) => blockId === point.blockId).length;
    const label = several > 1 ? `Your ${several} points on ${name}` : `Your point on ${words}`;
    marks.set(point.blockId, { href: several > 1 ? commentPath(`/respond/${reference}`, point) : href, label });
  }
  return marks;
}
