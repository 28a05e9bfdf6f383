import * as Y from 'yjs';
import { findAnchor, makeAnchor, SURE, type Anchor, type Found } from '../../shared/text/anchor.ts';
import { contentHash } from '../../shared/text/canonical-form.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { placesIn, relativeOf, type BlockPlace, type RelativePlace } from '../../shared/text/live/relative-place.ts';
import { seedDocument } from '../../shared/text/live/seed-document.ts';
import { renewAnchor } from '../../shared/text/renew-anchor.ts';
import { findRenewed, type HintOf, type Renewal } from '../../shared/text/renewal.ts';
import type { Hint } from '../../shared/text/sight-anchor.ts';
import { FlatWriter } from './flat-writer.ts';
import { longPolicy } from './long-policy.ts';
import { seededRandom, type Random } from './seeded-random.ts';
import { TrackedEdits, type Editor, type MoveWays } from './tracked-edits.ts';
import { textOfTracked, trackText, type Item, type TrackedBlock } from './tracked-text.ts';

/**
 * What an anchor may go by: the live positions of its characters, the selectors that stand in the anchor itself, both, or both with
 * what was remembered of its words while the text was edited, as the server remembers it.
 */
export type Evidence = 'positions' | 'selectors' | 'all' | 'renewed';

/** How one trial is run; `renewEvery` is the number of edits after which the server remembers anew, never when it is left out. */
export type AnchorTrial = {
  seed: number;
  blocks: number;
  edits: number;
  anchors: number;
  moves: MoveWays;
  renewEvery?: number;
};

/** How a trial ended: `wrong` counts stated places where not one word of the passage stands, or mostly others do; the rest are lost. */
export type TrialResult = {
  anchors: number;
  right: number;
  /** Of the right ones those that are only offered as a guess. */
  offered: number;
  wrong: number;
  verdicts: Map<string, number>;
  milliseconds: number[];
  /** Which of the anchors, by their place in the trial, were not right. */
  missed: number[];
};

type Tied = { anchor: Anchor; items: Item[]; renewal: Renewal | undefined };

/** Edits between two renewals: the server remembers anew after so many stored changes, and an edit is one stored change at least. */
export const RENEW_EVERY = 50;

/** What a trial is played on: an editor bound to a shared document, and how passages are tied to characters there. */
export type AnchorGround = {
  editor: Editor;
  /** The text of the shared document now. */
  text: () => DocumentText;
  tie: (blockId: string, start: number, end: number) => RelativePlace | undefined;
  /** Says where ties are, until the next edit. */
  hints: () => HintOf;
  close: () => void;
};

/** Concord's own editor and document. */
export function flatGround(text: DocumentText, seed: number): AnchorGround {
  const doc = new Y.Doc();
  doc.clientID = seed;
  seedDocument(doc, text);
  const writer = new FlatWriter(doc);
  return {
    editor: writer,
    text: () => {
      writer.check();
      return readDocumentText(doc);
    },
    tie: (blockId, start, end) => relativeOf(doc, blockId, start, end),
    hints: () => placesIn(doc),
    close: () => doc.destroy(),
  };
}

/**
 * Ties anchors to a policy, edits it at random in an editor, finds them again by each kind of evidence, and lets the tracked
 * characters judge.
 */
