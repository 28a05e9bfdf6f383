// All checks in one command. The last line printed is `N passed, N failed`; the exit code says the same.
//   (nothing)  house checks, then tests, then browser journeys: what `npm test` runs
//   --check    the house checks only: format, lint, types, import directions
//   --full     every seed, kill and width instead of a sample, and a dated table in docs/proofs
//   paths      only the tests under these, without the house checks: `npm run prove -- tests/faults`
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countTests } from './count-tests.mjs';
import { writeProofs } from './write-proofs.mjs';

const HOUSE_CHECKS = [
  { name: 'types', command: ['tsc', '--noEmit', '-p', '.'] },
  { name: 'lint', command: ['eslint', '.', '--max-warnings', '0'] },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  {
    name: 'imports',
    command: ['depcruise', '--config', '.dependency-cruiser.mjs', 'client', 'server', 'shared', 'scripts', 'tests'],
  },
];
const BROWSER_JOURNEYS = 'tests/journeys/browser';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const onlyCheck = process.argv.includes('--check');
const full = process.argv.includes('--full');
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const depth = process.env.CONCORD_RUNS || 'full'; // a number proves so many of each, and the table says so
const extra = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
const environment = { ...process.env, ...extra, ...(full ? { CONCORD_RUNS: depth } : {}) };

const results = only.length > 0 ? [] : await houseChecks();
if (!onlyCheck) {
  results.push(await vitest('node'));
  if (existsSync(BROWSER_JOURNEYS)) results.push(await vitest('browser'));
}
if (full) console.log(`\nThe table is in ${writeProofs(results, { only, depth })}`);

const passed = sum(results.map((result) => result.passed));
const failed = sum(results.map((result) => result.failed));
for (const result of results.filter((each) => each.failed > 0)) console.log(`failed: ${result.name}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

async function houseChecks() {
  const waiting = [...HOUSE_CHECKS];
  const done = [];
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) done.push(await houseCheck(check));
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), HOUSE_CHECKS.length) }, lane));
  return done;
}

async function houseCheck({ name, command }) {
  const started = Date.now();
  const { code, output } = await run(command, 'keep');
  const ok = code === 0;
  console.log(`${ok ? 'passed' : 'FAILED'}  ${name} (${seconds(started)} s)`);
  if (!ok) console.log(output.trimEnd());
  return { name: `house: ${name}`, passed: ok ? 1 : 0, failed: ok ? 0 : 1, seconds: seconds(started), tests: [] };
}

async function vitest(project) {
  const started = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'concord-results-'));
  const report = join(folder, 'results.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const part = only.length > 0 ? [...only, '--passWithNoTests'] : []; // the paths may belong to one of the two projects only
  const { code } = await run(['vitest', 'run', '--project', project, ...part, ...reporters], 'show');
  const counted = countTests(existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined, code);
  rmSync(folder, { recursive: true, force: true });
  return { ...counted, name: `tests: ${project}`, seconds: seconds(started) };
}

function run([program, ...words], output) {
  const stdio = output === 'show' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
  const child = spawn(join('node_modules', '.bin', program), words, { stdio, env: environment });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => (said += bytes));
  return new Promise((finished) => {
    child.once('error', (error) => finished({ code: 1, output: String(error) }));
    child.once('close', (code) => finished({ code: code ?? 1, output: said }));
  });
}

function seconds(since) {
  return Math.round((Date.now() - since) / 100) / 10;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
