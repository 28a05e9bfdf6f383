import { migrateWithin } from '../migrate.ts';
import { migrations } from '../migrations/all-migrations.ts';
import type { Tx } from '../store.ts';
import type { BackupHeader, BackupSummary, Progress, TableHead } from './backup-format.ts';
import { DamagedBackup, readBackup } from './read-backup.ts';
import {
  checkReferences,
  deferReferences,
  emptyTable,
  insertRows,
  setSequences,
  spellAlike,
  tableShapes,
} from './table-store.ts';
import type { TableShape } from './table-store.ts';
import { eachPage } from './write-backup.ts';

type Work = { signal: AbortSignal; loading: Progress; comparing: Progress };

/** Refuses a backup whose schema this program does not know. */
export function requireKnownSchema({ migrations: done }: BackupHeader): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = done.filter((name) => !known.has(name)).at(-1);
  if (unknown === undefined) return;
  throw new Error(
    `This backup was made by a newer Concord: it has the schema ${unknown}, and this Concord knows up to ${migrations.at(-1)?.name}. Update Concord first.`,
  );
}

/**
 * Loads a backup into an empty database inside the caller's transaction: the schema of the backup, its rows, every reference checked,
 * every table read back and compared by its hash, and then the migrations that came later. No trigger is switched off for it.
 */
export async function loadBackup(tx: Tx, path: string, work: Work): Promise<BackupSummary> {
  await spellAlike(tx);
  const loading = new Loading(tx, work);
  const summary = await readBackup(path, {
    signal: work.signal,
    header: (header) => loading.begin(header),
    table: (head) => loading.table(head),
    rows: (table, lines) => loading.rows(table, lines),
  });
  await checkReferences(tx);
  await loading.compare(summary);
  await migrateWithin(tx, migrations);
  return summary;
}

class Loading {
  private shapes = new Map<string, TableShape>();
  private count = { place: 0, rows: 0 };

  constructor(
    private readonly tx: Tx,
    private readonly work: Work,
  ) {}

  async begin(header: BackupHeader): Promise<void> {
    requireKnownSchema(header);
    await migrateWithin(
      this.tx,
      migrations.filter(({ name }) => header.migrations.includes(name)),
    );
    await deferReferences(this.tx);
    const shapes = await tableShapes(this.tx);
    this.shapes = new Map(shapes.map((shape) => [shape.table, shape]));
    const missing = shapes.find(({ table }) => !header.tables.includes(table));
    if (missing) throw new DamagedBackup(`The backup has no table “${missing.table}”, which its schema has.`);
  }

  async table({ table, columns, sequences }: TableHead): Promise<void> {
    const shape = this.shapeOf(table);
    if (JSON.stringify(shape.columns) !== JSON.stringify(columns))
      throw new DamagedBackup(`The table “${table}” of the backup has other columns than its schema.`);
    await emptyTable(this.tx, shape);
    await setSequences(this.tx, shape, sequences);
    this.count = { place: this.count.place + 1, rows: 0 };
  }

  async rows(table: string, lines: string[]): Promise<void> {
    await insertRows(this.tx, this.shapeOf(table), lines);
    this.count.rows += lines.length;
    this.work.loading({ table, ...this.count, of: this.shapes.size });
  }

  /** Reads every table back as a backup would and compares it with what the backup holds. */
  async compare({ tables }: BackupSummary): Promise<void> {
    for (const [place, { table, sha256 }] of tables.entries()) {
      const say = (rows: number): void => this.work.comparing({ table, place: place + 1, of: tables.length, rows });
      const count = await eachPage(this.tx, this.shapeOf(table), { signal: this.work.signal, say });
      if (count.sum().sha256 !== sha256)
        throw new Error(`The table “${table}” did not come out of the new database as it went in.`);
    }
  }

  private shapeOf(table: string): TableShape {
    const shape = this.shapes.get(table);
    if (!shape) throw new DamagedBackup(`The backup has a table “${table}”, which its schema does not have.`);
    return shape;
  }
}
