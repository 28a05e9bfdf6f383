import type { PlannedDocument, Waiting } from './api.ts';

/** The contract year an instant falls into, by its first calendar year: it runs from 1 April to 31 March, UK time. */
export function contractYearOf(instant: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', year: 'numeric', month: 'numeric' }).formatToParts(
    new Date(instant),
  );
  const part = (type: 'year' | 'month'): number => Number(parts.find((one) => one.type === type)?.value);
  return part('month') >= 4 ? part('year') : part('year') - 1;
}

/** A contract year as people write it: "2026/27". */
export function contractYearWords(year: number): string {
  return `${year}/${String((year + 1) % 100).padStart(2, '0')}`;
}

/** The contract years in which something of a document happens. */
export function yearsOf({ madeAt, dates }: Pick<PlannedDocument, 'madeAt' | 'dates'>): number[] {
  return [...new Set([madeAt, ...dates.map(({ at }) => at)].map(contractYearOf))].sort((one, other) => one - other);
}

/** What waits, with what is due first; things without a date come last, in the order they were told. */
export function byDueDate(waiting: readonly Waiting[]): Waiting[] {
  const due = ({ dueAt }: Waiting): number => (dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(dueAt));
  return [...waiting].sort((one, other) => (due(one) === due(other) ? 0 : due(one) - due(other)));
}
