import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../platform/database/embedded/embedded-store.ts';
import { openPostgresqlStore } from '../../platform/database/postgresql-store.ts';
import type { Store } from '../../platform/database/store.ts';
import { syncPath } from '../../platform/database/sync-path.ts';
import type { Settings } from '../../platform/settings.ts';

const NOT_OURS = 'lost+found'; // in every folder that is a disk of its own

/** A place for a restored database: `keep` makes an installation of it, `discard` leaves the place as it was. */
export type Target = { store: Store; keep: () => Promise<void>; discard: () => Promise<void> };

/** Opens an empty place for a restore: the database server that is named, or a folder beside the one that Concord will open. */
export async function openTarget({ databaseUrl, dataDirectory }: Settings): Promise<Target> {
  if (databaseUrl) {
    const store = await openPostgresqlStore(databaseUrl);
    return { store, keep: () => store.close(), discard: () => store.close() }; // all of it is one transaction
  }
  requireEmpty(dataDirectory);
  return openFolder(dataDirectory);
}

/** Throws when there is anything in the data folder. */
function requireEmpty(dataDirectory: string): void {
  const found = existsSync(dataDirectory) ? readdirSync(dataDirectory).filter((name) => name !== NOT_OURS) : [];
  if (found.length === 0) return;
  throw new Error(
    `The data folder ${dataDirectory} is not empty: there is “${found[0]}” in it. A restore goes into an empty one; move it away or set CONCORD_DATA_DIR.`,
  );
}

/** The database gets its name when it is whole, so that no start ever finds half of it; a Concord that came first keeps the name. */
async function openFolder(dataDirectory: string): Promise<Target> {
  const isNew = !existsSync(dataDirectory);
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const building = mkdtempSync(join(dataDirectory, 'restore-'));
  const clear = (): void => {
    rmSync(building, { recursive: true, force: true });
    if (isNew && readdirSync(dataDirectory).length === 0) rmdirSync(dataDirectory);
  };
  try {
    const store = await openEmbeddedStore(building);
    return {
      store,
      async keep() {
        await store.close();
        try {
          takeName(join(building, 'database'), join(dataDirectory, 'database'));
        } finally {
          clear();
        }
        if (process.platform !== 'win32') syncPath(dataDirectory);
      },
      async discard() {
        await store.close();
        clear();
      },
    };
  } catch (error) {
    clear();
    throw error;
  }
}

function takeName(from: string, to: string): void {
  if (existsSync(to)) throw new Error(`Somebody has started Concord on ${to} meanwhile, so nothing was restored there.`);
  renameSync(from, to);
}
