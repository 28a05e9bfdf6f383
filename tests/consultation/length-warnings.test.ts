import { describe, expect, it } from 'vitest';
import { BANK_HOLIDAYS } from '../../shared/consultation/bank-holidays.ts';
import { countDays, lengthWarnings } from '../../shared/consultation/length-warnings.ts';
import { daysBetween, instantOfUk, timeAndDay, ukCalendarDay } from '../../shared/consultation/uk-time.ts';
import { ukDay } from '../../shared/kernel/instant.ts';

const overChristmas = { opensAt: '2026-12-07T09:00:00.000Z', closesAt: '2027-01-11T17:00:00.000Z' };
const quiet = { opensAt: '2026-11-02T09:00:00.000Z', closesAt: '2026-12-14T23:59:00.000Z' };

describe('the length of a consultation', () => {
  it('[CON-1d] is counted in days of the UK calendar, opening and closing day included', () => {
    expect(countDays(overChristmas)).toEqual({ days: 36, working: 23, weekend: 10, holidays: 3 });
  });

  it('[CON-1d] needs a look under 28 days', () => {
    const short = { opensAt: '2026-11-02T09:00:00.000Z', closesAt: '2026-11-28T17:00:00.000Z' };
    expect(lengthWarnings(short, [])).toMatchObject([{ code: 'short', sentence: 'It is open for 27 days only' }]);
    expect(lengthWarnings({ ...short, closesAt: '2026-11-29T17:00:00.000Z' }, [])).toEqual([]);
  });

  it('[CON-1e] needs a look over a bank holiday, and names it', () => {
    expect(lengthWarnings(overChristmas, [])).toEqual([
      {
        code: 'bank-holidays',
        sentence: '3 bank holidays fall inside',
        detail:
          '25 December 2026 (Christmas Day), 28 December 2026 (Boxing Day (substitute day)), 1 January 2027 (New Year’s Day). 23 working days remain of 36 days.',
      },
    ]);
    expect(lengthWarnings(quiet, [])).toEqual([]);
  });

  it('[CON-1e] says so where no bank holidays are known', () => {
    const far = { opensAt: '2029-02-05T09:00:00.000Z', closesAt: '2029-03-12T17:00:00.000Z' };
    expect(lengthWarnings(far, []).map(({ code }) => code)).toEqual(['bank-holidays-not-known']);
  });

  it('[CON-1f] needs a look while the same people have others open', () => {
    const other = { reference: '2026-30', title: 'Radiotherapy: planning', ...overChristmas };
    expect(lengthWarnings(quiet, [other])).toMatchObject([
      { code: 'others-open', detail: 'Radiotherapy: planning (to 11 January 2027).' },
    ]);
    expect(lengthWarnings({ ...quiet, closesAt: '2026-12-06T17:00:00.000Z' }, [other])).toEqual([]);
  });

  it('[CON-1e] eight bank holidays a year, none on a weekend, Good Friday and Easter Monday three days apart', () => {
    for (const year of ['2026', '2027', '2028']) {
      const days = BANK_HOLIDAYS.filter(({ day }) => day.startsWith(year));
      expect(days).toHaveLength(8);
      for (const { day } of days) expect(ukDay(`${day}T12:00:00.000Z`)).not.toMatch(/^S/);
      const [friday, monday] = ['Good Friday', 'Easter Monday'].map((name) => days.find((one) => one.name === name)?.day ?? '');
      expect(daysBetween(`${friday}T12:00:00.000Z`, `${monday}T12:00:00.000Z`)).toBe(3);
    }
  });
});

describe('times as people in the UK enter them', () => {
  it.each([
    ['2026-12-07', '09:00', '2026-12-07T09:00:00.000Z'],
    ['2026-07-07', '09:00', '2026-07-07T08:00:00.000Z'],
    ['2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '02:30', '2026-10-25T02:30:00.000Z'],
    ['2027-03-28', '01:30', '2027-03-28T01:30:00.000Z'],
  ])('[CON-1c] %s at %s is %s', (day, time, instant) => {
    expect(instantOfUk(day, time)).toBe(instant);
  });

  it.each([
    ['2026-02-30', '09:00'],
    ['2026-13-01', '09:00'],
    ['tomorrow', '09:00'],
    ['2026-12-07', '9'],
    ['2026-12-07', '25:00'],
  ])('[CON-1c] %s at %s is no time', (day, time) => {
    expect(instantOfUk(day, time)).toBeUndefined();
  });

  it('[CON-1c] are shown in UK time with their day', () => {
    expect(timeAndDay('2026-12-14T23:59:00.000Z')).toBe('11:59pm on Monday 14 December 2026');
    expect(timeAndDay('2026-07-07T08:00:00.000Z')).toBe('9am on Tuesday 7 July 2026');
    expect(ukCalendarDay('2026-07-06T23:30:00.000Z')).toBe('2026-07-07');
  });
});
