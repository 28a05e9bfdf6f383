import { neutralBase } from '../../../client/ui/base/neutral-base.ts';
import { fileURLToPath } from 'node:url';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { build } from 'vite';
import { openBrowser } from '../../support/open-browser.ts';
import { ENGINES, stateFor, type Engine } from './key-texts.ts';

/** How much is measured. */
export type KeysDepth = { sizes: readonly number[]; batches: number; keys: number };

/** All times of one editor at one size, milliseconds: each key of each batch to its paint; a batch's main-thread time for a key, and its scripts'. */
export type KeyTimes = { painted: number[][]; busy: number[]; script: number[] };
/** What a writer's and a reader's page took. */
export type KeyCost = { engine: Engine; blocks: number; writer: KeyTimes; reader: KeyTimes };

type Desk = { page: Page; session: CDPSession };
type Seat = { writer: Desk; reader: Desk; cost: KeyCost };

/** Measures keys in real pages, one batch of each editor after the other so that a busy moment hits all of them. */
export async function measureKeys(depth: KeysDepth): Promise<{ costs: KeyCost[]; chromium: string }> {
  const page = await bundle();
  const browser = await openBrowser();
  const costs: KeyCost[] = [];
  try {
    for (const blocks of depth.sizes) costs.push(...(await measureSize(browser, page, blocks, depth)));
    return { costs, chromium: browser.version() };
  } finally {
    await browser.close();
  }
}

async function measureSize(browser: Browser, bundled: Bundled, blocks: number, depth: KeysDepth): Promise<KeyCost[]> {
  const seats: Seat[] = [];
  for (const engine of ENGINES) {
    const state = Buffer.from(stateFor(engine, blocks)).toString('base64');
    const [writer, reader] = [await openDesk(browser, bundled, engine, state), await openDesk(browser, bundled, engine, state)];
    const none = (): KeyTimes => ({ painted: [], busy: [], script: [] });
    seats.push({ writer, reader, cost: { engine, blocks, writer: none(), reader: none() } });
  }
  for (const seat of seats) await playBatch(seat, depth.keys); // warms the pages up
  for (const { cost } of seats) for (const times of [cost.writer, cost.reader]) Object.assign(times, { painted: [], busy: [], script: [] });
  for (let batch = 0; batch < depth.batches; batch++) {
    for (let i = 0; i < seats.length; i++) await playBatch(seats[(batch + i) % seats.length] as Seat, depth.keys); // each is first in turn
  }
  for (const { writer, reader } of seats) await Promise.all([writer.page.context().close(), reader.page.context().close()]);
  return seats.map(({ cost }) => cost);
}

async function playBatch({ writer, reader, cost }: Seat, keys: number): Promise<void> {
  await writer.page.bringToFront();
  const wrote = await busyOver(writer, keys, async () => {
    const painted: number[] = [];
    for (let i = 0; i < keys; i++) {
      await writer.page.keyboard.press(i % 6 === 5 ? 'Space' : 'x');
      painted.push(...(await writer.page.evaluate(() => window.keysPage.painted())));
    }
    return painted;
  });
  addTo(cost.writer, wrote);
  const updates = await writer.page.evaluate(() => window.keysPage.written());
  await reader.page.bringToFront();
  const read = await busyOver(reader, updates.length, async () => {
    const painted: number[] = [];
    for (const update of updates) painted.push(await reader.page.evaluate((one) => window.keysPage.take(one), update));
    return painted;
  });
  addTo(cost.reader, read);
}

type BatchTimes = { painted: number[]; busy: number; script: number };

function addTo(times: KeyTimes, { painted, busy, script }: BatchTimes): void {
  times.painted.push(painted);
  times.busy.push(busy);
  times.script.push(script);
}

/** Runs something in a page; answers also how long its main thread was busy for each key, painting and timers included, and its scripts. */
async function busyOver(desk: Desk, keys: number, act: () => Promise<number[]>): Promise<BatchTimes> {
  const before = await busyTimes(desk);
  const painted = await act();
  const after = await busyTimes(desk);
  return { painted, busy: (after.task - before.task) / keys, script: (after.script - before.script) / keys };
}

async function busyTimes({ session }: Desk): Promise<{ task: number; script: number }> {
  const { metrics } = await session.send('Performance.getMetrics');
  const inMs = (wanted: string): number => (metrics.find(({ name }) => name === wanted)?.value ?? 0) * 1000;
  return { task: inMs('TaskDuration'), script: inMs('ScriptDuration') };
}

async function openDesk(browser: Browser, { script, style }: Bundled, engine: Engine, state: string): Promise<Desk> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.setContent('<!doctype html><html lang="en"><title>Keys</title><body></body></html>');
  await page.addStyleTag({ content: style });
  await page.addScriptTag({ content: script });
  await page.evaluate(([name, text]) => window.keysPage.open(name, text), [engine, state] as const);
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  return { page, session };
}

type Bundled = { script: string; style: string };

/** The page as the product's pages are built: minified, in production form. */
async function bundle(): Promise<Bundled> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' }, css: { postcss: { plugins: [neutralBase()] } },
    build: {
      write: false,
      target: 'es2022',
      cssMinify: 'esbuild',
      lib: { entry: fileURLToPath(new URL('keys-page.ts', import.meta.url)), formats: ['iife'], name: 'keys', fileName: 'keys' },
    },
  });
  const output = [built].flat().flatMap((each) => ('output' in each ? each.output : []));
  const script = output.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n');
  const style = output.map((file) => (file.type === 'asset' && file.fileName.endsWith('.css') ? String(file.source) : '')).join('');
  return { script, style };
}
