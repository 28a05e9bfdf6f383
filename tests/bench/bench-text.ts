/**
 * Measures what the text engine costs and writes the table: keys in a real Chromium beside Tiptap with its stock collaboration, the
 * server's gate, redline and HTML (TXT-5, TXT-8, TXT-9, TXT-10): `npm run bench -- text`, with `--quick` for a trial.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { contentHash } from '../../shared/text/canonical-form.ts';
import { redline } from '../../shared/text/redline.ts';
import { redlineHtml } from '../../shared/text/redline-html.ts';
import { textToHtml } from '../../shared/text/text-html.ts';
import { edited, type TextEdit } from '../support/arbitrary-text.ts';
import { longPolicy, policySentence } from '../support/long-policy.ts';
import { processorTimes } from '../support/processor-time.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { ENGINES, type Engine } from './keys/key-texts.ts';
import { measureKeys, type KeyCost, type KeysDepth, type KeyTimes } from './keys/keys-in-chromium.ts';
import { gateCost } from './suggestion-cost.ts';

const FULL: KeysDepth = { sizes: [200, 1000, 4000], batches: 12, keys: 10 };
const QUICK: KeysDepth = { sizes: [200, 1000], batches: 3, keys: 5 };
const SEED = 4242;
const PAGES_BLOCKS = 1_000; // about a hundred printed pages
const REDLINE_EDITS = 400;
const RUNS = 9;

const NAMES: Record<Engine, string> = { flat: 'Concord', suggesting: 'Concord, suggesting', stock: 'Tiptap, stock' };

/** Measures everything and answers the table as Markdown. */
export async function benchText(quick: boolean): Promise<string> {
  const started = performance.now();
  const { costs, chromium } = await measureKeys(quick ? QUICK : FULL);
  const parts = [...keyTable(costs), '', ...gateTable(), '', ...textTable()];
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  return [...heading(quick, chromium, seconds), '', ...parts, ''].join('\n');
}

function heading(quick: boolean, chromium: string, seconds: string): string[] {
  const date = new Date().toISOString().slice(0, 10);
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`;
  const versions = ['yjs', '@tiptap/core', '@tiptap/extension-collaboration', '@tiptap/y-tiptap'].map(versionOf).join(', ');
  return [
    `# What the text engine costs, ${date}`,
    '',
    `Made by \`npm run bench -- text${quick ? ' --quick' : ''}\` at commit ${commit} in ${seconds} s. Node ${process.versions.node}, Chromium ${chromium}, ${versions}; ${machine}.`,
  ];
}

function versionOf(name: string): string {
  const description = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string }; // npm writes it
  return `${name} ${description.version}`;
}

function keyTable(costs: readonly KeyCost[]): string[] {
  const rows = costs.flatMap((cost) => {
    const stock = costs.find(({ engine, blocks }) => engine === 'stock' && blocks === cost.blocks);
    return (['writer', 'reader'] as const).map((who) => {
      const [times, others] = [cost[who], stock?.[who]];
      const cells = [times.painted.flat(), times.busy, times.script].map(spread);
      return `| ${cost.blocks} | ${NAMES[cost.engine]} | ${who} | ${cells.join(' | ')} | ${ratios(times, others)} |`;
    });
  });
  return [
    '## A key, in Chromium',
    '',
    'Milliseconds, middle (5 of 100 – 95 of 100): from the key, or from the arrival of the change, until it is painted; and what the page’s main thread was busy with it, layout, painting and timers included, the middle of a batch. One batch of each editor follows the other. The ratio is Concord’s main-thread time to that of the stock editor in the same round: middle (lowest – highest).',
    '',
    '| Blocks | Editor | Who | Key to paint | Main thread | Of that scripts | Ratio |',
    '|---:|---|---|---|---|---|---|',
    ...ENGINES.flatMap((engine) => rows.filter((row) => row.includes(`| ${NAMES[engine]} |`))).sort(byBlocks),
  ];
}

function byBlocks(one: string, other: string): number {
  return Number(one.split('|')[1]) - Number(other.split('|')[1]);
}

function ratios(times: KeyTimes, stock: KeyTimes | undefined): string {
  if (!stock || stock === times) return '1';
  const each = times.busy.map((busy, i) => busy / (stock.busy[i] ?? Number.NaN)).sort((a, b) => a - b);
  return `${at(each, 0.5).toFixed(2)} (${at(each, 0).toFixed(2)} – ${at(each, 1).toFixed(2)})`;
}

function gateTable(): string[] {
  return [
    '## The server’s gate',
    '',
    'Microseconds an update of somebody who may only suggest, in a draft with 1,000 open suggestions: middle / 95 of 100.',
    '',
    '| Blocks | Check | Apply | Own key |',
    '|---:|---|---|---|',
    ...[1000, 4000].map((blocks) => {
      const cost = gateCost(blocks);
      return `| ${blocks} | ${cost['server check µs']} | ${cost['server apply µs']} | ${cost['own key µs']} |`;
    }),
  ];
}

function textTable(): string[] {
  const policy = longPolicy(PAGES_BLOCKS, SEED);
  const changed = edited(policy, edits());
  const copy = () => structuredClone(policy);
  const acts: [string, number[]][] = [
    ['HTML', processorTimes(RUNS, copy, (text) => textToHtml(text))],
    [
      'HTML with a control for each place',
      processorTimes(RUNS, copy, (text) =>
        textToHtml(text, { hrefFor: ({ address, name }) => ({ href: `#${address}`, label: `Comment on ${name}` }) }),
      ),
    ],
    ['content hash', processorTimes(RUNS, copy, contentHash)],
    [
      `redline after ${REDLINE_EDITS} edits`,
      processorTimes(
        RUNS,
        () => structuredClone([policy, changed] as const),
        ([before, after]) => redline(before, after),
      ),
    ],
    ['the redline as HTML', processorTimes(RUNS, () => redline(policy, changed), redlineHtml)],
  ];
  return [
    '## A hundred pages',
    '',
    `Milliseconds of processor time, ${RUNS} runs, each on a fresh copy; seed ${SEED}.`,
    '',
    '| What | Best | Middle | Worst |',
    '|---|---:|---:|---:|',
    ...acts.map(([name, times]) => `| ${name} | ${[0, 0.5, 1].map((part) => at(times, part).toFixed(1)).join(' | ')} |`),
  ];
}

function edits(): TextEdit[] {
  const random = seededRandom(SEED + 1);
  const acts = ['reword', 'reword', 'reword', 'insert', 'remove', 'move', 'convert', 'split', 'join', 'rows', 'restyle'] as const;
  return Array.from({ length: REDLINE_EDITS }, () => ({
    act: random.pick(acts),
    at: random.below(10_000),
    to: random.below(10_000),
    words: policySentence(random),
  }));
}

function spread(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  return `${at(sorted, 0.5).toFixed(1)} (${at(sorted, 0.05).toFixed(1)} – ${at(sorted, 0.95).toFixed(1)})`;
}

function at(sorted: readonly number[], part: number): number {
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? Number.NaN;
}

if (process.argv[1]?.endsWith('bench-text.ts')) {
  const quick = process.argv.includes('--quick');
  const table = await benchText(quick);
  console.log(table);
  if (!quick) writeFileSync(`docs/proofs/${new Date().toISOString().slice(0, 10)}-bench-text.md`, table);
}
