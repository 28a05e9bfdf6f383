/** Reads the three fields of a date (`name-day` and so on): null when all are empty, undefined when they are no real date. */
export function typedDay(values: Record<string, string>, name: string): string | null | undefined {
  const typed = ['day', 'month', 'year'].map((part) => (values[`${name}-${part}`] ?? '').trim()).join('-');
  if (typed === '--') return null;
  const match = /^(\d{1,2})-(\d{1,2})-(\d{4})$/.exec(typed);
  if (!match) return undefined;
  const [, day = '', month = '', year = ''] = match;
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? undefined : text;
}
