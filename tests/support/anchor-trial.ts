import { findAnchor, makeAnchor, SURE, type Anchor, type Found } from '../../shared/text/anchor.ts';
import { blockText, textBlocks } from '../../shared/text/plain-text.ts';
import { longPolicy } from './long-policy.ts';
import { seededRandom, type Random } from './seeded-random.ts';
import { TrackedText, type Item, type Stretch } from './tracked-text.ts';

/** How one trial is run. */
export type AnchorTrial = {
  seed: number;
  blocks: number;
  edits: number;
  anchors: number;
  positions: boolean;
  /** Positions are taken anew after so many edits wherever a place is stated, as a server does in the background. */
  renewEvery?: number;
};

/** How a trial ended: `wrong` counts stated places where not one word of the passage stands, or mostly others do. */
export type TrialResult = {
  anchors: number;
  right: number;
  wrong: number;
  verdicts: Map<string, number>;
  milliseconds: number[];
};

type Tied = { anchor: Anchor; items: Item[]; held: [first: Item, last: Item] };

/** Ties anchors to a policy, edits it at random, finds them again, and lets the tracked characters judge. */
export function runAnchorTrial(trial: AnchorTrial): TrialResult {
  const random = seededRandom(trial.seed + 1_000_003); // another stream than the policy's, or new sentences would repeat old ones
  const policy = longPolicy(trial.blocks, trial.seed);
  const tracked = new TrackedText(policy);
  const tied = tieAnchors(tracked, trial.anchors, random);
  for (let count = 1; count <= trial.edits; count++) {
    tracked.edit(random);
    if (trial.renewEvery !== undefined && count % trial.renewEvery === 0) renewPositions(tracked, tied);
  }
  const [text, live] = [tracked.text(), tracked.blocks()];
  const result: TrialResult = { anchors: tied.length, right: 0, wrong: 0, verdicts: new Map(), milliseconds: [] };
  for (const { anchor, items, held } of tied) {
    const hint = trial.positions ? tracked.stretchBetween(...held) : undefined;
    const started = performance.now();
    const found = findAnchor(text, anchor, hint);
    result.milliseconds.push(performance.now() - started);
    const judged = judge(found, items, live);
    if (judged.right) result.right++;
    if (judged.wrong) result.wrong++;
    const name = `${found.verdict}${judged.right ? '' : ' (not right)'}`;
    result.verdicts.set(name, (result.verdicts.get(name) ?? 0) + 1);
  }
  return result;
}

/** Adds up several trials. */
export function addTrials(results: TrialResult[]): TrialResult {
  const sum: TrialResult = { anchors: 0, right: 0, wrong: 0, verdicts: new Map(), milliseconds: [] };
  for (const result of results) {
    sum.anchors += result.anchors;
    sum.right += result.right;
    sum.wrong += result.wrong;
    sum.milliseconds.push(...result.milliseconds);
    for (const [name, count] of result.verdicts) sum.verdicts.set(name, (sum.verdicts.get(name) ?? 0) + count);
  }
  return sum;
}

// Two in five mean their whole block; the others 12 to 120 characters of it.
function tieAnchors(tracked: TrackedText, count: number, random: Random): Tied[] {
  const text = tracked.text();
  const items = tracked.blocks();
  const long = textBlocks(text).filter((block) => blockText(block).length >= 8);
  return Array.from({ length: count }, () => {
    const block = random.pick(long);
    const { length } = blockText(block);
    const size = random.chance(0.4) ? length : Math.min(length, 12 + random.below(108));
    const start = random.below(length - size + 1);
    const own = (items.get(block.id) ?? []).slice(start, start + size);
    return { anchor: makeAnchor(text, block.id, start, start + size), items: own, held: [own[0], own[own.length - 1]] };
  });
}

function renewPositions(tracked: TrackedText, tied: Tied[]): void {
  const [text, live] = [tracked.text(), tracked.blocks()];
  const order = [...live.keys()];
  for (const one of tied) {
    const found = findAnchor(text, one.anchor, tracked.stretchBetween(...one.held));
    if (found.confidence < SURE || !['exact', 'changed', 'moved'].includes(found.verdict)) continue;
    const pieces = piecesOf(found).sort((a, b) => order.indexOf(a.blockId) - order.indexOf(b.blockId));
    const items = pieces.flatMap(({ blockId, start, end }) => (live.get(blockId) ?? []).slice(start, end));
    if (items.length > 0) one.held = [items[0], items[items.length - 1]];
  }
}

const SURVIVES = 0.2; // with less than a fifth left a passage counts as deleted
const COVERED = 0.6; // a place is right that covers so much of what is left, and so much of whose old words are the passage's

function judge(found: Found, items: Item[], live: Map<string, Item[]>): { right: boolean; wrong: boolean } {
  const origins = new Set(items.map((item) => item.origin));
  const own = (list: Item[]) => list.filter((item) => origins.has(item.origin)).length;
  const left = [...live.values()].reduce((sum, list) => sum + own(list), 0);
  const covered = piecesOf(found).map(({ blockId, start, end }) => (live.get(blockId) ?? []).slice(start, end));
  const hits = covered.reduce((sum, list) => sum + own(list), 0);
  const foreign = covered.reduce((sum, list) => sum + foreignIn(list, origins), 0);
  const fits = hits > 0 && hits >= COVERED * (hits + foreign);
  const placed = found.verdict !== 'gone' && found.verdict !== 'rewritten';
  const survives = left >= SURVIVES * items.length;
  const right = survives ? placed && fits && hits >= COVERED * left : !placed || fits;
  const astray = placed && (hits === 0 || (foreign > hits && hits < COVERED * left));
  return { right, wrong: found.confidence >= SURE && (astray || (found.verdict === 'rewritten' && survives && hits === 0)) };
}

// Old words of other passages in a stretch; what was pasted between the passage's own words belongs to it now.
function foreignIn(list: Item[], origins: Set<number>): number {
  const isOwn = (item: Item) => origins.has(item.origin);
  const first = list.findIndex(isOwn);
  const outside = first < 0 ? list : [...list.slice(0, first), ...list.slice(list.findLastIndex(isOwn) + 1)];
  return outside.filter((item) => item.origin >= 0).length;
}

function piecesOf(found: Found): Stretch[] {
  const { blockId, start, end, more = [] } = found;
  return blockId === undefined || start === undefined || end === undefined ? [] : [{ blockId, start, end }, ...more];
}
