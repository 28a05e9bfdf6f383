import { describe, expect, it } from 'vitest';
import { Outcome, OUTCOMES, type Decision } from '../../shared/resolution/disposition.ts';
import { isBasedOnNewest, isWholeDecision, mayDecideNow, stillNeeds } from '../../shared/resolution/rules.ts';

const point = '00000000000000000001';
const decision: Decision = { outcome: 'accepted', reasonCode: 'clearer', reply: '', exemption: '', duplicateOf: null };
const codeOf = (over: Partial<Decision>): unknown => {
  const result = isWholeDecision(point, { ...decision, ...over });
  return result.ok ? 'ok' : result.problem.facts['fields'];
};

describe('deciding a point', () => {
  it('[RES-7] is refused while a public consultation is open, and allowed after', () => {
    expect(mayDecideNow({ state: 'open', resolveWhileOpen: false })).toMatchObject({
      ok: false,
      problem: { code: 'consultation-open' },
    });
    expect(mayDecideNow({ state: 'soon', resolveWhileOpen: true })).toMatchObject({ ok: false });
    expect(mayDecideNow({ state: 'open', resolveWhileOpen: true })).toEqual({ ok: true });
    expect(mayDecideNow({ state: 'closed', resolveWhileOpen: false })).toEqual({ ok: true });
  });

  it('[RES-10] every outcome has its own key and words', () => {
    expect(Object.keys(OUTCOMES).sort()).toEqual([...Outcome.options].sort());
    expect(new Set(Object.values(OUTCOMES).map((outcome) => outcome.key)).size).toBe(8);
  });

  it('[RES-10] a reply is asked for where the outcome needs one', () => {
    expect(codeOf({ outcome: 'not-accepted' })).toEqual([{ field: 'reply', sentence: 'Say why the point is not accepted' }]);
    expect(codeOf({ outcome: 'not-accepted', reply: 'There is no evidence yet.' })).toBe('ok');
    expect(codeOf({ outcome: 'accepted' })).toBe('ok');
    expect(codeOf({ outcome: 'noted', reasonCode: 'other' })).toEqual([
      { field: 'reply', sentence: 'Write the reason, or choose one from the list' },
    ]);
  });

  it('[RES-10] a duplicate names another point', () => {
    expect(codeOf({ outcome: 'duplicate' })).toMatchObject([{ field: 'duplicateOf' }]);
    expect(codeOf({ outcome: 'duplicate', duplicateOf: point })).toMatchObject([{ field: 'duplicateOf' }]);
    expect(codeOf({ outcome: 'duplicate', duplicateOf: '00000000000000000002' })).toBe('ok');
  });

  it('[RES-11] a decision based on an older revision is refused with the current one', () => {
    expect(isBasedOnNewest(1, 1, null)).toEqual({ ok: true });
    expect(isBasedOnNewest(0, 1, { outcome: 'noted' })).toMatchObject({
      ok: false,
      problem: { status: 409, facts: { current: { outcome: 'noted' } } },
    });
  });

  it('[RES-20] an accepted point is not done until a change is linked or an exemption stated', () => {
    expect(stillNeeds({ outcome: null, exemption: '', applied: false })).toBe('decision');
    expect(stillNeeds({ outcome: 'accepted', exemption: '', applied: false })).toBe('change');
    expect(stillNeeds({ outcome: 'accepted', exemption: '', applied: true })).toBeUndefined();
    expect(
      stillNeeds({ outcome: 'accepted-in-part', exemption: 'the wording was changed in version 5', applied: false }),
    ).toBeUndefined();
    expect(stillNeeds({ outcome: 'not-accepted', exemption: '', applied: false })).toBeUndefined();
  });
});
