import { expect, it } from 'vitest';
import { ask } from '../../support/builders.ts';
import { CUT_LINE, openBrowserDraft } from '../../support/browser-draft.ts';
import { atDraft, editorOf, lookBoth, refuseAsFull, savedIn, typeAtEnd, wordsOf } from '../../support/draft-page.ts';
import type { Visitor } from '../../support/open-browser.ts';

// The chair erases words at the page; others have them in the text, in undo, in the tray, in copies on their devices.

const WORDS = '𐌰𐌱𐌲𐌳 𐌴𐌵𐌶'; // letters that nothing else is made of, also when each lies in a row of its own
const LETTERS = [...WORDS].filter((letter) => letter !== ' ');
const opened = openBrowserDraft();

/** Where on a visitor's device some words are kept, in whatever form. */
function keptIn({ page }: Visitor, ...words: string[]): Promise<string[]> {
  return page.evaluate(async (wanted) => {
    const holds = (text: string): boolean => wanted.some((word) => text.toLowerCase().includes(word.toLowerCase()));
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('not read'));
      });
    const found = Object.entries(localStorage).flatMap(([key, value]) => (holds(String(value)) ? [key] : []));
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await answer(indexedDB.open(name));
      for (const store of db.objectStoreNames) {
        const rows = (await answer(db.transaction(store).objectStore(store).getAll())) as unknown[];
        const text = rows
          .map((row) => (row instanceof Uint8Array ? new TextDecoder().decode(row) : JSON.stringify(row)))
          .join('\n');
        if (holds(text)) found.push(name);
      }
      db.close();
    }
    return found;
  }, words);
}

