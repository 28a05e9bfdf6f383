import { sql } from 'kysely';
import type { Store } from './store.ts';
import { migrations } from './migrations/all-migrations.ts';

const MIGRATION_LOCK = 4_071_923; // any constant of our own; one start migrates, the others wait

/** Brings the database to the newest schema under a lock; runs each migration once, in order (PLT-25). */
export async function migrate(store: Store): Promise<void> {
  await store.runScript(
    'create table if not exists concord_migration (name text primary key, applied_at timestamptz not null default clock_timestamp())',
  );
  const { rows } = await sql<{ name: string }>`select name from concord_migration`.execute(store.read);
  const done = new Set(rows.map((row) => row.name));
  for (const migration of migrations) {
    if (!done.has(migration.name)) await store.runScript(scriptOf(migration));
  }
}

/** The script checks again under the lock, so two starts at once apply a migration once. */
function scriptOf({ name, sql: text }: { name: string; sql: string }): string {
  return `begin;
select pg_advisory_xact_lock(${MIGRATION_LOCK});
do $migrate$ begin
  if not exists (select 1 from concord_migration where name = '${name}') then
    execute $body$${text}$body$;
    insert into concord_migration (name) values ('${name}');
  end if;
end $migrate$;
commit;`;
}

/** The name of the newest migration, shown as the schema version by the health page. */
export function schemaVersion(): string {
  return migrations.at(-1)?.name ?? 'none';
}
