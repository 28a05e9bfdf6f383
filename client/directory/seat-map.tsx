import type { ReactElement } from 'react';
import type { GroupPage, SeatLine } from '../../shared/directory/api.ts';
import { ukDate } from '../../shared/kernel/instant.ts';
import { classNames } from '../ui/class-names.ts';
import { Tag } from '../ui/tag.tsx';

const SOON_MS = 90 * 24 * 3600 * 1000; // three months ahead is when a group looks for somebody new

/** Classes that place an area on the map; an area without one is placed where there is room. */
const PLACES: Record<string, string> = {
  'North East': 'at-ne',
  'Yorkshire and the Humber': 'at-yh',
  'Greater Manchester': 'at-gm',
  'Cheshire and Mersey': 'at-cm',
  'East Midlands': 'at-em',
  'West Midlands': 'at-wm',
  'East of England': 'at-ee',
  London: 'at-lo lo',
  'Thames Valley': 'at-tv',
  'South East Coast': 'at-sc',
  Wessex: 'at-wx',
  'South West': 'at-sw',
};

/** The senate areas as on a map, each with who speaks for it or that nobody does; a plain list on a narrow screen. */
export function SeatMap({ page, now }: { page: GroupPage; now: string }): ReactElement {
  const seatOf = new Map(page.seats.map((seat) => [seat.id, seat]));
  return (
    <ul className="c-map">
      {page.areas.map(({ area, seats, held, vacant }) => {
        const holders = held.flatMap((id) => seatOf.get(id) ?? []);
        const ending = holders.some((seat) => endsSoon(seat, now));
        return (
          <li key={area} className={classNames(PLACES[area], vacant > 0 && 'vac', vacant === 0 && ending && 'end')}>
            <b>{seats > 1 ? `${area}, ${seats} seats` : area}</b>
            <AreaSeats holders={holders} vacant={vacant} now={now} />
          </li>
        );
      })}
    </ul>
  );
}

function AreaSeats({ holders, vacant, now }: { holders: readonly SeatLine[]; vacant: number; now: string }): ReactElement {
  const lines = holders.map((seat) => (
    <span key={seat.id}>
      {seat.person} {endsSoon(seat, now) && seat.endsAt ? <Tag tone="warn">Ends {ukDate(lastDay(seat.endsAt))}</Tag> : null}
    </span>
  ));
  const gaps =
    vacant > 0
      ? [
          <span key="vacant" className="c-vacant">
            {vacant === 1 ? 'Vacant' : `${vacant} vacant`}
          </span>,
        ]
      : [];
  const all = [...lines, ...gaps];
  if (all.length < 2) return <>{all}</>;
  return (
    <ul>
      {all.map((line) => (
        <li key={line.key}>{line}</li>
      ))}
    </ul>
  );
}

/** Whether a seat ends within three months. */
function endsSoon({ endsAt }: SeatLine, now: string): boolean {
  return endsAt !== null && Date.parse(endsAt) - Date.parse(now) < SOON_MS;
}

/** A seat ends with its last day, so the day to say is the one before that instant. */
export function lastDay(endsAt: string): string {
  return new Date(Date.parse(endsAt) - 1).toISOString();
}
