import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'node_modules/.cache/bench-peers'; // beside the packages and never among them
const WANTED = ['@y/websocket-server@0.1.1', '@hocuspocus/server@4.7.0', '@hocuspocus/extension-sqlite@4.7.0', 'yjs@13.6.33'];

/** The folder the peers lie in, or undefined where they are not installed. */
export type Peers = { folder: string; versions: { yWebsocket: string | undefined; hocuspocus: string | undefined } };

/** What is installed of the peers; `install` fetches them first, into a folder of their own, without touching the lock file. */
export function findPeers(install: boolean): Peers {
  const folder = join(process.cwd(), FOLDER);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'package.json'))) writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  if (install) {
    const words = ['i', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--prefix', folder, ...WANTED];
    const { status } = spawnSync('npm', words, { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder });
    if (status !== 0) console.log('The peers could not be installed; their columns say so.');
  }
  const yWebsocket = versionOf(folder, '@y/websocket-server');
  const hasSqlite = existsSync(join(folder, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node'));
  return { folder, versions: { yWebsocket, hocuspocus: hasSqlite ? versionOf(folder, '@hocuspocus/server') : undefined } };
}

function versionOf(folder: string, name: string): string | undefined {
  const path = join(folder, 'node_modules', name, 'package.json');
  if (!existsSync(path)) return undefined;
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version; // npm's own file
}
