import type { z } from 'zod';
import type { GroupPage, SeatLine } from '../../shared/directory/api.ts';
import { areasOf, checkComposition, compositionAt } from '../../shared/directory/composition.ts';
import { countsAsMember } from '../../shared/directory/seat-roles.ts';
import { isAdministrator } from '../identity/person-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { Caller } from '../platform/http/caller.ts';
import type { DirectoryParts } from './directory-parts.ts';
import { exceptionsOf } from './exception-store.ts';
import { getGroup, requireGroup, type Group } from './group-store.ts';
import { otherSeatsOfGroup, seatsOfGroup, type Seat } from './seat-store.ts';

const OTHER_SEATS = 200; // ten years of a group's comings and goings

/** What the group page shows: seats, vacancies by area, and which rule each warning comes from (MEM-2). */
export async function groupPage(
  { store, access }: Pick<DirectoryParts, 'store' | 'access'>,
  groupId: string,
  caller: Caller,
): Promise<z.input<typeof GroupPage>> {
  const db = store.read;
  const group = await requireGroup(db, groupId);
  const seats = await seatsOfGroup(db, group.id);
  const rights = await access.rightsOf(caller, { groupId });
  const mayManage = rights.includes('manage-seats');
  const ruled = group.kind === 'crg' && group.closed_at === null;
  const rules = compositionAt(await databaseNow(db));
  return {
    group: await groupFacts(db, group),
    seats: seats.map(seatLine),
    otherSeats: mayManage ? (await otherSeatsOfGroup(db, group.id, OTHER_SEATS)).map(seatLine) : [],
    areas: ruled ? areasOf(seats, rules).map((area) => ({ ...area, held: area.held.map(({ id }) => id) })) : [],
    members: seats.filter(({ role }) => countsAsMember(role)).length,
    rules: ruled ? { from: rules.from, source: rules.source, minimum: rules.minimum, maximum: rules.maximum } : null,
    warnings: ruled ? await warningsOf(db, group.id, seats, rules) : [],
    rights,
    administrator: caller.personId !== null && (await isAdministrator(db, caller.personId)),
  };
}

async function groupFacts(db: Reader, group: Group): Promise<z.input<typeof GroupPage>['group']> {
  const target = group.merged_into === null ? undefined : await getGroup(db, group.merged_into);
  return {
    id: group.id,
    code: group.code,
    name: group.name,
    kind: group.kind,
    programme: group.programme,
    serviceReference: group.service_reference,
    openedAt: group.opened_at,
    closedAt: group.closed_at,
    closeReason: group.close_reason,
    mergedInto: target ? { id: target.id, name: target.name } : null,
  };
}

async function warningsOf(
  db: Reader,
  groupId: string,
  seats: Seat[],
  rules: ReturnType<typeof compositionAt>,
): Promise<z.input<typeof GroupPage>['warnings']> {
  const exceptions = await exceptionsOf(db, groupId);
  return checkComposition(seats, rules).map((warning) => {
    const exception = exceptions.find(({ rule }) => rule === warning.rule);
    return {
      ...warning,
      exception: exception ? { id: exception.id, reason: exception.reason, by: exception.by, at: exception.made_at } : null,
    };
  });
}

function seatLine(seat: Seat): z.input<typeof SeatLine> {
  return {
    id: seat.id,
    personId: seat.person_id,
    person: seat.person,
    role: seat.role,
    area: seat.area,
    speaksFor: seat.speaks_for,
    startsAt: seat.starts_at,
    endsAt: seat.ends_at,
    endReason: seat.end_reason,
  };
}
