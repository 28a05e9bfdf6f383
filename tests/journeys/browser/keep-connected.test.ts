import type { WebSocketRoute } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CLOSE_CODES, type CloseReason } from '../../../shared/drafting/wire.ts';
import { CUT_LINE, openBrowserDraft } from '../../support/browser-draft.ts';
import { connectDraft, synced, until } from '../../support/draft-clients.ts';
import { atDraft, editorOf, lookBoth, savedIn, typeAtEnd } from '../../support/draft-page.ts';
import type { Visitor } from '../../support/open-browser.ts';

// What the page says and does while its connection breaks, ends and comes back.

const opened = openBrowserDraft();

/** Lets the page speak to the real server through a wire that the test can cut with any reason. */
async function throughWire(visitor: Visitor): Promise<(reason: CloseReason) => Promise<void>> {
  const { page } = visitor;
  let wire: WebSocketRoute | undefined;
  await page.routeWebSocket(/\/collab\//, (route) => {
    route.connectToServer();
    wire = route;
  });
  await page.reload();
  await page.locator('[data-save="saved"]').waitFor();
  return async (reason) => {
    await until(() => wire !== undefined, 'the page to connect again');
    await savedIn(visitor).waitFor();
    const open = wire;
    wire = undefined;
    await open?.close({ code: CLOSE_CODES[reason], reason });
  };
}

describe('leaving a draft', () => {
  it('[DRA-2j] asks before the page is left, only while something is unsaved', async () => {
    const asha = await atDraft(opened.browser, opened.house, opened.draft, 0);
    const asked: string[] = [];
    asha.page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await typeAtEnd(asha, ' Stored.');
    await asha.page.waitForTimeout(600); // "Saving" is said after half a second (DRA-2e): before that the word is still the one of the words before
    await expect.poll(() => asha.page.evaluate(() => document.querySelector('[data-save]')?.textContent)).toMatch(/^Saved/);
    await asha.page.reload();
    expect(asked).toEqual([]);
    await editorOf(asha).waitFor();
    await asha.context.setOffline(true);
    await typeAtEnd(asha, ' Not yet.');
    await asha.page.getByText('Offline: kept on this device').first().waitFor();
    await asha.page.evaluate(() => window.location.reload());
    await expect.poll(() => asked).toEqual(['beforeunload']);
    expect(await lookBoth(asha, 'draft-offline')).toEqual([]);
    await asha.context.setOffline(false);
    await savedIn(asha).waitFor();
    await asha.page.reload();
    expect(asked).toHaveLength(1);
    expect(asha.complaints(CUT_LINE)).toEqual([]);
    await asha.context.close();
  });
});

describe('a connection that ends', () => {
  it('[DRA-2n, TXT-11a] says why and offers the right act for each reason, without a fault on the page', async () => {
    const asha = await atDraft(opened.browser, opened.house, opened.draft, 0);
    const cut = await throughWire(asha);
    await cut('restarting'); // from which the page comes back by itself
    await cut('newer-concord');
    await asha.page.getByText('Concord has been renewed.').waitFor();
    expect(await lookBoth(asha, 'draft-newer-concord')).toEqual([]);
    await typeAtEnd(asha, ' Written meanwhile.');
    await asha.page.getByText('join the draft afterwards').waitFor();
    await asha.page.getByRole('button', { name: 'Load the page again' }).click(); // asks nothing: the words are kept
    await savedIn(asha).waitFor();
    await expect.poll(() => editorOf(asha).innerText()).toContain('Written meanwhile.');
    await cut('seat-ended');
    await asha.page.getByText('Your seat in this group has ended').waitFor();
    expect(await lookBoth(asha, 'draft-seat-ended')).toEqual([]);
    await asha.page.reload();
    await savedIn(asha).waitFor();
    await cut('signed-out');
    await asha.page.getByRole('link', { name: /^Sign in \(opens/ }).waitFor();
    expect(await lookBoth(asha, 'draft-signed-out')).toEqual([]);
    await asha.page.evaluate(() => window.dispatchEvent(new Event('focus'))); // back from the other tab
    await savedIn(asha).waitFor();
    await expect.poll(() => asha.page.getByText('You have been signed out').count()).toBe(0);
    await cut('draft-full');
    await asha.page.getByText('This draft has reached its largest size.').waitFor();
    expect(await asha.page.getByText('until it says “Saved”').count()).toBe(0); // it never will
    expect(await lookBoth(asha, 'draft-full')).toEqual([]);
    expect(asha.complaints(CUT_LINE)).toEqual([]);
    await asha.context.close();
  });

  it('[DRA-2m] after a day asleep the page is back at once, with what others wrote and what was written here', async () => {
    const asha = await atDraft(opened.browser, opened.house, opened.draft, 0);
    await asha.page.clock.install();
    await asha.page.reload();
    await savedIn(asha).waitFor();
    await asha.context.setOffline(true);
    await typeAtEnd(asha, ' Before the lid closed.');
    const kwabena = await synced(connectDraft(opened.house, opened.draft.document.id, { cookie: opened.draft.cookies[1] }));
    kwabena.type(' During the night.');
    await until(() => kwabena.saved() === kwabena.sent(), 'the words of the night');
    await asha.page.clock.fastForward('24:00:00');
    await asha.context.setOffline(false);
    await expect.poll(() => editorOf(asha).innerText(), { timeout: 10_000 }).toContain('During the night.');
    await until(() => kwabena.text().includes('Before the lid closed.'), 'the words from before');
    await savedIn(asha).waitFor();
    kwabena.stop();
    expect(asha.complaints(CUT_LINE)).toEqual([]);
    await asha.context.close();
  });
});
