import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openConsultation } from '../../../server/consultation/open-consultation.ts';
import { latestVersion } from '../../../server/drafting/versions/version-store.ts';
import type { House } from '../../../server/house.ts';
import { aDraftForTwo, atDraft, editorOf, savedIn, type DraftForTwo } from '../../support/draft-page.ts';
import { aVisitor, openBrowser, type Visitor } from '../../support/open-browser.ts';
import { aJpeg, AN_SVG, aPng, exifOf } from '../../support/picture-bytes.ts';
import { anOpening } from '../../support/respondents.ts';
import { startHouse } from '../../support/start-house.ts';

// A picture on its way from a file into the draft, the frozen version and the page that everyone reads, told in order.

const NARROW = { width: 320, height: 700 };
const WIDE = { width: 1280, height: 900 };
const ALT = 'From the first scan to the key worker in four steps';

let house: House;
let browser: Browser;
let draft: DraftForTwo;
let chair: Visitor;

beforeAll(async () => {
  house = await startHouse();
  browser = await openBrowser();
  draft = await aDraftForTwo(house);
  chair = await atDraft(browser, house, draft, 0);
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

const dialogOn = (page: Page) => page.getByRole('dialog');
const wordsOn = (page: Page) => page.getByRole('textbox', { name: /^Description/ });
const imagesOn = (page: Page) => page.locator('.c-editor figure img');

function file(name: string, bytes: Buffer): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'image/png', buffer: bytes };
}

/** How wide each picture of the page really is: 0 for one that was not drawn. */
function drawn(page: Page, selector: string): Promise<number[]> {
  return page.locator(selector).evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
}

/** Lets go of a file over the text, or pastes it into the text. */
async function give(page: Page, how: 'drop' | 'paste', bytes: Buffer): Promise<void> {
  await editorOf({ page } as Visitor).evaluate(
    (text, { how, data }) => {
      const held = new DataTransfer();
      held.items.add(
        new File([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))], 'scan.png', { type: 'image/png' }),
      );
      const box = (text.querySelector('p') ?? text).getBoundingClientRect();
      const at = { clientX: box.left + 5, clientY: box.top + 5 };
      const options = { bubbles: true, cancelable: true };
      text.dispatchEvent(
        how === 'drop'
          ? new DragEvent('drop', { ...options, ...at, dataTransfer: held })
          : new ClipboardEvent('paste', { ...options, clipboardData: held }),
      );
    },
    { how, data: bytes.toString('base64') },
  );
}

