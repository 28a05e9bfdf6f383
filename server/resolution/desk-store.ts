import { sql, type RawBuilder } from 'kysely';
import type { DeskCounts, PointStatus } from '../../shared/resolution/api.ts';
import type { Outcome } from '../../shared/resolution/disposition.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import type { Reader } from '../platform/database/store.ts';

/** A point as the desk reads it: what was said, by whom as far as they consented, and how far it is decided. */
export type DeskPoint = {
  id: string;
  response_id: string;
  consultation_id: string;
  version_id: string;
  document_id: string;
  version_place: number;
  block_id: string | null;
  clause_number: string;
  range_start: number;
  range_end: number;
  quote: string;
  anchor: unknown;
  kind: string;
  comment: string;
  wording: string | null;
  name: string | null;
  organisation: string | null;
  category: string | null;
  publish: string | null;
  interest_words: string | null;
  late: boolean;
  response_status: string;
  revision: number;
  outcome: Outcome | null;
  exemption: string;
  applied: boolean;
};

/** What the queue is narrowed to. */
export type DeskFilter = { status?: PointStatus | undefined; kind?: string | undefined; words?: string | undefined };

// One select for queue, point and table: the desk's order is the order of the document (RES-21), withdrawn responses are left out.
const DESK = sql`
  select p.id, p.response_id, p.consultation_id, p.version_id, cv.document_id, p.version_place, p.block_id, p.clause_number, p.range_start, p.range_end,
    p.quote, p.anchor, p.kind, p.comment, p.wording, p.block_ordinal, who.name, r.organisation, r.category, r.publish, who.interest_words, r.late,
    r.status as response_status, coalesce(pp.revision, 0) as revision, pp.outcome, coalesce(pp.exemption, '') as exemption,
    exists (select 1 from applied_wording a where a.point_id = p.id and a.undone_at is null) as applied
  from point p
  join response r on r.id = p.response_id
  join consultation_version cv on cv.consultation_id = p.consultation_id and cv.version_id = p.version_id
  left join respondent who on who.response_id = r.id
  left join point_progress pp on pp.point_id = p.id
  where p.dropped_at is null and r.status <> 'withdrawn'`;

const IN_ORDER = sql`order by d.version_place, d.block_ordinal, d.range_start, d.id`;
const STATUS = sql`case when d.outcome is null then 'undecided'
  when d.outcome in ('accepted', 'accepted-in-part') and not d.applied and d.exemption = '' then 'not-applied' else 'done' end`;

/** The points of a consultation that match, in document order, one page of them, and how many match in all. */
export async function deskPage(
  db: Reader,
  consultationId: string,
  filter: DeskFilter,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ points: DeskPoint[]; matching: number }> {
  const matches = sql`from (${DESK} and p.consultation_id = ${consultationId}) d where ${conditions(filter)}`;
  const { rows } = await sql<DeskPoint>`select d.* ${matches} ${IN_ORDER} limit ${limit} offset ${offset}`.execute(db);
  const { rows: counted } = await sql<{ n: number }>`select count(*) as n ${matches}`.execute(db);
  return { points: rows, matching: counted[0]?.n ?? 0 };
}

/** Every point of a consultation about one document, in document order, for the response table. */
export async function pointsAbout(db: Reader, consultationId: string, documentId: string): Promise<DeskPoint[]> {
  const { rows } =
    await sql<DeskPoint>`select d.* from (${DESK} and p.consultation_id = ${consultationId} and cv.document_id = ${documentId}) d ${IN_ORDER}`.execute(
      db,
    );
  return rows;
}

/** One point, or undefined when there is none or its response was withdrawn. */
export async function deskPoint(db: Reader, pointId: string): Promise<DeskPoint | undefined> {
  const { rows } = await sql<DeskPoint>`select d.* from (${DESK} and p.id = ${pointId}) d`.execute(db);
  return rows[0];
}

/** One point; throws the 404 problem when there is none or its response was withdrawn. */
export async function requireDeskPoint(db: Reader, pointId: string): Promise<DeskPoint> {
  const point = await deskPoint(db, pointId);
  if (!point) throw new Problem('point-not-found', 404, 'There is no such point. It may have been withdrawn by its respondent.');
  return point;
}

/** Other points on the same block of the same version, at most five. */
export async function neighbours(db: Reader, { id, version_id, block_id }: DeskPoint): Promise<DeskPoint[]> {
  if (block_id === null) return [];
  const { rows } =
    await sql<DeskPoint>`select d.* from (${DESK} and p.version_id = ${version_id} and p.block_id = ${block_id} and p.id <> ${id}) d ${IN_ORDER} limit 5`.execute(
      db,
    );
  return rows;
}

/** How many points of a consultation stand where. */
export async function countDesk(db: Reader, consultationId: string): Promise<DeskCounts> {
  return count(db, sql`${DESK} and p.consultation_id = ${consultationId}`);
}

/** How many points about a document stand where, over all its consultations. */
export async function countAbout(db: Reader, documentId: string): Promise<DeskCounts> {
  return count(db, sql`${DESK} and cv.document_id = ${documentId}`);
}

async function count(db: Reader, points: RawBuilder<unknown>): Promise<DeskCounts> {
  const { rows } = await sql<{
    status: PointStatus;
    n: number;
  }>`select ${STATUS} as status, count(*) as n from (${points}) d group by 1`.execute(db);
  const of = (status: PointStatus): number => rows.find((row) => row.status === status)?.n ?? 0;
  const [undecided, notApplied, done] = [of('undecided'), of('not-applied'), of('done')];
  return { all: undecided + notApplied + done, undecided, notApplied, done };
}

function conditions({ status, kind, words }: DeskFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (status) parts.push(sql`${STATUS} = ${status}`);
  if (kind) parts.push(sql`d.kind = ${kind}`);
  if (words)
    parts.push(sql`position(lower(${words}) in lower(d.comment || ' ' || coalesce(d.wording, '') || ' ' || d.quote)) > 0`);
  return sql.join(parts, sql` and `);
}