export function runAnchorTrial(trial: AnchorTrial, open = flatGround): Record<Evidence, TrialResult> {
  const random = seededRandom(trial.seed + 1_000_003); // another stream than the policy's, or new sentences would repeat old ones
  const blocks = trackText(longPolicy(trial.blocks, trial.seed));
  const ground = open(textOfTracked(blocks), trial.seed);
  const tied = tieAnchors(ground, blocks, trial.anchors, random);
  const edits = new TrackedEdits(ground.editor, blocks, trial.moves, random);
  let before = textOfTracked(blocks);
  for (let count = 1; count <= trial.edits; count++) {
    edits.edit();
    if (trial.renewEvery && count % trial.renewEvery === 0) before = renewAll(ground, tied, before);
  }
  const text = textOfTracked(blocks);
  if (contentHash(ground.text()) !== contentHash(text)) throw new Error('the draft is not what the tracked text says');
  const found = (find: (one: Tied) => Found) => measure(tied, blocks, find);
  const hintOf = ground.hints();
  const placeOf = ({ anchor }: Tied) => (anchor.relative ? hintOf(anchor.relative) : undefined);
  const results = {
    positions: found((one) => byPositions(placeOf(one))),
    selectors: found(({ anchor }) => findAnchor(text, anchor)),
    all: found((one) => findAnchor(text, one.anchor, placeOf(one))),
    renewed: found(({ anchor, renewal }) => findRenewed(text, anchor, renewal, hintOf)),
  };
  ground.close();
  return results;
}

// What the server does in the background.
function renewAll({ text, tie, hints }: AnchorGround, tied: Tied[], before: DocumentText): DocumentText {
  const looks = { before, now: text(), hintOf: hints(), tie };
  for (const one of tied) one.renewal = renewAnchor(looks, one.anchor, one.renewal) ?? one.renewal;
  return looks.now;
}

// What positions alone can say: where both ends are now, or that nothing is between them.
function byPositions(place: Hint | undefined): Found {
  if (!place || place.start === place.end) return { verdict: 'gone', confidence: SURE };
  const { more = [], ...piece } = place;
  return { verdict: 'changed', confidence: SURE, ...piece, more: [...more] };
}

function measure(tied: Tied[], blocks: TrackedBlock[], find: (one: Tied) => Found): TrialResult {
  const live = new Map(blocks.map(({ id, items }) => [id, items]));
  const result: TrialResult = {
    anchors: tied.length,
    right: 0,
    offered: 0,
    wrong: 0,
    verdicts: new Map(),
    milliseconds: [],
    missed: [],
  };
  for (const [at, one] of tied.entries()) {
    const started = performance.now();
    const found = find(one);
    result.milliseconds.push(performance.now() - started);
    const judged = judge(found, one.items, live);
    if (judged.right) result.right++;
    else result.missed.push(at);
    if (judged.right && found.confidence < SURE) result.offered++;
    if (judged.wrong) result.wrong++;
    const name = `${found.verdict}${judged.right ? '' : ' (not right)'}`;
    result.verdicts.set(name, (result.verdicts.get(name) ?? 0) + 1);
  }
  return result;
}

/** Adds up several trials. */
export function addTrials(results: TrialResult[]): TrialResult {
  const sum: TrialResult = { anchors: 0, right: 0, offered: 0, wrong: 0, verdicts: new Map(), milliseconds: [], missed: [] };
  for (const result of results) {
    sum.anchors += result.anchors;
    sum.right += result.right;
    sum.offered += result.offered;
    sum.wrong += result.wrong;
    sum.milliseconds.push(...result.milliseconds);
    for (const [name, count] of result.verdicts) sum.verdicts.set(name, (sum.verdicts.get(name) ?? 0) + count);
  }
  return sum;
}

// Two in five mean their whole block; the others 12 to 120 characters of it.
function tieAnchors(ground: AnchorGround, blocks: TrackedBlock[], count: number, random: Random): Tied[] {
  const text = textOfTracked(blocks);
  const long = blocks.filter(({ items }) => items.length >= 8);
  return Array.from({ length: count }, () => {
    const { id, items } = random.pick(long);
    const size = random.chance(0.4) ? items.length : Math.min(items.length, 12 + random.below(108));
    const start = random.below(items.length - size + 1);
    const end = start + size;
    const anchor = { ...makeAnchor(text, id, start, end), relative: ground.tie(id, start, end) ?? null };
    return { anchor, items: items.slice(start, end), renewal: undefined };
  });
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

function piecesOf(found: Found): BlockPlace[] {
  const { blockId, start, end, more = [] } = found;
  return blockId === undefined || start === undefined || end === undefined ? [] : [{ blockId, start, end }, ...more];
}
