import { resolve } from 'node:path';
import { ukDate, ukTime } from '../../shared/kernel/instant.ts';
import type { BackupSummary } from '../platform/database/backup/backup-format.ts';
import { loadBackup, requireKnownSchema } from '../platform/database/backup/load-backup.ts';
import { readBackup } from '../platform/database/backup/read-backup.ts';
import { anyTable } from '../platform/database/backup/table-store.ts';
import { lockMigrations, schemaVersion } from '../platform/database/migrate.ts';
import type { Store } from '../platform/database/store.ts';
import type { Settings } from '../platform/settings.ts';
import { counted, readArguments, stoppable, tellProgress } from './backup/follow-work.ts';
import { checkInstallation, type Checked } from './restore/check-installation.ts';
import { openTarget } from './restore/open-target.ts';

type Restored = { path: string; summary: BackupSummary; checked: Checked };

/** Puts a backup into an empty installation and checks it there; when anything fails, the place is as empty as before (PLT-24). */
export async function restore(settings: Settings, given: readonly string[]): Promise<void> {
  const { file, flags } = readArguments(given, { command: 'restore', flags: ['json', 'with-faults'] });
  const path = resolve(file);
  const restored = await stoppable(async (signal) => {
    await readBackup(path, { signal, header: async (header) => Promise.resolve(requireKnownSchema(header)) }); // nothing is touched for a bad file
    const target = await openTarget(settings);
    const done = await intoStore(target.store, path, { signal, withFaults: flags.has('with-faults') }).catch(async (error) => {
      await target.discard();
      throw error;
    });
    await target.keep();
    return done;
  });
  process.stdout.write(flags.has('json') ? machine(restored) : plain(restored, settings));
}

/** Everything in one transaction, under the lock of the migrations: what fails leaves no trace. */
async function intoStore(
  store: Store,
  path: string,
  { signal, withFaults }: { signal: AbortSignal; withFaults: boolean },
): Promise<Restored> {
  return store.transaction(async (tx) => {
    await lockMigrations(tx);
    const table = await anyTable(tx);
    if (table !== undefined)
      throw new Error(`The database is not empty: there is “${table}” in it. A restore goes into an empty one.`);
    const summary = await loadBackup(tx, path, {
      signal,
      loading: tellProgress('Loading'),
      comparing: tellProgress('Reading back'),
    });
    const checked = await checkInstallation(tx, signal);
    if (checked.faults.length > 0 && !withFaults) throw new Error(refusal(checked.faults));
    return { path, summary, checked };
  });
}

function refusal(faults: string[]): string {
  return `Every row is as it was in the backup, and yet the installation does not hold together:
${faults.map((fault) => `  ${fault}`).join('\n')}
Nothing was restored. An older backup may be whole; --with-faults restores this one as it is.`;
}

function machine({ path, summary: { header, tables }, checked }: Restored): string {
  const { madeAt, from, format, migrations } = header;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const schemas = { schema: migrations.at(-1), migratedTo: schemaVersion() };
  return `${JSON.stringify({ file: path, madeAt, from, format, ...schemas, rows, tables: tables.length, ...checked, keysIncluded: false })}\n`;
}

function plain(
  { path, summary: { header, tables }, checked }: Restored,
  { databaseUrl, dataDirectory, keyDirectory }: Settings,
): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const schema = header.migrations.at(-1);
  const now = schema === schemaVersion() ? 'which is the newest' : `and was then brought up to ${schemaVersion()}`;
  return `${path}, made on ${ukDate(header.madeAt)} at ${ukTime(header.madeAt)} UK time, has been restored into ${databaseUrl ? 'the database server' : dataDirectory}.

Checked:
  The file: every count and every SHA-256 in it.
  The database: ${counted(tables.length, 'table')} with ${counted(rows, 'row')} were read back, and each has the SHA-256 of the backup.
  The schema: it was that of the backup, ${schema}, ${now}. The rules of the database are all in force.
${[...checked.held, ...checked.faults.map((fault) => `DOES NOT HOLD: ${fault}`)].map((sentence) => `  ${sentence}\n`).join('')}
Signing keys are never in a backup. Put the copy of the key folder back at ${keyDirectory} before the first start. Without it
${databaseUrl ? 'nothing can be signed until somebody runs npm run concord -- make-key' : 'Concord makes a new key'}; what was signed before can be checked all the same.
Mails that waited in the backup are sent after the start: for a drill, start without SMTP_URL.
`;
}
