import { mayDo, type Role, type SeatRole } from '../identity/rules.ts';
import { allowed, refused, type Outcome } from '../kernel/outcome.ts';

/** Seats that carry rights a chair cannot hand out: only administrators give and end them. */
export const ADMINISTRATORS_GIVE: readonly SeatRole[] = [
  'chair',
  'ncd-co-chair',
  'secretariat',
  'analyst',
  'accountable-commissioner',
];

/** Roles whose seat belongs to a senate area. */
export const AREA_ROLES: readonly SeatRole[] = ['senate-member'];

/** Roles whose holder speaks for an organisation, which the seat names. */
export const SPEAKING_ROLES: readonly SeatRole[] = ['professional-organisation-member'];

/** Whether somebody with these roles may give a seat with a role to a person; nobody gives one to themselves (MEM-13). */
export function maySeat(
  giver: { personId: string; roles: readonly Role[] },
  seat: { personId: string; role: SeatRole },
): Outcome {
  if (giver.personId === seat.personId)
    return refused('own-seat', 403, 'You cannot give a seat to yourself. Another administrator or the chair does it.');
  return mayGive(giver.roles, seat.role);
}

/** Whether somebody with these roles may end a seat; everybody may leave their own. */
export function mayEndSeat(
  ender: { personId: string; roles: readonly Role[] },
  seat: { personId: string; role: SeatRole },
): Outcome {
  return ender.personId === seat.personId ? allowed : mayGive(ender.roles, seat.role);
}

/** Whether a seat says what its role needs to say: an area for senate members, an organisation for those who speak for one. */
export function seatIsWhole(
  seat: { role: SeatRole; area: string | null; speaksFor: string | null; fromDay: string | null; untilDay: string | null },
  areas: readonly string[],
): Outcome {
  if (AREA_ROLES.includes(seat.role) && (seat.area === null || !areas.includes(seat.area)))
    return refused('area-missing', 422, 'Choose the senate area of this seat.', { field: 'area' });
  if (SPEAKING_ROLES.includes(seat.role) && seat.speaksFor === null)
    return refused('organisation-missing', 422, 'Write which organisation this person speaks for.', { field: 'speaksFor' });
  if (seat.fromDay !== null && seat.untilDay !== null && seat.untilDay < seat.fromDay)
    return refused('ends-before-start', 422, 'The last day must not be before the first day.', { field: 'untilDay' });
  return allowed;
}

function mayGive(roles: readonly Role[], role: SeatRole): Outcome {
  if (!mayDo(roles, 'manage-seats')) return refused('not-allowed', 403, 'You do not have the right to give or end seats here.');
  if (ADMINISTRATORS_GIVE.includes(role) && !roles.includes('administrator'))
    return refused('administrators-give', 403, 'Only an administrator gives or ends this seat.', { role });
  return allowed;
}
