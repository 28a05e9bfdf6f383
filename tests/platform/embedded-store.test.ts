import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../server/platform/database/embedded/embedded-store.ts';
import { keepFilesSmall, logToRead } from '../../server/platform/database/embedded/upkeep-store.ts';
import type { Store } from '../../server/platform/database/store.ts';
import { ThreadClient } from '../../server/platform/database/embedded/thread-client.ts';

const directory = mkdtempSync(join(tmpdir(), 'concord-embedded-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('the embedded database', () => {
  it('[PLT-20] a commit really syncs to disk, and the store without syncs is told apart', async () => {
    const store = await openEmbeddedStore(directory);
    expect(store.storage).toContain('synced at every commit');
    await store.close();
    const unsynced = await ThreadClient.start({ directory: join(directory, 'database'), durable: false });
    const answer = await unsynced.ask({ kind: 'self-test' });
    await unsynced.close();
    expect(answer.rows).toEqual([{ syncs: 0 }]); // the start-up self-test refuses exactly this
  });

  it('[PLT-20] a second opener of the same folder is refused, in this process and in another', async () => {
    const store = await openEmbeddedStore(directory);
    await expect(openEmbeddedStore(directory)).rejects.toThrow(/in use by another Concord process/);
    const script = `import('./server/platform/database/embedded/directory-lock.ts').then((m) => m.lockDirectory(${JSON.stringify(directory)})).then(() => console.log('locked'), (e) => console.log(e.message))`;
    const other = spawnSync(process.execPath, ['--import', 'tsx', '-e', script], { encoding: 'utf8' });
    await store.close();
    expect(other.stdout).toMatch(/in use by another Concord process/);
  });

  it('[PLT-20] the folder is free again after a clean close', async () => {
    const store = await openEmbeddedStore(directory);
    await store.close();
    const again = await openEmbeddedStore(directory);
    await again.close();
    expect(again.kind).toBe('embedded');
  });

  it('[PLT-27e] the write-ahead log is ended and the table with the most dead rows cleaned, so files do not grow with what was written', async () => {
    const store = await openEmbeddedStore(directory);
    await store.runScript(`create table swollen (id int, words text);
      insert into swollen select n, repeat(md5(n::text), 20) from generate_series(1, 6000) n; delete from swollen;`);
    const [log, size] = [await logToRead(store.read), await sizeOfSwollen(store)];
    expect(log).toBeGreaterThan(3_000_000);
    await keepFilesSmall(store.read);
    expect(await logToRead(store.read)).toBeLessThan(10_000);
    expect(await sizeOfSwollen(store)).toBeLessThan(size / 10);
    await store.close();
  });

  it('[PLT-27e] a house in which nobody writes ends no log', async () => {
    const store = await openEmbeddedStore(directory);
    await keepFilesSmall(store.read);
    const before = await logToRead(store.read);
    await keepFilesSmall(store.read);
    expect(await logToRead(store.read)).toBe(before);
    await store.close();
  });
});

async function sizeOfSwollen(store: Store): Promise<number> {
  const { rows } = await sql<{ size: number }>`select pg_table_size('swollen')::int8 as size`.execute(store.read);
  return rows[0]?.size ?? 0;
}
