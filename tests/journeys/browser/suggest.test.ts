import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { DocumentText, TableBlock, TextBlock } from '../../../shared/text/document-text.ts';
import { openBrowserDraft } from '../../support/browser-draft.ts';
import { aDocument, aMember, aText, signIn } from '../../support/builders.ts';
import { atDraft, editorOf, lookBoth, OPENING, wordsOf, type DraftForTwo } from '../../support/draft-page.ts';
import type { Visitor } from '../../support/open-browser.ts';

// Suggesting with two browsers: one person suggests, the other, who leads the group, decides.

const opened = openBrowserDraft();

/** A draft of its own for one test, in the group of all. */
async function newDraft(text: DocumentText = aText(OPENING)): Promise<DraftForTwo> {
  const { house, draft } = opened;
  return { ...draft, document: await aDocument(house, { group: draft.group, person: draft.people[0], text }) };
}

function visit(draft: DraftForTwo, who: 'chair' | 'writer'): Promise<Visitor> {
  return atDraft(opened.browser, opened.house, draft, who === 'chair' ? 0 : 1);
}

async function atTheEnd(visitor: Visitor): Promise<void> {
  await editorOf(visitor).click();
  await visitor.page.keyboard.press('Control+End');
}

/** Waits until the keyboard is in the text, where the server has given a session to suggest under. */
function writing({ page }: Visitor): Promise<void> {
  return page.locator('.c-editor[contenteditable="true"]:focus').waitFor();
}

test('[TXT-4k] one person suggests, the chair sees it struck through and underlined, and accepts it beside the text', async () => {
  const draft = await newDraft();
  const [writer, chair] = [await visit(draft, 'writer'), await visit(draft, 'chair')];
  await writer.page.getByRole('button', { name: 'Suggesting' }).click();
  await writer.page.getByText('You are suggesting').waitFor();
  await atTheEnd(writer);
  for (let i = 0; i < 8; i++) await writer.page.keyboard.press('Backspace');
  await writer.page.keyboard.type('scans.', { delay: 20 });
  await chair.page.locator('.c-editor ins').first().waitFor();
  expect(await chair.page.locator('.c-editor del').allTextContents()).toEqual(['imaging.']);
  const card = chair.page.locator('.c-suggestion');
  await card.first().waitFor();
  expect(await card.first().textContent()).toContain(draft.people[1].name);
  expect(await lookBoth(chair, 'suggestion')).toEqual([]);
  await card.first().getByRole('button', { name: 'Accept' }).click();
  await chair.page.locator('.c-editor ins').first().waitFor({ state: 'detached' });
  expect(await chair.page.locator('.c-editor').textContent()).toContain('The clinic agrees the scans.');
  expect([...writer.complaints(), ...chair.complaints()]).toEqual([]);
}, 120_000);

/** Waits until a sentence is said to those who hear the page: never two within ten seconds. */
async function hears(page: Page, sentence: string): Promise<void> {
  const said = page.locator('[role="status"][aria-atomic="true"]');
  await expect.poll(() => said.allTextContents(), { timeout: 15_000 }).toContain(sentence);
}

test('[TXT-4u] every act of suggesting has a key that works without a mouse: switch, step, accept, reject, take back', async () => {
  const draft = await newDraft(aText('One two.', 'Three four.', 'Five six.'));
  const [writer, chair] = [await visit(draft, 'writer'), await visit(draft, 'chair')];
  const { keyboard } = writer.page;
  await editorOf(writer).focus();
  await keyboard.press('Control+Home');
  await keyboard.press('Control+Alt+s');
  await writer.page.getByText('You are suggesting').waitFor();
  await writing(writer);
  for (const word of ['A', 'B', 'C']) {
    await keyboard.press('ArrowDown');
    await keyboard.press('End');
    await keyboard.type(` ${word}.`);
  }
  await chair.page.getByRole('heading', { name: 'Suggestions: 3' }).waitFor();
  await editorOf(chair).focus();
  await chair.page.keyboard.press('Control+Home');
  for (const key of ['j', 'j', 'k']) await chair.page.keyboard.press(`Control+Alt+${key}`); // to the first, the second, and back
  await chair.page.keyboard.press('Control+Alt+Enter');
  await expect.poll(() => chair.page.locator('.c-editor ins').allTextContents()).toEqual([' B.', ' C.']);
  await chair.page.keyboard.press('Control+Alt+j');
  await chair.page.keyboard.press('Control+Alt+Backspace');
  await expect.poll(() => chair.page.locator('.c-editor ins').allTextContents()).toEqual([' C.']);
  await expect.poll(() => writer.page.locator('.c-editor ins').allTextContents()).toEqual([' C.']);
  await keyboard.press('Control+Alt+k');
  await keyboard.press('Control+Alt+Enter'); // one's own is not for oneself to accept while suggesting
  await hears(writer.page, 'You cannot accept this suggestion.');
  await keyboard.press('Control+Alt+Backspace');
  await expect.poll(() => writer.page.locator('.c-editor ins').count()).toBe(0);
  await keyboard.press('Control+Alt+s');
  await writer.page.getByText('You are suggesting').waitFor({ state: 'detached' });
  await writing(writer);
  await keyboard.press('Control+End');
  await keyboard.type(' Edited.');
  await expect.poll(() => editorOf(chair).textContent()).toContain('Five six. Edited.');
  expect(await chair.page.locator('.c-editor ins').count()).toBe(0);
  expect(await wordsOf(chair)).toBe('Care pathwayOne two. A.Three four.Five six. Edited.');
  expect([...writer.complaints(), ...chair.complaints()]).toEqual([]);
}, 120_000);

