import { contentHash } from '../../shared/text/canonical-form.ts';
import { redline } from '../../shared/text/redline.ts';
import { redlineHtml } from '../../shared/text/redline-html.ts';
import { textToHtml } from '../../shared/text/text-html.ts';
import { addTrials, RENEW_EVERY, runAnchorTrial } from '../support/anchor-trial.ts';
import { edited, type TextEdit } from '../support/arbitrary-text.ts';
import { longPolicy, policySentence } from '../support/long-policy.ts';
import { processorTimes } from '../support/processor-time.ts';
import { seededRandom } from '../support/seeded-random.ts';

// Run by hand: npx tsx tests/bench/text-contract.ts [seed]. Prints the figures of docs/TEXT-MODEL.md; processor time, each run on a fresh copy.
const seed = Number(process.argv[2] ?? Date.now() % 100_000);
console.log(`seed ${seed}`);

const policy = longPolicy(1_000, seed);
const changed = edited(policy, edits(400));

time(
  'HTML of 100 pages, a control for each place',
  () => structuredClone(policy),
  (text) => textToHtml(text, { hrefFor: (place) => ({ href: `#${place.address}`, label: `Comment on ${place.name}` }) }),
);
time('content hash of 100 pages', () => structuredClone(policy), contentHash);
time(
  'redline of 100 pages, 400 edits',
  () => structuredClone([policy, changed] as const),
  ([before, after]) => redline(before, after),
);
time(
  'the same redline as HTML',
  () => redline(policy, changed),
  (changes) => redlineHtml(changes),
);

for (const [blocks, count, trials, moves] of [
  [200, 200, 6, 'mixed'],
  [400, 1_000, 6, 'mixed'],
  [400, 1_000, 3, 'cut'],
  [400, 1_000, 3, 'tools'],
  [140, 1_000, 6, 'mixed'],
] as const) {
  const seeds = Array.from({ length: trials }, (_trial, index) => seed + index);
  const results = seeds.map((each) =>
    runAnchorTrial({ seed: each, blocks, edits: count, anchors: 180, moves, renewEvery: RENEW_EVERY }),
  );
  console.log(`${count} edits of ${blocks} blocks, moves: ${moves}`);
  for (const evidence of ['positions', 'selectors', 'all', 'renewed'] as const) {
    const { right, offered, wrong, anchors, milliseconds, verdicts } = addTrials(results.map((result) => result[evidence]));
    const times = milliseconds.sort((one, other) => one - other);
    const at = (part: number) => `${times[Math.floor(times.length * part)].toFixed(1)} ms`;
    const share = (number: number) => `${((100 * number) / anchors).toFixed(1)} %`;
    const lost = anchors - right - wrong;
    console.log(
      `  ${evidence}: of ${anchors} ${share(right)} right (${offered} of them offered), ${share(lost)} lost, ${wrong} stated wrongly`,
    );
    console.log(`  median ${at(0.5)}, 95 of 100 ${at(0.95)};`, JSON.stringify(Object.fromEntries(verdicts)));
  }
}

function edits(count: number): TextEdit[] {
  const random = seededRandom(seed + 1);
  const acts = ['reword', 'reword', 'reword', 'insert', 'remove', 'move', 'convert', 'split', 'join', 'rows', 'restyle'] as const;
  return Array.from({ length: count }, () => ({
    act: random.pick(acts),
    at: random.below(10_000),
    to: random.below(10_000),
    words: policySentence(random),
  }));
}

function time<T>(name: string, prepare: () => T, act: (input: T) => unknown): void {
  const times = processorTimes(9, prepare, act);
  console.log(`${name}: best ${times[0].toFixed(1)} ms, median ${times[4].toFixed(1)} ms, worst ${times[8].toFixed(1)} ms`);
}
