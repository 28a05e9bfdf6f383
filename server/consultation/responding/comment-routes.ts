import { z } from 'zod';
import type { CommentPlace } from '../../../shared/consultation/comment-place.ts';
import {
  pointFaults,
  proposedWording,
  withPoint,
  withoutPoint,
  type DraftPoint,
  type TypedPoint,
} from '../../../shared/consultation/draft-words.ts';
import { NHS_NUMBER_SENTENCE } from '../../../shared/consultation/nhs-number.ts';
import { POINT_KINDS, type PointKind } from '../../../shared/consultation/point-kinds.ts';
import { Id, makeId } from '../../../shared/kernel/ids.ts';
import type { FieldError } from '../../../shared/kernel/page-frame.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { BlockId } from '../../../shared/text/document-text.ts';
import { mountPage, pageContract, type PageAnswer } from '../../platform/http/page-door.ts';
import { keepCookie } from './draft-cookie.ts';
import { placeIn, type FrozenPlace } from './frozen-place.ts';
import { typedField } from '../form-fields.ts';
import { latePage } from './late-page.ts';
import { presentComment } from './present-comment.ts';
import { ownDocument } from './own-document.ts';
import { presentPoint } from './present-words.ts';
import { cookieScope, InConsultation, NONE, type RespondParts } from './respond-parts.ts';
import { saveDraft } from './save-draft.ts';
import { pageFacts, readVisit, type Visit } from './visit.ts';

const document = z.coerce.number().int().min(1).max(1000).catch(0);
const Place = InConsultation.extend({ document, blockId: BlockId.optional().catch('-') });
const OnePoint = InConsultation.extend({ pointId: Id.catch('none') });
const Typed = z.object({
  point: typedField,
  comment: typedField,
  wording: typedField,
  kind: typedField,
  words: typedField,
  act: typedField,
  'numbers-asked': typedField,
});

const formContract = pageContract({
  method: 'GET',
  path: '/respond/:reference/:document/comment{/:blockId}',
  right: 'anyone',
  params: Place,
  query: z.object({ point: z.string().max(40).optional().catch(undefined) }),
  body: NONE,
});
const saveContract = pageContract({ ...formContract, method: 'POST', query: NONE, body: Typed });
const askRemoveContract = pageContract({
  method: 'GET',
  path: '/respond/:reference/points/:pointId/remove',
  right: 'anyone',
  params: OnePoint,
  query: NONE,
  body: NONE,
});
const removeContract = pageContract({ ...askRemoveContract, method: 'POST' });
const documentContract = pageContract({
  method: 'GET',
  path: '/respond/:reference/:document',
  right: 'anyone',
  params: InConsultation.extend({ document }),
  query: NONE,
  body: NONE,
});

/** Mounts the pages on which points are made: the text with one's own points, the form for a place, removing. */
export function openCommenting(parts: RespondParts): void {
  const { pageDoor } = parts;
  const db = parts.store.read;
  mountPage(pageDoor, askRemoveContract, {
    handle: async ({ params, request }) => {
      const visit = await readVisit(db, params.reference, request);
      const point = requireOwnPoint(visit, params.pointId);
      const shown = await presentPoint(db, visit, point);
      const back = { words: 'Back to the point', href: shown.changeHref };
      return { page: 'remove-point', props: { ...pageFacts(visit, 'read'), point: shown, action: shown.removeHref, back } };
    },
  });
  mountPage(pageDoor, removeContract, {
    handle: async ({ params, request }) => {
      const visit = await readVisit(db, params.reference, request);
      const point = visit.draft?.words.points.find(({ id }) => id === params.pointId);
      if (point)
        await saveDraft(
          parts.store,
          changeOf(visit, (words) => withoutPoint(words, point.id)),
        );
      return { goTo: `/respond/${params.reference}/${point?.document ?? 1}#main` };
    },
  });
  mountPage(pageDoor, formContract, {
    handle: async ({ params, query, request }) => {
      const visit = await readVisit(db, params.reference, request);
      if (visit.facts.state === 'closed') return { goTo: `/c/${params.reference}` };
      const at = await placeIn(parts, visit, params);
      const own = visit.draft?.words.points.find(({ id, document: n }) => id === query.point && n === params.document);
      const form = {
        typed: typedOf(own, at.place),
        pointId: own?.id ?? makeId(),
        errors: [],
        differ: false,
        numbersAsked: false,
      };
      return { page: 'comment', props: presentComment(visit, at, form, parts.baseUrl()) };
    },
  });
  mountPage(pageDoor, saveContract, {
    handle: async ({ params, body, request }) => savePoint(parts, await readVisit(db, params.reference, request), params, body),
  });
  mountPage(pageDoor, documentContract, {
    handle: async ({ params, request }) => ownDocument(parts, await readVisit(db, params.reference, request), params.document),
  });
}

