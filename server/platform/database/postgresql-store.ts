import { PostgresDialect } from 'kysely';
import pg from 'pg';
import { makeStore, type Store } from './store.ts';
import { instantOf, PG_TYPES, wholeNumberOf } from './values.ts';

const POOL_SIZE = 10; // one process of Concord keeps well under a small server's 100 connections
const OLDEST_SERVER = 150000; // PostgreSQL 15, the oldest the tests run on

/** Opens a PostgreSQL server; throws with one sentence when it is too old or not reachable. */
export async function openPostgresqlStore(databaseUrl: string): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: POOL_SIZE,
    types: { getTypeParser },
    options: '-c timezone=UTC',
  });
  pool.on('error', () => undefined); // an idle connection died; the next query opens another and reports its own error
  const found = await pool.query<{ version: string }>(`select current_setting('server_version_num') as version`);
  if (Number(found.rows[0]?.version) < OLDEST_SERVER) throw new Error('DATABASE_URL names a server older than PostgreSQL 15.');
  return makeStore(new PostgresDialect({ pool }), {
    kind: 'postgresql',
    storage: 'PostgreSQL server',
    runScript: async (sql) => void (await pool.query(sql)),
  });
}

function getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === PG_TYPES.int8) return wholeNumberOf;
  if (oid === PG_TYPES.timestamptz) return instantOf;
  return pg.types.getTypeParser(oid, format as 'text');
}
