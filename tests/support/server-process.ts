import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
const START_LIMIT_MS = 60_000; // two busy cores and a recovery of the database

/** A real server in a process of its own, that a test may kill. */
export type ServerProcess = {
  baseUrl: string;
  pid: number;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Everything it has written to its log and its console. */
  said(): string;
  /** Asks it to stop and waits; answers its exit code. */
  stop(): Promise<number | null>;
};

/** Starts a real server on a data directory and waits until it says that it is ready; `settings` are environment names. */
export async function startServer(
  dataDirectory: string,
  port: number,
  settings: Record<string, string> = {},
): Promise<ServerProcess> {
  const environment = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    CONCORD_DATA_DIR: dataDirectory,
    CONCORD_KEY_DIR: `${dataDirectory}/keys`,
    CONCORD_LOG_LEVEL: 'silent',
    ...settings,
  };
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = new Promise<number | null>((exited) => child.once('exit', exited));
  const { baseUrl, said } = await ready(child, gone);
  return {
    baseUrl,
    pid: child.pid ?? 0, // a child that has spoken has one
    said,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async stop() {
      child.kill('SIGTERM');
      return gone;
    },
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as AddressInfo; // a TCP server's address always is one
  await new Promise((closed) => probe.close(closed));
  return port;
}

function ready(child: ChildProcess, gone: Promise<number | null>): Promise<{ baseUrl: string; said: () => string }> {
  let said = '';
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`the server did not start:\n${said}`)), START_LIMIT_MS);
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const address = /Concord is ready: (\S+)/.exec(said)?.[1];
      if (!address) return;
      clearTimeout(limit);
      resolve({ baseUrl: address, said: () => said });
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    void gone.then((code) => {
      clearTimeout(limit);
      reject(new Error(`the server ended with ${code}:\n${said}`));
    });
  });
}
