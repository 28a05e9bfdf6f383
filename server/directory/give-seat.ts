import { compositionAt } from '../../shared/directory/composition.ts';
import { maySeat, seatIsWhole } from '../../shared/directory/rules.ts';
import type { SeatRole } from '../../shared/identity/rules.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { require } from '../../shared/kernel/outcome.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { findPersonByEmail, type Person } from '../identity/person-store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { Tx } from '../platform/database/store.ts';
import { appendRecord } from '../record/append-record.ts';
import type { DirectoryParts } from './directory-parts.ts';
import { lockGroup } from './group-store.ts';
import { giverIn } from './giver.ts';
import { hasSeatAhead, insertSeat } from './seat-store.ts';

/** Gives a seat in a group to a person from a day, with a reason (MEM-3). */
export async function giveSeat(
  { store, announcements }: Pick<DirectoryParts, 'store' | 'announcements'>,
  given: {
    groupId: string;
    email: string;
    role: SeatRole;
    area: string | null;
    speaksFor: string | null;
    fromDay: string | null;
    untilDay: string | null;
    reason: string;
    actor: string;
  },
): Promise<{ seatId: string }> {
  const seatId = makeId();
  await store.transaction(async (tx) => {
    const group = await lockGroup(tx, given.groupId);
    if (group.closed_at !== null) throw new Problem('group-closed', 409, 'This group is closed, so it has no new seats.');
    const person = await requireKnown(tx, given.email);
    require(maySeat(await giverIn(tx, given.actor, group.id), { personId: person.id, role: given.role }));
    const { areas } = compositionAt(await databaseNow(tx));
    require(
      seatIsWhole(
        given,
        areas.map(({ name }) => name),
      ),
    );
    if (await hasSeatAhead(tx, person.id, group.id, given.role))
      throw new Problem('seat-held', 409, `${person.name} has this seat already.`, { field: 'email' });
    await insertSeat(tx, { ...given, id: seatId, personId: person.id, madeBy: given.actor });
    const ids = { seat: seatId, person: person.id };
    await announcements.announce(tx, { topic: `group:${group.id}`, act: 'give-seat', ids });
    await announcements.announce(tx, { topic: `person:${person.id}`, act: 'give-seat', ids: { ...ids, group: group.id } });
    await appendRecord(tx, {
      chain: `group:${group.id}`,
      act: 'give-seat',
      actor: given.actor,
      subject: { group: group.id, ...ids },
      facts: { role: given.role, area: given.area, fromDay: given.fromDay, untilDay: given.untilDay },
      personal: { name: person.name, reason: given.reason, ...(given.speaksFor ? { speaksFor: given.speaksFor } : {}) },
    });
  });
  return { seatId };
}

async function requireKnown(tx: Tx, email: string): Promise<Person> {
  const person = await findPersonByEmail(tx, email);
  if (person && person.closed_at === null) return person;
  throw new Problem(
    'person-not-known',
    422,
    'Nobody with this address has been invited to Concord. An administrator invites people.',
    { field: 'email' },
  );
}
