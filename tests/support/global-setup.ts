import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findPostgres } from '../../scripts/find-programs.mjs';

interface Account {
  uid?: number;
  gid?: number;
}

const START_LIMIT_MS = 30_000; // a busy two-core machine needs about three seconds

/** Starts a PostgreSQL server for this test run, tells the tests its address, and stops it at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const programs = requirePostgres();
  const account = unprivilegedAccount();
  const folder = mkdtempSync(join(tmpdir(), 'concord-postgres-'));
  if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');

  makeCluster(programs, data, account);
  const port = await freePort();
  const server = startServer({ programs, data, folder, port, account });
  await answering(server, port, programs);
  project.provide('TEST_DATABASE_URL', `postgres://concord@127.0.0.1:${port}/postgres`);

  return async () => {
    await stopServer(server);
    rmSync(folder, { recursive: true, force: true });
  };
}

function requirePostgres(): string {
  const found = findPostgres();
  if (!found) throw new Error('The store tests need PostgreSQL 15 or newer. Install it with: sudo apt-get install -y postgresql');
  return found;
}

// PostgreSQL refuses to run as root, so under root it runs as `postgres` or, without one, as `nobody`.
function unprivilegedAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const line = lines.find((text) => text.startsWith('postgres:')) ?? lines.find((text) => text.startsWith('nobody:'));
  if (!line) throw new Error('PostgreSQL cannot run as root and there is no account "postgres" or "nobody" to run it as.');
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

function makeCluster(programs: string, data: string, account: Account): void {
  const options = ['-D', data, '-U', 'concord', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C.UTF-8'];
  const made = spawnSync(join(programs, 'initdb'), options, { ...account, cwd: '/', encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb failed:\n${made.stdout}\n${made.stderr}`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as AddressInfo; // a TCP server's address is never a string
  await new Promise((closed) => probe.close(closed));
  return port;
}

function startServer(place: { programs: string; data: string; folder: string; port: number; account: Account }): ChildProcess {
  const command = [join(place.programs, 'postgres'), '-D', place.data, '-p', String(place.port), '-k', place.folder];
  // The tests judge what SQL means, not whether the disk is real: durability is proven on the embedded store's own tests.
  const settings = [
    'listen_addresses=127.0.0.1',
    'fsync=off',
    'full_page_writes=off',
    'shared_buffers=32MB',
    'max_connections=60',
  ];
  command.push(...settings.flatMap((setting) => ['-c', setting]));
  const [program = '', ...rest] = existsSync('/usr/bin/setpriv') ? [...diesWithUs(place.account), ...command] : command;
  const account = program.endsWith('setpriv') ? {} : place.account;
  return spawn(program, rest, { ...account, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
}

// A test run that is killed must not leave a database server behind.
function diesWithUs(account: Account): string[] {
  const become = account.uid === undefined ? [] : [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  return ['/usr/bin/setpriv', ...become, '--pdeathsig=INT', '--'];
}

async function answering(server: ChildProcess, port: number, programs: string): Promise<void> {
  let said = '';
  server.stderr?.on('data', (bytes: Buffer) => (said = (said + bytes.toString()).slice(-4000)));
  const ready = ['-h', '127.0.0.1', '-p', String(port), '-q'];
  for (const limit = Date.now() + START_LIMIT_MS; Date.now() < limit;) {
    if (server.exitCode !== null) break;
    if (spawnSync(join(programs, 'pg_isready'), ready).status === 0) return;
    await new Promise((later) => setTimeout(later, 50));
  }
  server.kill('SIGKILL');
  throw new Error(`PostgreSQL did not start:\n${said}`);
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise((exited) => server.once('exit', exited));
  server.kill('SIGQUIT'); // immediate shutdown: the data is thrown away anyway
  await gone;
}
