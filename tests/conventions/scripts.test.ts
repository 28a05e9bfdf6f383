import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countTests } from '../../scripts/count-tests.mjs';

const NOBODY = 65534; // the account without rights on every Unix

let clone: string;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'concord-clone-'));
  chmodSync(clone, 0o755);
  cpSync('scripts', join(clone, 'scripts'), { recursive: true });
  const build = `node -e "require('fs').mkdirSync('dist', { recursive: true }); require('fs').appendFileSync('dist/builds', '.')"`;
  write('package.json', JSON.stringify({ name: 'clone', version: '1.0.0', type: 'module', scripts: { build } }));
  write('package-lock.json', lockOf('1.0.0'));
  mkdirSync(join(clone, 'client'));
  write('client/main.tsx', 'first');
});

afterEach(() => rmSync(clone, { recursive: true, force: true }));

describe('[PLT-40] npm start and npm test on a clean clone', () => {
  it('install the locked packages once, and again when the lock has changed', async () => {
    const first = await bootstrap();
    expect(first).toMatchObject({ code: 0, said: expect.stringContaining('packages ready') });
    expect(await bootstrap()).toEqual({ code: 0, said: '' });
    write('package.json', JSON.stringify({ name: 'clone', version: '1.0.1', dependencies: { here: 'file:here' } }));
    mkdirSync(join(clone, 'here'));
    write('here/package.json', JSON.stringify({ name: 'here', version: '1.0.0' }));
    write('package-lock.json', lockOf('1.0.1', { here: 'file:here' }));
    expect((await bootstrap()).said).toContain('packages ready');
    expect(existsSync(join(clone, 'node_modules/here/package.json'))).toBe(true);
  });

  it('do not install again what somebody installed by hand', async () => {
    mkdirSync(join(clone, 'node_modules'));
    write('node_modules/.package-lock.json', lockOf('1.0.0'));
    expect(await bootstrap('--dev')).toEqual({ code: 0, said: '' });
  });

  it('wait for each other when started at the same time', async () => {
    const both = await Promise.all([bootstrap('--build'), bootstrap('--build')]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.filter(({ said }) => said.includes('packages ready'))).toHaveLength(1);
    expect(readFileSync(join(clone, 'dist/builds'), 'utf8')).toBe('.');
  });

  it('take over from a start that was killed while it installed', async () => {
    const killed = spawn(process.execPath, ['-e', '']);
    await new Promise((gone) => killed.once('exit', gone));
    write('.bootstrap.lock', String(killed.pid));
    expect((await bootstrap()).code).toBe(0);
  });

  it('build the client when its sources changed, and only then', async () => {
    const builds = () => statSync(join(clone, 'dist/builds')).size;
    await bootstrap('--build');
    await bootstrap('--build');
    expect(builds()).toBe(1);
    write('client/main.tsx', 'second');
    await bootstrap('--build');
    expect(builds()).toBe(2);
  });

  it('stop with an instruction when the packages cannot be installed', async () => {
    write('package-lock.json', 'half a fi');
    const { code, said } = await bootstrap();
    expect({ code, told: said.includes('npm ci failed') }).toEqual({ code: 1, told: true });
  });

  it('say how to get Chromium to somebody who may not install it', async () => {
    await bootstrap();
    const account = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    const { code, said } = await bootstrap('--browser', { env: { PATH: '/nowhere' }, ...account });
    expect(code).toBe(1);
    expect(said).toContain('sudo apt-get update && sudo apt-get install -y chromium');
  });
});

describe('[PLT-40] the last line of npm test', () => {
  const file = (status: string, ...tests: string[]) => ({
    name: 'a.test.ts',
    status,
    assertionResults: tests.map((each) => ({ status: each, fullName: 'a fact' })),
  });

  it.each([
    ['every test that passed and failed', { testResults: [file('failed', 'passed', 'failed')] }, 1, { passed: 1, failed: 1 }],
    [
      'a file that does not load as a failure',
      { testResults: [file('passed', 'passed'), file('failed')] },
      1,
      { passed: 1, failed: 1 },
    ],
    ['an error outside every test as a failure', { testResults: [file('passed', 'passed')] }, 1, { passed: 1, failed: 1 }],
    ['a run without a report as a failure', undefined, 1, { passed: 0, failed: 1 }],
    ['a run in which all is well', { testResults: [file('passed', 'passed', 'passed')] }, 0, { passed: 2, failed: 0 }],
  ])('counts %s', (_, report, exitCode, expected) => {
    expect(countTests(report, exitCode)).toMatchObject(expected);
  });
});

interface StartOptions {
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
}

function bootstrap(flag = '', options: StartOptions = {}): Promise<{ code: number | null; said: string }> {
  const words = [join(clone, 'scripts/bootstrap.mjs'), ...(flag ? [flag] : [])];
  const { CHROMIUM_PATH: _, ...env } = process.env;
  const child = spawn(process.execPath, words, { cwd: clone, env: { ...env, npm_config_loglevel: 'silent' }, ...options });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (said += bytes.toString()));
  return new Promise((finished) => child.once('close', (code) => finished({ code, said })));
}

function lockOf(version: string, dependencies: Record<string, string> = {}): string {
  const links = Object.entries(dependencies).map(([name, where]) => [
    [`node_modules/${name}`, { resolved: where.slice('file:'.length), link: true }],
    [where.slice('file:'.length), { version: '1.0.0' }],
  ]);
  const root = { name: 'clone', version, dependencies };
  return JSON.stringify({
    name: 'clone',
    version,
    lockfileVersion: 3,
    packages: { '': root, ...Object.fromEntries(links.flat()) },
  });
}

function write(path: string, text: string): void {
  writeFileSync(join(clone, path), text);
}
