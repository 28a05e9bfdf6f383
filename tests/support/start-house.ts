import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHouse, type House } from '../../server/house.ts';
import { openEmbeddedStore } from '../../server/platform/database/embedded/embedded-store.ts';
import { migrate } from '../../server/platform/database/migrate.ts';
import { migrations } from '../../server/platform/database/migrations/all-migrations.ts';
import type { Store } from '../../server/platform/database/store.ts';
import { readSettings } from '../../server/platform/settings.ts';

const templateKey = createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 16);
const template = join(tmpdir(), `concord-test-template-${templateKey}`);

/** A fresh folder holding a migrated, empty embedded database, copied from a template made once per schema. */
export async function freshDataDirectory(): Promise<string> {
  if (!existsSync(template)) await makeTemplate();
  const directory = mkdtempSync(join(tmpdir(), 'concord-test-'));
  cpSync(template, directory, { recursive: true });
  return directory;
}

/** A store of its own for a test file: embedded, empty, unsynced for speed (durability has tests of its own). */
export async function freshStore(): Promise<{ store: Store; close: () => Promise<void> }> {
  const directory = await freshDataDirectory();
  const store = await openEmbeddedStore(directory, { durable: false });
  return {
    store,
    async close() {
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A whole house on a free loopback port with its own data; `settings` are environment names. */
export async function startHouse(settings: Record<string, string> = {}): Promise<House & { dataDirectory: string }> {
  const dataDirectory = await freshDataDirectory();
  const environment = {
    PORT: '0',
    HOST: '127.0.0.1',
    CONCORD_DATA_DIR: dataDirectory,
    CONCORD_KEY_DIR: join(dataDirectory, 'keys'),
    CONCORD_LOG_LEVEL: 'silent',
    ...settings,
  };
  const house = await openHouse(readSettings(environment), { durable: false });
  return {
    ...house,
    dataDirectory,
    async close() {
      await house.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(): Promise<void> {
  const building = mkdtempSync(join(tmpdir(), 'concord-template-building-'));
  const store = await openEmbeddedStore(building, { durable: false });
  await migrate(store);
  await store.close();
  mkdirSync(tmpdir(), { recursive: true });
  try {
    renameSync(building, template);
  } catch (error) {
    if (!existsSync(template)) throw error; // another worker was first; its copy is as good
    rmSync(building, { recursive: true, force: true });
  }
}
