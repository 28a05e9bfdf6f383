import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { instantOf, PG_TYPES, wholeNumberOf } from '../values.ts';
import { copyRest } from './copy-files.ts';
import { DurableNodeFS, durableStartParameters, syncs } from './durable-files.ts';
import type { Answer, Ask, ThreadStart } from './messages.ts';

const port = parentPort;
if (!port) throw new Error('the database thread must be started as a worker');
const start = workerData as ThreadStart; // set by embedded-store.ts, the only starter
const parsers = { [PG_TYPES.int8]: wholeNumberOf, [PG_TYPES.timestamptz]: instantOf };
const db = await openDatabase(start);
port.on('message', (ask: Ask) => void answer(ask));
port.postMessage({ id: 0, ok: true, rows: [], affected: 0 } satisfies Answer);

async function openDatabase({ directory, durable }: ThreadStart): Promise<PGlite> {
  if (!durable) return PGlite.create({ fs: new NodeFS(directory), parsers });
  return PGlite.create({ fs: new DurableNodeFS(directory), startParams: durableStartParameters(), parsers });
}

async function answer(ask: Ask): Promise<void> {
  try {
    port?.postMessage({ id: ask.id, ok: true, ...(await run(ask)) } satisfies Answer);
  } catch (error) {
    const { message, code, constraint } = error as { message: string; code?: string; constraint?: string }; // PGlite's DatabaseError
    port?.postMessage({ id: ask.id, ok: false, message, code, constraint } satisfies Answer);
  }
  if (ask.kind === 'close') process.exit(0); // ends this thread only
}

async function run(ask: Ask): Promise<{ rows: Record<string, unknown>[]; affected: number }> {
  if (ask.kind === 'query') {
    const result = await db.query<Record<string, unknown>>(ask.sql, [...ask.parameters]);
    return { rows: result.rows, affected: result.affectedRows ?? 0 };
  }
  if (ask.kind === 'script') await db.exec(ask.sql);
  if (ask.kind === 'self-test') return { rows: [{ syncs: await syncsOfOneCommit() }], affected: 0 };
  if (ask.kind === 'copy') copyRest(start.directory, ask.to, ask.since); // the database stands still meanwhile: it runs in this thread
  if (ask.kind === 'close') await db.close();
  return { rows: [], affected: 0 };
}

async function syncsOfOneCommit(): Promise<number> {
  const before = syncs.count;
  await db.exec(
    'create table if not exists concord_sync_test (at timestamptz not null); delete from concord_sync_test; insert into concord_sync_test values (clock_timestamp());',
  );
  return syncs.count - before;
}
