import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '../../shared/kernel/problem.ts';
import { Anchor, checkAnchor, findAnchor, makeAnchor, SURE } from '../../shared/text/anchor.ts';
import { placesOf } from '../../shared/text/clause-numbers.ts';
import type { Block, DocumentText } from '../../shared/text/document-text.ts';
import { addTrials, RENEW_EVERY, runAnchorTrial, type Evidence, type TrialResult } from '../support/anchor-trial.ts';
import { arbitraryText } from '../support/arbitrary-text.ts';
import { checkSeeded } from '../support/check-seeded.ts';
import { runs } from '../support/depth.ts';
import { block, table, textOfBlocks } from './build-text.ts';

const BIOPSY =
  'The specialist centre must carry out a biopsy within 10 working days of receiving the referral, unless imaging shows that one is not needed.';
const VISIT =
  'A person must be told before the visit what it will feel like, how long the result will take, and whom to telephone in the meantime.';
const TRAVEL =
  'Travel costs must not stop a person from attending, and staff must tell everyone about the travel cost scheme in writing.';

const FROZEN = textOfBlocks(
  block('h', 'heading 1', 'Tests and biopsy'),
  block('a', 'clause', BIOPSY),
  block('b', 'clause', VISIT),
  block('h2', 'heading 1', 'Access'),
  block('c', 'clause', TRAVEL),
);

const QUOTE = 'carry out a biopsy within 10 working days';
const START = BIOPSY.indexOf(QUOTE);
const ANCHOR = makeAnchor(FROZEN, 'a', START, START + QUOTE.length);

function later(...blocks: Block[]): DocumentText {
  return textOfBlocks(...blocks);
}

const [heading, biopsy, visit, access, travel] = FROZEN.blocks;
const clause = (id: string, words: string) => block(id, 'clause', words);

describe('making anchors', () => {
  test('[TXT-6a] an anchor holds block, number, offsets, quote and 48 characters around it', () => {
    expect(ANCHOR).toMatchObject({
      blockId: 'a',
      number: '1.1',
      start: START,
      quote: QUOTE,
      before: 'The specialist centre must ',
      relative: null,
      sectionId: 'h',
    });
    expect(ANCHOR.after).toBe(BIOPSY.slice(START + QUOTE.length).slice(0, 48));
    expect(makeAnchor(FROZEN, 'a')).toMatchObject({ start: 0, end: BIOPSY.length, quote: BIOPSY, before: '', after: '' });
  });

  test('[CON-22] every place of a text can be anchored, fits the schema, and checks against that text', () => {
    checkSeeded(
      'anchors',
      fc.property(arbitraryText, fc.nat(), fc.nat(), (text, from, to) => {
        for (const place of placesOf(text)) {
          const whole = makeAnchor(text, place.blockId);
          const { length } = whole.quote;
          const [start, end] = length < 2 ? [0, length] : [from % (length - 1), 1 + Math.max(from % (length - 1), to % length)];
          const part = makeAnchor(text, place.blockId, start, Math.max(end, Math.min(length, start + 1)));
          for (const anchor of [whole, part]) {
            expect(Anchor.safeParse(anchor).success).toBe(true);
            expect(checkAnchor(text, anchor)).toBe(true);
            expect(findAnchor(text, anchor)).toMatchObject({
              verdict: 'exact',
              blockId: anchor.blockId,
              start: anchor.start,
              end: anchor.end,
              quoteNow: anchor.quote,
            });
          }
        }
      }),
      100,
    );
  });

  test('[CON-22] a place that is not in the text is refused', () => {
    for (const [id, start, end] of [
      ['zz', 0, 1],
      ['a', 0, 999],
      ['a', 5, 5],
      ['a', 9, 3],
      ['a', -1, 3],
      ['a', 0.5, 3],
    ] as const) {
      expect(() => makeAnchor(FROZEN, id, start, end)).toThrow(Problem);
    }
  });

  test('[CON-22] an anchor with one changed character of quote, context or number does not check', () => {
    expect(checkAnchor(FROZEN, ANCHOR)).toBe(true);
    for (const change of [
      { quote: `${QUOTE.slice(0, -1)}z` },
      { before: '' },
      { after: `${ANCHOR.after.slice(0, -1)}z` },
      { number: '1.2' },
      { start: START + 1 },
      { blockId: 'b' },
    ]) {
      expect(checkAnchor(FROZEN, { ...ANCHOR, ...change })).toBe(false);
    }
  });

  test('[TXT-6b] an anchor never cuts a character of two units', () => {
    const text = textOfBlocks(block('a', 'paragraph', `${'😀'.repeat(40)}x${'😀'.repeat(40)}`));
    const anchor = makeAnchor(text, 'a', 79, 82);
    expect([anchor.start, anchor.end, anchor.quote]).toEqual([78, 83, '😀x😀']);
    expect(anchor.before.isWellFormed() && anchor.after.isWellFormed()).toBe(true);
    expect(checkAnchor(text, anchor)).toBe(true);
  });

  test('[TXT-6c] tables and rows can be anchored whole and in part', () => {
    const text = textOfBlocks(
      table('t', [
        ['Group', 'Cases'],
        ['Adults', '3,900'],
      ]),
    );
    expect(makeAnchor(text, 't-r1')).toMatchObject({ number: 'Table 1, row 1', quote: 'Adults\t3,900' });
    expect(makeAnchor(text, 't').quote).toBe('Group\tCases\nAdults\t3,900');
    const changed = textOfBlocks(
      table('t', [
        ['Group', 'Cases'],
        ['Adults', '4,100'],
      ]),
    );
    expect(findAnchor(changed, makeAnchor(text, 't-r1'))).toMatchObject({
      verdict: 'changed',
      blockId: 't-r1',
      quoteNow: 'Adults\t4,100',
    });
  });
});

