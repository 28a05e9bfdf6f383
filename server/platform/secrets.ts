import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SECRET_BYTES = 32; // 256 bits
const SECRET = /^[0-9a-f]{64}$/;

/** Reads a secret of the installation, made once at first start in `secrets/` of the data folder with mode 600 (PLT-41). */
export function readSecret(dataDirectory: string, name: string): string {
  const folder = join(dataDirectory, 'secrets');
  const file = join(folder, name);
  const known = contentOf(file) ?? makeSecret(folder, file);
  if (!SECRET.test(known)) throw new Error(`The secret in ${file} is damaged. Put the file back from a backup.`);
  return known;
}

/** Written whole under another name first, so that a crash leaves no half secret; the first of two processes wins. */
function makeSecret(folder: string, file: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, randomBytes(SECRET_BYTES).toString('hex'), { mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return contentOf(file) ?? '';
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
