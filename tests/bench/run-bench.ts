import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// `npm run bench`: each file prints its own table, in a process of its own so that one never warms up another. The two that load whole
// servers are run by name only: `npm run bench -- collab`, `npm run bench -- soak`.
const BENCHES = ['text-contract.ts', 'keystroke-cost.ts', 'suggestion-cost.ts', 'flat-against-tree.ts'];
const BY_NAME: Record<string, string> = { collab: 'collab/run-collab.ts', soak: 'collab/run-soak.ts' };

const [name = '', ...words] = process.argv.slice(2);
const asked = BY_NAME[name];
if (name && !asked) {
  console.error(
    `There is no bench "${name}". There are: ${Object.keys(BY_NAME).join(', ')}; without a name the small ones are run.`,
  );
  process.exit(1);
}
for (const bench of asked ? [asked] : BENCHES) {
  process.stdout.write(`\n## ${bench.replace(/^.*\/|\.ts$/g, '')}\n\n`);
  const path = fileURLToPath(new URL(bench, import.meta.url));
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', path, ...words], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
