import { expect, it } from 'vitest';
import { CUT_LINE, openBrowserDraft } from '../../support/browser-draft.ts';
import { atDraft, editorOf, lookBoth, savedIn, typeAtEnd, wordsOf } from '../../support/draft-page.ts';

// Two browsers: one deletes the paragraph in which the other writes without a network.

const opened = openBrowserDraft();

it('[DRA-5a] words taken from under somebody are offered back behind the text, outlive a reload, and go back by keyboard', async () => {
  const { house, browser, draft } = opened;
  const asha = await atDraft(browser, house, draft, 0);
  const kwabena = await atDraft(browser, house, draft, 1);
  await typeAtEnd(kwabena, '\nThe second paragraph.');
  await expect.poll(() => wordsOf(asha)).toContain('The second paragraph.');
  await asha.context.setOffline(true);
  await typeAtEnd(asha, ' Only in Leeds.');
  await editorOf(kwabena).locator('> *').last().click({ clickCount: 3 });
  await kwabena.page.keyboard.press('Backspace'); // its words, then its number, then the paragraph itself
  await kwabena.page.keyboard.press('Backspace');
  await kwabena.page.keyboard.press('Backspace');
  await savedIn(kwabena).waitFor();
  await asha.context.setOffline(false);
  await asha.page.getByRole('heading', { name: 'Taken away while you wrote: 1' }).waitFor();
  const name = draft.people[1].name;
  await asha.page.getByText(`3 words of yours were in a paragraph that ${name} took away.`).first().waitFor();
  expect(await lookBoth(asha, 'recovery-tray')).toEqual([]);
  await savedIn(asha).waitFor();
  await asha.page.reload();
  await savedIn(asha).waitFor();
  const putBack = asha.page.getByRole('button', { name: /^Give them a paragraph/ });
  await putBack.focus();
  await asha.page.keyboard.press('Enter');
  await putBack.waitFor({ state: 'detached' });
  await expect.poll(() => editorOf(kwabena).locator('> *').last().innerText()).toBe('Only in Leeds.');
  expect(await kwabena.page.getByText('Taken away while you wrote').count()).toBe(0);
  await editorOf(asha).focus();
  await asha.page.keyboard.press('Control+z');
  await expect.poll(() => editorOf(kwabena).locator('> *').count()).toBe(2);
  await savedIn(asha).waitFor();
  await asha.page.reload();
  await savedIn(asha).waitFor();
  expect(await asha.page.getByText('Taken away while you wrote').count()).toBe(0);
  expect(asha.complaints(CUT_LINE)).toEqual([]);
  expect(kwabena.complaints(CUT_LINE)).toEqual([]);
});
