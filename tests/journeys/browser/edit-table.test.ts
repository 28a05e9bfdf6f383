import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { MEMBERS, signInAs, startPeopledHouse } from '../../support/browser-house.ts';
import { aVisitor, openBrowser, type Visitor } from '../../support/open-browser.ts';
import type { House } from '../../../server/house.ts';

// A table from its first cell to its last row, by keyboard alone, with a second person in it.

const TITLE = 'Tables by keyboard (fictional)';

let house: House;
let browser: Browser;
let chair: Visitor;
let writer: Visitor;

beforeAll(async () => {
  house = await startPeopledHouse();
  browser = await openBrowser();
  [chair, writer] = [await aVisitor(browser, house.baseUrl), await aVisitor(browser, house.baseUrl)];
});

afterAll(async () => {
  await browser.close();
  await house.close();
});

function editorOf(page: Page) {
  return page.getByRole('textbox', { name: `Text of ${TITLE}` });
}

/** The words of the first table, row by row. */
function gridOf(page: Page): Promise<string[][]> {
  return editorOf(page).evaluate((text) => {
    const copy = text.cloneNode(true) as HTMLElement; // a clone is of the same kind
    for (const caret of copy.querySelectorAll('.c-caret')) caret.remove();
    return [...copy.querySelectorAll('table tr')].map((row) => [...row.children].map((cell) => cell.textContent));
  });
}

async function choose(page: Page, menu: RegExp, words: string): Promise<void> {
  await page.getByRole('button', { name: menu }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: words }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: words }).waitFor({ state: 'detached' });
  await writing(page);
}

/** Waits until the keyboard is in the text again. */
async function writing(page: Page): Promise<void> {
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => editorOf(page).evaluate((text) => text.contains(document.activeElement))).toBe(true);
}

describe('a table by keyboard', () => {
  it('[DRA-21j] a table is put in, filled with Tab, given rows and columns from its menus, and left with the arrows', async () => {
    const { page } = chair;
    await signInAs(chair, MEMBERS.chair, '/documents');
    await page.getByRole('link', { name: 'Start a document' }).click();
    await page.getByLabel('Title').fill(TITLE);
    await page.getByRole('button', { name: 'Start the document' }).click();
    await page.waitForURL(/\/app\/documents\/(?!new)[\w-]+$/);
    await editorOf(page).locator('> p').first().click();
    await page.keyboard.press('Alt+F10');
    await page.getByRole('button', { name: 'Insert a table' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Insert a table' }).waitFor();
    expect(await chair.look('7-insert-a-table')).toEqual([]);
    await page.getByLabel('Rows').fill('2');
    await page.getByLabel('Columns').fill('0');
    await page.keyboard.press('Enter');
    await page.getByText('Enter a number of columns from 1 to 30').first().waitFor();
    await page.getByLabel('Columns').fill('2');
    await page.keyboard.press('Enter');
    await page.getByRole('group', { name: 'Table' }).waitFor();
    await writing(page);
    for (const words of ['Service', 'Where', 'Pathology', 'Same network']) {
      await page.keyboard.type(words);
      if (words !== 'Same network') await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Tab');
    await page.keyboard.type('Plastic surgery');
    await choose(page, /^Column: Row 3, column 1$/, 'Add a column after');
    await page.keyboard.type('Since 2019');
    await choose(page, /^Row: Row 3, column 2$/, 'Move the row up');
    await choose(page, /^Table$/, 'Turn the header column on');
    expect(await gridOf(page)).toEqual([
      ['Service', '', 'Where'],
      ['Plastic surgery', 'Since 2019', ''],
      ['Pathology', '', 'Same network'],
    ]);
    const heads = await page.locator('th').evaluateAll((cells) => cells.map((cell) => (cell as HTMLTableCellElement).scope));
    expect(heads, 'an empty header cell heads nothing').toEqual(['col', 'col', 'row', 'row']);
    expect(await chair.look('7-table')).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('group', { name: 'Table' }).waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowUp');
    await page.getByRole('group', { name: 'Table' }).waitFor();
    await page.locator('[data-save="saved"]').waitFor();
    expect(chair.complaints()).toEqual([]);
  });

  it('[TXT-2d] two people in one table: one deletes the row the other writes in, and every word is there for both', async () => {
    await signInAs(writer, MEMBERS.writer, new URL(chair.page.url()).pathname.replace('/app', ''));
    const cell = editorOf(writer.page).locator('td', { hasText: 'Same network' });
    await cell.click();
    await writer.page.keyboard.press('End');
    await writer.context.setOffline(true);
    await writer.page.keyboard.type(', by agreement');
    await editorOf(chair.page).locator('th', { hasText: 'Pathology' }).click();
    await choose(chair.page, /^Row: Row 3/, 'Delete the row');
    await expect.poll(() => gridOf(chair.page)).toHaveLength(2);
    await writer.context.setOffline(false);
    const whole = ['Pathology', '', 'Same network, by agreement'];
    await expect.poll(async () => (await gridOf(chair.page))[2], { timeout: 30_000 }).toEqual(whole);
    await expect.poll(async () => (await gridOf(writer.page))[2], { timeout: 30_000 }).toEqual(whole);
    expect(await chair.look('7-recovered-row')).toEqual([]);
    await editorOf(chair.page).locator('th', { hasText: 'Pathology' }).click();
    await choose(chair.page, /^Table$/, 'Keep what was recovered');
    await expect.poll(() => editorOf(writer.page).locator('.c-recovered').count(), { timeout: 15_000 }).toBe(0);
    expect(writer.complaints(/ERR_INTERNET_DISCONNECTED|WebSocket|ERR_NETWORK/)).toEqual([]);
    expect(chair.complaints()).toEqual([]);
  });
});
