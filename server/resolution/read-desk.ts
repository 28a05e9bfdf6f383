import { CATEGORY_CHOICES } from '../../shared/consultation/about-you.ts';
import { stateAt } from '../../shared/consultation/consultation.ts';
import {
  DESK_PAGE,
  type DeskConsultation,
  type DeskCounts,
  type PointStatus,
  type QueuePoint,
} from '../../shared/resolution/api.ts';
import { mayDecideNow, stillNeeds } from '../../shared/resolution/rules.ts';
import { packOf, requireConsultation, timesOf, type ConsultationRow } from '../consultation/consultation-store.ts';
import { requireDocument } from '../drafting/document-store.ts';
import { requireVersion } from '../drafting/versions/version-store.ts';
import { lastSequence } from '../platform/live/announcement-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import { countDesk, deskPage, type DeskFilter, type DeskPoint } from './desk-store.ts';

const EXCERPT_CHARS = 140; // two lines of the queue; the whole text opens beside it
const NO_RIGHT = 'The chair, vice-chair and co-chair decide points. You can read them and add remarks.';

/** What the desk shows of a consultation: counts, one page of the queue, and whether decisions may be taken now. */
export type DeskView = {
  consultation: DeskConsultation;
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
  { consultationId, hasRight }: { consultationId: string; hasRight: boolean },
  { page, ...filter }: DeskFilter & { page: number },
): Promise<DeskView> {
  const sequence = await lastSequence(db, `consultation:${consultationId}`); // read first: what comes after it is announced again
  const row = await requireConsultation(db, consultationId);
  const consultation = await headOf(db, row);
  const may = mayDecideNow({ state: consultation.state, resolveWhileOpen: false });
  const { points, matching } = await deskPage(db, consultationId, filter, { offset: (page - 1) * DESK_PAGE, limit: DESK_PAGE });
  const whyNot = may.ok ? (hasRight ? '' : NO_RIGHT) : may.problem.message;
  return {
    consultation,
    counts: await countDesk(db, consultationId),
    matching,
    page,
    pages: Math.max(1, Math.ceil(matching / DESK_PAGE)),
    points: points.map(queuePoint),
    mayDecide: whyNot === '',
    whyNot,
    sequence,
  };
}

async function headOf(db: Reader, row: ConsultationRow): Promise<DeskConsultation> {
  const documents: DeskConsultation['documents'] = [];
  for (const { document_id: id, version_id: versionId } of await packOf(db, row.id)) {
    const { title } = await requireDocument(db, id);
    documents.push({ id, title, versionNumber: (await requireVersion(db, versionId)).number });
  }
  const state = stateAt(timesOf(row), await databaseNow(db));
  return { reference: row.reference, title: row.title, state, opensAt: row.opens_at, closesAt: row.closes_at, documents };
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

/** Where a point stands by what it still needs. */
export function statusOf(point: DeskPoint): PointStatus {
  const needs = stillNeeds(point);
  if (needs === 'decision') return 'undecided';
  return needs === 'change' ? 'not-applied' : 'done';
}

/** A respondent as they consented to be known: by name only where they said so, else by category. */
export function fromOf(point: DeskPoint): string {
  const known = point.publish === 'with-name' ? point.organisation || point.name : '';
  return known || categoryOf(point);
}

/** What a respondent consented to, in words. */
export function consentOf({ publish }: DeskPoint): string {
  if (publish === 'with-name') return 'May be published with the name.';
  return publish === 'without-name' ? 'The name is not to be published.' : 'The response is not to be published.';
}

/** The category of a respondent in words. */
export function categoryOf({ category }: DeskPoint): string {
  return CATEGORY_CHOICES.find((choice) => choice.value === category)?.name ?? 'Category not given';
}

/** The beginning of what a point says, two lines long. */
export function excerpt({ comment, wording }: DeskPoint): string {
  const text = (comment || wording || '').replace(/\s+/g, ' ');
  return text.length > EXCERPT_CHARS ? `${text.slice(0, EXCERPT_CHARS).trimEnd()}…` : text;
}
