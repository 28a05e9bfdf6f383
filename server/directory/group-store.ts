import { sql } from 'kysely';
import { Problem } from '../../shared/kernel/problem.ts';
import type { Reader, Tx } from '../platform/database/store.ts';

/** A group with the programme it belongs to. */
export type Group = {
  id: string;
  programme_id: string;
  programme: string;
  slug: string;
  code: string | null;
  name: string;
  kind: string;
  service_reference: string | null;
  opened_at: string;
  closed_at: string | null;
  close_reason: string | null;
  merged_into: string | null;
};

const GROUPS = sql`
  select g.id, g.programme_id, p.name as programme, g.slug, g.code, g.name, g.kind, g.service_reference,
    g.opened_at, g.closed_at, g.close_reason, g.merged_into
  from "group" g join programme p on p.id = g.programme_id`;

/** The group with an id, or undefined. */
export async function getGroup(db: Reader, id: string): Promise<Group | undefined> {
  const { rows } = await sql<Group>`${GROUPS} where g.id = ${id}`.execute(db);
  return rows[0];
}

/** The group with an id; throws the 404 problem when there is none. */
export async function requireGroup(db: Reader, id: string): Promise<Group> {
  const group = await getGroup(db, id);
  if (!group) throw new Problem('group-not-found', 404, 'There is no such group here.');
  return group;
}

/** Locks a group's row to the end of the transaction, so that acts on its seats follow one another. */
export async function lockGroup(tx: Tx, id: string): Promise<Group> {
  await sql`select 1 from "group" where id = ${id} for update`.execute(tx);
  return requireGroup(tx, id);
}

/** Every group by programme and name, closed ones included. */
export async function listGroups(db: Reader): Promise<Group[]> {
  const { rows } = await sql<Group>`${GROUPS} order by p.place, lower(g.name), g.id`.execute(db);
  return rows;
}

/** The group with a code in a programme; a code alone is not unique (MEM-1). */
export async function findGroup(db: Reader, programmeSlug: string, slug: string): Promise<Group | undefined> {
  const { rows } = await sql<Group>`${GROUPS} where p.slug = ${programmeSlug} and g.slug = ${slug}`.execute(db);
  return rows[0];
}

/** Adds a group from now on. */
export async function insertGroup(
  tx: Tx,
  group: Pick<Group, 'id' | 'programme_id' | 'slug' | 'code' | 'name' | 'kind' | 'service_reference'> & { openedAt?: string },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    insert into "group" (id, programme_id, slug, code, name, kind, service_reference, opened_at)
    values (${group.id}, ${group.programme_id}, ${group.slug}, ${group.code}, ${group.name}, ${group.kind},
      ${group.service_reference}, coalesce(${group.openedAt ?? null}::timestamptz, concord_now()))
    on conflict (programme_id, slug) do nothing returning id`.execute(tx);
  if (rows.length === 0) throw new Problem('code-in-use', 409, 'Another group of this programme has this code.');
}

/** Closes a group from now on; its documents and record live on. */
export async function closeGroupRow(tx: Tx, id: string, reason: string, mergedInto: string | null): Promise<void> {
  await sql`update "group" set closed_at = concord_now(), close_reason = ${reason}, merged_into = ${mergedInto}
    where id = ${id}`.execute(tx);
}
