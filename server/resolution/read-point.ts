import type { PointView, Remark, WhereNow } from '../../shared/resolution/api.ts';
import { Anchor, anchoredText } from '../../shared/text/anchor.ts';
import { placeOf } from '../../shared/text/clause-numbers.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { requireDocument } from '../drafting/document-store.ts';
import { requireVersion } from '../drafting/versions/version-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { requireDeskPoint, neighbours, type DeskPoint } from './desk-store.ts';
import { appliedOf, dispositionsOf } from './disposition-store.ts';
import type { DraftAccess } from './draft-access.ts';
import { categoryOf, consentOf, excerpt, fromOf, statusOf } from './read-desk.ts';
import { remarksOf } from './remark-store.ts';
import { rememberedOf, whereNow } from './where-now.ts';
import { named, namedApplied, nameOf } from './who-decided.ts';

/** Whose eyes a point is read with: the live draft is for those who may read drafts only. */
export type PointReader = { drafts: DraftAccess; mayReadDraft: boolean };

/** Reads everything the desk shows of one point; where it is now is looked for in the committed live text (RES-1). */
export async function readPoint(db: Reader, reader: PointReader, pointId: string): Promise<PointView> {
  const point = await requireDeskPoint(db, pointId);
  const document = await requireDocument(db, point.document_id);
  const version = await requireVersion(db, point.version_id);
  return {
    id: point.id,
    consultationId: point.consultation_id,
    documentId: point.document_id,
    documentTitle: document.title,
    versionNumber: version.number,
    ...placeThen(version.text, point),
    kind: point.kind,
    comment: point.comment,
    wording: point.wording,
    from: fromOf(point),
    consent: consentOf(point),
    category: categoryOf(point),
    interest: point.interest_words ?? '',
    late: point.late,
    held: point.response_status === 'to-check',
    now: await nowOf(db, reader, point),
    dispositions: await Promise.all((await dispositionsOf(db, pointId)).map((row) => named(db, row))),
    applied: await Promise.all((await appliedOf(db, pointId)).map((row) => namedApplied(db, row))),
    similar: (await neighbours(db, point)).map((other) => ({
      id: other.id,
      place: other.clause_number,
      excerpt: excerpt(other),
    })),
    remarks: await remarksWithNames(db, pointId),
    status: statusOf(point),
  };
}

function placeThen(text: DocumentText, point: DeskPoint): Pick<PointView, 'place' | 'clauseNumber' | 'anchor' | 'blockThen'> {
  const anchor = Anchor.safeParse(point.anchor);
  const { block_id: blockId, clause_number: clauseNumber } = point;
  return {
    place: blockId === null ? 'the whole document' : (placeOf(text, blockId)?.name ?? clauseNumber),
    clauseNumber,
    anchor: anchor.success ? anchor.data : null,
    blockThen: blockId === null ? '' : (anchoredText(text, blockId) ?? ''),
  };
}

async function nowOf(db: Reader, { drafts, mayReadDraft }: PointReader, point: DeskPoint): Promise<WhereNow | null> {
  if (!mayReadDraft) return null;
  const remembered = await rememberedOf(db, point);
  const { text, placeNow } = await drafts.lookIntoDraft(point.document_id);
  return whereNow(text, placeNow, point, remembered);
}

async function remarksWithNames(db: Reader, pointId: string): Promise<Remark[]> {
  const rows = await remarksOf(db, pointId);
  return Promise.all(
    rows.map(async ({ id, personId, words, madeAt }) => ({ id, words, madeAt, name: await nameOf(db, personId) })),
  );
}
