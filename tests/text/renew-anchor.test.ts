import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeAnchor, SURE, type Anchor } from '../../shared/text/anchor.ts';
import { placesOf } from '../../shared/text/clause-numbers.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { findAnchor } from '../../shared/text/find-anchor.ts';
import { renewAnchor } from '../../shared/text/renew-anchor.ts';
import { findRenewed, isPlaced, keptIn, LEAST_SHARE, stretchesOf, wordsOf, type Renewal } from '../../shared/text/renewal.ts';
import { arbitraryText, arbitraryEdits, edited } from '../support/arbitrary-text.ts';
import { checkSeeded } from '../support/check-seeded.ts';
import { block, textOfBlocks } from './build-text.ts';

const BIOPSY =
  'The specialist centre must carry out a biopsy within 10 working days of receiving the referral, unless imaging shows that one is not needed.';
const VISIT = 'A person must be told before the visit what it will feel like and how long the result will take.';
const TRAVEL = 'Travel costs must not stop a person from attending, and staff must tell everyone about the scheme.';
const QUOTE = 'carry out a biopsy within 10 working days';
const START = BIOPSY.indexOf(QUOTE);

const clause = (id: string, words: string) => block(id, 'clause', words);
const textWith = (a: string, b: string, c: string): DocumentText =>
  textOfBlocks(clause('a', a), clause('b', b), block('h', 'heading 1', 'Access'), clause('c', c));

const FROZEN = textWith(BIOPSY, VISIT, TRAVEL);
const ANCHOR = makeAnchor(FROZEN, 'a', START, START + QUOTE.length);

/** Looks at each text in turn, as the server would, without live positions. */
function look(anchor: Anchor, ...texts: DocumentText[]): Renewal | undefined {
  let renewal: Renewal | undefined;
  for (const [at, now] of texts.entries()) {
    const looks = { before: texts[at - 1] ?? FROZEN, now, hintOf: () => undefined, tie: () => undefined };
    renewal = renewAnchor(looks, anchor, renewal) ?? renewal;
  }
  return renewal;
}

const find = (text: DocumentText, renewal: Renewal | undefined) => findRenewed(text, ANCHOR, renewal, () => undefined);

describe('what is remembered of where words stand', () => {
  const parted = BIOPSY.indexOf('within');
  const [stays, leaves] = [BIOPSY.slice(0, parted), BIOPSY.slice(parted)];

  test('[TXT-6s] words carried to another clause between two looks are found there, however they are changed later', () => {
    const carried = textWith(stays, VISIT, `${TRAVEL} ${leaves}`);
    const renewal = look(ANCHOR, FROZEN, carried);
    expect(renewal?.pieces.map(({ blockId, quote }) => [blockId, quote.trim()])).toEqual([
      ['c', 'within 10 working days'],
      ['a', 'carry out a biopsy'],
    ]);
    const changed = textWith(stays, VISIT, `${TRAVEL} ${leaves.replace('within 10 working', 'in 10 (ten) working')}`);
    expect(findAnchor(changed, ANCHOR).more).toBeUndefined();
    const found = find(changed, renewal);
    expect([found, ...(found.more ?? [])].map(({ blockId }) => blockId).sort()).toEqual(['a', 'c']);
    expect(found.confidence).toBeGreaterThanOrEqual(SURE);
  });

  test('[TXT-6s] a look-alike that had been there all along is not taken for words that left', () => {
    const twice = textWith(BIOPSY, VISIT, `${TRAVEL} ${leaves}`);
    const anchor = makeAnchor(twice, 'a', START, START + QUOTE.length);
    const looks = { before: twice, now: textWith(stays, VISIT, `${TRAVEL} ${leaves}`), hintOf: () => undefined };
    const renewal = renewAnchor({ ...looks, tie: () => undefined }, anchor, undefined);
    expect(renewal?.pieces.some(({ blockId }) => blockId === 'c') ?? false).toBe(false);
  });

  test('[TXT-6s] a clause that was carried away without its id, whole, is found', () => {
    const joined = textOfBlocks(clause('b', VISIT), block('h', 'heading 1', 'Access'), clause('c', `${TRAVEL} ${BIOPSY}`));
    expect(look(ANCHOR, FROZEN, joined)?.pieces).toMatchObject([{ blockId: 'c', quote: QUOTE }]);
  });

  test('[TXT-6t] the anchor’s own evidence decides: where it is sure, a belief about another place is not followed', () => {
    const wrong = { pieces: [makeAnchor(FROZEN, 'c')] };
    expect(find(FROZEN, wrong)).toEqual(findAnchor(FROZEN, ANCHOR));
    const looks = { before: FROZEN, now: FROZEN, hintOf: () => undefined, tie: () => undefined };
    expect(renewAnchor(looks, ANCHOR, wrong)?.pieces).toMatchObject([{ blockId: 'a', quote: QUOTE }]);
  });

  test('[TXT-6t] a place with nothing of the anchor’s own words is never stated on the word of a renewal', () => {
    const wrong = { pieces: [makeAnchor(FROZEN, 'c')] };
    const without = textWith('Something else stands here.', VISIT, TRAVEL);
    expect(find(without, wrong)).toEqual(findAnchor(without, ANCHOR));
    expect(look(ANCHOR, FROZEN, without)).toEqual(look(ANCHOR, FROZEN));
  });

  test('[TXT-6t] whatever is remembered, a place that the anchor is sure of stays, and no other is stated without its words', () => {
    checkSeeded(
      'renewals',
      fc.property(arbitraryText, arbitraryEdits, fc.nat(), fc.nat(), (text, edits, one, other) => {
        const places = placesOf(text);
        const [meant, planted] = [places[one % places.length], places[other % places.length]];
        if (!meant || !planted || makeAnchor(text, meant.blockId).quote === '') return;
        const anchor = makeAnchor(text, meant.blockId);
        const later = edited(text, edits);
        const alone = findAnchor(later, anchor);
        const found = findRenewed(later, anchor, { pieces: [makeAnchor(text, planted.blockId)] }, () => undefined);
        const held = stretchesOf(alone).map(({ blockId }) => blockId);
        if (isPlaced(alone)) expect(stretchesOf(found).some(({ blockId }) => held.includes(blockId))).toBe(true);
        else if (isPlaced(found)) expect(keptIn(anchor, wordsOf(later, stretchesOf(found)))).toBeGreaterThanOrEqual(LEAST_SHARE);
      }),
      200,
    );
  });
});
