import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const START_WITHIN_MS = 60_000;
const FIGURES = new URL('servers/figures.mjs', import.meta.url).href;

/** What a server costs at a moment: bytes, processor time since its start, and its event loop since it was last asked. */
export type Figures = {
  rss: number;
  heapUsed: number;
  external: number;
  cpuMs: number;
  loop: { p99: number; longest: number };
  at: number;
};

/** A server in a process of its own. */
export type MeasuredServer = {
  pid: number;
  /** What it costs now; with `collect` after its garbage was collected. */
  figures(collect?: boolean): Promise<Figures>;
  /** Ends it the way it wants to be ended; at once with SIGKILL when it does not listen. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
};

/** Starts a server and waits for the words that say it is ready. */
export async function startMeasured(
  words: string[],
  { ready, environment = {} }: { ready: RegExp; environment?: Record<string, string> },
): Promise<MeasuredServer> {
  const child = spawn(process.execPath, ['--expose-gc', '--import', FIGURES, ...words], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  await saying(child, ready);
  return {
    pid: child.pid ?? 0, // a child that has spoken has one
    figures: (collect = false) =>
      new Promise((resolve, reject) => {
        child.once('message', (message) => resolve((message as { figures: Figures }).figures)); // figures.mjs sends nothing else
        child.send({ collect }, (error) => error && reject(error));
      }),
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((exited) => child.once('exit', exited));
      child.kill(signal);
      const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await gone;
      clearTimeout(hard);
    },
  };
}

/** The path of one of the peers' start scripts. */
export function serverScript(name: string): string {
  return fileURLToPath(new URL(`servers/${name}`, import.meta.url));
}

function saying(child: ChildProcess, ready: RegExp): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`a server did not start:\n${said}`)), START_WITHIN_MS);
    const hear = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-4000);
      if (!ready.test(said)) return;
      clearTimeout(limit);
      resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`a server ended with ${code}:\n${said}`));
    });
  });
}
