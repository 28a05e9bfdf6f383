import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeStore, type Store } from '../store.ts';
import { openCopyDoor } from './copy-door.ts';
import { copyAhead } from './copy-files.ts';
import { lockDirectory } from './directory-lock.ts';
import { embeddedDialects } from './embedded-driver.ts';
import { ThreadClient } from './thread-client.ts';

/** Opens the embedded database of a data folder, making it on first use; throws with one sentence when it may not serve. */
export async function openEmbeddedStore(dataDirectory: string, { durable = true }: { durable?: boolean } = {}): Promise<Store> {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const unlock = await lockDirectory(dataDirectory);
  try {
    const directory = join(dataDirectory, 'database');
    if (!existsSync(join(directory, 'PG_VERSION'))) await makeDirectory(directory);
    const thread = await ThreadClient.start({ directory, durable });
    if (durable) await requireRealSyncs(thread);
    const closeDoor = await openCopyDoor(dataDirectory, async (to) => {
      const since = await copyAhead(directory, to);
      await thread.ask({ kind: 'copy', to, since });
    });
    return makeStore(embeddedDialects(thread), {
      kind: 'embedded',
      storage: durable ? 'embedded, synced at every commit' : 'embedded, not synced (tests)',
      runScript: async (sql) => void (await thread.ask({ kind: 'script', sql })),
      onClose: async () => {
        await closeDoor();
        unlock();
      },
    });
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Makes the files in a process of its own (see make-directory.ts). */
async function makeDirectory(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const script = fileURLToPath(new URL('./make-directory.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, directory], { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (code !== 0) throw new Error(`The embedded database could not be made in ${directory}. Is the disk full or read-only?`);
}

async function requireRealSyncs(thread: ThreadClient): Promise<void> {
  const answer = await thread.ask({ kind: 'self-test' });
  if (Number(answer.rows[0]?.['syncs'] ?? 0) > 0) return;
  await thread.close();
  throw new Error(
    'The embedded database did not sync a commit to disk, so Concord will not start: words could be lost. Use DATABASE_URL with PostgreSQL.',
  );
}