describe('finding anchors again', () => {
  const found = (text: DocumentText, anchor = ANCHOR) => findAnchor(text, anchor);

  test('[RES-2g] exact: the words stand in their block, wherever it stands and whatever comes before them', () => {
    expect(found(later(access, travel, heading, biopsy))).toMatchObject({ verdict: 'exact', blockId: 'a', start: START });
    const pushed = found(later(heading, clause('a', `In every hospital: ${BIOPSY}`), visit));
    expect(pushed).toMatchObject({ verdict: 'exact', start: START + 19, quoteNow: QUOTE });
  });

  test('[RES-2h] changed: the words were reworded where they stood', () => {
    const text = later(
      heading,
      clause('a', BIOPSY.replace('carry out a biopsy within 10 working days', 'offer a biopsy to take place within 14 days')),
      visit,
    );
    expect(found(text)).toMatchObject({
      verdict: 'changed',
      blockId: 'a',
      start: START,
      quoteNow: 'offer a biopsy to take place within 14 days',
    });
    expect(found(text).confidence).toBeGreaterThan(SURE);
  });

  test('[RES-2c] moved: the words stand in another block, by cut and paste or because blocks were joined', () => {
    const pasted = later(
      heading,
      clause('a', BIOPSY.replace(QUOTE, 'act')),
      access,
      clause('c', `${TRAVEL} Hospitals ${QUOTE} where they can.`),
    );
    expect(found(pasted)).toMatchObject({ verdict: 'moved', blockId: 'c', quoteNow: QUOTE });
    expect(found(later(heading, clause('b', `${VISIT} ${BIOPSY}`)))).toMatchObject({
      verdict: 'moved',
      blockId: 'b',
      quoteNow: QUOTE,
    });
  });

  test('[RES-2d] partly gone: part of the words is left where they stood', () => {
    const anchor = makeAnchor(FROZEN, 'a', 0, BIOPSY.length - 1);
    const text = later(heading, clause('a', 'The specialist centre must carry out a biopsy.'), visit);
    expect(found(text, anchor)).toMatchObject({ verdict: 'partly gone', blockId: 'a', start: 0, end: 45 });
  });

  test('[RES-2e] rewritten: nothing of the words is left, other words stand in their place', () => {
    const text = later(heading, clause('a', BIOPSY.replace(QUOTE, 'see everybody quickly')), visit);
    expect(found(text)).toMatchObject({ verdict: 'rewritten', blockId: 'a', start: START, quoteNow: 'see everybody quickly' });
  });

  test('[RES-2f] gone: words deleted from their block say where they stood, a deleted block names its section', () => {
    const cut = later(heading, clause('a', BIOPSY.replace(QUOTE, '')), visit);
    expect(found(cut)).toMatchObject({ verdict: 'gone', blockId: 'a', start: START, end: START, quoteNow: '' });
    const without = found(later(heading, visit, access, travel));
    expect(without).toMatchObject({ verdict: 'gone', sectionId: 'h' });
    expect(without.blockId).toBeUndefined();
    expect(found(later(access, travel)).sectionId).toBeUndefined();
  });

  test('[TXT-6d] a passage whose block was divided is found in both pieces', () => {
    const cut = START + 12;
    const text = later(heading, clause('a', BIOPSY.slice(0, cut)), clause('n', BIOPSY.slice(cut)), visit);
    const place = found(text);
    expect(place).toMatchObject({ verdict: 'changed', blockId: 'n', start: 0 });
    expect(place.more).toEqual([{ blockId: 'a', start: START, end: cut }]);
  });

  test('[TXT-6e] a passage that had a double is not sought in the double when its block is gone', () => {
    const twice = textOfBlocks(
      heading,
      clause('a', 'Members must declare their interests at every meeting.'),
      access,
      clause('z', 'Members must declare their interests at every meeting.'),
    );
    const anchor = makeAnchor(twice, 'a');
    expect(anchor.lookAlike).toBe(1);
    expect(findAnchor(later(heading, access, twice.blocks[3]), anchor)).toMatchObject({ verdict: 'gone' });
  });

  test('[TXT-6f] a short word that stands in every clause is never found elsewhere', () => {
    const must = makeAnchor(FROZEN, 'a', BIOPSY.indexOf('must'), BIOPSY.indexOf('must') + 4);
    expect(findAnchor(later(heading, visit, access, travel), must)).toMatchObject({ verdict: 'gone' });
    const gone = findAnchor(later(heading, clause('a', `${BIOPSY.replace('must ', '')} It must be so.`)), must);
    expect(gone).toMatchObject({ verdict: 'gone', blockId: 'a', start: BIOPSY.indexOf(' must') });
  });

  test('[TXT-6g] live positions outweigh likeness: between them stands the passage, and nothing when they have met', () => {
    const text = later(heading, clause('a', `Wholly other words now. ${BIOPSY}`), clause('b', QUOTE));
    const [start, end] = [24 + START, 24 + START + QUOTE.length];
    expect(findAnchor(text, ANCHOR, { blockId: 'a', start, end })).toMatchObject({ verdict: 'exact', confidence: 1, start });
    const replaced = later(heading, clause('a', BIOPSY.replace('within 10 working', 'in 14')), visit);
    const range = { blockId: 'a', start: START, end: START + QUOTE.length - 12 };
    expect(findAnchor(replaced, ANCHOR, range)).toMatchObject({ verdict: 'changed', quoteNow: 'carry out a biopsy in 14 days' });
    const met = later(heading, clause('a', BIOPSY.replace(QUOTE, '')), visit);
    expect(findAnchor(met, ANCHOR, { blockId: 'a', start: START, end: START })).toMatchObject({
      verdict: 'gone',
      confidence: 0.95,
    });
  });

  test('[TXT-6h] positions that do not fit the text are not believed', () => {
    expect(findAnchor(FROZEN, ANCHOR, { blockId: 'nowhere', start: 0, end: 3 })).toMatchObject({
      verdict: 'exact',
      start: START,
    });
    expect(findAnchor(FROZEN, ANCHOR, { blockId: 'b', start: 4, end: 9_999 })).toMatchObject({ verdict: 'exact', start: START });
  });

  test('[TXT-6o] a block that was cut, pasted and rewritten is offered where it was pasted, not said to be gone', () => {
    const anchor = makeAnchor(FROZEN, 'a');
    const rewritten = clause(
      'a',
      `Only a surgeon may ask for it, ${BIOPSY.slice(BIOPSY.indexOf('within'))} No other reason counts.`,
    );
    const met = { blockId: 'h', start: 16, end: 16 };
    const found = findAnchor(later(heading, visit, access, travel, rewritten), anchor, met);
    expect(found).toMatchObject({ verdict: 'changed', blockId: 'a' });
    expect(found.quoteNow).toContain('within 10 working days');
    expect(findAnchor(later(heading, visit, access, travel), anchor, met)).toMatchObject({ verdict: 'gone' });
  });

  test('[TXT-6p] a few words that are all that is left between live positions are stated as partly gone', () => {
    const anchor = makeAnchor(FROZEN, 'a');
    const left = BIOPSY.slice(-26);
    const text = later(heading, clause('b', `${VISIT} ${left}`), access);
    const start = VISIT.length + 1;
    const found = findAnchor(text, anchor, { blockId: 'b', start, end: start + left.length });
    expect(found).toMatchObject({ verdict: 'partly gone', blockId: 'b', start, quoteNow: left });
    expect(found.confidence).toBeGreaterThanOrEqual(SURE);
    const other = later(heading, clause('b', `${VISIT} Nothing of it is left.`), access);
    expect(findAnchor(other, anchor, { blockId: 'b', start, end: start + 23 }).verdict).not.toBe('partly gone');
  });

  test('[TXT-6p] words that were cut out of the middle of a passage and pasted elsewhere are found with the rest', () => {
    const anchor = makeAnchor(FROZEN, 'b');
    const [from, to] = [VISIT.indexOf('what it'), VISIT.indexOf(' and whom')];
    const rest = VISIT.slice(0, from) + VISIT.slice(to);
    const text = later(heading, biopsy, clause('b', rest), access, clause('c', `${TRAVEL} ${VISIT.slice(from, to)}`));
    const found = findAnchor(text, anchor, { blockId: 'b', start: 0, end: rest.length });
    expect([found, ...(found.more ?? [])].map(({ blockId }) => blockId).sort()).toEqual(['b', 'c']);
  });

  test('[TXT-6q] a passage that was divided in three is found whole by its live pieces', () => {
    const anchor = makeAnchor(FROZEN, 'b');
    const [one, two] = [VISIT.indexOf('before'), VISIT.indexOf('in the meantime')];
    const [head, middle, tail] = [VISIT.slice(0, one), VISIT.slice(one, two), VISIT.slice(two)];
    const text = later(heading, clause('b', head), clause('n1', middle), clause('n2', tail), access, clause('d', 'Apart.'));
    const between = [
      { blockId: 'n1', start: 0, end: middle.length },
      { blockId: 'n2', start: 0, end: tail.length },
    ];
    const found = findAnchor(text, anchor, { blockId: 'b', start: 0, end: head.length, more: between });
    expect(found).toMatchObject({ verdict: 'changed', blockId: 'n1' });
    expect(found.more?.map(({ blockId }) => blockId)).toEqual(['b', 'n2']);
  });

  test('[TXT-6i] an empty block that was anchored is found by its id alone', () => {
    const anchor = makeAnchor(textOfBlocks(heading, clause('e', '')), 'e');
    expect(findAnchor(later(heading, clause('e', '')), anchor)).toMatchObject({ verdict: 'exact' });
    expect(findAnchor(later(heading, clause('e', 'Now there are words.')), anchor)).toMatchObject({ verdict: 'changed' });
    expect(findAnchor(later(heading), anchor)).toMatchObject({ verdict: 'gone' });
  });
});

