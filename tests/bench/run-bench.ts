import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// `npm run bench`: each file prints its own table, in a process of its own so that one never warms up another. With a name only that
// one: `npm run bench -- text` also writes its table to docs/proofs, unless it is told to be `--quick`.
const BENCHES: Record<string, string> = {
  text: 'bench-text.ts',
  anchors: 'text-contract.ts',
  keys: 'keystroke-cost.ts',
  suggesting: 'suggestion-cost.ts',
  words: 'flat-against-tree.ts',
};

const [name, ...more] = process.argv.slice(2);
const chosen = name === undefined ? Object.keys(BENCHES) : [name];
for (const bench of chosen) {
  const file = BENCHES[bench];
  if (!file) throw new Error(`There is no bench "${bench}"; there are ${Object.keys(BENCHES).join(', ')}.`);
  process.stdout.write(`\n## ${bench}\n\n`);
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', path, ...more], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
