import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageRoutes } from '../../../client/shell/route-table.tsx';
import type { House } from '../../../server/house.ts';
import { aVisitor, openBrowser, type Visitor } from '../../support/open-browser.ts';
import { startHouse } from '../../support/start-house.ts';
import { WholeLife } from '../../support/whole-life.ts';

// Every address of the staff application in a house where a document has gone through its whole life, for those who work in it.

const WIDTHS = [320, 1280];
const MANAGING = ['/people', '/people/invite', '/groups/new', '/groups/:groupId', '/groups/:groupId/close'];

let house: House;
let life: WholeLife;
let browser: Browser;
let visitors: Record<'chair' | 'administrator' | 'nobody', Visitor>;
let filled: Record<string, string>;

beforeAll(async () => {
  house = await startHouse();
  life = await new WholeLife(house).untilPublished();
  browser = await openBrowser();
  const [chair, administrator] = [await signedIn('chair'), await signedIn('administrator')];
  visitors = { chair, administrator, nobody: await aVisitor(browser, house.baseUrl) };
  const { seats } = (await life.as('chair', 'GET', `/api/groups/${life.groupId}`)) as { seats: { id: string }[] };
  const changes = await life.as('chair', 'GET', `/api/documents/${life.documentId}/text-changes`);
  const { days } = changes as { days: { day: string }[] };
  filled = {
    groupId: life.groupId,
    seatId: seats[1]?.id ?? '',
    documentId: life.documentId,
    versionId: life.newest.id,
    consultationId: life.consultation.id,
    signOffId: life.signOffId,
    day: days[0]?.day ?? '',
  };
}, 240_000);

afterAll(async () => {
  await browser.close();
  await house.close();
});

async function signedIn(role: string): Promise<Visitor> {
  const visitor = await aVisitor(browser, house.baseUrl);
  const [name = '', value = ''] = (await life.signIn(role)).split('=');
  await visitor.context.addCookies([{ name, value, url: house.baseUrl }]);
  return visitor;
}

/** Opens a page and waits until it shows what it fetched. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(`/app${path.replace(/:(\w+)/g, (_, name: string) => filled[name] ?? '')}`);
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .c-skeleton'));
}

/** Whether an address is one of a document, which all of them have something to show of. */
const isFilled = (path: string): boolean => path.startsWith('/documents/:documentId');

async function faultsOf(visitor: Visitor, path: string, name: string): Promise<unknown[]> {
  const { page } = visitor;
  await open(page, path);
  const faults: unknown[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (sideways > 0) faults.push(`${path} scrolls ${sideways} px sideways at ${width}`);
    faults.push(...(await visitor.look(`every${name}-${width}`)).map((fault) => `${width}: ${fault}`));
  }
  if (isFilled(path) && /not found/i.test(await page.locator('h1').first().innerText())) faults.push(`${path} shows nothing`);
  const headings = await page.locator('h1').count();
  if (headings !== 1) faults.push(`${path} has ${headings} first headings`);
  if (!(await page.title()).trim()) faults.push(`${path} has no title`);
  return faults;
}

const named = (path: string): string => path.replace(/\W+/g, '-').replace(/-$/, '');

describe('every page of the application', () => {
  it.each(pageRoutes.map(({ path, openTo }) => ({ path, openTo })))(
    '[PLT-30e] $path has one heading, a title, no axe violation and no sideways scroll at 320 and 1280 px',
    async ({ path, openTo }) => {
      const who = openTo === 'anyone' ? visitors.nobody : visitors.chair;
      expect(await faultsOf(who, path, named(path))).toEqual([]);
      expect(who.complaints(/status of 40[34]/)).toEqual([]);
    },
  );

  it.each(MANAGING)('[PLT-30e] %s has none either for an administrator', async (path) => {
    expect(await faultsOf(visitors.administrator, path, `-administrator${named(path)}`)).toEqual([]);
    expect(visitors.administrator.complaints()).toEqual([]);
  });

  it('[PLT-30e] an address that is none says so in the frame of the application', async () => {
    expect(await faultsOf(visitors.chair, '/no-such-page', '-none')).toEqual([]);
    expect(await visitors.chair.page.locator('h1').innerText()).toMatch(/not found/i);
  });
});
