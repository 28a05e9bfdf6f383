import { stateAt } from '../../shared/consultation/consultation.ts';
import type { ConsultationFacts } from '../../shared/consultation/pages.ts';
import { addDays, daysBetween, instantOfUk, ukCalendarDay } from '../../shared/consultation/uk-time.ts';
import { timesOf, type ConsultationRow } from './consultation-store.ts';

const REPLY_WEEKS = 12; // government practice, measured from closing

/** What every page of a consultation says about it. */
export function presentFacts(consultation: ConsultationRow, now: string): ConsultationFacts {
  const { reference, title, opens_at, closes_at } = consultation;
  return {
    reference,
    title,
    state: stateAt(timesOf(consultation), now),
    opensAt: opens_at,
    closesAt: closes_at,
    daysLeft: daysBetween(now, closes_at),
  };
}

/** The day by which the outcome is due. */
export function outcomeDue({ closes_at }: Pick<ConsultationRow, 'closes_at'>): string {
  return laterDay(closes_at, REPLY_WEEKS * 7);
}

/** Noon of the UK day some days after an instant, for dates without a time. */
export function laterDay(instant: string, days: number): string {
  return instantOfUk(addDays(ukCalendarDay(instant), days), '12:00') ?? instant;
}
