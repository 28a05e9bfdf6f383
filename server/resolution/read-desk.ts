import { stateAt } from '../../shared/consultation/consultation.ts';
import { CATEGORY_CHOICES } from '../../shared/consultation/about-you.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { DESK_PAGE, type DeskCounts, type PointStatus, type PointView, type QueuePoint } from '../../shared/resolution/api.ts';
import type { Applied, Disposition } from '../../shared/resolution/disposition.ts';
import { mayDecideNow, stillNeeds } from '../../shared/resolution/rules.ts';
import { Anchor, anchoredText } from '../../shared/text/anchor.ts';
import { placeOf } from '../../shared/text/clause-numbers.ts';
import { requireConsultation, timesOf } from '../consultation/consultation-store.ts';
import { requireDocument } from '../drafting/document-store.ts';
import { requireVersion } from '../drafting/versions/version-store.ts';
import { getPerson } from '../identity/person-store.ts';
import { lastSequence } from '../platform/live/announcement-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { DraftAccess } from './apply-wording.ts';
import { countDesk, deskPage, deskPoint, neighbours, type DeskFilter, type DeskPoint } from './desk-store.ts';
import { appliedOf, dispositionsOf, type AppliedRow, type DispositionRow } from './disposition-store.ts';
import { remarksOf } from './remark-store.ts';
import { whereNow } from './where-now.ts';

const EXCERPT_CHARS = 140; // two lines of the queue; the whole text opens beside it

/** What the desk shows of a consultation: counts, one page of the queue, and whether decisions may be taken now. */
export type DeskView = {
  counts: DeskCounts;
  matching: number;
  page: number;
  pages: number;
  points: QueuePoint[];
  mayDecide: boolean;
  whyNot: string;
  sequence: number;
};

/** Reads one page of a consultation's queue in the order of the document (RES-3). */
export async function readDesk(
  db: Reader,
  consultationId: string,
  { page, ...filter }: DeskFilter & { page: number },
): Promise<DeskView> {
  const sequence = await lastSequence(db, `consultation:${consultationId}`); // read first: what comes after it is announced again
  const consultation = await requireConsultation(db, consultationId);
  const state = stateAt(timesOf(consultation), await databaseNow(db));
  const may = mayDecideNow({ state, resolveWhileOpen: false });
  const { points, matching } = await deskPage(db, consultationId, filter, { offset: (page - 1) * DESK_PAGE, limit: DESK_PAGE });
  const pages = Math.max(1, Math.ceil(matching / DESK_PAGE));
  const counts = await countDesk(db, consultationId);
  return {
    counts,
    matching,
    page,
    pages,
    points: points.map(queuePoint),
    mayDecide: may.ok,
    whyNot: may.ok ? '' : may.problem.message,
    sequence,
  };
}

/** Reads everything the desk shows of one point; the draft is the committed live text (RES-1). */
export async function readPoint(db: Reader, drafts: DraftAccess, pointId: string): Promise<PointView> {
  const point = await deskPoint(db, pointId);
  if (!point) throw new Problem('point-not-found', 404, 'There is no such point. It may have been withdrawn by its respondent.');
  const document = await requireDocument(db, point.document_id);
  const version = await requireVersion(db, point.version_id);
  const draft = await drafts.readDraft(point.document_id);
  const anchor = Anchor.safeParse(point.anchor);
  const similar = await neighbours(db, point);
  return {
    id: point.id,
    consultationId: point.consultation_id,
    documentId: point.document_id,
    documentTitle: document.title,
    versionNumber: version.number,
    place: point.block_id ? (placeOf(version.text, point.block_id)?.name ?? point.clause_number) : 'the whole document',
    clauseNumber: point.clause_number,
    anchor: anchor.success ? anchor.data : null,
    blockThen: point.block_id ? (anchoredText(version.text, point.block_id) ?? '') : '',
    kind: point.kind,
    comment: point.comment,
    wording: point.wording,
    from: fromOf(point),
    category: categoryOf(point),
    interest: point.interest_words ?? '',
    late: point.late,
    held: point.response_status === 'to-check',
    now: whereNow(draft, point),
    dispositions: await Promise.all((await dispositionsOf(db, pointId)).map((row) => named(db, row))),
    applied: await Promise.all((await appliedOf(db, pointId)).map((row) => namedApplied(db, row))),
    similar: similar.map((other) => ({ id: other.id, place: other.clause_number, excerpt: excerpt(other) })),
    remarks: await Promise.all(
      (await remarksOf(db, pointId)).map(async ({ id, personId, words, madeAt }) => ({
        id,
        words,
        madeAt,
        name: await nameOf(db, personId),
      })),
    ),
    status: statusOf(point),
  };
}

/** A disposition with the name of who decided. */
export async function named(db: Reader, row: DispositionRow): Promise<Disposition> {
  return { ...row, decidedByName: await nameOf(db, row.decidedBy) };
}

/** Applied wording with the name of who applied it. */
export async function namedApplied(db: Reader, { documentId: _document, ...row }: AppliedRow): Promise<Applied> {
  return { ...row, appliedByName: await nameOf(db, row.appliedBy) };
}

async function nameOf(db: Reader, personId: string): Promise<string> {
  return (await getPerson(db, personId))?.name ?? 'Somebody who has left';
}

function queuePoint(point: DeskPoint): QueuePoint {
  return {
    id: point.id,
    place: point.clause_number === '' ? 'Whole document' : point.clause_number,
    clauseNumber: point.clause_number,
    versionPlace: point.version_place,
    kind: point.kind,
    excerpt: excerpt(point),
    hasWording: point.wording !== null && point.wording !== '',
    from: fromOf(point),
    category: categoryOf(point),
    status: statusOf(point),
    outcome: point.outcome,
    held: point.response_status === 'to-check',
  };
}

function statusOf(point: DeskPoint): PointStatus {
  const needs = stillNeeds(point);
  if (needs === 'decision') return 'undecided';
  return needs === 'change' ? 'not-applied' : 'done';
}

/** A respondent as they consented to be known: by name only where they said so. */
function fromOf({ publish, organisation, name }: DeskPoint): string {
  if (publish === 'with-name') return organisation || name || 'No name given';
  return publish === 'without-name' ? 'Name not to be published' : 'Response not to be published';
}

function categoryOf({ category }: DeskPoint): string {
  return CATEGORY_CHOICES.find((choice) => choice.value === category)?.name ?? 'Category not given';
}

function excerpt({ comment, wording }: DeskPoint): string {
  const text = (comment || wording || '').replace(/\s+/g, ' ');
  return text.length > EXCERPT_CHARS ? `${text.slice(0, EXCERPT_CHARS).trimEnd()}…` : text;
}
