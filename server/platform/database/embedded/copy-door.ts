import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { FolderInUse, lockDirectory } from './directory-lock.ts';

const DOOR = 'backup.socket';
const COPIES = 'backup-copy-';
const LONGEST_PATH = 103; // bytes; macOS takes no more for a socket, Linux 107
const ROOM_LEFT = 256 * 1024 * 1024; // bytes: a copy must not take the disk from those who write meanwhile

/** What the door answers, in one line of JSON: where the copy lies, or why there is none. */
export type DoorAnswer = { directory: string } | { refused: string };

/** The socket of a data folder behind which a copy of its database can be asked for; undefined where there can be none. */
export function doorOf(dataDirectory: string): string | undefined {
  const path = join(dataDirectory, DOOR);
  return process.platform === 'win32' || Buffer.byteLength(path) > LONGEST_PATH ? undefined : path;
}

/**
 * Lets the account that owns the data folder ask for a copy of the database while it is in use (decision 014). The copy lies in the
 * data folder and goes when whoever asked hangs up. Answers how to close the door; no door is no reason not to serve.
 */
export async function openCopyDoor(dataDirectory: string, copy: (to: string) => Promise<void>): Promise<() => Promise<void>> {
  const path = doorOf(dataDirectory);
  await removeLeftCopies(dataDirectory);
  if (!path) return async () => Promise.resolve();
  const door = { dataDirectory, copy, callers: new Set<Socket>(), closing: false };
  const server = createServer((socket) => void answer(door, socket));
  server.unref();
  rmSync(path, { force: true }); // left by a process that was killed: the folder's lock is ours
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
    chmodSync(path, 0o600);
  } catch {
    return async () => Promise.resolve(); // a file system without sockets; a backup then needs the server stopped, and says so
  }
  return async () => {
    door.closing = true;
    for (const socket of door.callers) socket.destroy();
    await new Promise((closed) => server.close(closed));
  };
}

type Door = { dataDirectory: string; copy: (to: string) => Promise<void>; callers: Set<Socket>; closing: boolean };

async function answer(door: Door, socket: Socket): Promise<void> {
  const say = (words: DoorAnswer): void => void (socket.destroyed || socket.write(`${JSON.stringify(words)}\n`));
  socket.unref().on('error', () => undefined); // whoever asked has gone; `close` tells
  socket.on('data', () => socket.destroy()); // nothing is said to this door: to come is to ask
  if (door.callers.size > 0) return void socket.end(`${JSON.stringify({ refused: 'Another backup is being made.' })}\n`);
  door.callers.add(socket);
  const hungUp = new Promise((gone) => socket.once('close', gone));
  let directory: string | undefined;
  try {
    await requireRoom(door.dataDirectory);
    directory = mkdtempSync(join(door.dataDirectory, COPIES));
    await door.copy(join(directory, 'database'));
    say({ directory });
  } catch (error) {
    say({ refused: error instanceof Error ? error.message : String(error) });
    socket.end();
  }
  await hungUp;
  door.callers.delete(socket);
  if (directory && !door.closing) await rm(directory, { recursive: true, force: true }); // a stop leaves the copy to whoever asked for it
}

async function requireRoom(dataDirectory: string): Promise<void> {
  const { bavail, bsize } = statfsSync(dataDirectory);
  const needed = (await bytesBelow(join(dataDirectory, 'database'))) + ROOM_LEFT;
  const free = bavail * bsize;
  if (free < needed)
    throw new Error(
      `There is not enough room for a copy of the database: it needs ${inMegabytes(needed)} MB and ${inMegabytes(free)} MB are free.`,
    );
}

async function bytesBelow(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0, // the database has just dropped it
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

const inMegabytes = (bytes: number): number => Math.ceil(bytes / 1024 / 1024);

/** Copies whose server and reader were both killed; one that is still being read is locked by its reader. */
async function removeLeftCopies(dataDirectory: string): Promise<void> {
  const left = readdirSync(dataDirectory).filter((name) => name.startsWith(COPIES));
  for (const name of left) {
    const directory = join(dataDirectory, name);
    try {
      (await lockDirectory(directory))();
    } catch (error) {
      if (error instanceof FolderInUse) continue;
      throw error;
    }
    rmSync(directory, { recursive: true, force: true });
  }
}
