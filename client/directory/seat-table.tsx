import type { ReactElement } from 'react';
import type { GroupPage, SeatLine } from '../../shared/directory/api.ts';
import { mayEndSeat } from '../../shared/directory/rules.ts';
import { SEAT_ROLE_FACTS, countsAsMember, seatRoleName } from '../../shared/directory/seat-roles.ts';
import type { Role } from '../../shared/identity/rules.ts';
import { ukDate } from '../../shared/kernel/instant.ts';
import { DataTable, type Column } from '../ui/data-table.tsx';
import { lastDay } from './seat-map.tsx';

/** Every seat that is held, with who may end it; `personId` is the reader. */
export function SeatTable({ page, personId }: { page: GroupPage; personId: string }): ReactElement {
  const roles: Role[] = page.seats.filter((seat) => seat.personId === personId).map(({ role }) => role);
  const reader = { personId, roles: page.administrator ? [...roles, 'administrator' as const] : roles };
  const order = new Map(SEAT_ROLE_FACTS.map(({ id }, place) => [id, place]));
  const seats = [...page.seats].sort((one, other) => (order.get(one.role) ?? 0) - (order.get(other.role) ?? 0));
  return (
    <DataTable
      caption="Seats and who holds them"
      captionHidden
      rows={seats}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'role',
          heading: 'Seat',
          headsRow: true,
          cell: ({ role }) => <span className="c-words">{seatRoleName(role)}</span>,
        },
        { key: 'person', heading: 'Person', cell: (seat) => <SeatHolder seat={seat} /> },
        { key: 'held', heading: 'Held', cell: (seat) => <HeldDays seat={seat} /> },
        {
          key: 'act',
          heading: 'Act',
          cell: (seat) =>
            mayEndSeat(reader, seat).ok ? (
              <a className="c-keep" href={`/app/groups/${page.group.id}/seats/${seat.id}/end`}>
                {seat.personId === personId ? 'Leave' : 'End'}
                <span className="nhsuk-u-visually-hidden">
                  {' '}
                  {seatRoleName(seat.role)}, {seat.person}
                </span>
              </a>
            ) : null,
        },
      ]}
    />
  );
}

function HeldDays({ seat: { startsAt, endsAt } }: { seat: SeatLine }): ReactElement {
  return (
    <>
      <span className="c-keep">since {ukDate(startsAt)}</span>{' '}
      {endsAt ? <b className="c-keep">until {ukDate(lastDay(endsAt))}</b> : null}
    </>
  );
}

function SeatHolder({ seat: { person, area, speaksFor, role } }: { seat: SeatLine }): ReactElement {
  const more = [area, speaksFor].filter(Boolean).join(', ');
  return (
    <>
      {person}
      {more ? `, ${more}` : ''}
      {countsAsMember(role) ? null : <span className="meta"> not counted as a member</span>}
    </>
  );
}

const PAST: Column<SeatLine>[] = [
  { key: 'person', heading: 'Person', headsRow: true, cell: ({ person }) => person },
  { key: 'role', heading: 'Seat', cell: ({ role, area }) => (area ? `${seatRoleName(role)}, ${area}` : seatRoleName(role)) },
  { key: 'since', heading: 'From', cell: ({ startsAt }) => ukDate(startsAt) },
  { key: 'until', heading: 'Until', cell: ({ endsAt }) => (endsAt ? ukDate(lastDay(endsAt)) : 'No end') },
  { key: 'reason', heading: 'Why it ended', cell: ({ endReason }) => endReason ?? '' },
];

/** Seats that have ended or not yet begun, for those who give seats. */
export function OtherSeats({ seats }: { seats: readonly SeatLine[] }): ReactElement | null {
  if (seats.length === 0) return null;
  return (
    <details className="c-gap">
      <summary>Past and future seats ({seats.length})</summary>
      <DataTable caption="Past and future seats" captionHidden rows={seats} rowKey={({ id }) => id} columns={PAST} />
    </details>
  );
}
