import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ukDate, ukTime } from '../../shared/kernel/instant.ts';
import type { BackupSummary } from '../platform/database/backup/backup-format.ts';
import { writeBackup } from '../platform/database/backup/write-backup.ts';
import type { Settings } from '../platform/settings.ts';
import { counted, readArguments, stoppable, tellProgress } from './backup/follow-work.ts';
import { openSource } from './backup/open-source.ts';

/** Writes the whole database, as it is at one moment, into one file, also while Concord runs (PLT-24). */
export async function backup(settings: Settings, given: readonly string[]): Promise<void> {
  const { file, flags } = readArguments(given, { command: 'backup', flags: ['json'] });
  const path = resolve(file);
  if (existsSync(path)) throw new Error(`There is a file ${path} already. A backup is never written over another file.`);
  const summary = await stoppable(async (signal) => {
    const source = await openSource(settings, signal);
    try {
      return await writeBackup(source.store, path, { signal, progress: tellProgress('Backing up') });
    } finally {
      await source.close();
    }
  });
  process.stdout.write(flags.has('json') ? machine(path, summary) : plain(path, summary, settings));
}

function machine(path: string, { header, tables }: BackupSummary): string {
  const { madeAt, from, format, migrations } = header;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const schema = migrations.at(-1);
  return `${JSON.stringify({ file: path, bytes: statSync(path).size, madeAt, from, format, schema, rows, tables, keysIncluded: false })}\n`;
}

function plain(path: string, { header, tables }: BackupSummary, { keyDirectory }: Settings): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return `${counted(tables.length, 'table')} with ${counted(rows, 'row')}, as they were on ${ukDate(header.madeAt)} at ${ukTime(header.madeAt)} UK time, are in
${path} (${counted(statSync(path).size, 'byte')}).
The file has been read again: every table has the rows and the SHA-256 written beside it.

Not in it: the signing keys, which never are. Keep a copy of ${keyDirectory} in another place than the backups.
Not in it either: the secrets of the data folder, which Concord makes anew, and mails that lie there as files.
In it: everything else, also drafts, names and addresses. Keep it where operators alone can read it.
`;
}
