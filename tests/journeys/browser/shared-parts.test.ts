import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../../../scripts/find-programs.mjs';
import { buildGallery, type Gallery } from '../../support/build-gallery.ts';

const PAGES = ['staff', 'public', 'home'] as const;
const WIDTHS = [320, 768, 1280];
const SPACING =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }';

let gallery: Gallery;
let browser: Browser;

beforeAll(async () => {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('Chromium was not found');
  gallery = await buildGallery();
  browser = await chromium.launch({
    executablePath,
    headless: true,
    chromiumSandbox: false,
    args: ['--disable-gpu', '--disable-dev-shm-usage'],
  });
});

afterAll(async () => {
  await browser.close();
  await gallery.close();
});

async function open(
  name: string,
  options: BrowserContextOptions,
): Promise<{ page: Page; complaints: string[]; close: () => Promise<void> }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${gallery.address}/${name}.html`);
  await page.waitForSelector('h1');
  return { page, complaints, close: () => context.close() };
}

function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).options({ rules: { 'target-size': { enabled: true } } }).analyze();
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

describe.each(PAGES)('the parts on the %s page', (name) => {
  it('[PLT-30a] have no violation and no sideways scroll, light and dark, narrow and wide', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of WIDTHS) {
        const { page, complaints, close } = await open(name, { viewport: { width, height: 900 }, colorScheme });
        expect({
          width,
          colorScheme,
          sideways: await sidewaysScroll(page),
          violations: await violations(page),
          complaints,
        }).toEqual({ width, colorScheme, sideways: 0, violations: [], complaints: [] });
        await close();
      }
    }
  });

  it('[PLT-30b] can be read with the text at 200 %, with wider spacing, and in forced colours', async () => {
    const { page, close } = await open(name, {
      viewport: { width: 320, height: 900 },
      forcedColors: 'active',
      reducedMotion: 'reduce',
    });
    expect(await violations(page)).toEqual([]);
    // Set by the reader's own means in life; through the object model here, which the policy allows.
    await page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    }, SPACING);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.setViewportSize({ width: 640, height: 900 });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    expect(await sidewaysScroll(page)).toBe(0);
    await close();
  });
});

describe('by keyboard', () => {
  it('[PLT-31a] a menu opens, moves, closes, and gives the keyboard back', async () => {
    const { page, close } = await open('staff', { viewport: { width: 1280, height: 900 } });
    await page.getByRole('button', { name: 'More acts' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Do that');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('More acts');
    await close();
  });

  it('[PLT-31a] a dialog keeps the keyboard, closes on Escape, and gives it back', async () => {
    const { page, complaints, close } = await open('staff', { viewport: { width: 320, height: 900 } });
    await page.getByRole('button', { name: 'Open a dialog' }).click();
    await page.getByRole('dialog', { name: 'One choice for 212 rows' }).waitFor();
    expect(await violations(page)).toEqual([]);
    for (let press = 0; press < 3; press += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
    }
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Open a dialog');
    expect(complaints).toEqual([]);
    await close();
  });

  it('[PLT-31a] tabs are one stop, and the arrows move among them', async () => {
    const { page, close } = await open('staff', { viewport: { width: 1280, height: 900 } });
    await page.getByRole('tab', { name: 'First (7)' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('tabpanel').textContent()).toBe('The second panel.');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).not.toBe('tab');
    await close();
  });

  it('[PLT-31a] the places of the top bar open from a menu on a narrow screen', async () => {
    const { page, close } = await open('staff', { viewport: { width: 320, height: 900 } });
    const places = page.getByRole('navigation', { name: 'Main' });
    expect(await places.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Menu' }).press('Enter');
    expect(await places.getByRole('link', { name: 'Work programme' }).isVisible()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await places.isVisible()).toBe(false);
    await close();
  });
});
