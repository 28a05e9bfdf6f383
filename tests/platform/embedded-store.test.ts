import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../server/platform/database/embedded/embedded-store.ts';
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
});
