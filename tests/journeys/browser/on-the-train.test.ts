import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { House } from '../../../server/house.ts';
import { connectDraft, synced, until } from '../../support/draft-clients.ts';
import { aDraftForTwo, editorOf, giveSession, savedIn, typeAtEnd, type DraftForTwo } from '../../support/draft-page.ts';
import { aVisitor, openBrowser } from '../../support/open-browser.ts';
import { startHouse } from '../../support/start-house.ts';

// A draft that was opened before, opened again where there is no network.

const NOISE = /ERR_INTERNET_DISCONNECTED|WebSocket|ERR_NETWORK|ERR_FAILED/;

let house: House;
let browser: Browser;
let draft: DraftForTwo;

beforeAll(async () => {
  house = await startHouse();
  browser = await openBrowser();
  draft = await aDraftForTwo(house);
});

afterAll(async () => {
  await browser.close();
  await house.close();
});

describe('without a network', () => {
  it('[DRA-3b] a draft opened before opens with its words, is written in, and joins the others afterwards', async () => {
    const asha = await aVisitor(browser, house.baseUrl, { worker: true });
    const { page } = asha;
    await giveSession(asha, house, draft.cookies[0]);
    await page.goto(`/app/documents/${draft.document.id}`);
    await savedIn(asha).waitFor();
    await typeAtEnd(asha, ' At home.');
    await savedIn(asha).waitFor();
    await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
    await page.goto('/published'); // public pages are read as well
    await asha.context.setOffline(true);
    await page.goto(`/app/documents/${draft.document.id}`);
    await page.getByText('At home.').waitFor();
    await page.getByText('Offline: kept on this device').first().waitFor();
    await typeAtEnd(asha, ' On the train.');
    expect(await asha.look('draft-on-the-train')).toEqual([]);
    await page.reload();
    await page.getByText('On the train.').waitFor();
    await asha.context.setOffline(false);
    await savedIn(asha).waitFor();
    const reader = await synced(connectDraft(house, draft.document.id, { cookie: draft.cookies[1] }));
    await until(() => reader.text().includes('At home. On the train.'), 'the words of the train');
    reader.stop();
    expect(await editorOf(asha).innerText()).toContain('On the train.');
    expect(asha.complaints(NOISE)).toEqual([]);

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
