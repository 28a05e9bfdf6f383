import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { House } from '../../server/house.ts';
import { aDraftForTwo, type DraftForTwo } from './draft-page.ts';
import { openBrowser } from './open-browser.ts';
import { startHouse } from './start-house.ts';

/** A house, a browser and a draft of two people, for the tests of one file. */
export type BrowserDraft = { house: House; browser: Browser; draft: DraftForTwo };

/** Opens them before the tests of this file and closes them afterwards; answers an object that has them from the first test on. */
export function openBrowserDraft(): BrowserDraft {
  const opened = {} as BrowserDraft; // filled before the first test runs
  beforeAll(async () => {
    opened.house = await startHouse();
    opened.browser = await openBrowser();
    opened.draft = await aDraftForTwo(opened.house);
  });
  afterAll(async () => {
    await opened.browser.close();
    await opened.house.close();
  });
  return opened;
}

/** What a browser says on its console of a line that a test has cut. */
export const CUT_LINE = /ERR_INTERNET_DISCONNECTED|WebSocket|ERR_NETWORK|ERR_FAILED/;
