import { sql } from 'kysely';
import type { SeatRole } from '../../shared/identity/rules.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import type { Reader, Tx } from '../platform/database/store.ts';

/** A seat with the name of the person who holds it. */
export type Seat = {
  id: string;
  person_id: string;
  person: string;
  group_id: string;
  role: SeatRole;
  area: string | null;
  speaks_for: string | null;
  starts_at: string;
  ends_at: string | null;
  start_reason: string;
  end_reason: string | null;
};

const SEATS = sql`
  select s.id, s.person_id, p.name as person, s.group_id, s.role, s.area, s.speaks_for,
    s.starts_at, s.ends_at, s.start_reason, s.end_reason
  from seat s join person p on p.id = s.person_id`;
const HELD_NOW = sql`s.starts_at <= concord_now() and (s.ends_at is null or s.ends_at > concord_now())`;

/** Roles a person holds in a group at this moment (MEM-3). */
export async function rolesIn(db: Reader, personId: string, groupId: string): Promise<SeatRole[]> {
  const { rows } = await sql<{ role: SeatRole }>`
    select distinct s.role from seat s where s.person_id = ${personId} and s.group_id = ${groupId} and ${HELD_NOW}
    order by s.role`.execute(db);
  return rows.map(({ role }) => role);
}

/** Seats a person holds at this moment, in every group. */
export async function seatsOfPerson(db: Reader, personId: string): Promise<Seat[]> {
  const { rows } = await sql<Seat>`${SEATS} where s.person_id = ${personId} and ${HELD_NOW}
    order by s.starts_at, s.id`.execute(db);
  return rows;
}

/** Seats of a group that are held at this moment. */
export async function seatsOfGroup(db: Reader, groupId: string): Promise<Seat[]> {
  const { rows } = await sql<Seat>`${SEATS} where s.group_id = ${groupId} and ${HELD_NOW}
    order by lower(p.name), s.id`.execute(db);
  return rows;
}

/** Seats of a group that ended or have not begun, newest first, at most `limit`. */
export async function otherSeatsOfGroup(db: Reader, groupId: string, limit: number): Promise<Seat[]> {
  const { rows } = await sql<Seat>`${SEATS} where s.group_id = ${groupId} and not (${HELD_NOW})
    order by s.starts_at desc, s.id limit ${limit}`.execute(db);
  return rows;
}

/** One seat of a group; throws the 404 problem when there is none. */
export async function requireSeat(db: Reader, groupId: string, seatId: string): Promise<Seat> {
  const { rows } = await sql<Seat>`${SEATS} where s.id = ${seatId} and s.group_id = ${groupId}`.execute(db);
  if (!rows[0]) throw new Problem('seat-not-found', 404, 'There is no such seat in this group.');
  return rows[0];
}

/** What is needed to add a seat; days are UK days, "2026-11-23". */
export type NewSeat = {
  id: string;
  personId: string;
  groupId: string;
  role: SeatRole;
  area: string | null;
  speaksFor: string | null;
  /** First day; null for this moment. */
  fromDay: string | null;
  /** Last day; null for no known end. */
  untilDay: string | null;
  reason: string;
  madeBy: string;
};

/** Adds a seat from the beginning of its first day to the end of its last, UK time. */
export async function insertSeat(tx: Tx, seat: NewSeat): Promise<void> {
  await sql`
    insert into seat (id, person_id, group_id, role, area, speaks_for, starts_at, ends_at, start_reason, made_by)
    values (${seat.id}, ${seat.personId}, ${seat.groupId}, ${seat.role}, ${seat.area}, ${seat.speaksFor},
      coalesce(${seat.fromDay}::date::timestamp at time zone 'Europe/London', concord_now()),
      (${seat.untilDay}::date + 1)::timestamp at time zone 'Europe/London', ${seat.reason}, ${seat.madeBy})`.execute(tx);
}

/** Whether a person has a seat with this role in the group that is held now or begins later. */
export async function hasSeatAhead(db: Reader, personId: string, groupId: string, role: string): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`
    select exists (select 1 from seat s where s.person_id = ${personId} and s.group_id = ${groupId} and s.role = ${role}
      and (s.ends_at is null or s.ends_at > concord_now())) as yes`.execute(db);
  return rows[0]?.yes === true;
}

/** Ends a seat now with a reason; a seat that has not begun ends before it begins. */
export async function endSeatRow(tx: Tx, seatId: string, reason: string, endedBy: string): Promise<void> {
  await sql`update seat set ends_at = greatest(concord_now(), starts_at), end_reason = ${reason}, ended_by = ${endedBy}
    where id = ${seatId} and (ends_at is null or ends_at > concord_now())`.execute(tx);
}
