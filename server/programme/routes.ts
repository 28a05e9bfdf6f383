import type { SeatRole } from '../../shared/identity/rules.ts';
import { mayDo } from '../../shared/identity/rules.ts';
import { readWorkProgramme, readHome } from '../../shared/programme/api.ts';
import { byDueDate } from '../../shared/programme/rules.ts';
import type { DirectoryAnswers } from '../directory/answers.ts';
import { listGroups, requireGroup } from '../directory/group-store.ts';
import { seatsOfPerson } from '../directory/seat-store.ts';
import { isAdministrator, requirePerson } from '../identity/person-store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import type { Caller } from '../platform/http/caller.ts';
import { mount } from '../platform/http/door.ts';

/** Opens the last room: the home page and the work programme, from what the other rooms answer. */
export function openProgramme({ door, store }: HouseParts, answers: DirectoryAnswers): void {
  const db = store.read;
  mount(door, readHome, { handle: async ({ caller }) => homeOf({ store, answers }, caller) });
  mount(door, readWorkProgramme, {
    scope: ({ params }) => ({ groupId: params.groupId }),
    handle: async ({ params }) => {
      const group = await requireGroup(db, params.groupId);
      return { now: await databaseNow(db), group: group.name, documents: await answers.askDocuments(db, [group.id]) };
    },
  });
}

async function homeOf({ store, answers }: { store: HouseParts['store']; answers: DirectoryAnswers }, caller: Caller) {
  const db = store.read;
  const person = await requirePerson(db, caller.personId ?? '');
  const seats = await seatsOfPerson(db, person.id);
  const names = new Map((await listGroups(db)).map(({ id, name }) => [id, name]));
  const reading = seats.filter(({ role }) => mayDo([role], 'read-draft')).map(({ group_id }) => group_id);
  return {
    person: { id: person.id, name: person.name },
    administrator: await isAdministrator(db, person.id),
    now: await databaseNow(db),
    seats: seats.map(({ group_id, role, area }: { group_id: string; role: SeatRole; area: string | null }) => ({
      groupId: group_id,
      group: names.get(group_id) ?? '',
      role,
      area,
    })),
    waiting: byDueDate(await answers.askWaiting(db, person.id)),
    documents: reading.length > 0 ? await answers.askDocuments(db, [...new Set(reading)]) : [],
  };
}
