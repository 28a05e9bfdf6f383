import { mayEndSeat } from '../../shared/directory/rules.ts';
import { require } from '../../shared/kernel/outcome.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { afterCommit, type Tx } from '../platform/database/store.ts';
import { appendRecord } from '../record/append-record.ts';
import type { DirectoryParts } from './directory-parts.ts';
import { giverIn } from './giver.ts';
import { lockGroup } from './group-store.ts';
import { endSeatRow, requireSeat, type Seat } from './seat-store.ts';

type Parts = Pick<DirectoryParts, 'store' | 'announcements' | 'answers'>;

/** Ends a seat now with a reason; the person's rights in the group and their open sockets end with it (MEM-3). */
export async function endSeat(
  parts: Parts,
  given: { groupId: string; seatId: string; reason: string; actor: string },
): Promise<void> {
  await parts.store.transaction(async (tx) => {
    await lockGroup(tx, given.groupId);
    const seat = await requireSeat(tx, given.groupId, given.seatId);
    if (seat.end_reason !== null) throw new Problem('seat-ended', 409, 'This seat has already been ended.');
    require(mayEndSeat(await giverIn(tx, given.actor, given.groupId), { personId: seat.person_id, role: seat.role }));
    await endOneSeat(parts, tx, seat, given);
    await appendRecord(tx, {
      chain: `group:${given.groupId}`,
      act: 'end-seat',
      actor: given.actor,
      subject: { group: given.groupId, seat: seat.id, person: seat.person_id },
      facts: { role: seat.role },
      personal: { reason: given.reason },
    });
  });
}

/** Ends a seat within an act that records it: the row, the announcement, and the sockets after the commit. */
export async function endOneSeat(
  { announcements, answers }: Parts,
  tx: Tx,
  seat: Seat,
  { reason, actor }: { reason: string; actor: string },
): Promise<void> {
  await endSeatRow(tx, seat.id, reason, actor);
  const ids = { seat: seat.id, person: seat.person_id };
  await announcements.announce(tx, { topic: `group:${seat.group_id}`, act: 'end-seat', ids });
  afterCommit(tx, () => {
    announcements.dropPerson(seat.person_id, 'seat-ended');
    answers.tellSeatEnded({ seatId: seat.id, personId: seat.person_id, groupId: seat.group_id, reason });
  });
}
