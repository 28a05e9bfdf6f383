import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrate } from '../../server/platform/database/migrate.ts';
import { migrations } from '../../server/platform/database/migrations/all-migrations.ts';
import { openPostgresqlStore } from '../../server/platform/database/postgresql-store.ts';
import { afterCommit, type Store } from '../../server/platform/database/store.ts';
import { databaseNow, json } from '../../server/platform/database/values.ts';
import { insertAnnouncement, readAnnouncements } from '../../server/platform/live/announcement-store.ts';
import { appendRecord } from '../../server/record/append-record.ts';
import { verifyRecord } from '../../server/record/verify-record.ts';
import { freshStore } from '../support/start-house.ts';
import { stopClock, startClock } from '../support/stopped-clock.ts';

/** A database of its own on the test server, migrated. */
async function freshPostgresql(): Promise<{ store: Store; close: () => Promise<void> }> {
  const address = new URL(inject('TEST_DATABASE_URL'));
  const name = `contract_${process.pid}_${Date.now()}`;
  const admin = new pg.Client({ connectionString: address.href });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  address.pathname = `/${name}`;
  const store = await openPostgresqlStore(address.href);
  await migrate(store);
  return { store, close: () => store.close() };
}

describe.each([
  ['embedded', freshStore],
  ['postgresql', freshPostgresql],
] as const)('the %s store', (kind, open) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ store, close } = await open());
    await store.runScript(
      'create table sample (id text primary key, n int8, at timestamptz, bytes bytea, body jsonb, list text[])',
    );
  });
  afterAll(() => close());

  it('says which store it is', () => expect(store.kind).toBe(kind));

  it('[PLT-25] migrations run once, in order, and can be run again', async () => {
    await migrate(store);
    await Promise.all([migrate(store), migrate(store)]);
    const { rows } = await sql<{ name: string }>`select name from concord_migration order by name`.execute(store.read);
    expect(rows.map((row) => row.name)).toEqual(migrations.map((migration) => migration.name).sort());
  });

  it('reads and writes every type the rooms use in one form', async () => {
    const at = '2026-11-23T14:02:03.456Z';
    await sql`insert into sample values ('types', ${9007199254740991}, ${at}, ${new Uint8Array([0, 255, 7])}, ${json(['a', { b: 1 }])}, ${['x', 'y,"z"']}::text[])`.execute(
      store.read,
    );
    const { rows } = await sql<{
      n: number;
      at: string;
      bytes: Uint8Array;
      body: unknown;
      list: string[];
    }>`select * from sample where id = 'types'`.execute(store.read);
    expect({ ...rows[0], bytes: [...(rows[0]?.bytes ?? [])] }).toEqual({
      id: 'types',
      n: 9007199254740991,
      at,
      bytes: [0, 255, 7],
      body: ['a', { b: 1 }],
      list: ['x', 'y,"z"'],
    });
  });

  it('inserts many rows of bytes in one statement, as the draft log does', async () => {
    const ids = ['m1', 'm2', 'm3'];
    const bytes = ids.map((_, n) => Buffer.from([n, n + 1]));
    await sql`insert into sample (id, bytes) select * from unnest(${ids}::text[], ${bytes}::bytea[])`.execute(store.read);
    const { rows } = await sql<{ bytes: Uint8Array }>`select bytes from sample where id like 'm%' order by id`.execute(
      store.read,
    );
    expect(rows.map((row) => [...row.bytes])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
  });

  it('a refused act leaves nothing behind and its follow-ups never run', async () => {
    let followed = false;
    const act = store.transaction(async (tx) => {
      afterCommit(tx, () => (followed = true));
      await sql`insert into sample (id) values ('gone')`.execute(tx);
      throw new Error('refused');
    });
    await expect(act).rejects.toThrow('refused');
    const { rows } = await sql`select 1 from sample where id = 'gone'`.execute(store.read);
    expect({ rows, followed }).toEqual({ rows: [], followed: false });
  });

  it('a follow-up runs after the commit and sees what was written', async () => {
    const seen = await new Promise<number>((resolve) => {
      void store.transaction(async (tx) => {
        afterCommit(
          tx,
          () =>
            void sql<{ n: number }>`select count(*) as n from sample where id = 'kept'`
              .execute(store.read)
              .then(({ rows }) => resolve(rows[0]?.n ?? 0)),
        );
        await sql`insert into sample (id) values ('kept')`.execute(tx);
      });
    });
    expect(seen).toBe(1);
  });

  it('names the constraint that a write broke', async () => {
    await sql`insert into sample (id) values ('twice')`.execute(store.read);
    await expect(sql`insert into sample (id) values ('twice')`.execute(store.read)).rejects.toMatchObject({
      code: '23505',
      constraint: 'sample_pkey',
    });
  });

  it('counts right when fifty acts change one row at once', async () => {
    await sql`insert into sample (id, n) values ('counter', 0)`.execute(store.read);
    const act = (): Promise<void> =>
      store.transaction(async (tx) => {
        const { rows } = await sql<{ n: number }>`select n from sample where id = 'counter' for update`.execute(tx);
        await sql`update sample set n = ${(rows[0]?.n ?? 0) + 1} where id = 'counter'`.execute(tx);
      });
    await Promise.all(Array.from({ length: 50 }, act));
    const { rows } = await sql<{ n: number }>`select n from sample where id = 'counter'`.execute(store.read);
    expect(rows[0]?.n).toBe(50);
  });

  it('[PLT-28] the clock of decisions can be stopped and is the only one acts read', async () => {
    await stopClock(store, '2027-01-04T00:00:00.000Z');
    const stopped = await databaseNow(store.read);
    await startClock(store);
    expect(stopped).toBe('2027-01-04T00:00:00.000Z');
    expect(Math.abs(Date.parse(await databaseNow(store.read)) - Date.now())).toBeLessThan(60_000);
  });

  it('[PLT-5] announcements of a topic have no gap in their numbers, whatever rolls back', async () => {
    const one = (fail: boolean): Promise<unknown> =>
      store
        .transaction(async (tx) => {
          await insertAnnouncement(tx, { topic: 'consultation:t', act: 'response-received', ids: { point: 'p' } });
          if (fail) throw new Error('rolled back');
        })
        .catch(() => 'rolled back');
    await Promise.all([one(false), one(true), one(false), one(true), one(false)]);
    const read = await readAnnouncements(store.read, 'consultation:t', 0, 100);
    expect(read.map((announcement) => announcement.sequence)).toEqual([1, 2, 3]);
  });

  it('[REC-1] acts on two documents at once keep two whole chains', async () => {
    const act = (n: number): Promise<unknown> =>
      store.transaction((tx) =>
        appendRecord(tx, {
          chain: `document:${n % 2}`,
          act: 'freeze-version',
          actor: 'p',
          subject: { document: String(n % 2) },
          personal: { reason: `r${n}` },
        }),
      );
    await Promise.all(Array.from({ length: 20 }, (_, n) => act(n)));
    expect(await verifyRecord(store.read)).toEqual([
      { chain: 'document:0', entries: 10, ok: true },
      { chain: 'document:1', entries: 10, ok: true },
    ]);
  });
});