function typedOf(own: DraftPoint | undefined, place: CommentPlace): TypedPoint {
  if (!own) return { comment: '', wording: place.text, kind: undefined, words: '' };
  return { comment: own.comment, wording: own.wording ?? place.text, kind: own.kind, words: own.words };
}

async function savePoint(
  parts: RespondParts,
  visit: Visit,
  params: { reference: string; document: number; blockId?: string | undefined },
  body: z.output<typeof Typed>,
): Promise<PageAnswer> {
  const at = await placeIn(parts, visit, params);
  const typed: TypedPoint = { ...body, kind: kindOf(body.kind), wording: at.place.canPropose ? body.wording : '' };
  const asked = body['numbers-asked'] === 'yes';
  const pointId = Id.safeParse(body.point).data ?? makeId();
  const differ = body.act === 'differ' && at.place.canPropose;
  const errors: FieldError[] = differ ? [] : pointFaults(typed, at.place, { numbersAsked: asked });
  if (visit.facts.state === 'closed') return keepLate(parts, visit, pointOf(pointId, typed, at));
  if (differ || errors.length > 0) {
    const numbersAsked = asked || errors.some(({ sentence }) => sentence === NHS_NUMBER_SENTENCE);
    const props = presentComment(visit, at, { typed, pointId, errors, differ, numbersAsked }, parts.baseUrl());
    return { page: 'comment', props, status: differ ? 200 : 422 };
  }
  const point = pointOf(pointId, typed, at);
  const saved = await saveDraft(
    parts.store,
    changeOf(visit, (words) => withPoint(words, point)),
  );
  const headers = keepCookie(saved.key, cookieScope(parts, params.reference));
  return { goTo: `/respond/${params.reference}/${params.document}#${at.next?.address ?? 'main'}`, headers };
}

function kindOf(typed: string): PointKind | undefined {
  return POINT_KINDS.find((kind) => kind === typed);
}

function pointOf(id: string, typed: TypedPoint, { document: number, place }: FrozenPlace): DraftPoint {
  return {
    id,
    document: number,
    blockId: place.blockId,
    words: typed.words.trim(),
    comment: typed.comment.trim(),
    wording: place.canPropose ? proposedWording(typed.wording, place.text) : null,
    kind: typed.kind ?? 'general',
  };
}

/** Words that came after closing are kept like any others; the page says that they were not sent. */
async function keepLate(parts: RespondParts, visit: Visit, point: DraftPoint): Promise<PageAnswer> {
  const saved = await saveDraft(
    parts.store,
    changeOf(visit, (words) => withPoint(words, point)),
  );
  const draft = {
    id: saved.draftId,
    words: saved.words,
    consultation_id: visit.consultation.id,
    code_hash: null,
    begun_at: visit.now,
    changed_at: visit.now,
  };
  return latePage(parts.store.read, { ...visit, draft }, keepCookie(saved.key, cookieScope(parts, visit.consultation.reference)));
}

function changeOf(visit: Visit, change: Parameters<typeof saveDraft>[1]['change']): Parameters<typeof saveDraft>[1] {
  return { consultationId: visit.consultation.id, key: visit.key, change };
}

function requireOwnPoint({ draft }: Visit, pointId: string): DraftPoint {
  const point = draft?.words.points.find(({ id }) => id === pointId);
  if (!point) throw new Problem('point-not-found', 404, 'There is no such draft point on this device. It may have been removed.');
  return point;
}
