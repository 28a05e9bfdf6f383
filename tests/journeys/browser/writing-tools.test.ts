import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBrowserDraft } from '../../support/browser-draft.ts';
import { aDocument, aText } from '../../support/builders.ts';
import { atDraft, editorOf, savedIn } from '../../support/draft-page.ts';
import type { Visitor } from '../../support/open-browser.ts';

// The tools of the draft room by keyboard and by pointer, in one draft, told in order.

const opened = openBrowserDraft();

let chair: Visitor;
let label: string;

beforeAll(async () => {
  const { house, browser, draft } = opened;
  const document = await aDocument(house, { group: draft.group, person: draft.people[0], text: aText() });
  label = `Text of ${document.title}`;
  chair = await atDraft(browser, house, { ...draft, document }, 0);
  const { page } = chair;
  await editorOf(chair).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Backspace');
  const lines = ['# Scope', '1. The service sees people with sarcoma.', '# Referral', '1. Every person is seen within 14 days.'];
  for (const line of [...lines, '# Outcomes', '1. The days are counted.']) {
    await page.keyboard.press('Control+Alt+0');
    await page.keyboard.type(line);
    await page.keyboard.press('Enter');
  }
  await savedIn(chair).waitFor();
});

function textOn(page: Page): Locator {
  return page.getByRole('textbox', { name: label, exact: true });
}

async function headings(page: Page): Promise<string[]> {
  return textOn(page)
    .locator('h2')
    .evaluateAll((found) => found.map((heading) => `${heading.getAttribute('data-number')} ${heading.textContent}`));
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.closest('label')?.textContent ?? element?.tagName ?? '';
  });
}

describe('find and replace', () => {
  it('[DRA-21x] opens from the text, counts aloud, goes on with Enter, replaces all, and gives the keyboard back', async () => {
    const { page } = chair;
    await textOn(page).getByText('Every person').click();
    await page.keyboard.press('Control+f');
    expect(await focused(page)).toContain('Find');
    await page.keyboard.type('days');
    const bar = page.getByRole('search', { name: 'Find and replace' });
    const count = bar.getByRole('status');
    await expect.poll(() => count.innerText()).toMatch(/^\d of 2$/);
    const first = await count.innerText();
    await page.keyboard.press('Enter');
    await expect.poll(() => count.innerText()).not.toBe(first);
    expect(await page.locator('.c-found--here').innerText()).toBe('days');
    expect(await chair.look('tools-find')).toEqual([]);
    await page.getByLabel('Replace with').fill('weekdays');
    await bar.getByRole('button', { name: 'Replace all' }).click();
    await expect.poll(() => count.innerText()).toMatch(/^2 replaced\. Undo takes all of them back\. \d of 2$/);
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe(label);
    expect(await textOn(page).innerText()).toContain('within 14 weekdays');
    await page.keyboard.press('Control+z');
    expect(await textOn(page).innerText()).not.toContain('weekdays');
    expect(chair.complaints()).toEqual([]);
  });
});

