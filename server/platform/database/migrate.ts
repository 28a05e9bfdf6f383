import { sql } from 'kysely';
import type { Store, Tx } from './store.ts';
import { migrations } from './migrations/all-migrations.ts';

const MIGRATION_LOCK = 4_071_923; // any constant of our own; one start migrates, the others wait

const BOOK =
  'create table if not exists concord_migration (name text primary key, applied_at timestamptz not null default clock_timestamp())';

/** A step of the schema, known by its name. */
export type Migration = (typeof migrations)[number];

/** Brings the database to the newest schema under a lock; runs each migration once, in order (PLT-25). */
export async function migrate(store: Store): Promise<void> {
  await store.runScript(BOOK);
  const { rows } = await sql<{ name: string }>`select name from concord_migration`.execute(store.read);
  const done = new Set(rows.map((row) => row.name));
  for (const migration of migrations) {
    if (!done.has(migration.name)) await store.runScript(scriptOf(migration));
  }
}

/** Holds off every other start until the caller's transaction ends. */
export async function lockMigrations(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::int8)`.execute(tx);
}

/** Runs these migrations inside the caller's transaction, so that they are taken back with it; call {@link lockMigrations} first. */
export async function migrateWithin(tx: Tx, wanted: readonly Migration[]): Promise<void> {
  await sql.raw(BOOK).execute(tx);
  for (const migration of wanted) await sql.raw(blockOf(migration)).execute(tx);
}

/** The script checks again under the lock, so two starts at once apply a migration once. */
function scriptOf(migration: Migration): string {
  return `begin;
select pg_advisory_xact_lock(${MIGRATION_LOCK});
${blockOf(migration)}
commit;`;
}

function blockOf({ name, sql: text }: Migration): string {
  return `do $migrate$ begin
  if not exists (select 1 from concord_migration where name = '${name}') then
    execute $body$${text}$body$;
    insert into concord_migration (name) values ('${name}');
  end if;
end $migrate$;`;
}

/** The name of the newest migration, shown as the schema version by the health page. */
export function schemaVersion(): string {
  return migrations.at(-1)?.name ?? 'none';
}
