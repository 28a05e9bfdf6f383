import { describe, expect, it } from 'vitest';
import { typedDay } from '../../client/platform/typed-day.ts';

const typed = (day: string, month: string, year: string) => ({ 'end-day': day, 'end-month': month, 'end-year': year });

describe('a date typed in three fields', () => {
  it.each([
    ['2', '12', '2026', '2026-12-02'],
    [' 02 ', '1', '2027', '2027-01-02'],
    ['29', '2', '2028', '2028-02-29'],
    ['', '', '', null],
    ['29', '2', '2026', undefined],
    ['31', '11', '2026', undefined],
    ['1', '13', '2026', undefined],
    ['1', '', '2026', undefined],
    ['1', '1', '26', undefined],
    ['one', '1', '2026', undefined],
  ])('%s %s %s is read as %s', (day, month, year, expected) => {
    expect(typedDay(typed(day, month, year), 'end')).toBe(expected);
  });
});
