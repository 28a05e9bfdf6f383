import { sql } from 'kysely';
import type { Applied, Decision, Disposition } from '../../shared/resolution/disposition.ts';
import type { Reader, Tx } from '../platform/database/store.ts';

/** A revision of a disposition without the decider's name, which identity knows. */
export type DispositionRow = Omit<Disposition, 'decidedByName'>;

/** Wording that went into the draft, without the applier's name. */
export type AppliedRow = Omit<Applied, 'appliedByName'> & { id: string; documentId: string };

/** Locks a point to the end of the transaction, so that two decisions on it come one after the other (RES-11). */
export async function lockPoint(tx: Tx, pointId: string): Promise<void> {
  await sql`select id from point where id = ${pointId} for update`.execute(tx);
}

/** Every revision of a point's disposition, oldest first. */
export async function dispositionsOf(db: Reader, pointId: string): Promise<DispositionRow[]> {
  const { rows } =
    await sql<DispositionRow>`select point_id as "pointId", revision, outcome, reason_code as "reasonCode", reply, exemption,
    duplicate_of as "duplicateOf", decided_by as "decidedBy", decided_at as "decidedAt" from disposition where point_id = ${pointId} order by revision`.execute(
      db,
    );
  return rows;
}

/** The newest disposition of each point of a consultation, for the response table. */
export async function newestDispositions(
  db: Reader,
  consultationId: string,
): Promise<Map<string, { outcome: Decision['outcome']; reply: string; reasonCode: Decision['reasonCode'] }>> {
  const { rows } = await sql<{
    point_id: string;
    outcome: Decision['outcome'];
    reply: string;
    reason_code: Decision['reasonCode'];
  }>`
    select distinct on (d.point_id) d.point_id, d.outcome, d.reply, d.reason_code from disposition d join point p on p.id = d.point_id
    where p.consultation_id = ${consultationId} order by d.point_id, d.revision desc`.execute(db);
  return new Map(rows.map((row) => [row.point_id, { outcome: row.outcome, reply: row.reply, reasonCode: row.reason_code }]));
}

/** Adds a revision and moves the point's progress to it. */
export async function insertDisposition(tx: Tx, row: DispositionRow, consultationId: string): Promise<void> {
  const { pointId, revision, outcome, reasonCode, reply, exemption, duplicateOf, decidedBy, decidedAt } = row;
  await sql`insert into disposition (point_id, revision, outcome, reason_code, reply, exemption, duplicate_of, decided_by, decided_at)
    values (${pointId}, ${revision}, ${outcome}, ${reasonCode}, ${reply}, ${exemption}, ${duplicateOf}, ${decidedBy}, ${decidedAt})`.execute(
    tx,
  );
  await sql`insert into point_progress (point_id, consultation_id, revision, outcome, exemption) values (${pointId}, ${consultationId}, ${revision}, ${outcome}, ${exemption})
    on conflict (point_id) do update set revision = excluded.revision, outcome = excluded.outcome, exemption = excluded.exemption`.execute(
    tx,
  );
}

/** Keeps that words went into the draft because of a point; the same id is kept once. */
export async function insertApplied(tx: Tx, row: AppliedRow): Promise<void> {
  const { id, pointId, documentId, blockId, before, after, appliedBy, appliedAt } = row;
  await sql`insert into applied_wording (id, point_id, document_id, block_id, before, after, applied_by, applied_at)
    values (${id}, ${pointId}, ${documentId}, ${blockId}, ${before}, ${after}, ${appliedBy}, ${appliedAt}) on conflict (id) do nothing`.execute(
    tx,
  );
}

/** Takes a link between a point and a change off; answers whether there was one. */
export async function undoApplied(tx: Tx, pointId: string, id: string, at: string): Promise<boolean> {
  const result =
    await sql`update applied_wording set undone_at = ${at} where id = ${id} and point_id = ${pointId} and undone_at is null`.execute(
      tx,
    );
  return Number(result.numAffectedRows ?? 0) > 0;
}

/** What a point changed in the draft, oldest first; taken-off links are left out. */
export async function appliedOf(db: Reader, pointId: string): Promise<AppliedRow[]> {
  return applied(db, sql`point_id = ${pointId}`);
}

/** Everything that points changed in a document. */
export async function appliedIn(db: Reader, documentId: string): Promise<AppliedRow[]> {
  return applied(db, sql`document_id = ${documentId}`);
}

async function applied(db: Reader, which: ReturnType<typeof sql>): Promise<AppliedRow[]> {
  const { rows } =
    await sql<AppliedRow>`select id, point_id as "pointId", document_id as "documentId", block_id as "blockId", before, after,
    applied_by as "appliedBy", applied_at as "appliedAt" from applied_wording where ${which} and undone_at is null order by applied_at, id`.execute(
      db,
    );
  return rows;
}
