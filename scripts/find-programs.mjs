// Where the programs are that tests need and npm cannot bring. Only node: built-ins: this runs before anything is installed.
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const OLDEST_POSTGRES = 15; // the SQL of the stores keeps to what this version knows
const DEBIAN_POSTGRES = '/usr/lib/postgresql';

/**
 * The path of a Chromium or Chrome that can run headless, if this machine has one.
 * @returns {string | undefined}
 */
export function findChromium() {
  return process.env.CHROMIUM_PATH ?? onPath('chromium', 'chromium-browser', 'google-chrome');
}

/**
 * The folder with PostgreSQL's `initdb` and `postgres`, newest first, if this machine has one that is new enough.
 * @returns {string | undefined}
 */
export function findPostgres() {
  const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES).map(Number) : [];
  const newEnough = versions.filter((version) => version >= OLDEST_POSTGRES).sort((a, b) => b - a);
  const folders = [...newEnough.map((version) => join(DEBIAN_POSTGRES, String(version), 'bin')), ...searchPath()];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/**
 * The first of these names that stands in a folder of PATH.
 * @param {...string} names
 * @returns {string | undefined}
 */
export function onPath(...names) {
  return names.flatMap((name) => searchPath().map((folder) => join(folder, name))).find((file) => existsSync(file));
}

function searchPath() {
  return (process.env.PATH ?? '').split(delimiter).filter(Boolean);
}
