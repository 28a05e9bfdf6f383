import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Store, Tx } from '../store.ts';
import { syncPath } from '../sync-path.ts';
import { BACKUP_FORMAT, sumOfSums, TableCount, type BackupHeader, type BackupSummary, type Progress } from './backup-format.ts';
import { packMember } from './backup-members.ts';
import { readBackup } from './read-backup.ts';
import { doneMigrations, hasConcord, holdMoment, momentOf, rowPages, sequencePlaces, tableShapes } from './table-store.ts';
import type { TableShape } from './table-store.ts';

type Work = { signal: AbortSignal; progress: Progress };

/**
 * Writes every table, as it is at one moment, into a new file that only this account can read, and reads the file again. The file
 * has its name only when it is whole and on disk.
 */
export async function writeBackup(store: Store, path: string, work: Work): Promise<BackupSummary> {
  if (!(await store.transaction(hasConcord)))
    throw new Error('There is no Concord in this database, so there is nothing to back up.');
  const unfinished = `${path}.part`;
  try {
    const file = await open(unfinished, 'w', 0o600);
    try {
      await store.transaction((tx) => writeTables(tx, file, { ...work, from: store.kind }));
      await file.sync();
    } finally {
      await file.close();
    }
    const summary = await readBackup(unfinished, { signal: work.signal });
    await rename(unfinished, path);
    if (process.platform !== 'win32') syncPath(dirname(path)); // the new name is on disk only when its folder is
    return summary;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function writeTables(tx: Tx, file: FileHandle, { from, ...work }: Work & { from: BackupHeader['from'] }): Promise<void> {
  await holdMoment(tx);
  const shapes = await tableShapes(tx);
  const headerLine = JSON.stringify({
    concord: 'backup',
    format: BACKUP_FORMAT,
    madeAt: await momentOf(tx),
    from,
    migrations: await doneMigrations(tx),
    tables: shapes.map(({ table }) => table),
  } satisfies BackupHeader);
  await file.write(packMember(`${headerLine}\n`));
  const sums: BackupSummary['tables'] = [];
  for (const [place, shape] of shapes.entries()) {
    const say = (rows: number): void => work.progress({ table: shape.table, place: place + 1, of: shapes.length, rows });
    const count = await eachPage(tx, shape, { signal: work.signal, say, page: (lines) => file.write(packMember(`${lines}\n`)) });
    const sum = count.sum();
    await file.write(packMember(`${JSON.stringify(sum)}\n`));
    sums.push(sum);
  }
  await file.write(packMember(`${JSON.stringify({ end: 'backup', tables: sums, sha256: sumOfSums(headerLine, sums) })}\n`));
}

/** Reads a table as a backup spells it – its head, then its rows page by page – and counts it on the way. */
export async function eachPage(
  tx: Tx,
  shape: TableShape,
  { signal, say, page }: { signal: AbortSignal; say: (rows: number) => void; page?: (lines: string) => Promise<unknown> },
): Promise<TableCount> {
  const { table, columns } = shape;
  const head = JSON.stringify({ table, columns, sequences: await sequencePlaces(tx, shape) });
  const count = new TableCount(table, head);
  await page?.(head);
  for await (const lines of rowPages(tx, shape)) {
    signal.throwIfAborted();
    count.add(lines);
    await page?.(lines.join('\n'));
    say(count.rows);
  }
  return count;
}
