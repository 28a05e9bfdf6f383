import { sql, type RawBuilder } from 'kysely';
import type { Reader } from './store.ts';

/** A value for a jsonb column, the same on both stores (arrays included). */
export function json<T>(value: T): RawBuilder<T> {
  return sql<T>`${JSON.stringify(value)}::text::jsonb`;
}

/** The database's own time as an ISO instant; the only clock that decides anything (PLT-28). */
export async function databaseNow(db: Reader): Promise<string> {
  const { rows } = await sql<{ now: string }>`select concord_now() as now`.execute(db);
  const row = rows[0];
  if (!row) throw new Error('the database did not tell the time');
  return row.now;
}

/** Reads a timestamptz of the driver as an ISO instant in UTC with milliseconds. */
export function instantOf(text: string): string {
  return new Date(text.includes('T') ? text : text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();
}

/** Reads an int8 of the driver as a number; throws beyond 2^53, which no count of ours reaches. */
export function wholeNumberOf(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`a whole number beyond 2^53 came from the database: ${text}`);
  return value;
}

/** Object identifiers of PostgreSQL types that both drivers read in our own way. */
export const PG_TYPES = { int8: 20, timestamptz: 1184 } as const;