test('[TXT-5l] a seat that may only suggest has no Editing, is told so, and what it types is a suggestion', async () => {
  const { house, browser, draft } = opened;
  const person = await aMember(house, draft.group, 'professional-organisation-member');
  const cookies: DraftForTwo['cookies'] = [await signIn(house, person), draft.cookies[1]];
  const visitor = await atDraft(browser, house, { ...(await newDraft()), cookies }, 0);
  await visitor.page.getByText('In this draft you can suggest, not edit.').waitFor();
  expect(await visitor.page.getByRole('button', { name: 'Editing' }).count()).toBe(0);
  await atTheEnd(visitor);
  await visitor.page.keyboard.press('Control+Alt+s');
  await hears(visitor.page, 'Here you can suggest, not edit.');
  await visitor.page.keyboard.type(' Always.', { delay: 20 });
  await visitor.page.locator('.c-editor ins').first().waitFor();
  await visitor.page.getByRole('button', { name: 'Take back' }).first().waitFor();
  expect(await lookBoth(visitor, 'suggest-only')).toEqual([]);
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
  const draft = await newDraft({ schema: 1, blocks: [...aText(OPENING).blocks, SERVICES] });
  const [writer, chair] = [await visit(draft, 'writer'), await visit(draft, 'chair')];
  await writer.page.getByText('Same network').click();
  await writer.page.keyboard.press('Control+Alt+s');
  await writer.page.getByText('You are suggesting').waitFor();
  await writing(writer);
  await writer.page.keyboard.press('End');
  await writer.page.keyboard.press('Tab');
  await writer.page.keyboard.type('Radiology', { delay: 20 });
  await writer.page.locator('[data-suggested*="suggests this new row"]').waitFor();
  expect(await lookBoth(writer, 'suggested-row')).toEqual([]);

  await chair.page.getByText('Adds a row: “Radiology”.', { exact: true }).first().waitFor();
  await chair.page.getByRole('button', { name: 'Freeze a version' }).click();
  const dialog = chair.page.getByRole('dialog', { name: 'Freeze a version' });
  await dialog.getByText('One suggestion is not decided').first().waitFor();
  await dialog.getByLabel('Label').fill('For testing');
  await dialog.getByLabel('Reason').fill('The group has read it.');
  await dialog.getByRole('button', { name: /^Freeze version/ }).click();
  await dialog.getByText('One suggestion is neither decided nor set aside.').first().waitFor();
  expect(await lookBoth(chair, 'set-aside')).toEqual([]);
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: /^Freeze version/ }).click();
  await dialog.waitFor({ state: 'detached' });

  await chair.page.locator('.c-editor').getByText('Radiology').click();
  await chair.page.keyboard.press('Control+Alt+Enter');
  await chair.page.locator('[data-suggested]').waitFor({ state: 'detached' });
  expect(await chair.page.locator('.c-editor tr').nth(2).textContent()).toContain('Radiology');
  await writer.page.getByText('The document is guarded: members suggest').waitFor();
  expect(await lookBoth(writer, 'guarded-member')).toEqual([]);
  await chair.page.goto(`${opened.house.baseUrl}/app/documents/${draft.document.id}/editors`);
  await chair.page.getByRole('radio', { name: 'Guarded' }).waitFor();
  expect(await lookBoth(chair, 'who-edits')).toEqual([]);
  expect([...writer.complaints(), ...chair.complaints()]).toEqual([]);
}, 120_000);
