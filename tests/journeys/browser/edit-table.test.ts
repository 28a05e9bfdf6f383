import { beforeAll, describe, expect, it } from 'vitest';
import { CUT_LINE, openBrowserDraft } from '../../support/browser-draft.ts';
import { atDraft, editorOf, lookBoth, OPENING, savedIn } from '../../support/draft-page.ts';
import type { Visitor } from '../../support/open-browser.ts';

// A table from its first cell to its last row, by keyboard alone, with a second person in it.

const opened = openBrowserDraft();

let chair: Visitor;
let writer: Visitor;

beforeAll(async () => {
  const { house, browser, draft } = opened;
  [chair, writer] = [await atDraft(browser, house, draft, 0), await atDraft(browser, house, draft, 1)];
});

/** The words of the first table, row by row. */
function gridOf(visitor: Visitor): Promise<string[][]> {
  return editorOf(visitor).evaluate((text) => {
    const copy = text.cloneNode(true) as HTMLElement; // a clone is of the same kind
    for (const caret of copy.querySelectorAll('.c-caret')) caret.remove();
    return [...copy.querySelectorAll('table tr')].map((row) => [...row.children].map((cell) => cell.textContent));
  });
}

async function choose(visitor: Visitor, menu: RegExp, words: string): Promise<void> {
  const { page } = visitor;
  await page.getByRole('button', { name: menu }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: words }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: words }).waitFor({ state: 'detached' });
  await writing(visitor);
}

/** Waits until the keyboard is in the text again. */
async function writing(visitor: Visitor): Promise<void> {
  await visitor.page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => editorOf(visitor).evaluate((text) => text.contains(document.activeElement))).toBe(true);
}

describe('a table by keyboard', () => {
  it('[DRA-21j] a table is put in, filled with Tab, given rows and columns from its menus, and left with the arrows', async () => {
    const { page } = chair;
    await editorOf(chair).getByText(OPENING).click();
    await page.keyboard.press('Alt+F10');
    await page.getByRole('button', { name: 'Insert a table' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Insert a table' }).waitFor();
    expect(await lookBoth(chair, '7-insert-a-table')).toEqual([]);
    await page.getByLabel('Rows').fill('2');
    await page.getByLabel('Columns').fill('0');
    await page.keyboard.press('Enter');
    await page.getByText('Enter a number of columns from 1 to 30').first().waitFor();
    await page.getByLabel('Columns').fill('2');
    await page.keyboard.press('Enter');
    await page.getByRole('group', { name: 'Table' }).waitFor();
    await writing(chair);
    for (const words of ['Service', 'Where', 'Pathology', 'Same network']) {
      await page.keyboard.type(words);
      if (words !== 'Same network') await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Tab');
    await page.keyboard.type('Plastic surgery');
    await choose(chair, /^Column: Row 3, column 1$/, 'Add a column after');
    await page.keyboard.type('Since 2019');
    await choose(chair, /^Row: Row 3, column 2$/, 'Move the row up');
    await choose(chair, /^Table$/, 'Turn the header column on');
    expect(await gridOf(chair)).toEqual([
      ['Service', '', 'Where'],
      ['Plastic surgery', 'Since 2019', ''],
      ['Pathology', '', 'Same network'],
    ]);
    const heads = await page.locator('th').evaluateAll((cells) => cells.map((cell) => (cell as HTMLTableCellElement).scope));
    expect(heads, 'an empty header cell heads nothing').toEqual(['col', 'col', 'row', 'row']);
    expect(await lookBoth(chair, '7-table')).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('group', { name: 'Table' }).waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowUp');
    await page.getByRole('group', { name: 'Table' }).waitFor();
    await savedIn(chair).waitFor();
    expect(chair.complaints()).toEqual([]);
  });

  it('[TXT-2d] two people in one table: one deletes the row the other writes in, and every word is there for both', async () => {
    const cell = editorOf(writer).locator('td', { hasText: 'Same network' });
    await cell.click();
    await writer.page.keyboard.press('End');
    await writer.context.setOffline(true);
    await writer.page.keyboard.type(', by agreement');
    await editorOf(chair).locator('th', { hasText: 'Pathology' }).click();
    await choose(chair, /^Row: Row 3/, 'Delete the row');
    await expect.poll(() => gridOf(chair)).toHaveLength(2);
    await writer.context.setOffline(false);
    const whole = ['Pathology', '', 'Same network, by agreement'];
    await expect.poll(async () => (await gridOf(chair))[2], { timeout: 30_000 }).toEqual(whole);
    await expect.poll(async () => (await gridOf(writer))[2], { timeout: 30_000 }).toEqual(whole);
    expect(await lookBoth(chair, '7-recovered-row')).toEqual([]);
    await editorOf(chair).locator('th', { hasText: 'Pathology' }).click();
    await choose(chair, /^Table$/, 'Keep what was recovered');
    await expect.poll(() => editorOf(writer).locator('.c-recovered').count(), { timeout: 15_000 }).toBe(0);
    expect(writer.complaints(CUT_LINE)).toEqual([]);
    expect(chair.complaints()).toEqual([]);
  });
});
