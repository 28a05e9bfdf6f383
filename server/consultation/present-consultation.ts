import type { ConsultationHead, ConsultationView, PointView, ResponseHead } from '../../shared/consultation/api.ts';
import { stateAt } from '../../shared/consultation/consultation.ts';
import { requireGroup } from '../directory/group-store.ts';
import { requireDocument } from '../drafting/document-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { extensionsOf, packOf, timesOf, type ConsultationRow } from './consultation-store.ts';
import { frozenText } from './frozen-text.ts';
import { countPoints, type DeskPoint } from './point-store.ts';
import { countResponses, type ResponseRow } from './response-store.ts';

/** What is around a consultation when somebody asks for it: the time, this installation's address, and the asker's rights. */
export type Surroundings = { now: string; baseUrl: string; rights: string[] };

/** A consultation as a list of the group shows it. */
export async function presentHead(
  db: Reader,
  row: ConsultationRow,
  { now, baseUrl, rights }: Surroundings,
): Promise<ConsultationHead> {
  const documents: ConsultationHead['documents'] = [];
  for (const { place, document_id, version_id } of await packOf(db, row.id)) {
    const { title } = await requireDocument(db, document_id);
    const { number } = await frozenText(db, version_id);
    documents.push({ place, documentId: document_id, versionId: version_id, title, versionNumber: number });
  }
  const { points, held: heldPoints } = await countPoints(db, row.id);
  return {
    id: row.id,
    reference: row.reference,
    title: row.title,
    groupId: row.group_id,
    group: (await requireGroup(db, row.group_id)).name,
    state: stateAt(timesOf(row), now),
    audience: row.audience,
    ...timesOf(row),
    publicAddress: `${baseUrl}/c/${row.reference}`,
    documents,
    counts: { ...(await countResponses(db, row.id)), points, heldPoints },
    rights,
  };
}

/** A consultation with everything the group may know of it. */
export async function presentView(db: Reader, row: ConsultationRow, surroundings: Surroundings): Promise<ConsultationView> {
  return {
    ...(await presentHead(db, row, surroundings)),
    summary: row.summary,
    whatChanged: row.what_changed,
    lengthReason: row.length_reason,
    lookedAt: row.looked_at,
    questions: row.questions,
    askTobacco: row.ask_tobacco,
    packHash: row.pack_hash,
    extensions: await extensionsOf(db, row.id),
  };
}

/** A point as the desk lists it. */
export function presentPointView(point: DeskPoint): PointView {
  return {
    id: point.id,
    responseId: point.response_id,
    reference: point.reference,
    versionId: point.version_id,
    versionPlace: point.version_place,
    blockId: point.block_id,
    clauseNumber: point.clause_number,
    clauseAddress: point.clause_address,
    quote: point.quote,
    anchor: point.anchor,
    kind: point.kind,
    comment: point.comment,
    wording: point.wording,
    late: point.late,
    held: point.held,
    category: point.category,
    capacity: point.capacity,
    area: point.area,
    hasInterest: point.has_interest,
    receivedAt: point.received_at,
    changedAt: point.changed_at,
  };
}

/** A response as a list shows it. */
export function presentResponse(row: ResponseRow & { points: number }): ResponseHead {
  return {
    id: row.id,
    reference: row.reference,
    status: row.status,
    channel: row.channel,
    late: row.late,
    revision: row.revision,
    heldFor: row.held_for,
    capacity: row.capacity,
    category: row.category,
    organisation: row.organisation,
    area: row.area,
    hasInterest: row.has_interest,
    tobaccoLinks: row.tobacco_links,
    publish: row.publish,
    points: row.points,
    receivedAt: row.received_at,
    changedAt: row.changed_at,
  };
}
