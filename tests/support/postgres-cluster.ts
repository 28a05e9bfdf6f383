import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres } from '../../scripts/find-programs.mjs';
import { freePort } from './server-process.ts';

interface Account {
  uid?: number;
  gid?: number;
}

const START_LIMIT_MS = 60_000; // a busy two-core machine needs about three seconds, a recovery more

/** A PostgreSQL server of a test's own. */
export type PostgresCluster = {
  address: string;
  port: number;
  /** Ends it at once, with everything it had open, as a power cut would. */
  kill(): Promise<void>;
  /** Its process and those it has started. */
  pids(): number[];
  /** Starts it again on the same data, unless it runs, and waits until it answers. */
  start(): Promise<void>;
  /** Stops it and removes its files. */
  remove(): Promise<void>;
};

/** Makes a cluster and starts it; `folder` is where it is to lie, `durable` whether commits are synced to disk. */
export async function startCluster({ folder, durable }: { folder?: string; durable: boolean }): Promise<PostgresCluster> {
  const programs = requirePostgres();
  const account = unprivilegedAccount();
  const home = folder ?? mkdtempSync(join(tmpdir(), 'concord-postgres-'));
  mkdirSync(home, { recursive: true });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(home, account.uid, account.gid);
  makeCluster(programs, home, account);
  const port = await freePort();
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    if (!server || hasEnded(server)) server = spawnServer({ programs, home, port, account, durable });
    await answering(server, port, programs);
  };
  await start();
  return {
    address: `postgres://concord@127.0.0.1:${port}/postgres`,
    port,
    start,
    pids: () => [server?.pid ?? 0, ...childrenOf(server?.pid ?? 0)].filter((pid) => pid > 0),
    async kill() {
      await ended(server, home, 'SIGKILL');
    },
    async remove() {
      await ended(server, home, 'SIGQUIT'); // immediate shutdown: the data is thrown away anyway
      rmSync(home, { recursive: true, force: true });
    },
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

function makeCluster(programs: string, home: string, account: Account): void {
  const options = ['-D', join(home, 'data'), '-U', 'concord', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C.UTF-8'];
  const small = ['--wal-segsize=1']; // a small disk in a test is full of words, not of empty segments
  const made = spawnSync(join(programs, 'initdb'), [...options, ...small], { ...account, cwd: '/', encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb failed:\n${made.stdout}\n${made.stderr}`);
}

type Place = { programs: string; home: string; port: number; account: Account; durable: boolean };

function spawnServer({ programs, home, port, account, durable }: Place): ChildProcess {
  const command = [join(programs, 'postgres'), '-D', join(home, 'data'), '-p', String(port), '-k', home];
  const settings = [
    'listen_addresses=127.0.0.1',
    'shared_buffers=32MB',
    'max_connections=60',
    'max_wal_size=16MB',
    'min_wal_size=2MB',
  ];
  if (!durable) settings.push('fsync=off', 'full_page_writes=off');
  command.push(...settings.flatMap((setting) => ['-c', setting]));
  const [program = '', ...rest] = existsSync('/usr/bin/setpriv') ? [...diesWithUs(account), ...command] : command;
  const asWho = program.endsWith('setpriv') ? {} : account;
  return spawn(program, rest, { ...asWho, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
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
    if (hasEnded(server)) break;
    if (spawnSync(join(programs, 'pg_isready'), ready).status === 0) return;
    await new Promise((later) => setTimeout(later, 50));
  }
  server.kill('SIGKILL');
  throw new Error(`PostgreSQL did not start:\n${said}`);
}

async function ended(server: ChildProcess | undefined, home: string, signal: 'SIGKILL' | 'SIGQUIT'): Promise<void> {
  if (!server || hasEnded(server)) return;
  const gone = new Promise((exited) => server.once('exit', exited));
  const children = childrenOf(server.pid ?? 0);
  server.kill(signal);
  if (signal === 'SIGKILL') children.forEach(killIfThere); // its backends notice a dead parent only when they look up
  await gone;
  if (signal === 'SIGKILL') rmSync(join(home, 'data', 'postmaster.pid'), { force: true }); // stale, and its number may be taken again
}

function hasEnded(server: ChildProcess): boolean {
  return server.exitCode !== null || server.signalCode !== null;
}

/** The processes whose parent is this one, as the kernel lists them. */
function childrenOf(pid: number): number[] {
  const listed = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return listed.stdout
    .split('\n')
    .map(Number)
    .filter((child) => child > 0);
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it went with its parent
  }
}
