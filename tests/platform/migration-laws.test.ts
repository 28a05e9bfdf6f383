import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrate, migrateWithin, schemaVersion } from '../../server/platform/database/migrate.ts';
import { migrations } from '../../server/platform/database/migrations/all-migrations.ts';
import { openPostgresqlStore } from '../../server/platform/database/postgresql-store.ts';
import type { Store } from '../../server/platform/database/store.ts';

/** What a program that was written for a schema relies on. */
type Catalog = {
  /** Each column with its type. */
  columns: Map<string, string>;
  /** Columns that a row cannot be written without. */
  wanted: Set<string>;
  /** Functions with what they take and give. */
  functions: Set<string>;
  /** What rows of a table must be like. */
  rules: Set<string>;
};

let client: pg.Client;
let store: Store;
const catalogs: { name: string; before: Catalog; after: Catalog }[] = [];

beforeAll(async () => {
  const address = new URL(inject('TEST_DATABASE_URL'));
  const database = `laws_${process.pid}_${Date.now()}`;
  const admin = new pg.Client({ connectionString: address.href });
  await admin.connect();
  await admin.query(`create database ${database}`);
  await admin.end();
  address.pathname = `/${database}`;
  client = new pg.Client({ connectionString: address.href });
  await client.connect();
  store = await openPostgresqlStore(address.href);
  for (const migration of migrations) {
    const before = await read();
    await store.transaction((tx) => migrateWithin(tx, [migration]));
    catalogs.push({ name: migration.name, before, after: await read() });
  }
});
afterAll(async () => {
  await client.end();
  await store.close();
});

describe('after any migration the version before it', () => {
  it('[PLT-25b] finds every table, column and function it reads, of the same type', () => {
    expect(catalogs).toHaveLength(migrations.length);
    expect(catalogs.flatMap(({ name, before, after }) => gone(before, after).map((each) => `${name}: ${each}`))).toEqual([]);
  });

  it('[PLT-25c] can go on writing: nothing new is asked of the rows of tables it knows', () => {
    expect(catalogs.flatMap(({ name, before, after }) => asked(before, after).map((each) => `${name}: ${each}`))).toEqual([]);
  });

  it.each([
    ['drops a column', 'alter table document drop column title', ['document.title']],
    ['renames a column', 'alter table document rename column title to heading', ['document.title', 'document.heading']],
    ['changes a type', 'alter table draft_client alter column client_id type text', ['draft_client.client_id']],
    ['drops a function', 'drop function refuse_change() cascade', ['refuse_change() trigger']],
    ['wants a column', 'alter table document add column colour text not null', ['document.colour']],
    ['wants what was free', 'alter table document alter column quarantined set not null', ['document.quarantined']],
    ['checks what was free', `alter table document add check (title <> '')`, [`document. CHECK ((title <> ''::text))`]],
    ['adds a column that may be left out', 'alter table document add column colour text', []],
  ])('[PLT-25b] [PLT-25c] a migration that %s is noticed, or rightly not', async (_, change, noticed) => {
    const before = await read();
    await client.query(`begin; ${change}`);
    const after = await read();
    await client.query('rollback');
    expect([...gone(before, after), ...asked(before, after)]).toEqual(noticed);
  });

  it('[PLT-25d] starts on the newer schema, and leaves it as it is', async () => {
    const before = await read();
    await client.query(`insert into concord_migration (name) values ('9999-of-a-newer-version')`);
    await client.query('create table of_a_newer_version (id text primary key)');
    await migrate(store);
    const { columns } = await read();
    expect([...columns.keys()].filter((column) => !before.columns.has(column))).toEqual(['of_a_newer_version.id']);
    expect(schemaVersion()).toBe(migrations.at(-1)?.name);
  });
});

/** What a program would look for and not find. */
function gone(before: Catalog, after: Catalog): string[] {
  const columns = [...before.columns].filter(([column, type]) => after.columns.get(column) !== type).map(([column]) => column);
  return [...columns, ...[...before.functions].filter((each) => !after.functions.has(each))];
}

/** What the rows of tables that a program knows must be like, and it does not know. */
function asked(before: Catalog, after: Catalog): string[] {
  const known = new Set([...before.columns.keys()].map(tableOf));
  const wanted = [...after.wanted].filter((column) => !before.wanted.has(column));
  const rules = [...after.rules].filter((rule) => !before.rules.has(rule));
  return [...wanted, ...rules].filter((each) => known.has(tableOf(each)));
}

const tableOf = (each: string): string => each.split('.')[0] ?? '';

async function read(): Promise<Catalog> {
  const lines = async (query: string): Promise<string[]> =>
    (await client.query<{ line: string }>(query)).rows.map(({ line }) => line);
  const columns = await lines(`select table_name || '.' || column_name || ' ' || udt_name as line
    from information_schema.columns where table_schema = 'public' order by 1`);
  const wanted = await lines(`select table_name || '.' || column_name as line from information_schema.columns
    where table_schema = 'public' and is_nullable = 'NO' and column_default is null and is_identity = 'NO'`);
  const functions =
    await lines(`select p.proname || '(' || pg_get_function_arguments(p.oid) || ') ' || pg_get_function_result(p.oid) as line
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public'`);
  const rules = await lines(`select c.relname || '. ' || pg_get_constraintdef(k.oid) as line
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and k.contype in ('c', 'u', 'f', 'x')`);
  return {
    columns: new Map(columns.map((line) => line.split(' ') as [string, string])), // the query puts one blank into each line
    wanted: new Set(wanted),
    functions: new Set(functions),
    rules: new Set(rules),
  };
}
