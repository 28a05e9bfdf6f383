import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DocumentText, TableBlock, TextBlock } from '../../../shared/text/document-text.ts';
import { makeId } from '../../../shared/kernel/ids.ts';
import { aDocument, aMember, aText, signIn, theSarcomaGroup } from '../../support/builders.ts';
import { MEMBERS, signInAs, startPeopledHouse } from '../../support/browser-house.ts';
import { aVisitor, openBrowser, type Visitor } from '../../support/open-browser.ts';

let house: Awaited<ReturnType<typeof startPeopledHouse>>;
let browser: Browser;
let room: string;

beforeAll(async () => {
  house = await startPeopledHouse();
  browser = await openBrowser();
  const group = await theSarcomaGroup(house);
  const document = await aDocument(house, { group, person: { id: makeId() }, text: aText('The clinic agrees the imaging.') });
  room = `/documents/${document.id}`;
}, 120_000);

afterAll(async () => {
  await browser.close();
  await house.close();
});

async function atTheEnd({ page }: Visitor): Promise<void> {
  await page.locator('.c-editor').click();
  await page.keyboard.press('Control+End');
}

test('[TXT-4k] one person suggests, the chair sees it struck through and underlined, and accepts it beside the text', async () => {
  const [writer, chair] = [await aVisitor(browser, house.baseUrl), await aVisitor(browser, house.baseUrl)];
  await signInAs(writer, MEMBERS.writer, room);
  await writer.page.getByRole('button', { name: 'Suggesting' }).click();
  await writer.page.getByText('You are suggesting').waitFor();
  await atTheEnd(writer);
  for (let i = 0; i < 8; i++) await writer.page.keyboard.press('Backspace');
  await writer.page.keyboard.type('scans.', { delay: 20 });
  await signInAs(chair, MEMBERS.chair, room);
  await chair.page.locator('.c-editor ins').first().waitFor();
  expect(await chair.page.locator('.c-editor del').allTextContents()).toEqual(['imaging.']);
  const card = chair.page.locator('.c-suggestion');
  await card.first().waitFor();
  expect(await card.first().textContent()).toContain(MEMBERS.writer.name);
  expect(await chair.look('suggestion')).toEqual([]);
  await card.first().getByRole('button', { name: 'Accept' }).click();
  await chair.page.locator('.c-editor ins').first().waitFor({ state: 'detached' });
  expect(await chair.page.locator('.c-editor').textContent()).toContain('The clinic agrees the scans.');
  expect([...writer.complaints(), ...chair.complaints()]).toEqual([]);
}, 120_000);

test('[TXT-5l] a seat that may only suggest has no Editing, is told so, and what it types is a suggestion', async () => {
  const group = await theSarcomaGroup(house);
  const visitor = await aVisitor(browser, house.baseUrl);
  const [name = '', value = ''] = (await signIn(house, await aMember(house, group, 'professional-organisation-member'))).split(
    '=',
  );
  await visitor.context.addCookies([{ name, value: value.split(';')[0] ?? '', url: house.baseUrl }]);
  await visitor.page.goto(`/app${room}`);
  await visitor.page.getByText('In this draft you can suggest, not edit.').waitFor();
  expect(await visitor.page.getByRole('button', { name: 'Editing' }).count()).toBe(0);
  await atTheEnd(visitor);
  await visitor.page.keyboard.type(' Always.', { delay: 20 });
  await visitor.page.locator('.c-editor ins').first().waitFor();
  await visitor.page.getByRole('button', { name: 'Take back' }).first().waitFor();
  expect(await visitor.look('suggest-only')).toEqual([]);
  await visitor.page.getByRole('button', { name: 'Take back' }).first().click();
  await visitor.page.locator('.c-editor ins').first().waitFor({ state: 'detached' });
  expect(visitor.complaints()).toEqual([]);
}, 120_000);

const cell = (text: string, id: string): { id: string; blocks: TextBlock[] } => ({
  id,
  blocks: [{ id: `${id}b`, kind: 'paragraph', level: 0, content: [{ text }] }],
});
const SERVICES: TableBlock = {
  id: 'services',
  kind: 'table',
  headerRow: true,
  headerColumn: false,
  rows: [
    { id: 'r0', cells: [cell('Service', 'a'), cell('Where', 'b')] },
    { id: 'r1', cells: [cell('Pathology', 'c'), cell('Same network', 'd')] },
  ],
};

test('[TXT-4m] a row of a table is suggested, told in words, left open by a freeze only when it is set aside, and accepted with a key', async () => {
  const group = await theSarcomaGroup(house);
  const text: DocumentText = { schema: 1, blocks: [...aText('The clinic agrees the imaging.').blocks, SERVICES] };
  const document = await aDocument(house, { group, person: { id: makeId() }, text });
  const [writer, chair] = [await aVisitor(browser, house.baseUrl), await aVisitor(browser, house.baseUrl)];
  await signInAs(writer, MEMBERS.writer, `/documents/${document.id}`);
  await writer.page.getByText('Same network').click();
  await writer.page.keyboard.press('Control+Alt+s');
  await writer.page.getByText('You are suggesting').waitFor();
  await writer.page.locator('.c-editor[contenteditable="true"]:focus').waitFor(); // once the server has given a session
  await writer.page.keyboard.press('End');
  await writer.page.keyboard.press('Tab');
  await writer.page.keyboard.type('Radiology', { delay: 20 });
  await writer.page.locator('[data-suggested*="suggests this new row"]').waitFor();
  expect(await writer.look('suggested-row')).toEqual([]);

  await signInAs(chair, MEMBERS.chair, `/documents/${document.id}`);
  await chair.page.getByText('Adds a row: “Radiology”.', { exact: true }).first().waitFor();
  await chair.page.getByRole('button', { name: 'Freeze a version' }).click();
  const dialog = chair.page.getByRole('dialog', { name: 'Freeze a version' });
  await dialog.getByText('One suggestion is not decided').first().waitFor();
  await dialog.getByLabel('Label').fill('For testing');
  await dialog.getByLabel('Reason').fill('The group has read it.');
  await dialog.getByRole('button', { name: /^Freeze version/ }).click();
  await dialog.getByText('One suggestion is neither decided nor set aside.').first().waitFor();
  expect(await chair.look('set-aside')).toEqual([]);
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: /^Freeze version/ }).click();
  await dialog.waitFor({ state: 'detached' });

  await chair.page.locator('.c-editor').getByText('Radiology').click();
  await chair.page.keyboard.press('Control+Alt+Enter');
  await chair.page.locator('[data-suggested]').waitFor({ state: 'detached' });
  expect(await chair.page.locator('.c-editor tr').nth(2).textContent()).toContain('Radiology');
  await writer.page.getByText('The document is guarded: members suggest').waitFor();
  await chair.page.goto(`${house.baseUrl}/app/documents/${document.id}/editors`);
  await chair.page.getByRole('radio', { name: 'Guarded' }).waitFor();
  expect(await chair.look('who-edits')).toEqual([]);
  expect([...writer.complaints(), ...chair.complaints()]).toEqual([]);
}, 120_000);
