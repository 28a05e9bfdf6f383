import { CATEGORY_CHOICES } from '../../shared/consultation/about-you.ts';
import { AnsweredPoint } from '../../shared/publishing/response-table.ts';
import { OUTCOMES } from '../../shared/resolution/disposition.ts';
import { consultationsOfDocument } from '../consultation/consultation-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { pointsAbout, type DeskPoint } from '../resolution/desk-store.ts';
import { newestDispositions } from '../resolution/disposition-store.ts';
import { publishedPoints } from './release-store.ts';

/** What a release's response table would hold: answered points in order, and how many stand in the way. */
export type PointsToPublish = { answered: AnsweredPoint[]; undecided: number; held: number };

/** Every point of a document's consultations that no release holds yet, oldest consultation first, in the order of the text (RES-21). */
export async function pointsToPublish(db: Reader, documentId: string): Promise<PointsToPublish> {
  const found: PointsToPublish = { answered: [], undecided: 0, held: 0 };
  const published = await publishedPoints(db, documentId);
  for (const consultation of (await consultationsOfDocument(db, documentId)).toReversed()) {
    const decided = await newestDispositions(db, consultation.id);
    for (const point of await pointsAbout(db, consultation.id, documentId)) {
      const disposition = decided.get(point.id);
      if (published.has(point.id)) continue;
      if (point.response_status === 'to-check') found.held += 1;
      if (!disposition) found.undecided += 1;
      else found.answered.push(answered(point, { outcome: OUTCOMES[disposition.outcome].label, reply: disposition.reply }));
    }
  }
  return found;
}

function answered(point: DeskPoint, decision: { outcome: string; reply: string }): AnsweredPoint {
  return AnsweredPoint.parse({
    ...decision,
    pointId: point.id,
    responseId: point.response_id,
    place: point.clause_number === '' ? 'The whole document' : point.clause_number,
    quote: point.quote,
    kind: point.kind.replaceAll('-', ' '),
    comment: point.comment,
    proposedWording: point.wording,
    permission: point.publish ?? 'not-at-all',
    name: point.organisation || point.name || null,
    category: CATEGORY_CHOICES.find((choice) => choice.value === point.category)?.name ?? 'Not said',
    late: point.late,
  });
}
