import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/database/store.ts';

/** A private remark of the group on a point. */
export type RemarkRow = { id: string; pointId: string; personId: string; words: string; madeAt: string };

/** Keeps a remark; false when one of this id is kept already. */
export async function insertRemark(tx: Tx, row: Omit<RemarkRow, 'madeAt'>): Promise<boolean> {
  const { numAffectedRows } =
    await sql`insert into point_remark (id, point_id, person_id, words) values (${row.id}, ${row.pointId}, ${row.personId}, ${row.words}) on conflict (id) do nothing`.execute(
      tx,
    );
  return Number(numAffectedRows ?? 0) > 0;
}

/** The remarks on a point, oldest first. */
export async function remarksOf(db: Reader, pointId: string): Promise<RemarkRow[]> {
  const { rows } =
    await sql<RemarkRow>`select id, point_id as "pointId", person_id as "personId", words, made_at as "madeAt" from point_remark where point_id = ${pointId} order by made_at, id`.execute(
      db,
    );
  return rows;
}
