import { PostgresDialect } from 'kysely';
import pg from 'pg';
import { makeStore, type Store } from './store.ts';
import { instantOf, PG_TYPES, wholeNumberOf } from './values.ts';

const POOL_SIZE = 10; // one process of Concord keeps well under a small server's 100 connections
const LANE_SIZE = 2; // the draft log writes one group at a time; binding a client id does not wait for it
const CONNECT_MS = 10_000; // a server that is gone is an error by then, and the caller's own retry takes over
const OLDEST_SERVER = 150000; // PostgreSQL 15, the oldest the tests run on

/** Opens a PostgreSQL server; throws with one sentence when it is too old or not reachable. */
export async function openPostgresqlStore(databaseUrl: string): Promise<Store> {
  const pool = openPool(databaseUrl, POOL_SIZE);
  const found = await pool.query<{ version: string }>(`select current_setting('server_version_num') as version`);
  if (Number(found.rows[0]?.version) < OLDEST_SERVER) throw new Error('DATABASE_URL names a server older than PostgreSQL 15.');
  const lane = new PostgresDialect({ pool: openPool(databaseUrl, LANE_SIZE) });
  return makeStore(
    { main: new PostgresDialect({ pool }), lane },
    {
      kind: 'postgresql',
      storage: 'PostgreSQL server',
      runScript: async (sql) => void (await pool.query(sql)),
    },
  );
}

function openPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    types: { getTypeParser },
    options: '-c timezone=UTC',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true, // a network that swallowed the connection is noticed
  });
  pool.on('connect', (client) => client.on('error', () => undefined)); // in use when it died: its query says so; unheard, this would end the process
  pool.on('error', () => undefined); // an idle connection died; the next query opens another and reports its own error
  return pool;
}

function getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === PG_TYPES.int8) return wholeNumberOf;
  if (oid === PG_TYPES.timestamptz) return instantOf;
  return pg.types.getTypeParser(oid, format as 'text');
}
