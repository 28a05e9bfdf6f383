import { constants, copyFileSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const COARSEST_TIME_MS = 2000; // file systems keep the time of the last change in steps of up to two seconds

/**
 * Copies the files of a database that goes on writing, so that little is left for the moment when it stands still. Answers the time of
 * the file system before it began: a file last changed well before that is copied whole.
 */
export async function copyAhead(from: string, to: string): Promise<number> {
  const probe = `${to}.clock`;
  await writeFile(probe, '');
  const { mtimeMs } = await stat(probe);
  await rm(probe);
  await copyTree(from, to);
  return mtimeMs;
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, copy);
    else if (entry.isFile()) await copyFile(source, copy, constants.COPYFILE_FICLONE).catch(gone);
  }
}

/** The database may drop a file meanwhile; then it is not part of the copy. */
function gone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** Makes the copy exact while the database stands still: what has changed since, what is new, and what is no more. */
export function copyRest(from: string, to: string, since: number): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const copied = new Set(readdirSync(to));
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    const known = copied.delete(entry.name);
    if (entry.isDirectory()) copyRest(source, copy, since);
    else if (entry.isFile() && !(known && statSync(source).mtimeMs < since - COARSEST_TIME_MS))
      copyFileSync(source, copy, constants.COPYFILE_FICLONE);
  }
  for (const name of copied) rmSync(join(to, name), { recursive: true, force: true });
}
