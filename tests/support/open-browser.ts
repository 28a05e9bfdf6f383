import { mkdirSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/find-programs.mjs';

const SHOTS = 'test-results';
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WINDOW = { width: 1280, height: 900 };
const PATIENCE_MS = 20_000; // the machine may be busy with other tests

/** A Chromium without a screen, as every journey uses it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('Chromium was not found');
  mkdirSync(SHOTS, { recursive: true });
  return chromium.launch({
    executablePath,
    headless: true,
    chromiumSandbox: false,
    args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-dev-shm-usage'],
  });
}

/** Somebody at a browser of their own: a page, what its console complained of, and how to look at it closely. */
export type Visitor = {
  page: Page;
  context: BrowserContext;
  /** Errors of the console since the last time this was asked; the ones that `expected` names do not count. */
  complaints(expected?: RegExp): string[];
  /** Keeps a picture of the page and answers everything axe finds wrong in it. */
  look(name: string): Promise<string[]>;
};

/** A new visitor; without scripts the page is checked by axe in a second, scripted page that is shown the same bytes. */
export async function aVisitor(browser: Browser, baseUrl: string, { scripts = true, worker = false } = {}): Promise<Visitor> {
  const serviceWorkers = worker ? 'allow' : 'block'; // one test is about it; the others need not fetch the editor twice
  const context = await browser.newContext({ baseURL: baseUrl, viewport: WINDOW, javaScriptEnabled: scripts, serviceWorkers });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const heard: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && heard.push(`${message.text()} ${message.location().url}`)));
  page.on('pageerror', (error) => heard.push(error.stack ?? error.message));
  return {
    page,
    context,
    complaints: (expected) => heard.splice(0).filter((words) => !expected?.test(words)),
    async look(name) {
      await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
      return scripts ? violations(page) : violationsOfCopy(browser, page);
    },
  };
}

/** The same page, byte for byte, in a context with scripts, since axe is one. */
async function violationsOfCopy(browser: Browser, page: Page): Promise<string[]> {
  const [address, body] = [page.url(), await page.content()];
  const context = await browser.newContext({ viewport: WINDOW });
  const copy = await context.newPage();
  await copy.route(address.split('#')[0] ?? address, (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }));
  await copy.goto(address);
  const found = await violations(copy);
  await context.close();
  return found;
}

async function violations(page: Page): Promise<string[]> {
  const options = { runOnly: { type: 'tag' as const, values: TAGS }, rules: { 'target-size': { enabled: true } } };
  const found = await new AxeBuilder({ page }).options(options).analyze();
  const where = new URL(page.url()).pathname;
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${where} ${id}: ${target.join(' ')} ${(failureSummary ?? '').split('\n')[1] ?? ''}`,
    ),
  );
}
