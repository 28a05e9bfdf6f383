import { z } from 'zod';

/** A moment in UTC as ISO 8601 with milliseconds and Z, the only form times take on the wire. */
export const Instant = z.iso.datetime({ precision: 3 });

const UK = 'Europe/London';

/** A date as people read it in UK time: "23 November 2026". */
export function ukDate(instant: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: UK, day: 'numeric', month: 'long', year: 'numeric' }).format(
    new Date(instant),
  );
}

/** A date with its day in UK time: "Monday 23 November 2026". */
export function ukDay(instant: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: UK, weekday: 'long' }).format(new Date(instant));
  return `${day} ${ukDate(instant)}`;
}

/** A time of day in UK time: "11:59pm". */
export function ukTime(instant: string): string {
  const text = new Intl.DateTimeFormat('en-GB', { timeZone: UK, hour: 'numeric', minute: '2-digit', hourCycle: 'h12' }).format(
    new Date(instant),
  );
  return text.replace(/\s/g, '').toLowerCase();
}

const DAY_KEY = new Intl.DateTimeFormat('en-CA', { timeZone: UK, year: 'numeric', month: '2-digit', day: '2-digit' });

/** The day in UK time as data: "2026-11-23". */
export function ukDayKey(instant: string): string {
  return DAY_KEY.format(new Date(instant));
}