/** The chair opens the page from the draft and erases the words, by keyboard alone. */
async function eraseAsChair(chair: Visitor, look = false): Promise<void> {
  const { page } = chair;
  await page.getByRole('link', { name: 'Erase words' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('The words to erase').focus();
  if (look) expect(await lookBoth(chair, 'erase-words')).toEqual([]);
  await page.getByLabel('The words to erase').focus();
  await page.keyboard.type(WORDS);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Check what is erased' }).waitFor();
  if (look) {
    await page.getByRole('button', { name: 'Erase the words for good' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    expect(await lookBoth(chair, 'erase-words-check')).toEqual([]);
  }
  await page.getByLabel('Why are they erased?').focus();
  await page.keyboard.type('A name was pasted here.');
  await page.getByLabel('I have looked at the places and I am sure').focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Erase the words for good' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Words erased' }).waitFor();
  if (look) expect(await lookBoth(chair, 'erase-words-done')).toEqual([]);
}

it('[PLT-9f, PLT-9m] the chair finds, checks and erases words by keyboard; an open page loses them from text, undo and device, and goes on', async () => {
  const { house, browser, draft } = opened;
  const chair = await atDraft(browser, house, draft, 0);
  const writer = await atDraft(browser, house, draft, 1);
  await typeAtEnd(writer, ` For ${WORDS} only.`);
  await savedIn(writer).waitFor();
  await expect.poll(() => wordsOf(chair)).toContain('only.');
  await typeAtEnd(writer, ` ${WORDS}`);
  for (let n = 0; n <= [...WORDS].length; n++) await writer.page.keyboard.press('Backspace'); // undo holds on to them
  await savedIn(writer).waitFor();
  expect(await keptIn(writer, ...LETTERS)).not.toEqual([]);
  await eraseAsChair(chair, true);
  await expect.poll(() => wordsOf(writer)).toContain('For  only.');
  await expect.poll(() => keptIn(writer, ...LETTERS)).toEqual([]);
  await editorOf(writer).focus();
  for (let n = 0; n < 5; n++) await writer.page.keyboard.press('Control+z');
  expect(await wordsOf(writer)).toContain('For  only.');
  await typeAtEnd(writer, ' And on.');
  await savedIn(writer).waitFor();
  await writer.page.keyboard.press('Control+z');
  await expect.poll(() => wordsOf(writer)).not.toContain('And on.');
  await savedIn(writer).waitFor();
  expect(await keptIn(writer, ...LETTERS)).toEqual([]);
  expect([...chair.complaints(CUT_LINE), ...writer.complaints(CUT_LINE)]).toEqual([]);
  await Promise.all([chair.context.close(), writer.context.close()]);
});

it('[PLT-9f] a page that was offline brings its other words and none of the erased ones, and its device has none afterwards', async () => {
  const { house, browser, draft } = opened;
  const chair = await atDraft(browser, house, draft, 0);
  const writer = await atDraft(browser, house, draft, 1);
  await writer.context.setOffline(true);
  await typeAtEnd(writer, ` Before ${WORDS} after.`);
  await writer.page.locator('[data-save="offline"]').waitFor();
  await eraseAsChair(chair);
  await writer.page.close(); // its words are on the device only
  await writer.context.setOffline(false);
  const page = await writer.context.newPage();
  const back = { ...writer, page };
  await page.goto(`/app/documents/${draft.document.id}`);
  await savedIn(back).waitFor();
  await expect.poll(() => wordsOf(back)).toContain('Before  after.');
  await expect.poll(() => keptIn(back, ...LETTERS)).toEqual([]);
  await chair.page.getByRole('link', { name: 'Back to the draft' }).click();
  await expect.poll(() => wordsOf(chair)).toContain('Before  after.');
  await page.reload();
  await savedIn(back).waitFor();
  expect(await keptIn(back, ...LETTERS)).toEqual([]);
  await Promise.all([chair.context.close(), writer.context.close()]);
});

it('[PLT-9f] an offer of the tray and a copy that was laid aside lose the words, and the rest of that copy stays', async () => {
  const { house, browser, draft } = opened;
  const chair = await atDraft(browser, house, draft, 0);
  const writer = await atDraft(browser, house, draft, 1);
  const takeAgain = await refuseAsFull(writer);
  await writer.context.setOffline(true);
  await typeAtEnd(writer, ` Aside with ${WORDS}.`);
  await writer.context.setOffline(false);
  await writer.page.getByText('This draft has reached its largest size.').waitFor();
  takeAgain();
  writer.page.on('dialog', (dialog) => void dialog.accept());
  await writer.page.getByRole('button', { name: 'Load the page again' }).click();
  await savedIn(writer).waitFor();
  await typeAtEnd(writer, '\nTheir paragraph.');
  await savedIn(writer).waitFor();
  await expect.poll(() => wordsOf(chair)).toContain('Their paragraph.');
  await writer.context.setOffline(true);
  await typeAtEnd(writer, ` ${WORDS} again.`);
  await editorOf(chair).locator('> *').last().click({ clickCount: 3 });
  for (let n = 0; n < 3; n++) await chair.page.keyboard.press('Backspace');
  await savedIn(chair).waitFor();
  await writer.context.setOffline(false);
  await writer.page.getByRole('heading', { name: 'Taken away while you wrote: 1' }).waitFor();
  await savedIn(writer).waitFor();
  expect((await keptIn(writer, ...LETTERS)).filter((name) => name.includes('tray'))).toHaveLength(1);
  await eraseAsChair(chair);
  await expect.poll(() => keptIn(writer, ...LETTERS)).toEqual([]);
  await writer.page.getByRole('heading', { name: /Taken away while you wrote/ }).waitFor({ state: 'detached' });
  expect(await keptIn(writer, 'Aside with')).toHaveLength(1);
  await Promise.all([chair.context.close(), writer.context.close()]);
});

it('[PLT-9m] the check lists the frozen versions and the title that keep the words', async () => {
  const { house, browser, draft } = opened;
  const cookie = draft.cookies[0];
  const path = `/api/documents/${draft.document.id}`;
  await ask(house, 'POST', `${path}/versions`, { cookie, body: { label: 'For testing', reason: 'The group has read it.' } });
  await ask(house, 'PUT', `${path}/title`, { cookie, body: { title: 'The clinic and its imaging' } });
  const chair = await atDraft(browser, house, draft, 0);
  await chair.page.getByRole('link', { name: 'Erase words' }).click();
  await chair.page.getByLabel('The words to erase').fill('clinic');
  await chair.page.getByRole('button', { name: 'Find the words' }).click();
  await chair.page.getByText('says the words. A frozen version keeps its text').waitFor();
  await chair.page.getByText('The title of the document says the words.').waitFor();
  expect(await lookBoth(chair, 'erase-words-versions')).toEqual([]);
  await chair.context.close();
});
