import { describe, expect, it } from 'vitest';
import { CUT_LINE, openBrowserDraft } from '../../support/browser-draft.ts';
import { connectDraft, synced, until } from '../../support/draft-clients.ts';
import { editorOf, giveSession, savedIn, typeAtEnd } from '../../support/draft-page.ts';
import { aVisitor } from '../../support/open-browser.ts';

// A draft that was opened before, opened again where there is no network.

const opened = openBrowserDraft();

describe('without a network', () => {
  it('[DRA-3b] a draft opened before opens with its words, is written in, and joins the others afterwards', async () => {
    const asha = await aVisitor(opened.browser, opened.house.baseUrl, { worker: true });
    const { page } = asha;
    await giveSession(asha, opened.house, opened.draft.cookies[0]);
    await page.goto(`/app/documents/${opened.draft.document.id}`);
    await savedIn(asha).waitFor();
    await typeAtEnd(asha, ' At home.');
    await savedIn(asha).waitFor();
    await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
    await page.goto('/published'); // public pages are read as well
    await asha.context.setOffline(true);
    await page.goto(`/app/documents/${opened.draft.document.id}`);
    await page.getByText('At home.').waitFor();
    await page.getByText('Offline: kept on this device').first().waitFor();
    await typeAtEnd(asha, ' On the train.');
    expect(await asha.look('draft-on-the-train')).toEqual([]);
    await page.reload();
    await page.getByText('On the train.').waitFor();
    await asha.context.setOffline(false);
    await savedIn(asha).waitFor();
    const reader = await synced(connectDraft(opened.house, opened.draft.document.id, { cookie: opened.draft.cookies[1] }));
    await until(() => reader.text().includes('At home. On the train.'), 'the words of the train');
    reader.stop();
    expect(await editorOf(asha).innerText()).toContain('On the train.');
    expect(asha.complaints(CUT_LINE)).toEqual([]);

    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const inAll = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return inAll.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(kept.length).toBeGreaterThan(5);
    expect(kept.filter((path) => path !== '/app/' && !path.startsWith('/assets/'))).toEqual([]); // no data, no public page
    await asha.context.close();
  });
});
