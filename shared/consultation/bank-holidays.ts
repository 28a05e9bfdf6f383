/** A bank holiday of England and Wales: calendar day and the name people know it by. */
export type BankHoliday = { day: string; name: string };

/** The bank holidays of England and Wales, substitute days included, for the years Concord knows. */
export const BANK_HOLIDAYS: readonly BankHoliday[] = [
  { day: '2026-01-01', name: 'New Year’s Day' },
  { day: '2026-04-03', name: 'Good Friday' },
  { day: '2026-04-06', name: 'Easter Monday' },
  { day: '2026-05-04', name: 'Early May bank holiday' },
  { day: '2026-05-25', name: 'Spring bank holiday' },
  { day: '2026-08-31', name: 'Summer bank holiday' },
  { day: '2026-12-25', name: 'Christmas Day' },
  { day: '2026-12-28', name: 'Boxing Day (substitute day)' },
  { day: '2027-01-01', name: 'New Year’s Day' },
  { day: '2027-03-26', name: 'Good Friday' },
  { day: '2027-03-29', name: 'Easter Monday' },
  { day: '2027-05-03', name: 'Early May bank holiday' },
  { day: '2027-05-31', name: 'Spring bank holiday' },
  { day: '2027-08-30', name: 'Summer bank holiday' },
  { day: '2027-12-27', name: 'Christmas Day (substitute day)' },
  { day: '2027-12-28', name: 'Boxing Day (substitute day)' },
  { day: '2028-01-03', name: 'New Year’s Day (substitute day)' },
  { day: '2028-04-14', name: 'Good Friday' },
  { day: '2028-04-17', name: 'Easter Monday' },
  { day: '2028-05-01', name: 'Early May bank holiday' },
  { day: '2028-05-29', name: 'Spring bank holiday' },
  { day: '2028-08-28', name: 'Summer bank holiday' },
  { day: '2028-12-25', name: 'Christmas Day' },
  { day: '2028-12-26', name: 'Boxing Day' },
];

/** The last calendar day these dates are known for. */
export const BANK_HOLIDAYS_KNOWN_TO = '2028-12-31';

/** The bank holidays from one calendar day to another, both included. */
export function bankHolidaysWithin(first: string, last: string): BankHoliday[] {
  return BANK_HOLIDAYS.filter(({ day }) => day >= first && day <= last);
}
