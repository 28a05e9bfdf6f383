import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { House } from '../../../server/house.ts';
import { MEMBERS, signInAs, startPeopledHouse } from '../../support/browser-house.ts';
import { aVisitor, openBrowser, type Visitor } from '../../support/open-browser.ts';

// Two people in one draft, one moves sections that the other writes in.

const TITLE = 'Sections on the move (fictional)';

let house: House;
let browser: Browser;
let chair: Visitor;
let writer: Visitor;

beforeAll(async () => {
  house = await startPeopledHouse();
  browser = await openBrowser();
  [chair, writer] = [await aVisitor(browser, house.baseUrl), await aVisitor(browser, house.baseUrl)];
  const { page } = chair;
  await signInAs(chair, MEMBERS.chair, '/documents');
  await page.getByRole('link', { name: 'Start a document' }).click();
  await page.getByLabel('Title').fill(TITLE);
  await page.getByRole('button', { name: 'Start the document' }).click();
  await page.waitForURL(/\/app\/documents\/(?!new)[\w-]+$/);
  await textOn(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Backspace');
  for (const line of ['# Scope', '1. Adults.', '# Referral', '1. Within 14 days', '# Outcomes', '1. Counted.']) {
    await page.keyboard.press('Control+Alt+0');
    await page.keyboard.type(line);
    await page.keyboard.press('Enter');
  }
  await page.locator('[data-save="saved"]').waitFor();
  await signInAs(writer, MEMBERS.writer, new URL(page.url()).pathname.replace('/app', ''));
});

afterAll(async () => {
  await browser.close();
  await house.close();
});

function textOn(page: Page) {
  return page.getByRole('textbox', { name: `Text of ${TITLE}` });
}

/** The words of each block, without anybody's caret. */
function blocksOf(page: Page): Promise<string[]> {
  return textOn(page).evaluate((text) => {
    const copy = text.cloneNode(true) as HTMLElement; // a clone is of the same kind
    for (const caret of copy.querySelectorAll('.c-caret')) caret.remove();
    return [...copy.children].map((block) => block.textContent).filter((words) => words !== '');
  });
}

async function moveSection(page: Page, name: string, way: 'Up' | 'Down'): Promise<void> {
  await page.getByRole('button', { name: `Move ${name}` }).click();
  await page.getByRole('button', { name: way, exact: true }).click();
  await page.getByRole('button', { name: 'Put it here' }).click();
}

describe('sections that are moved while somebody writes in them', () => {
  it('[TXT-13q] the words typed meanwhile go along, and the writer’s caret stays behind them', async () => {
    await textOn(writer.page).getByText('Within 14 days').click();
    await writer.page.keyboard.press('End');
    await writer.page.keyboard.type(' of');
    await chair.page.locator('.c-caret').waitFor();
    await moveSection(chair.page, '2 Referral', 'Up');
    await chair.page.getByRole('dialog', { name: 'Move 2 Referral?' }).waitFor(); // somebody is writing there
    expect(await chair.look('8-section-somebody-writes-in')).toEqual([]);
    await chair.page.getByRole('button', { name: 'Move it' }).click();
    await expect.poll(async () => (await blocksOf(writer.page))[0]).toBe('Referral');
    await writer.page.keyboard.type(' referral.');
    const wanted = ['Referral', 'Within 14 days of referral.', 'Scope', 'Adults.', 'Outcomes', 'Counted.'];
    for (const { page } of [chair, writer]) await expect.poll(() => blocksOf(page)).toEqual(wanted);
    expect(await chair.look('8-section-moved')).toEqual([]);
  });

  it('[TXT-13q] two people who move one section, one of them without a network, leave it there once', async () => {
    await writer.page.locator('[data-save="saved"]').waitFor();
    await writer.context.setOffline(true);
    await moveSection(writer.page, '1 Referral', 'Down');
    await textOn(writer.page).getByText('Counted.').click();
    await writer.page.keyboard.press('End');
    await writer.page.keyboard.type(' Yearly.');
    await moveSection(chair.page, '3 Outcomes', 'Up');
    await moveSection(chair.page, '1 Referral', 'Down');
    await writer.context.setOffline(false);
    await expect.poll(() => blocksOf(chair.page), { timeout: 20_000 }).toContain('Counted. Yearly.');
    await writer.page.locator('[data-save="saved"]').waitFor();
    await expect.poll(() => blocksOf(writer.page)).toEqual(await blocksOf(chair.page));
    const blocks = await blocksOf(chair.page);
    expect([...blocks].sort()).toEqual(
      ['Referral', 'Within 14 days of referral.', 'Scope', 'Adults.', 'Outcomes', 'Counted. Yearly.'].sort(),
    );
    expect(blocks[blocks.indexOf('Referral') + 1]).toBe('Within 14 days of referral.');
    expect(chair.complaints(/ERR_INTERNET_DISCONNECTED|WebSocket/)).toEqual([]);
    expect(writer.complaints(/ERR_INTERNET_DISCONNECTED|WebSocket/)).toEqual([]);
  });
});
