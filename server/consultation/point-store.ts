import { sql, type RawBuilder } from 'kysely';
import type { PointKind } from '../../shared/consultation/point-kinds.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { Anchor } from '../../shared/text/anchor.ts';
import type { Reader, Tx } from '../platform/database/store.ts';
import { json } from '../platform/database/values.ts';

/** A point as it lies in the database; it names its version, and a null block means the whole document. */
export type PointRow = {
  id: string;
  consultation_id: string;
  response_id: string;
  version_id: string;
  /** Place of the version in the pack, from 1. */
  version_place: number;
  block_id: string | null;
  /** Place of the block in reading order; 0 for the whole document. */
  block_ordinal: number;
  clause_number: string;
  clause_address: string;
  range_start: number;
  range_end: number;
  quote: string;
  quote_before: string;
  quote_after: string;
  relative: { start: string; end: string } | null;
  /** All of the above in the form that finds the words in a later text; null for the whole document. */
  anchor: Anchor | null;
  kind: PointKind;
  comment: string;
  /** How the whole block should read instead. */
  wording: string | null;
  /** Place in the response, from 1. */
  rank: number;
  made_at: string;
  changed_at: string;
  dropped_at: string | null;
};

/** A point with what the desk says about its response; no name and no address. */
export type DeskPoint = Omit<PointRow, 'dropped_at'> & {
  reference: string;
  late: boolean;
  held: boolean;
  category: string | null;
  capacity: string | null;
  area: string | null;
  has_interest: boolean | null;
  publish: string | null;
  received_at: string;
};

/** Which points to list; responses held to be checked are left out unless asked for. */
export type PointFilter = {
  after?: string | undefined;
  limit?: number | undefined;
  versionId?: string | undefined;
  blockId?: string | undefined;
  kind?: string | undefined;
  responseId?: string | undefined;
  held?: 'without' | 'with' | 'only' | undefined;
};

type Tables = { point: PointRow };

const PAGE = 100; // a desk's list; each point is at most a few kilobytes

/** The points of a consultation in the order of the documents, one page of them; `after` is the id of the last one seen. */
export async function pointsOf(db: Reader, consultationId: string, filter: PointFilter = {}): Promise<DeskPoint[]> {
  const { rows } = await sql<DeskPoint>`
    select ${columns} from point join response on response.id = point.response_id
    where point.consultation_id = ${consultationId} and point.dropped_at is null and response.status <> 'withdrawn'
      ${sql.join(conditionsOf(filter), sql` `)}
    order by version_place, block_ordinal, range_start, point.id limit ${filter.limit ?? PAGE}`.execute(db);
  return rows;
}

const columns = sql`point.id, point.consultation_id, response_id, version_id, version_place, block_id, block_ordinal, clause_number, clause_address,
  range_start, range_end, quote, quote_before, quote_after, relative, anchor, kind, comment, wording, rank, made_at, point.changed_at,
  reference, late, status = 'to-check' as held, category, capacity, area, has_interest, publish, received_at`;

function conditionsOf({ after, versionId, blockId, kind, responseId, held = 'without' }: PointFilter): RawBuilder<unknown>[] {
  const conditions: (RawBuilder<unknown> | undefined)[] = [
    held === 'with' ? undefined : held === 'only' ? sql`and status = 'to-check'` : sql`and status = 'received'`,
    versionId === undefined ? undefined : sql`and version_id = ${versionId}`,
    blockId === undefined ? undefined : sql`and block_id = ${blockId}`,
    kind === undefined ? undefined : sql`and kind = ${kind}`,
    responseId === undefined ? undefined : sql`and response_id = ${responseId}`,
    after === undefined
      ? undefined
      : sql`and (version_place, block_ordinal, range_start, point.id) >
          (select version_place, block_ordinal, range_start, id from point where id = ${after})`,
  ];
  return [sql``, ...conditions.filter((condition): condition is RawBuilder<unknown> => condition !== undefined)];
}

/** One point that counts, with what the desk says about its response; throws the 404 problem. */
export async function requirePoint(db: Reader, id: string): Promise<DeskPoint> {
  const { rows } = await sql<DeskPoint>`
    select ${columns} from point join response on response.id = point.response_id
    where point.id = ${id} and point.dropped_at is null and response.status <> 'withdrawn'`.execute(db);
  const row = rows[0];
  if (!row) throw new Problem('point-not-found', 404, 'There is no such point. It may have been withdrawn.');
  return row;
}

/** The anchors of the points about a document, over all its consultations. */
export async function anchorsAbout(db: Reader, documentId: string): Promise<{ id: string; anchor: Anchor }[]> {
  const { rows } = await sql<{ id: string; anchor: unknown }>`
    select point.id, anchor from point
    join response on response.id = point.response_id
    join consultation_version cv on cv.consultation_id = point.consultation_id and cv.version_id = point.version_id
    where cv.document_id = ${documentId} and anchor is not null and point.dropped_at is null and response.status <> 'withdrawn'
    order by point.id`.execute(db);
  return rows.flatMap(({ id, anchor }) => {
    const parsed = Anchor.safeParse(anchor);
    return parsed.success ? [{ id, anchor: parsed.data }] : [];
  });
}

/** How many points count, and how many more are held to be checked. */
export async function countPoints(db: Reader, consultationId: string): Promise<{ points: number; held: number }> {
  const { rows } = await sql<{ points: number; held: number }>`
    select count(*) filter (where status = 'received')::int as points, count(*) filter (where status = 'to-check')::int as held
    from point join response on response.id = point.response_id
    where point.consultation_id = ${consultationId} and dropped_at is null`.execute(db);
  return rows[0] ?? { points: 0, held: 0 };
}

/** Keeps a point, or its newer words when a response is sent again. */
export async function keepPoint(tx: Tx, row: Omit<PointRow, 'dropped_at'>): Promise<void> {
  const values = { ...row, dropped_at: null, relative: jsonOrNull(row.relative), anchor: jsonOrNull(row.anchor) };
  const { id: _id, made_at: _madeAt, consultation_id: _consultation, response_id: _response, ...newer } = values;
  await tx
    .withTables<Tables>()
    .insertInto('point')
    .values(values)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(newer).where('point.response_id', '=', row.response_id))
    .execute();
}

/** The points of a response as they were last sent. */
export async function pointsOfResponse(db: Reader, responseId: string): Promise<PointRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom('point')
    .selectAll()
    .where('response_id', '=', responseId)
    .where('dropped_at', 'is', null)
    .orderBy('rank')
    .execute();
}

/** Takes points out of the count; they keep their words, for the record of earlier revisions. */
export async function dropPoints(tx: Tx, ids: readonly string[], at: string): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .withTables<Tables>()
    .updateTable('point')
    .set({ dropped_at: at })
    .where('id', 'in', [...ids])
    .execute();
}

/** Takes every point of a withdrawn response out of the count and wipes its words. */
export async function wipePoints(tx: Tx, responseId: string, at: string): Promise<void> {
  await tx
    .withTables<Tables>()
    .updateTable('point')
    .set({ dropped_at: at, comment: '', wording: null })
    .where('response_id', '=', responseId)
    .execute();
}

function jsonOrNull<T>(value: T | null): RawBuilder<T> | null {
  return value === null ? null : json(value);
}
