import { sql } from 'kysely';
import type { CompositionRule } from '../../shared/directory/composition.ts';
import type { Reader, Tx } from '../platform/database/store.ts';

/** Why a group may differ from a rule of composition, and who recorded it. */
export type CompositionException = { id: string; rule: CompositionRule; reason: string; by: string; made_at: string };

/** The exceptions of a group that hold. */
export async function exceptionsOf(db: Reader, groupId: string): Promise<CompositionException[]> {
  const { rows } = await sql<CompositionException>`
    select e.id, e.rule, e.reason, coalesce(p.name, e.made_by) as by, e.made_at
    from composition_exception e left join person p on p.id = e.made_by
    where e.group_id = ${groupId} and e.ended_at is null order by e.made_at`.execute(db);
  return rows;
}

/** Adds an exception in place of an earlier one to the same rule. */
export async function insertException(
  tx: Tx,
  exception: { id: string; groupId: string; rule: CompositionRule; reason: string; madeBy: string },
): Promise<void> {
  await sql`update composition_exception set ended_at = concord_now()
    where group_id = ${exception.groupId} and rule = ${exception.rule} and ended_at is null`.execute(tx);
  await sql`insert into composition_exception (id, group_id, rule, reason, made_by)
    values (${exception.id}, ${exception.groupId}, ${exception.rule}, ${exception.reason}, ${exception.madeBy})`.execute(tx);
}

/** Ends an exception; false when there is none that holds. */
export async function endExceptionRow(tx: Tx, groupId: string, id: string): Promise<boolean> {
  const { rows } = await sql`update composition_exception set ended_at = concord_now()
    where id = ${id} and group_id = ${groupId} and ended_at is null returning id`.execute(tx);
  return rows.length > 0;
}
