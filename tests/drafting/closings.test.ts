import { describe, expect, it } from 'vitest';
import { CLOSINGS, endingOf, mayWriteOn } from '../../client/drafting/closings.ts';
import { pauseBefore } from '../../client/drafting/reconnect-pause.ts';
import { CLOSE_CODES, type CloseReason } from '../../shared/drafting/wire.ts';
import { seededRandom } from '../support/seeded-random.ts';

describe('a closed connection', () => {
  it('[DRA-2n] has a plain sentence and an act for every reason the server knows, and comes back where the code says so', () => {
    for (const [reason, code] of Object.entries(CLOSE_CODES) as [CloseReason, number][]) {
      expect(endingOf({ code, reason })).toBe(reason);
      const closing = CLOSINGS[reason];
      expect(closing.comesBack).toBe(code < 4400 || code >= 4500);
      expect(closing.sentence).toMatch(/^[A-Z].*\.$/);
      expect(closing.sentence).not.toMatch(/sync|socket|update|invalid|error/i);
    }
  });

  it('[DRA-2n] lets people write on only where their words can still reach the draft', () => {
    expect(mayWriteOn(undefined, false)).toBe(true);
    expect(mayWriteOn('restarting', false)).toBe(true);
    expect([mayWriteOn('newer-concord', true), mayWriteOn('newer-concord', false)]).toEqual([true, false]);
    expect([mayWriteOn('seat-ended', true), mayWriteOn('update-refused', true)]).toEqual([false, false]);
  });

  it('[DRA-2n] is told by its code where the server could give no reason', () => {
    expect(endingOf({ code: 1009, reason: '' })).toBe('too-large');
    expect(endingOf({ code: 1006, reason: '' })).toBeUndefined();
    expect(endingOf({ code: 4499, reason: 'of a later Concord' })).toBe('closed');
    expect(endingOf({ code: 1012, reason: 'restarting' })).toBe('restarting');
  });
});

describe('coming back', () => {
  it('[DRA-2l] waits longer with every try, ten seconds at most, and never the same for two pages', () => {
    for (let tries = 1; tries < 30; tries += 1) {
      const [soonest, latest] = [pauseBefore(tries, false, 0), pauseBefore(tries, false, 1)];
      expect(latest).toBeLessThanOrEqual(10_000);
      expect(latest).toBe(soonest * 2);
      expect(latest).toBeGreaterThanOrEqual(pauseBefore(Math.max(1, tries - 1), false, 1));
    }
  });

  it('[DRA-2l] spreads the pages that hear of a restart in the same moment over three seconds', () => {
    const random = seededRandom(12);
    const pauses = Array.from({ length: 500 }, () => pauseBefore(1, true, random.next()));
    const perHalfSecond = Array.from({ length: 7 }, (_, half) => pauses.filter((ms) => Math.floor(ms / 500) === half).length);
    expect(Math.max(...pauses)).toBeLessThan(5000);
    expect(Math.max(...perHalfSecond)).toBeLessThan(130);
  });
});
