import { sql } from 'kysely';
import type { Tx } from '../store.ts';

/** A table of Concord as the database's own catalogue describes it. */
export type TableShape = {
  table: string;
  columns: { name: string; type: string }[];
  /** SQL expressions that put the rows in one order on every database. */
  order: string[];
  /** The sequences that number its columns, by column. */
  sequences: { column: string; sequence: string }[];
};

/** Where a sequence stands. */
export type SequencePlace = { column: string; last: number; called: boolean };

const OWN_BOOKS = ['concord_migration', 'concord_sync_test']; // what the store keeps about itself
const FIRST_PAGE = 16; // rows; the width of a table's rows is not known before
const PAGE_ROWS = 2000;
const PAGE_CHARS = 1_000_000; // one page: in memory once as text, once as bytes, once compressed

/** Holds one moment of the database for the rest of the transaction, and migrations off it; must be its first statement. */
export async function holdMoment(tx: Tx): Promise<void> {
  await sql`set transaction isolation level repeatable read`.execute(tx);
  await sql`lock table concord_migration in share mode`.execute(tx);
  await spellAlike(tx);
}

/** Makes every database spell values as text in the same way, to the end of the transaction. */
export async function spellAlike(tx: Tx): Promise<void> {
  await sql`set local timezone = 'UTC'`.execute(tx);
  await sql`set local datestyle = 'ISO, YMD'`.execute(tx);
  await sql`set local bytea_output = 'hex'`.execute(tx);
}

/** The names of the migrations that have been run; undefined when this database has never been Concord's. */
export async function doneMigrations(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from concord_migration order by name collate "C"`.execute(tx);
  return rows.map(({ name }) => name);
}

/** When the transaction began, by the machine's clock. */
export async function momentOf(tx: Tx): Promise<string> {
  const { rows } = await sql<{ now: string }>`select date_trunc('milliseconds', now()) as now`.execute(tx);
  return rows[0]?.now ?? '';
}

/** Every table but the store's own books, in the order of their names. */
export async function tableShapes(tx: Tx): Promise<TableShape[]> {
  const { rows } = await sql<ColumnRow>`
    select c.relname::text as "table", a.attname::text as name, format_type(a.atttypid, a.atttypmod) as type,
      a.attcollation <> 0 as collated, pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence,
      (select array_position(i.indkey::int2[], a.attnum) from pg_index i where i.indrelid = c.oid and i.indisprimary) as place
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and c.relname <> all (${OWN_BOOKS}::text[])
    order by c.relname::text collate "C", a.attnum`.execute(tx);
  const tables = new Map<string, ColumnRow[]>();
  for (const row of rows) tables.set(row.table, [...(tables.get(row.table) ?? []), row]);
  return [...tables].map(([table, columns]) => shapeOf(table, columns));
}

type ColumnRow = {
  table: string;
  name: string;
  type: string;
  collated: boolean;
  sequence: string | null;
  place: number | null;
};

function shapeOf(table: string, columns: ColumnRow[]): TableShape {
  const key = columns.filter(({ place }) => place !== null).sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
  return {
    table,
    columns: columns.map(({ name, type }) => ({ name, type })),
    order: key.map(({ name, collated }) => (collated ? `${quoted(name)} collate "C"` : quoted(name))),
    sequences: columns.flatMap(({ name, sequence }) => (sequence ? [{ column: name, sequence }] : [])),
  };
}

/** Where the sequences of a table stand. */
export async function sequencePlaces(tx: Tx, { sequences }: TableShape): Promise<SequencePlace[]> {
  const places: SequencePlace[] = [];
  for (const { column, sequence } of sequences) {
    const { rows } = await sql
      .raw<{ last: number; called: boolean }>(`select last_value as last, is_called as called from ${sequence}`)
      .execute(tx);
    for (const { last, called } of rows) places.push({ column, last, called });
  }
  return places;
}

/** Puts the sequences of a table where they stood. */
export async function setSequences(tx: Tx, { sequences }: TableShape, places: readonly SequencePlace[]): Promise<void> {
  for (const { column, sequence } of sequences) {
    const place = places.find((one) => one.column === column);
    if (place) await sql`select setval(${sequence}::text::regclass, ${place.last}::int8, ${place.called}::boolean)`.execute(tx);
  }
}

/** The rows of a table in pages: each row a JSON array of its values as text, in the order of the columns. */
export async function* rowPages(tx: Tx, { table, columns, order }: TableShape): AsyncGenerator<string[]> {
  const values = columns.map(({ name }) => `r.${quoted(name)}::text`).join(', ');
  const sorted = order.length > 0 ? `order by ${order.join(', ')}` : '';
  await sql
    .raw(
      `declare backup_rows no scroll cursor for
      select json_build_array(${values})::text as line from (select * from ${quoted(table)} ${sorted} offset 0) as r`,
    )
    .execute(tx);
  let wanted = FIRST_PAGE;
  for (;;) {
    const { rows } = await sql.raw<{ line: string }>(`fetch forward ${wanted} from backup_rows`).execute(tx);
    if (rows.length === 0) break;
    yield rows.map(({ line }) => line);
    const chars = rows.reduce((sum, { line }) => sum + line.length, 0);
    wanted = Math.max(1, Math.min(wanted * 2, PAGE_ROWS, Math.floor((PAGE_CHARS / chars) * rows.length)));
  }
  await sql`close backup_rows`.execute(tx);
}

/** Adds a page of rows as {@link rowPages} spells them. */
export async function insertRows(tx: Tx, { table, columns }: TableShape, lines: readonly string[]): Promise<void> {
  const names = columns.map(({ name }) => quoted(name)).join(', ');
  const values = columns.map(({ type }, place) => `(r ->> ${place})::${type}`).join(', ');
  const into = sql.raw(`insert into ${quoted(table)} (${names}) overriding system value select ${values} from`);
  await sql`${into} json_array_elements(${`[${lines.join(',')}]`}::text::json) as r`.execute(tx);
}

/** Takes away what a migration put into a table of its own accord. */
export async function emptyTable(tx: Tx, { table }: TableShape): Promise<void> {
  await sql.raw(`delete from ${quoted(table)}`).execute(tx);
}

/** Lets references between tables be checked when all rows are there; no trigger is switched off, and {@link checkReferences} ends it. */
export async function deferReferences(tx: Tx): Promise<void> {
  await alterReferences(tx, 'deferrable initially deferred');
}

/** Checks every reference now and has each checked at once again from here on. */
export async function checkReferences(tx: Tx): Promise<void> {
  await sql`set constraints all immediate`.execute(tx);
  await alterReferences(tx, 'not deferrable');
}

async function alterReferences(tx: Tx, how: string): Promise<void> {
  const { rows } = await sql<{ table: string; name: string }>`
    select c.relname::text as "table", k.conname::text as name from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and k.connamespace = current_schema()::regnamespace order by 1, 2`.execute(tx);
  for (const { table, name } of rows)
    await sql.raw(`alter table ${quoted(table)} alter constraint ${quoted(name)} ${how}`).execute(tx);
}

/** The first table of the database, whoever made it; undefined when there is none but the store's own proof of syncing. */
export async function anyTable(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select relname::text as name from pg_class where relnamespace = current_schema()::regnamespace
      and relkind in ('r', 'p', 'v', 'm', 'f') and relname <> 'concord_sync_test' order by 1 limit 1`.execute(tx);
  return rows[0]?.name;
}

/** Whether this database has ever been Concord's. */
export async function hasConcord(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`select to_regclass('concord_migration') is not null as known`.execute(tx);
  return rows[0]?.known ?? false;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
