import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PIECE = Buffer.alloc(16_384);

/** A place for files that a test can fill to the last byte, and empty again. */
export type SmallDisk = {
  folder: string;
  /** From now on nothing more can be written there by these processes. */
  fill(pids: readonly number[]): void;
  /** There is room again. */
  free(pids: readonly number[]): void;
  remove(): void;
};

/** Makes a small disk: a file system of its own where that is allowed, otherwise a ceiling on the size of files for the processes. */
export function openSmallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'concord-small-disk-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder]).status === 0;
  return isMounted ? mounted(folder) : limited(folder);
}

function mounted(folder: string): SmallDisk {
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: () => fillUp(filler),
    free: () => rmSync(filler, { force: true }),
    remove() {
      spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function fillUp(filler: string): void {
  const file = openSync(filler, 'w');
  try {
    for (;;) writeSync(file, PIECE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

function limited(folder: string): SmallDisk {
  const limit = (pids: readonly number[], bytes: string): void => {
    for (const pid of pids) spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);
  };
  return {
    folder,
    fill: (pids) => limit(pids, '8192'), // one page: no file can grow
    free: (pids) => limit(pids, 'unlimited'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
