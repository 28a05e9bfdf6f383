import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// `npm run bench`: each file prints its own table, in a process of its own so that one never warms up another.
const BENCHES = ['text-contract.ts', 'keystroke-cost.ts', 'suggestion-cost.ts', 'flat-against-tree.ts'];

for (const bench of BENCHES) {
  process.stdout.write(`\n## ${bench.replace('.ts', '')}\n\n`);
  const path = fileURLToPath(new URL(bench, import.meta.url));
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', path], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
