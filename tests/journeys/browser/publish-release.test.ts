import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { House } from '../../../server/house.ts';
import { aVisitor, openBrowser, type Visitor } from '../../support/open-browser.ts';
import { startHouse } from '../../support/start-house.ts';
import { stopClock } from '../../support/stopped-clock.ts';
import { PASSWORD, RELEASE, TIMES, WholeLife } from '../../support/whole-life.ts';

const LATER = '2027-03-23T11:30:00.000Z'; // half an hour after signing in
const WIDTHS = [320, 768, 1280];
const FIRST = '/p/sarcoma-service-specification/1';

let house: House;
let life: WholeLife;
let browser: Browser;
let secretary: Visitor;
let reader: Visitor;

beforeAll(async () => {
  house = await startHouse();
  life = await new WholeLife(house).untilPassed();
  browser = await openBrowser();
  secretary = await aVisitor(browser, house.baseUrl);
  reader = await aVisitor(browser, house.baseUrl, { scripts: false });
}, 240_000);

afterAll(async () => {
  await browser.close();
  await house.close();
});

async function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

async function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
}

describe('the page that publishes', () => {
  it('[PUB-1g] says what becomes public before it asks for anything, and names what is missing', async () => {
    await life.goTo(TIMES.published);
    const [name = '', value = ''] = (await life.signIn('secretariat')).split('=');
    await secretary.context.addCookies([{ name, value, url: house.baseUrl }]);
    const { page } = secretary;
    await page.goto(`/app/documents/${life.documentId}/release`);
    await page.getByRole('heading', { name: 'What becomes public' }).waitFor();
    expect(await page.locator('dl').first().innerText()).toMatch(
      /5 rows[\s\S]*3 points[\s\S]*1 point, at the respondent’s request[\s\S]*6 positions/,
    );
    expect(await secretary.look('publish-release')).toEqual([]);
    await page.getByRole('button', { name: 'Check and publish' }).press('Enter');
    expect(await focused(page)).toMatch(/^There is a problem/);
    expect(await page.title()).toMatch(/^Error: /);
    expect(await page.locator('#errors li').allInnerTexts()).toEqual([
      'Write the summary',
      'Say what changed and why',
      'Enter the day it is in force from, for example 1 4 2027',
      'Enter the contract year, like 2027/28',
      'Enter the day the review starts, for example 1 10 2027',
    ]);
    expect(await secretary.look('publish-release-errors')).toEqual([]);
    await page.locator('#errors a').nth(2).press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('effectiveOn');
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await sideways(page)]).toEqual([width, 0]);
      await page.screenshot({ path: `test-results/publish-release-${width}.png`, fullPage: true });
    }
  });

  it('[PUB-1h] measures the summary in sides of A4, and keeps what was typed through a reload', async () => {
    const { page } = secretary;
    await page.getByRole('textbox', { name: 'Summary' }).fill('a'.repeat(9_100));
    expect(await page.locator('.c-progress').innerText()).toContain('about 3.1 sides of A4, more than the 3 to aim at');
    await page.getByRole('textbox', { name: 'Summary' }).fill(RELEASE.summary);
    await page.getByLabel('What changed and why').fill(RELEASE.whatChanged);
    for (const [field, [day, month, year]] of [
      ['In force from', ['1', '4', '2027']],
      ['Review starts on', ['1', '10', '2027']],
    ] as const) {
      const group = page.getByRole('group', { name: field });
      await group.getByLabel('Day').fill(day);
      await group.getByLabel('Month').fill(month);
      await group.getByLabel('Year').fill(year);
    }
    await page.getByLabel('Contract year').fill('2027/28');
    await page.reload();
    expect(await page.getByRole('textbox', { name: 'Summary' }).inputValue()).toBe(RELEASE.summary);
    expect(await page.getByRole('group', { name: 'Review starts on' }).getByLabel('Month').inputValue()).toBe('10');
  });

  it('[SIG-5d] asks for the password again after ten minutes, keeps everything when it is wrong, and publishes with the right one', async () => {
    const { page } = secretary;
    await stopClock(house.store, LATER);
    await page.reload();
    await page.getByRole('button', { name: 'Check and publish' }).click();
    await page.getByRole('heading', { name: 'Publish version 2?' }).waitFor();
    expect(await focused(page)).toContain('Publish version 2?');
    expect(await secretary.look('publish-release-confirm')).toEqual([]);
    await page.getByRole('button', { name: 'Publish version 2' }).click();
    expect(await page.locator('#errors').innerText()).toContain('Write your password');
    await page.getByLabel('Your password').fill('not the password');
    await page.getByRole('button', { name: 'Publish version 2' }).click();
    await page.getByText('That password is not right.').first().waitFor();
    expect((await reader.page.goto(FIRST))?.status()).toBe(404);
    await page.getByLabel('Your password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Publish version 2' }).click();
    await page.getByRole('heading', { name: 'Release 1 is public' }).waitFor();
    expect(await focused(page)).toContain('Release 1 is public');
    expect(await page.getByRole('link', { name: FIRST }).getAttribute('href')).toBe(FIRST);
    expect(await secretary.look('publish-release-done')).toEqual([]);
    expect(secretary.complaints(/status of 40[139]/)).toEqual([]);
  });
});

describe('the public pages of a release, without scripts', () => {
  const pages = ['', '/text', '/changes', '/responses'].map((part) => FIRST + part);
  const lists = [
    '/',
    '/published',
    '/published?q=nothing',
    '/groups-list',
    '/verify',
    '/verify?fingerprint=abc',
    '/verify?fingerprint=0123456789abcdef',
  ];
  const standing = ['/accessibility', '/privacy', '/cookies'];

  it.each([...pages, ...lists, ...standing, '/verify?fingerprint=this'])(
    '[PLT-30c] %s has no violation and no sideways scroll at any width, and prints',
    async (path) => {
      const address = path.replace('this', life.newest.hash.slice(0, 16));
      const { page } = reader;
      const name = `public${address.replace(/\W+/g, '-')}`;
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const answer = await page.goto(address);
        expect(answer?.status()).toBe(address.endsWith('=abc') ? 422 : 200);
        expect([address, width, await sideways(page), await reader.look(`${name}-${width}`)]).toEqual([address, width, 0, []]);
        expect(await page.locator('h1').count()).toBe(1);
      }
      await page.emulateMedia({ media: 'print' });
      await page.screenshot({ path: `test-results/${name}-print.png`, fullPage: true });
      expect(await page.locator('nav:not(.cc-contents):visible, form:visible, button:visible').count()).toBe(0);
      await page.emulateMedia({ media: 'screen' });
      expect(reader.complaints(/status of 4/)).toEqual([]);
    },
  );
});
