import { Problem } from '../../shared/kernel/problem.ts';
import { appendRecord } from '../record/append-record.ts';
import type { DirectoryParts } from './directory-parts.ts';
import { endOneSeat } from './end-seat.ts';
import { closeGroupRow, lockGroup, requireGroup } from './group-store.ts';
import { seatsOfGroup } from './seat-store.ts';

/** Closes a group, or merges it into another, and ends its seats; refused while a room has something against it (MEM-15). */
export async function closeGroup(
  parts: DirectoryParts,
  given: { groupId: string; reason: string; mergedInto: string | null; actor: string },
): Promise<void> {
  await parts.store.transaction(async (tx) => {
    const group = await lockGroup(tx, given.groupId);
    if (group.closed_at !== null) throw new Problem('group-closed', 409, 'This group is closed already.');
    if (given.mergedInto === group.id) throw new Problem('same-group', 422, 'A group cannot be merged into itself.');
    const target = given.mergedInto === null ? undefined : await requireGroup(tx, given.mergedInto);
    if (target?.closed_at) throw new Problem('group-closed', 409, 'The group to merge into is closed.');
    const against = await parts.answers.askMayClose(tx, group.id);
    if (against.length > 0) throw new Problem('group-in-use', 409, against.join(' '));
    await closeGroupRow(tx, group.id, given.reason, given.mergedInto);
    const seats = await seatsOfGroup(tx, group.id);
    for (const seat of seats) await endOneSeat(parts, tx, seat, { reason: 'The group was closed.', actor: given.actor });
    await appendRecord(tx, {
      chain: `group:${group.id}`,
      act: 'close-group',
      actor: given.actor,
      subject: { group: group.id, ...(target ? { mergedInto: target.id } : {}) },
      facts: { seats: seats.length, reason: given.reason },
    });
  });
}
