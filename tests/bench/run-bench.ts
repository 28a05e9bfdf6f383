import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// `npm run bench`: each file prints its own table, in a process of its own so that one never warms up another. With a name only that
// one: `npm run bench -- text` and `-- collab` also write their tables to docs/proofs, unless told to be `--quick`. The two that load
// whole servers, `collab` and `soak`, are run by name only.
const BENCHES: Record<string, string> = {
  text: 'bench-text.ts',
  anchors: 'text-contract.ts',
  keys: 'keystroke-cost.ts',
  suggesting: 'suggestion-cost.ts',
  words: 'flat-against-tree.ts',
};
const BY_NAME: Record<string, string> = { collab: 'collab/run-collab.ts', soak: 'collab/run-soak.ts' };

const [name, ...words] = process.argv.slice(2);
const known = { ...BENCHES, ...BY_NAME };
const chosen = name === undefined ? Object.keys(BENCHES) : [name];
for (const bench of chosen) {
  const file = known[bench];
  if (!file) throw new Error(`There is no bench "${bench}"; there are ${Object.keys(known).join(', ')}.`);
  process.stdout.write(`\n## ${bench}\n\n`);
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', path, ...words], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
