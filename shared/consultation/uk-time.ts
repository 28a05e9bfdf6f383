import { ukDate, ukDay, ukTime } from '../kernel/instant.ts';

const UK = 'Europe/London';
const DAY_MS = 86_400_000;

/** A calendar day in UK time: "2026-12-07". */
export function ukCalendarDay(instant: string): string {
  return wallClock(Date.parse(instant)).slice(0, 10);
}

/** A day and a time of day as people in the UK enter them, as an instant; nothing when they are not a real day and time. */
export function instantOfUk(day: string, time: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}$/.test(time)) return undefined;
  const asIfUtc = Date.parse(`${day}T${time}:00.000Z`);
  if (Number.isNaN(asIfUtc)) return undefined;
  const wanted = `${day}T${time}:00`;
  // UK time is at most an hour ahead of UTC: the earlier reading is right in summer, the later one in winter.
  for (const ahead of [3_600_000, 0]) if (wallClock(asIfUtc - ahead) === wanted) return new Date(asIfUtc - ahead).toISOString();
  return isRealDay(day) ? new Date(asIfUtc).toISOString() : undefined; // an hour that the clocks skip in March
}

/** "11:59pm on Monday 14 December 2026"; full hours without minutes: "9am on …". */
export function timeAndDay(instant: string): string {
  return `${plainTime(instant)} on ${ukDay(instant)}`;
}

/** "3:12pm on 23 November 2026". */
export function timeAndDate(instant: string): string {
  return `${plainTime(instant)} on ${ukDate(instant)}`;
}

/** A time of day as people say it: "9am", "11:59pm". */
export function plainTime(instant: string): string {
  return ukTime(instant).replace(':00', '');
}

/** How many days of the UK calendar lie between two instants; 0 on the same day. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(ukCalendarDay(to)) - Date.parse(ukCalendarDay(from))) / DAY_MS);
}

/** The calendar day some days later: "2026-12-07" and 1 give "2026-12-08". */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Every calendar day from one to another, both included. */
export function daysFrom(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

const FORMAT = new Intl.DateTimeFormat('en-GB', {
  timeZone: UK,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

function wallClock(milliseconds: number): string {
  const part = Object.fromEntries(FORMAT.formatToParts(milliseconds).map(({ type, value }) => [type, value]));
  return `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:${part['second']}`;
}

function isRealDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