describe('places', () => {
  it('[DRA-21y] Ctrl+G goes to a clause by its number, and the caret is there', async () => {
    const { page } = chair;
    await page.keyboard.press('Control+g');
    await page.getByRole('dialog', { name: 'Go to clause' }).waitFor();
    await page.keyboard.type('3.1');
    expect(await page.getByRole('option').first().innerText()).toContain('The days are counted.');
    expect(await chair.look('tools-go-to-clause')).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe(label);
    await page.keyboard.type('Here: ');
    await textOn(page).getByText('Here: The days are counted.').waitFor();
  });

  it('[DRA-22p] Ctrl+K makes a reference to a clause by keyboard alone, and it can be changed into an address and removed', async () => {
    const { page } = chair;
    await page.keyboard.press('End');
    await page.keyboard.type(' See ');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Link' }).waitFor();
    await page.getByRole('radio', { name: 'A clause of this document' }).check();
    await page.getByRole('combobox').fill('1.1');
    expect(await chair.look('tools-reference')).toEqual([]);
    await page.keyboard.press('Enter');
    const link = textOn(page).getByRole('link', { name: 'clause 1.1' });
    expect(await link.getAttribute('href')).toMatch(/^#b-/);
    await expect.poll(() => focused(page)).toBe(label);
    await page.keyboard.press('Control+k');
    await page.getByText('Leads to clause 1.1 now.').waitFor();
    await page.getByRole('radio', { name: 'A web, e-mail' }).check();
    for (const refused of ['nowhere', 'https://', 'javascript:alert(1)']) {
      await page.getByRole('textbox', { name: 'Address' }).fill(refused);
      await page.keyboard.press('Enter');
      await page.getByText('Enter an address that starts with').waitFor();
    }
    expect(await chair.look('tools-link-refused')).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(chair.complaints()).toEqual([]);
  });
});

describe('the outline', () => {
  it('[DRA-21z] a section is moved by keyboard: picked up, its number said before, put down, its references renewed', async () => {
    const { page } = chair;
    const handle = page.getByRole('button', { name: 'Move 1 Scope' });
    await handle.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    const outline = page.getByRole('navigation', { name: 'Outline' });
    await expect.poll(() => outline.getByRole('status').innerText()).toBe('Becomes 2.');
    expect(await chair.look('tools-section-picked-up')).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(() => outline.getByRole('status').innerText()).toBe('1 Scope is now 2. 1 reference followed it.');
    await expect.poll(() => headings(page)).toEqual(['1 Referral', '2 Scope', '3 Outcomes']);
    await textOn(page).getByRole('link', { name: 'clause 2.1' }).waitFor();
    await expect.poll(() => focused(page)).toBe('Move 2 Scope');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    expect(await outline.getByRole('status').innerText()).toBe('2 Scope stays where it was.');
    expect(await headings(page)).toEqual(['1 Referral', '2 Scope', '3 Outcomes']);
  });

  it('[DRA-21z] a section is moved by dragging its handle, and by buttons without either', async () => {
    const { page } = chair;
    const boxOf = async (name: string) => (await page.getByRole('button', { name }).boundingBox())!;
    const [from, to] = [await boxOf('Move 3 Outcomes'), await boxOf('Move 1 Referral')];
    await page.mouse.move(from.x + 8, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(to.x + 8, to.y + 30, { steps: 5 });
    await page.mouse.move(to.x + 8, to.y + 2, { steps: 5 });
    await page.screenshot({ path: 'test-results/tools-section-dragged.png' });
    await page.mouse.up();
    await expect.poll(() => headings(page)).toEqual(['1 Outcomes', '2 Referral', '3 Scope']);
    await page.getByRole('button', { name: 'Move 1 Outcomes' }).click();
    await page.getByRole('button', { name: 'Down', exact: true }).click();
    await page.getByRole('button', { name: 'Put it here' }).click();
    await expect.poll(() => headings(page)).toEqual(['1 Referral', '2 Outcomes', '3 Scope']);
    await textOn(page).click();
    await page.keyboard.press('Control+z');
    await expect.poll(() => headings(page)).toEqual(['1 Outcomes', '2 Referral', '3 Scope']);
    expect(chair.complaints()).toEqual([]);
  });

  it('[DRA-22q] a reference whose clause was removed is listed beside the text and leads to its place', async () => {
    const { page } = chair;
    const block = textOn(page).locator('> *').filter({ hasText: 'people with sarcoma' });
    await block.click();
    for (const keys of ['Home', 'Shift+End', 'Delete', 'Backspace', 'Backspace']) await page.keyboard.press(keys);
    await page.getByText('1 reference leads nowhere').waitFor();
    await page.getByRole('button', { name: /^“clause [\d.]+” in / }).click();
    expect(await focused(page)).toBe(label);
    expect(await chair.look('tools-broken-reference')).toEqual([]);
  });
});

describe('footnotes', () => {
  it('[DRA-21nh] a note is written in place by keyboard, read with its way back, and listed when its mark was deleted', async () => {
    const { page } = chair;
    await textOn(page).getByText('Here: The days').click();
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('Control+Alt+f');
    await page.keyboard.type('Counted from the day of referral.');
    const note = textOn(page).locator('.c-kind-note');
    expect(await note.getAttribute('data-number')).toBe('1');
    expect(await chair.look('tools-footnote')).toEqual([]);
    await page.keyboard.press('Control+Alt+f');
    await page.keyboard.type(' of all');
    expect(await textOn(page).getByText('of all').innerText()).toContain('of all');
    await textOn(page).locator('.c-note-mark').click();
    await page.keyboard.type(' Not later.');
    expect(await note.innerText()).toBe('Counted from the day of referral. Not later.');
    await page.getByRole('button', { name: 'Reading' }).click();
    await page.getByRole('link', { name: 'Note 1', exact: true }).click();
    await page.getByRole('link', { name: 'Back to where note 1 stands' }).waitFor();
    expect(await chair.look('tools-footnote-read')).toEqual([]);
    await page.getByRole('button', { name: 'Editing' }).click();
    await textOn(page).getByText('of all').waitFor();
    await page.getByRole('button', { name: 'Go to clause' }).click();
    await page.keyboard.type('note 1');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe(label);
    await page.keyboard.press('Control+Alt+f');
    await page.keyboard.press('Backspace');
    await page.getByText('1 note has no mark in the text.').waitFor();
    await page.getByRole('button', { name: 'Delete it' }).click();
    await expect.poll(() => note.count()).toBe(0);
    expect(chair.complaints()).toEqual([]);
  });
});

describe('the rest', () => {
  it('[DRA-21aa] the list of keys opens with Ctrl+/ in the text and with ? in the tools, never in a field', async () => {
    const { page } = chair;
    await textOn(page).click();
    await page.keyboard.press('Control+/');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    expect(await chair.look('tools-keys')).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toBe(label);
    await page.keyboard.type('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Alt+F10');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('[DRA-21ab] the words are counted in the tools, of a selection too, and in a table of parts', async () => {
    const { page } = chair;
    await textOn(page).getByText('days are counted').click();
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+Shift+ArrowRight');
    await page.getByRole('button', { name: /^Word count: 1 of \d+ words$/ }).waitFor();
    await page.keyboard.press('Control+Shift+c');
    await page.getByRole('dialog', { name: 'Word count' }).waitFor();
    expect(await page.getByRole('row').allInnerTexts()).toHaveLength(4);
    expect(await chair.look('tools-word-count')).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('[DRA-21ni] a block begins a new page in print by a tool, which says so, and the text shows where', async () => {
    const { page } = chair;
    await textOn(page).getByText('Every person').click();
    const tool = page.getByRole('button', { name: 'New page in print' });
    await tool.click();
    expect(await tool.getAttribute('aria-pressed')).toBe('true');
    expect(await textOn(page).locator('[data-page-break]').innerText()).toContain('Every person');
    expect(await chair.look('tools-page-break')).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => textOn(page).locator('[data-page-break]').count()).toBe(0);
  });

  it('[DRA-21ac] full screen leaves the text, its tools and whether it is saved, and the same key leads back', async () => {
    const { page } = chair;
    await textOn(page).click();
    await page.keyboard.press('Control+Shift+f');
    await expect.poll(() => page.getByRole('navigation', { name: 'Outline' }).isVisible()).toBe(false);
    expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false);
    expect(await page.locator('[data-save]').isVisible()).toBe(true);
    expect(await chair.look('tools-full-screen')).toEqual([]);
    await page.keyboard.press('Control+Shift+f');
    await expect.poll(() => page.getByRole('navigation', { name: 'Outline' }).isVisible()).toBe(true);
    expect(chair.complaints()).toEqual([]);
  });

  it('[DRA-21ad] at 320 pixels the tools, the bar and the picked-up section pass the automatic rules without sideways scroll', async () => {
    const { page } = chair;
    await page.setViewportSize({ width: 320, height: 800 });
    await textOn(page).click();
    await page.keyboard.press('Control+f');
    await page.getByRole('button', { name: 'Sections' }).click();
    await page.getByRole('button', { name: /^Move 1 / }).click();
    expect(await chair.look('tools-320')).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  });
});
