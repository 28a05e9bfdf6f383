import { describe, expect, it } from 'vitest';
import { SaveLedger } from '../../client/drafting/save-ledger.ts';
import { saveWords } from '../../client/drafting/save-state.tsx';

const NOON = Date.UTC(2026, 10, 23, 14, 1, 30);

function connected(kept = true): SaveLedger {
  const ledger = new SaveLedger(() => kept, NOON - 60_000);
  ledger.connected(NOON - 59_000);
  ledger.sending('answer');
  ledger.saved(1, NOON - 50_000);
  return ledger;
}

function type(ledger: SaveLedger, at: number): void {
  ledger.changed(at);
  ledger.sending('change');
}

describe('the words about saving', () => {
  it('[DRA-2d] are the four forms, word for word', () => {
    expect(saveWords({ state: 'saving' })).toBe('Saving…');
    expect(saveWords({ state: 'saved', at: NOON + 40_000 })).toBe('Saved 14:02');
    expect(saveWords({ state: 'not-saved', changes: 3, since: NOON })).toBe('Not saved: 3 changes since 14:01');
    expect(saveWords({ state: 'offline', kept: true, changes: 0 })).toBe('Offline: kept on this device');
    expect(saveWords({ state: 'offline', kept: false, changes: 0 })).toBe('Offline: do not close this page');
  });

  it('[DRA-2e] say "Saving…" only after half a second, and "Saved" only for what the server has acknowledged', () => {
    const ledger = connected();
    type(ledger, NOON);
    type(ledger, NOON + 10);
    expect(ledger.say(NOON + 100).state).toBe('saved');
    expect(ledger.say(NOON + 600).state).toBe('saving');
    ledger.saved(2, NOON + 700);
    expect(ledger.unsaved).toBe(1);
    expect(ledger.say(NOON + 700).state).toBe('saving');
    ledger.saved(3, NOON + 800);
    expect(ledger.say(NOON + 800)).toEqual({ state: 'saved', at: NOON + 800 });
  });

  it('[PLT-21] say "Not saved" within three seconds, and at once when the server tells of trouble', () => {
    const ledger = connected();
    type(ledger, NOON);
    expect(ledger.say(NOON + 3001)).toEqual({ state: 'not-saved', changes: 1, since: NOON });
    ledger.saved(2, NOON + 4000);
    type(ledger, NOON + 5000);
    ledger.storeTrouble(true);
    expect(ledger.say(NOON + 5600).state).toBe('not-saved');
    ledger.storeTrouble(false);
    expect(ledger.say(NOON + 5600).state).toBe('saving');
  });

  it('[DRA-2f] words written offline count as saved only with the answer that carries them', () => {
    const ledger = connected();
    ledger.disconnected(NOON);
    ledger.changed(NOON + 100);
    ledger.changed(NOON + 200);
    expect(ledger.say(NOON + 2000)).toEqual({ state: 'offline', kept: true, changes: 2 });
    ledger.connected(NOON + 15);
    type(ledger, NOON + 2100);
    ledger.saved(1, NOON + 2200);
    expect(ledger.unsaved).toBe(2);
    ledger.sending('answer');
    ledger.saved(2, NOON + 2300);
    expect(ledger.unsaved).toBe(0);
  });

  it('[DRA-2g] what was under way when a connection broke is not called saved by the next one’s numbers', () => {
    const ledger = connected();
    type(ledger, NOON);
    ledger.disconnected(NOON + 10);
    ledger.connected(NOON + 15);
    ledger.saved(1, NOON + 20);
    expect(ledger.unsaved).toBe(1);
    ledger.sending('answer');
    ledger.saved(1, NOON + 30);
    expect(ledger.unsaved).toBe(0);
  });

  it('[DRA-2h] after the server has ended the connection for good, unsaved words stay "Not saved"', () => {
    const ledger = connected();
    type(ledger, NOON);
    ledger.end();
    ledger.disconnected(NOON + 10);
    expect(ledger.say(NOON + 60_000)).toEqual({ state: 'not-saved', changes: 1, since: NOON });
  });
});
