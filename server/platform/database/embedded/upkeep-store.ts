import { sql } from 'kysely';
import type { Reader } from '../store.ts';

const DEAD_ROWS = 1000; // fewer are not worth a statement that everybody waits for
const LOG_WORTH_ENDING = 1_000_000; // bytes of write-ahead log; a house where nobody writes syncs nothing

/**
 * Does what the background processes of a PostgreSQL server do, for the embedded database, which has none: it cleans the table with
 * the most dead rows and ends the write-ahead log. Else the files only grow, and a start after a crash reads all that was ever written.
 */
export async function keepFilesSmall(db: Reader): Promise<void> {
  const table = await mostDeadRows(db);
  if (table) await sql`vacuum (analyze) ${sql.table(table)}`.execute(db);
  if ((await logToRead(db)) >= LOG_WORTH_ENDING) await sql`checkpoint`.execute(db);
}

/** How many bytes of write-ahead log a start after a crash would read. */
export async function logToRead(db: Reader): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::int8 as bytes from pg_control_checkpoint()`.execute(db);
  return rows[0]?.bytes ?? 0;
}

async function mostDeadRows(db: Reader): Promise<string | undefined> {
  await sql`select pg_stat_force_next_flush()`.execute(db); // else it has not counted the last statements
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_stat_user_tables where n_dead_tup >= ${DEAD_ROWS} order by n_dead_tup desc limit 1`.execute(
    db,
  );
  return rows[0]?.name;
}
