// The table that `npm run prove` leaves behind: what was run, how much of it, on what machine, with what result.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, relative } from 'node:path';

const PROOFS = 'docs/proofs';

/**
 * Writes today's table from the results of every step and answers its path.
 * @param {{ name: string, passed: number, failed: number, seconds: number, tests: { file: string, title: string, meta?: { figure?: string } }[] }[]} results
 * @param {{ only?: string[], depth?: string }} asked the paths that were asked for, none meaning everything, and how many runs of each
 * @returns {string}
 */
export function writeProofs(results, { only = [], depth = 'full' } = {}) {
  const date = new Date().toISOString().slice(0, 10);
  const part = only.map((path) => `-${path.replace(/^tests\//, '').replace(/\W+/g, '-')}`).join('');
  const path = join(PROOFS, `${date}${part}.md`);
  mkdirSync(PROOFS, { recursive: true });
  writeFileSync(path, [...heading(date, { only, depth }), ...steps(results), ...rooms(results), ...figures(results)].join('\n'));
  return path;
}

function heading(date, { only, depth }) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const edited =
    execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' }).trim() === '' ? '' : ', with changes not committed';
  const machine = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`;
  return [
    `# Proofs of ${date}`,
    '',
    `Made by \`${['npm run prove', ...(only.length > 0 ? ['--', ...only] : [])].join(' ')}\` at commit ${commit}${edited} on ${machine}. ${depth === 'full' ? 'Every seed, every kill, every width.' : `${depth} runs of each (CONCORD_RUNS).`}`,
    '',
  ];
}

function steps(results) {
  const rows = results.map((result) => `| ${result.name} | ${result.passed} | ${result.failed} | ${result.seconds} |`);
  return ['| Step | Passed | Failed | Seconds |', '|---|---:|---:|---:|', ...rows, ''];
}

function rooms(results) {
  const counts = new Map();
  for (const test of results.flatMap((result) => result.tests)) {
    const room = relative('tests', relative(process.cwd(), test.file)).split('/')[0] ?? '';
    const row = counts.get(room) ?? { passed: 0, other: 0 };
    row[test.status === 'passed' ? 'passed' : 'other'] += 1;
    counts.set(room, row);
  }
  const rows = [...counts].sort().map(([room, row]) => `| ${room} | ${row.passed} | ${row.other} |`);
  return ['| Tests of | Passed | Not passed |', '|---|---:|---:|', ...rows, ''];
}

function figures(results) {
  const told = results.flatMap((result) => result.tests).filter((test) => test.meta?.figure);
  if (told.length === 0) return [];
  return [
    '| Fact | Figure |',
    '|---|---|',
    ...told.map((test) => `| ${test.title.replaceAll('|', '\\|')} | ${test.meta?.figure} |`),
    '',
  ];
}
