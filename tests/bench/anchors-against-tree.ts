import { addTrials, RENEW_EVERY, runAnchorTrial, type AnchorGround, type Evidence } from '../support/anchor-trial.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { treeGround } from '../support/tree-ground.ts';

const TRIALS = 3; // about a minute each, most of it the tree binding’s
const FIRST_SEED = 60_001; // looked at by nobody while the rules were made

const EVIDENCE: [Evidence, string][] = [
  ['positions', 'live positions only'],
  ['selectors', 'words only (block, offsets, quotation, surroundings)'],
  ['all', 'both'],
  ['renewed', `both, remembered anew every ${RENEW_EVERY} edits`],
];

/**
 * Finds the same passages of the same policies after the same edits, once in Concord's text and once in the stock tree binding's, and
 * prints what became of them. The finder is Concord's in both; the text is the same, so words alone find the same.
 */
export function anchorsAgainstTree(trials = TRIALS): void {
  const rows: Record<string, Record<string, string>> = {};
  const [flat, tree] = [undefined, treeGround].map((open) => played(trials, open));
  for (const [evidence, name] of EVIDENCE) rows[name] = { flat: inWords(flat!, evidence), tree: inWords(tree!, evidence) };
  console.log(`Passages after 1,000 edits of 400 blocks, ${trials} policies, 180 passages each, seeds from ${FIRST_SEED}`);
  console.table(rows);
}

type Trial = ReturnType<typeof runAnchorTrial>;

function played(trials: number, open?: (text: DocumentText, seed: number) => AnchorGround): Trial[] {
  return Array.from({ length: trials }, (_, n) => {
    const trial = {
      seed: FIRST_SEED + n,
      blocks: 400,
      edits: 1_000,
      anchors: 180,
      moves: 'mixed',
      renewEvery: RENEW_EVERY,
    } as const;
    return runAnchorTrial(trial, open);
  });
}

function inWords(trials: Trial[], evidence: Evidence): string {
  const { anchors, right, wrong } = addTrials(trials.map((trial) => trial[evidence]));
  const share = `${((100 * right) / anchors).toFixed(1)} %`;
  return `${right} of ${anchors} right (${share}), ${anchors - right - wrong} not found, ${wrong} stated wrongly`;
}
