import { describe, expect, it } from 'vitest';
import { openBrowserDraft } from '../../support/browser-draft.ts';
import { atDraft, savedIn, typeAtEnd, wordsOf } from '../../support/draft-page.ts';
import type { Visitor } from '../../support/open-browser.ts';

// Two people in a draft on a network that lets no WebSocket through, until it does.

const NOISE = /WebSocket|socket\.io/;
const LATER = 'Your network lets no live connection through';

const opened = openBrowserDraft();
let asha: Visitor;
let kwabena: Visitor;

/** Answers every request for an upgrade as a proxy does that knows of none; the answer allows them again. */
function refuseUpgrades(): () => void {
  const { http } = opened.house.parts;
  const listeners = http.listeners('upgrade') as ((...given: unknown[]) => void)[]; // those of the house
  http.removeAllListeners('upgrade');
  http.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n'));
  return () => {
    http.removeAllListeners('upgrade');
    for (const listener of listeners) http.on('upgrade', listener);
  };
}

describe('where WebSockets are blocked', () => {
  it('[DRA-4a] two people write in one draft over HTTP, see each other, and their words are saved', async () => {
    const allow = refuseUpgrades();
    asha = await atDraft(opened.browser, opened.house, opened.draft, 0);
    kwabena = await atDraft(opened.browser, opened.house, opened.draft, 1);
    await asha.page.getByText(LATER).waitFor();
    await typeAtEnd(asha, ' Over HTTP.');
    await expect.poll(() => wordsOf(kwabena)).toContain('Over HTTP.');
    await typeAtEnd(kwabena, ' And back.');
    await expect.poll(() => wordsOf(asha)).toContain('And back.');
    await asha.page.locator('.c-caret').waitFor(); // where he writes
    await asha.page.getByRole('group', { name: '2 people are here' }).waitFor();
    for (const visitor of [asha, kwabena]) await savedIn(visitor).waitFor();
    expect(await wordsOf(asha)).toBe(await wordsOf(kwabena));
    expect(await asha.look('draft-polling')).toEqual([]);
    allow();
    expect(asha.complaints(NOISE)).toEqual([]);
    expect(kwabena.complaints(NOISE)).toEqual([]);
  });

  it('[DRA-4h] goes back to a WebSocket by itself when one gets through, and loses nothing on the way', async () => {
    await asha.page.getByText(LATER).waitFor({ state: 'detached', timeout: 30_000 });
    await typeAtEnd(asha, ' By socket again.');
    await expect.poll(() => wordsOf(kwabena)).toContain('By socket again.');
    await kwabena.page.getByText(LATER).waitFor({ state: 'detached', timeout: 30_000 });
    for (const visitor of [asha, kwabena]) await savedIn(visitor).waitFor();
    expect(await wordsOf(asha)).toBe(await wordsOf(kwabena));
    expect(asha.complaints(NOISE)).toEqual([]);
  });
});
