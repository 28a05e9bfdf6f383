import { ukDate } from '../kernel/instant.ts';
import { BANK_HOLIDAYS_KNOWN_TO, bankHolidaysWithin } from './bank-holidays.ts';
import type { ConsultationTimes } from './consultation.ts';
import { daysFrom, ukCalendarDay } from './uk-time.ts';

/** Days under which a consultation needs a second look (CON-1). */
export const SHORT_DAYS = 28;

/** Something that does not stop an opening but that somebody must have looked at (CON-1). */
export type LengthWarning = { code: string; sentence: string; detail: string };

/** Another consultation that the same people are asked by. */
export type OtherConsultation = { reference: string; title: string; opensAt: string; closesAt: string };

/** What the days between opening and closing are, opening and closing day included. */
export type DayCount = { days: number; working: number; weekend: number; holidays: number };

/** Counts the days of a consultation in the UK calendar. */
export function countDays({ opensAt, closesAt }: ConsultationTimes): DayCount {
  const [first, last] = [ukCalendarDay(opensAt), ukCalendarDay(closesAt)];
  const days = daysFrom(first, last);
  const weekend = days.filter(isWeekend).length;
  const holidays = bankHolidaysWithin(first, last).filter(({ day }) => !isWeekend(day)).length;
  return { days: days.length, weekend, holidays, working: days.length - weekend - holidays };
}

/** Everything about the length of a consultation that somebody must look at before it opens. */
export function lengthWarnings(times: ConsultationTimes, others: readonly OtherConsultation[]): LengthWarning[] {
  if (times.closesAt <= times.opensAt) return [];
  return [shortWarning(times), holidayWarning(times), unknownWarning(times), othersWarning(times, others)].filter(
    (warning): warning is LengthWarning => warning !== undefined,
  );
}

function shortWarning(times: ConsultationTimes): LengthWarning | undefined {
  const { days, working } = countDays(times);
  if (days >= SHORT_DAYS) return undefined;
  const sentence = days === 1 ? 'It is open for 1 day only' : `It is open for ${days} days only`;
  const detail = `Fewer than ${SHORT_DAYS} days, ${working} of them working days. People who meet once a month may miss it.`;
  return { code: 'short', sentence, detail };
}

function holidayWarning(times: ConsultationTimes): LengthWarning | undefined {
  const found = bankHolidaysWithin(ukCalendarDay(times.opensAt), ukCalendarDay(times.closesAt));
  if (found.length === 0) return undefined;
  const { days, working } = countDays(times);
  const named = found.map(({ day, name }) => `${ukDate(`${day}T12:00:00.000Z`)} (${name})`).join(', ');
  return {
    code: 'bank-holidays',
    sentence: found.length === 1 ? '1 bank holiday falls inside' : `${found.length} bank holidays fall inside`,
    detail: `${named}. ${working} working days remain of ${days} days.`,
  };
}

function unknownWarning(times: ConsultationTimes): LengthWarning | undefined {
  if (ukCalendarDay(times.closesAt) <= BANK_HOLIDAYS_KNOWN_TO) return undefined;
  return {
    code: 'bank-holidays-not-known',
    sentence: 'We do not know the bank holidays this far ahead',
    detail: `They are known to ${ukDate(`${BANK_HOLIDAYS_KNOWN_TO}T12:00:00.000Z`)}. Check the dates yourself.`,
  };
}

function othersWarning(times: ConsultationTimes, others: readonly OtherConsultation[]): LengthWarning | undefined {
  const beside = others.filter(({ opensAt, closesAt }) => opensAt <= times.closesAt && closesAt >= times.opensAt);
  if (beside.length === 0) return undefined;
  return {
    code: 'others-open',
    sentence: beside.length === 1 ? 'The same people have 1 other open' : `The same people have ${beside.length} others open`,
    detail: `${beside.map(({ title, closesAt }) => `${title} (to ${ukDate(closesAt)})`).join(', ')}.`,
  };
}

function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}