describe('a picture in a draft', () => {
  it('[DRA-21pj] is put in by keyboard from the tools, asks what it shows, and leaves the caret in its caption', async () => {
    const { page } = chair;
    await editorOf(chair).click();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Alt+F10');
    for (let n = 0; n < 40; n++) {
      if ((await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))) === 'Insert a picture') break;
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('Enter');
    await dialogOn(page).waitFor();
    await page.getByLabel('Picture', { exact: true }).setInputFiles(file('pathway.png', aPng(480, 200)));
    await dialogOn(page).getByRole('img', { name: 'The picture you chose' }).waitFor();
    await page.getByRole('button', { name: 'Put the picture in' }).press('Enter');
    await dialogOn(page).getByText('Describe what the picture shows.').waitFor();
    expect(await chair.look('picture-dialog')).toEqual([]);
    await page.setViewportSize(NARROW);
    expect(await chair.look('picture-dialog-320')).toEqual([]);
    await page.setViewportSize(WIDE);
    await wordsOn(page).fill(ALT);
    await page.getByRole('button', { name: 'Put the picture in' }).press('Enter');
    await dialogOn(page).waitFor({ state: 'detached' });
    await page.keyboard.type('The pathway');
    await savedIn(chair).waitFor();
    expect(await page.locator('.c-editor figcaption').innerText()).toBe('The pathway');
    await expect.poll(() => drawn(page, '.c-editor figure img')).toEqual([480]);
    expect(await imagesOn(page).getAttribute('alt')).toBe(ALT);
    expect(await chair.look('picture-in-draft')).toEqual([]);
    await page.setViewportSize(NARROW);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
    expect(await chair.look('picture-in-draft-320')).toEqual([]);
    await page.setViewportSize(WIDE);
  });

  it('[DRA-21pk] is described anew and shown narrower from its own tools', async () => {
    const { page } = chair;
    await imagesOn(page).click();
    await page.getByRole('button', { name: 'Width' }).click();
    await page.getByRole('menuitem', { name: 'Half the width' }).click();
    await page.locator('.c-picture--medium').waitFor();
    await page.getByRole('button', { name: 'Description' }).click();
    await wordsOn(page).fill(`${ALT}, and back`);
    await page.getByRole('button', { name: 'Save the description' }).click();
    await expect.poll(() => imagesOn(page).getAttribute('alt')).toBe(`${ALT}, and back`);
    await savedIn(chair).waitFor();
  });

  it('[DRA-21pl] is dropped or pasted into the text, and a file that is none is refused in plain words without losing what was typed', async () => {
    const { page } = chair;
    for (const how of ['drop', 'paste'] as const) {
      const before = await imagesOn(page).count();
      await editorOf(chair).locator('p').first().click();
      await give(page, how, aJpeg(exifOf(1, '51.5074')));
      await wordsOn(page).fill(`A scan by ${how}`);
      await page.getByRole('button', { name: 'Put the picture in' }).click();
      await dialogOn(page).waitFor({ state: 'detached' });
      await expect.poll(() => imagesOn(page).count()).toBe(before + 1);
    }
    await give(page, 'drop', AN_SVG);
    await wordsOn(page).fill('Typed before');
    await page.getByRole('button', { name: 'Put the picture in' }).click();
    await dialogOn(page).getByText('This is not a picture that Concord can keep.').waitFor();
    expect(await wordsOn(page).inputValue()).toBe('Typed before');
    await page.getByRole('button', { name: 'Cancel' }).click();
    chair.complaints(/422/);
  });

  it('[DRA-21pm] without a connection nothing is lost: the dialog says so and takes it once there is one', async () => {
    const { page, context } = chair;
    const before = await imagesOn(page).count();
    await give(page, 'paste', aPng(50, 50));
    await wordsOn(page).fill('A plan');
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Put the picture in' }).click();
    await dialogOn(page).getByText('There is no connection at the moment').waitFor();
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Put the picture in' }).click();
    await expect.poll(() => imagesOn(page).count()).toBe(before + 1);
    await savedIn(chair).waitFor();
    chair.complaints(/ERR_INTERNET_DISCONNECTED|WebSocket/);
  });

  it('[DRA-21pn] is in the version that is frozen, and everyone reads it without a script, on a telephone and in print', async () => {
    const { page } = chair;
    await page.getByRole('button', { name: /^Freeze/ }).click();
    await page.getByLabel('Label').fill('For consultation');
    await page.getByLabel('Reason').fill('The group has read it.');
    await page.getByRole('button', { name: 'Freeze version 1' }).click();
    await dialogOn(page).waitFor({ state: 'detached' });
    const version = await latestVersion(house.store.read, draft.document.id);
    const opening = await anOpening(house, { versionIds: [version?.id ?? ''] });
    const announcements = {
      announce: async () => Promise.resolve(),
      dropPerson: () => undefined,
      close: async () => Promise.resolve(),
    };
    const { reference } = await openConsultation({ store: house.store, announcements }, opening, draft.people[0].id);
    const reader = await aVisitor(browser, house.baseUrl, { scripts: false });
    await reader.page.goto(`/c/${reference}/1`);
    await expect.poll(() => drawn(reader.page, 'article figure img')).toEqual(expect.arrayContaining([480, 8, 8, 50]));
    expect(await reader.look('picture-public')).toEqual([]);
    await reader.page.setViewportSize(NARROW);
    expect(await reader.look('picture-public-320')).toEqual([]);
    expect(await reader.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
    await reader.page.setViewportSize(WIDE);
    await reader.page.emulateMedia({ media: 'print' });
    await reader.page.screenshot({ path: 'test-results/picture-print.png', fullPage: true });
    expect(reader.complaints()).toEqual([]);
    expect(chair.complaints()).toEqual([]);
  });
});
