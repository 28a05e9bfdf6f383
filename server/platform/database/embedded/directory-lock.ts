import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { closeSync, openSync, realpathSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Another process of Concord has the data folder. */
export class FolderInUse extends Error {}

/** Takes the exclusive lock of a data folder; two processes on one embedded database lose each other's rows. */
export async function lockDirectory(directory: string): Promise<() => void> {
  const real = realpathSync(directory);
  return process.platform === 'linux' ? lockBySocket(real) : lockByFile(join(real, 'in-use.pid'));
}

const inUse = (): FolderInUse =>
  new FolderInUse('The data folder is in use by another Concord process. Stop that one first, or set CONCORD_DATA_DIR.');

/** An abstract socket: the kernel lets go of it even after SIGKILL, so no stale lock remains. */
function lockBySocket(directory: string): Promise<() => void> {
  const name = `\0concord-${createHash('sha256').update(directory).digest('hex').slice(0, 32)}`;
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.unref();
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? inUse() : error));
    server.listen(name, () => resolve(() => server.close()));
  });
}

async function lockByFile(path: string): Promise<() => void> {
  try {
    writeOwner(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || isRunning(Number(readFileSync(path, 'utf8')))) throw inUse();
    rmSync(path); // left by a process that was killed
    writeOwner(path);
  }
  return () => rmSync(path, { force: true });
}

function writeOwner(path: string): void {
  const handle = openSync(path, 'wx');
  writeSync(handle, String(process.pid));
  closeSync(handle);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
