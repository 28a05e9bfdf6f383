import type { TypedDateTime } from '../ui/date-time-field.tsx';

/** A day as it was typed in three fields, as "2026-12-22"; nothing when there is no such day. */
export function dayOf({ day, month, year }: TypedDateTime): string | undefined {
  const text = `${year.trim()}-${month.trim().padStart(2, '0')}-${day.trim().padStart(2, '0')}`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const date = new Date(`${text}T12:00:00.000Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? undefined : text;
}
