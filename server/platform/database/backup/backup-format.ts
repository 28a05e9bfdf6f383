import { createHash } from 'node:crypto';
import { z } from 'zod';

/** The format this Concord writes, and the newest it reads. */
export const BACKUP_FORMAT = 1;

const Digest = z.string().regex(/^[0-9a-f]{64}$/);

/** What is known of a backup whose format may be one that this Concord cannot read. */
export const AnyHeader = z.object({ concord: z.literal('backup'), format: z.number().int() }).loose();

/** The first line of a backup. */
export const BackupHeader = AnyHeader.extend({
  madeAt: z.iso.datetime(),
  from: z.enum(['embedded', 'postgresql']),
  /** The migrations that had been run, in order; the last is the schema. */
  migrations: z.array(z.string()).min(1),
  /** The tables, in the order they follow. */
  tables: z.array(z.string()),
});

/** The first line of a backup. */
export type BackupHeader = z.infer<typeof BackupHeader>;

/** The line before the rows of a table. */
export const TableHead = z.object({
  table: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  sequences: z.array(z.object({ column: z.string(), last: z.number().int(), called: z.boolean() })),
});

/** The line before the rows of a table. */
export type TableHead = z.infer<typeof TableHead>;

/** The line after the rows of a table: how many there were, and the SHA-256 over the lines from its head to its last row. */
export const TableSum = z.object({ table: z.string(), rows: z.number().int(), sha256: Digest });

/** The line after the rows of a table. */
export type TableSum = z.infer<typeof TableSum>;

/** The last line: every table's sum, and the SHA-256 over the header and all of them. */
export const BackupEnd = z.object({ end: z.literal('backup'), tables: z.array(TableSum), sha256: Digest });

/** A whole backup without its rows. */
export type BackupSummary = { header: BackupHeader; tables: TableSum[] };

/** Sums up the lines of one table as they pass by. */
export class TableCount {
  readonly #hash = createHash('sha256');
  readonly table: string;
  rows = 0;

  /** Begins with the line of the table's head. */
  constructor(table: string, headLine: string) {
    this.table = table;
    this.#hash.update(`${headLine}\n`);
  }

  /** Counts lines of rows. */
  add(lines: readonly string[]): void {
    for (const line of lines) this.#hash.update(line).update('\n');
    this.rows += lines.length;
  }

  /** The sum; call it once, after the last row. */
  sum(): TableSum {
    return { table: this.table, rows: this.rows, sha256: this.#hash.digest('hex') };
  }
}

/** The SHA-256 that binds the sums of all tables to the header. */
export function sumOfSums(headerLine: string, tables: readonly TableSum[]): string {
  const hash = createHash('sha256').update(`${headerLine}\n`);
  for (const { table, rows, sha256 } of tables) hash.update(`${table} ${rows} ${sha256}\n`);
  return hash.digest('hex');
}

/** How far a long work is: which table of how many, and how many of its rows. */
export type Progress = (at: { table: string; place: number; of: number; rows: number }) => void;
