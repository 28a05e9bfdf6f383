import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { askCopy, NoDoor } from '../../platform/database/embedded/ask-copy.ts';
import { FolderInUse } from '../../platform/database/embedded/directory-lock.ts';
import { openEmbeddedStore } from '../../platform/database/embedded/embedded-store.ts';
import { openPostgresqlStore } from '../../platform/database/postgresql-store.ts';
import type { Store } from '../../platform/database/store.ts';
import type { Settings } from '../../platform/settings.ts';

const START_MS = 20_000; // between its lock and its door a start may make a database, on a busy machine
const PAUSE_MS = 250;

/** A database to read a backup from, whether Concord runs or not. */
export type Source = { store: Store; close: () => Promise<void> };

/** Opens the database of an installation: the server, the folder when nobody has it, or a copy that the running Concord makes. */
export async function openSource({ databaseUrl, dataDirectory }: Settings, signal: AbortSignal): Promise<Source> {
  if (databaseUrl) return ownOf(await openPostgresqlStore(databaseUrl));
  if (!existsSync(join(dataDirectory, 'database')))
    throw new Error(`There is no database in ${dataDirectory}, so there is nothing to back up.`);
  for (const end = Date.now() + START_MS; ;) {
    signal.throwIfAborted();
    try {
      return await openFolder(dataDirectory, signal);
    } catch (error) {
      if (!(error instanceof NoDoor)) throw error;
      if (Date.now() > end) throw new Error(`${error.message} Stop Concord and run the backup again.`);
    }
    await new Promise((later) => setTimeout(later, PAUSE_MS));
  }
}

async function openFolder(dataDirectory: string, signal: AbortSignal): Promise<Source> {
  try {
    return ownOf(await openEmbeddedStore(dataDirectory));
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
  }
  const copy = await askCopy(dataDirectory, signal);
  try {
    const store = await openEmbeddedStore(copy.directory, { durable: false }); // read once and thrown away
    return {
      store,
      async close() {
        await store.close();
        await copy.done();
      },
    };
  } catch (error) {
    await copy.done();
    throw error;
  }
}

function ownOf(store: Store): Source {
  return { store, close: () => store.close() };
}
