import type { ReactElement } from 'react';
import { bankHolidaysWithin } from '../../shared/consultation/bank-holidays.ts';
import { countDays } from '../../shared/consultation/length-warnings.ts';
import { addDays, daysFrom, ukCalendarDay } from '../../shared/consultation/uk-time.ts';
import { classNames } from '../ui/class-names.ts';

const MOST_MONTHS = 6; // a longer consultation is told in numbers only

type Times = { opensAt: string; closesAt: string };

/** The days from opening to closing in a calendar, and in numbers. */
export function DatesCalendar({ times }: { times: Times }): ReactElement | null {
  if (times.closesAt <= times.opensAt) return null;
  const { days, working, weekend, holidays } = countDays(times);
  const months = monthsOf(times);
  return (
    <>
      {months.length <= MOST_MONTHS ? (
        <div className="c-scroll" tabIndex={0} role="region" aria-label="The dates in a calendar">
          <div className="c-months">
            {months.map((month) => (
              <MonthTable key={month} month={month} times={times} />
            ))}
          </div>
        </div>
      ) : null}
      <p className="meta">
        {months.length <= MOST_MONTHS
          ? 'Opening and closing days are filled, days inside are tinted, bank holidays are underlined. '
          : ''}
        {counted(days, 'day')}: {counted(working, 'working day')}, {counted(weekend, 'weekend day')},{' '}
        {counted(holidays, 'bank holiday')}.
      </p>
    </>
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}

function monthsOf({ opensAt, closesAt }: Times): string[] {
  return [...new Set(daysFrom(ukCalendarDay(opensAt), ukCalendarDay(closesAt)).map((day) => day.slice(0, 7)))];
}

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const WEEKDAYS = [
  ['Mo', 'Monday'],
  ['Tu', 'Tuesday'],
  ['We', 'Wednesday'],
  ['Th', 'Thursday'],
  ['Fr', 'Friday'],
  ['Sa', 'Saturday'],
  ['Su', 'Sunday'],
] as const;

function MonthTable({ month, times }: { month: string; times: Times }): ReactElement {
  return (
    <table className="c-cal">
      <caption>{MONTH.format(new Date(`${month}-01T00:00:00Z`))}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map(([short, long]) => (
            <th key={short} scope="col">
              <abbr title={long}>{short}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.join()}>
            {week.map((day, index) => (
              <Day key={`${day}${index}`} day={day} weekend={index > 4} times={times} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The weeks of a month from Monday; days of other months are empty. */
function weeksOf(month: string): string[][] {
  const first = `${month}-01`;
  const before = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const days = [...Array<string>(before).fill(''), ...daysFrom(first, addDays(`${nextMonth(first)}-01`, -1))];
  const weeks: string[][] = [];
  for (let start = 0; start < days.length; start += 7) weeks.push(days.slice(start, start + 7));
  return weeks;
}

function nextMonth(first: string): string {
  return addDays(first, 31).slice(0, 7);
}

function Day({ day, weekend, times }: { day: string; weekend: boolean; times: Times }): ReactElement {
  if (day === '') return <td />;
  const [first, last] = [ukCalendarDay(times.opensAt), ukCalendarDay(times.closesAt)];
  const [holiday] = bankHolidaysWithin(day, day);
  const inside = day > first && day < last;
  const names = classNames(
    (day === first || day === last) && 'ends',
    inside && 'in',
    weekend && 'off',
    holiday !== undefined && 'hol',
  );
  return (
    <td className={names || undefined}>
      {Number(day.slice(8))}
      {holiday ? <span className="nhsuk-u-visually-hidden"> {holiday.name}</span> : null}
    </td>
  );
}