// The seeds are fixed: one that fails by chance would stop other people's work; tests/bench/text-contract.ts draws new ones.
describe('anchors after random edits', { timeout: 1_200_000 }, () => {
  test('[TXT-6j] after 160 edits of 12 pages no place is stated wrongly; 98 % are right by positions, 95 % by words alone', () => {
    const trials = [1, 2].map((seed) => runAnchorTrial({ seed, blocks: 120, edits: 160, anchors: 60, moves: 'mixed' }));
    for (const [evidence, least] of [
      ['all', 0.98],
      ['selectors', 0.95],
    ] as const)
      expectRight(trials, evidence, least);
  });

  test('[TXT-6l] after 1,000 edits of 40 pages no place is stated wrongly, and 98 % are right by all evidence', () => {
    const seeds = Array.from({ length: runs(1, 6) }, (_, index) => 9_001 + index);
    const trials = seeds.map((seed) => runAnchorTrial({ ...LONG, seed }));
    expectRight(trials, 'all', 0.98);
  });

  // Of one trial with 180 passages 96 % is what a share of 99 % falls short of once in two thousand; 24 trials must reach the share.
  test('[TXT-6m] after 1,000 edits 99 % are right by what was remembered while they were made, none wrongly, none worse for it', ({
    task,
  }) => {
    const seeds = Array.from({ length: runs(1, 24) }, (_, index) => 50_001 + index);
    const trials = seeds.map((seed) => runAnchorTrial({ ...LONG, seed, renewEvery: RENEW_EVERY }));
    expectRight(trials, 'all', 0.96);
    task.meta.figure = expectRight(trials, 'renewed', seeds.length < 18 ? 0.96 : 0.99);
    for (const { all, renewed } of trials) expect(renewed.missed.filter((one) => !all.missed.includes(one))).toEqual([]);
  });
});

const LONG = { blocks: 400, edits: 1_000, anchors: 180, moves: 'mixed' } as const;

function expectRight(trials: Record<Evidence, TrialResult>[], evidence: Evidence, least: number): string {
  const { right, wrong, anchors, verdicts } = addTrials(trials.map((trial) => trial[evidence]));
  console.info(`by ${evidence}: ${right} of ${anchors} right, ${wrong} stated wrongly`, Object.fromEntries(verdicts));
  expect(wrong).toBe(0);
  expect(right / anchors).toBeGreaterThanOrEqual(least);
  return `${right} of ${anchors} right, ${wrong} stated wrongly`;
}
