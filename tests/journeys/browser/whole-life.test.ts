import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Locator, Page } from 'playwright-core';
import { MEMBERS, signInAs, startPeopledHouse, typePassword } from '../../support/browser-house.ts';
import { aVisitor, openBrowser, type Visitor } from '../../support/open-browser.ts';
import { stopClock } from '../../support/stopped-clock.ts';
import type { House } from '../../../server/house.ts';

// One document, from the first word to the release that the public reads. The stages are told in order and stand on one another.

const TITLE = 'Sarcoma services, all ages (fictional)';
const OPEN_DAYS = 35;
const DAY_MS = 86_400_000;
const OLD_WORDS = 'The centre must offer a biopsy within 14 working days.';
const NEW_WORDS = 'The centre must offer a biopsy within 14 calendar days.';
const FIRST_WORDS = 'Every person';
const SECOND_WORDS = ' has a named key worker';
const OFFLINE_WORDS = ' who can be telephoned';
const COMMENT = 'Please count every day: Christmas is long for somebody who waits.';
const LATE_WORDS = 'I only heard of this today and ask for a map of the centres.';
const OFFLINE_NOISE = /ERR_INTERNET_DISCONNECTED|WebSocket|ERR_NETWORK/;
const SESSION_ENDED = /status of 401/; // weeks pass between the stages, and whoever left a page open signs in again
const REFUSED = (status: number): RegExp => new RegExp(`status of ${status}`);

let house: House;
let browser: Browser;
let chair: Visitor;
let writer: Visitor;
let reader: Visitor;
let late: Visitor;
let documentId = '';
let reference = '';
let signing = '';
let closesOn: Date;

beforeAll(async () => {
  house = await startPeopledHouse();
  browser = await openBrowser();
  [chair, writer] = [await aVisitor(browser, house.baseUrl), await aVisitor(browser, house.baseUrl)];
  reader = await aVisitor(browser, house.baseUrl, { scripts: false });
  late = await aVisitor(browser, house.baseUrl, { scripts: false });
});

afterAll(async () => {
  await browser.close();
  await house.close();
});

function editorOf(page: Page) {
  return page.getByRole('textbox', { name: `Text of ${TITLE}` });
}

/** The paragraph of the editor that holds these words. */
function blockWith(page: Page, words: string) {
  return editorOf(page).locator('> *').filter({ hasText: words }).first();
}

async function waitSaved(page: Page): Promise<void> {
  await page.locator('[data-save="saved"]').waitFor();
}

/** The words of the text, a line for each block, without the names of those who write in it. */
async function textOf(page: Page): Promise<string> {
  return editorOf(page).evaluate((text) => {
    const copy = text.cloneNode(true) as HTMLElement; // a clone is of the same kind
    for (const caret of copy.querySelectorAll('.c-caret')) caret.remove();
    return [...copy.children].map((block) => block.textContent).join('\n');
  });
}

async function sameText(): Promise<string> {
  await expect.poll(async () => (await textOf(chair.page)) === (await textOf(writer.page)), { timeout: 15_000 }).toBe(true);
  return textOf(chair.page);
}

describe('writing', () => {
  it('[MEM-4] a chair signs in through the page, and no page of the way has a fault', async () => {
    const { page } = chair;
    await page.goto('/app/documents');
    await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
    await page.goto('/app/sign-in');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await chair.look('1-sign-in')).toEqual([]);
    await signInAs(chair, MEMBERS.chair, '/documents');
    await page.getByRole('link', { name: 'Start a document' }).waitFor();
    expect(await chair.look('1-documents')).toEqual([]);
    expect(chair.complaints()).toEqual([]);
  });

  it('[DRA-1] the chair starts a document from the service specification form', async () => {
    const { page } = chair;
    await page.getByRole('link', { name: 'Start a document' }).click();
    await page.getByLabel('Title').fill(TITLE);
    expect(await chair.look('1-start-a-document')).toEqual([]);
    await page.getByRole('button', { name: 'Start the document' }).click();
    await page.waitForURL(/\/app\/documents\/(?!new)[\w-]+$/);
    documentId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await editorOf(page).waitFor();
    await waitSaved(page);
    expect(await chair.look('1-new-draft')).toEqual([]);
    expect(chair.complaints()).toEqual([]);
  });

  it('[TXT-2] two people write in one paragraph at once, one converts and splits it, and no word is lost', async () => {
    await signInAs(writer, MEMBERS.writer, `/documents/${documentId}`);
    await editorOf(writer.page).waitFor();
    const first = editorOf(chair.page).locator('> p').first();
    await first.click();
    await chair.page.keyboard.type(FIRST_WORDS);
    const theirs = blockWith(writer.page, FIRST_WORDS);
    await theirs.waitFor();
    await theirs.click();
    await writer.page.keyboard.press('End');
    await chair.page.keyboard.press('Home');
    const toParagraphOrBack = chair.page.getByRole('button', { name: 'Numbered clause' });
    await Promise.all([
      writer.page.keyboard.type(SECOND_WORDS, { delay: 45 }),
      (async () => {
        await chair.page.keyboard.type('In short: ', { delay: 20 });
        await toParagraphOrBack.click();
        await chair.page.keyboard.type(OLD_WORDS, { delay: 10 });
        await chair.page.keyboard.press('Enter');
        await toParagraphOrBack.click();
      })(),
    ]);
    const text = await sameText();
    expect(text).toContain(`In short: ${OLD_WORDS}`);
    expect(text).toContain(`${FIRST_WORDS}${SECOND_WORDS}`);
    expect(text).not.toContain(`${OLD_WORDS}${FIRST_WORDS}`);
    for (const visitor of [chair, writer]) await waitSaved(visitor.page);
    expect(await chair.page.locator('[data-save]').innerText()).toMatch(/^Saved \d\d:\d\d$/);
    expect(await chair.look('2-two-writers-chair')).toEqual([]);
    expect(await writer.look('2-two-writers-member')).toEqual([]);
  });

  it('[DRA-2] words typed without a connection are kept on the device, said to be, and merged when it returns', async () => {
    await writer.context.setOffline(true);
    const mine = blockWith(writer.page, FIRST_WORDS);
    await mine.click();
    await writer.page.keyboard.press('End');
    await writer.page.keyboard.type(OFFLINE_WORDS);
    await writer.page.getByText('Offline: kept on this device').first().waitFor({ timeout: 30_000 });
    await writer.page.screenshot({ path: 'test-results/2-offline.png' });
    await blockWith(chair.page, OLD_WORDS).click();
    await chair.page.keyboard.press('Home');
    for (let step = 0; step < 'In short: '.length; step += 1) await chair.page.keyboard.press('Delete');
    await writer.context.setOffline(false);
    await expect.poll(() => textOf(chair.page), { timeout: 30_000 }).toContain(`${SECOND_WORDS}${OFFLINE_WORDS}`);
    const before = await sameText();
    expect(before).not.toContain('In short');
    await waitSaved(writer.page);
    await Promise.all([chair.page.reload(), writer.page.reload()]);
    for (const visitor of [chair, writer]) {
      await blockWith(visitor.page, OLD_WORDS).waitFor();
      expect(await textOf(visitor.page)).toBe(before);
    }
    expect(writer.complaints(OFFLINE_NOISE)).toEqual([]);
    expect(chair.complaints()).toEqual([]);
  });

  it('[PLT-31] Alt+F10 leads from the text to the tools, and Escape back to the text', async () => {
    const { page } = chair;
    await blockWith(page, OLD_WORDS).click();
    await page.keyboard.press('Alt+F10');
    expect(await page.evaluate(() => document.activeElement?.closest('[role=toolbar]') !== null)).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('textbox');
  });

  it('[DRA-27] the chair freezes version 1, and the draft goes on', async () => {
    await freeze('For consultation', 'Agreed by the group', '3');
    expect(chair.complaints()).toEqual([]);
  });
});

async function freeze(label: string, reason: string, stage: string): Promise<void> {
  const { page } = chair;
  await page.goto(`/app/documents/${documentId}`);
  await editorOf(page).waitFor();
  await waitSaved(page);
  await page.getByRole('button', { name: 'Freeze a version' }).click();
  const dialog = page.getByRole('dialog', { name: 'Freeze a version' });
  await dialog.getByLabel('Label').fill(label);
  await dialog.getByLabel('Reason').fill(reason);
  const button = dialog.getByRole('button', { name: /^Freeze version \d$/ });
  await button.waitFor();
  expect(await chair.look(`${stage}-freeze`)).toEqual([]);
  await button.click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('navigation', { name: 'Versions' }).getByText(label).waitFor();
}

describe('consulting', () => {
  it('[CON-1] the chair opens a consultation on version 1 once everything is looked at', async () => {
    const { page } = chair;
    closesOn = new Date(Date.now() + OPEN_DAYS * DAY_MS);
    await page.goto(`/app/documents/${documentId}/open-consultation`);
    await page.getByLabel('What you ask of readers').fill('What a sarcoma centre must offer. Tell us what is unclear or wrong.');
    await page.getByLabel('What has changed, and why').fill('This is the first version that is put to the public.');
    await page.getByLabel('As soon as I press the button').check();
    await fillDay(page.getByRole('group', { name: 'Closes' }), closesOn.toISOString());
    await page.locator('#lengthReason').fill('Long enough for groups that meet once a month.');
    const look = page.getByRole('button', { name: /^Keep, I have looked/ });
    while ((await look.count()) > 0) {
      await page.getByLabel('Why it stays so').first().fill('Nobody of the group is away.');
      await look.first().click();
    }
    expect(await chair.look('3-open-a-consultation')).toEqual([]);
    await page.getByRole('button', { name: 'Open now' }).click();
    await page.getByRole('link', { name: 'Page the public sees' }).waitFor();
    expect(await chair.look('3-opened')).toEqual([]);
    const address = await page.getByRole('link', { name: 'Page the public sees' }).getAttribute('href');
    reference = address?.split('/').at(-1) ?? '';
    await page.getByRole('link', { name: 'Your consultations' }).click();
    await page.getByRole('link', { name: TITLE }).waitFor();
    expect(await chair.look('3-consultations')).toEqual([]);
    await page.getByRole('link', { name: TITLE }).click();
    await page.getByRole('heading', { name: /Resolution desk/ }).waitFor();
    expect(await chair.look('3-desk-without-points')).toEqual([]);
    expect(chair.complaints()).toEqual([]);
  });

  it('[CON-12] without a script the public finds the document, and reading it sets no cookie', async () => {
    const { page } = reader;
    await page.goto('/');
    expect(await reader.look('4-home')).toEqual([]);
    await page.getByRole('link', { name: TITLE }).click();
    expect(await reader.look('4-consultation')).toEqual([]);
    await page.getByRole('link', { name: 'Read and comment' }).click();
    await page.getByText(OLD_WORDS).waitFor();
    expect(await reader.context.cookies()).toEqual([]);
    expect(await reader.look('4-document')).toEqual([]);
  });

  it('[CON-23] an error keeps every word, and a comment with proposed wording becomes a draft point', async () => {
    await commentOn(reader, OLD_WORDS);
    const { page } = reader;
    const wording = page.getByLabel('Proposed wording (optional)');
    expect(await wording.inputValue()).toBe(OLD_WORDS);
    await wording.fill(NEW_WORDS);
    expect(await reader.look('4-comment')).toEqual([]);
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await page.getByText('There is a problem').waitFor();
    expect(await wording.inputValue()).toBe(NEW_WORDS);
    expect(await page.title()).toMatch(/^Error/);
    expect(await reader.look('4-comment-error')).toEqual([]);
    await page.getByLabel('Your comment').fill(COMMENT);
    await page.getByRole('radio', { name: 'Technical' }).check();
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await page.getByText('1 draft point').waitFor();
    expect(await reader.look('4-document-with-own-point')).toEqual([]);
  });
});

describe('answering', () => {
  it('[CON-27] about you, check and send: the respondent reads back all of it and has a reference', async () => {
    const { page } = reader;
    await page.goto(`/respond/${reference}/about-you`);
    await page.getByRole('radio', { name: 'For myself' }).check();
    await page.getByRole('radio', { name: 'Individual participant' }).check();
    await page.getByRole('group', { name: 'Do you have an interest to declare?' }).getByLabel('No').check();
    await page.getByRole('group', { name: 'May we publish your response?' }).getByRole('radio').nth(1).check();
    expect(await reader.look('4-about-you')).toEqual([]);
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await page.getByRole('heading', { name: 'Check your response' }).waitFor();
    await page.getByText(COMMENT).waitFor();
    expect(await reader.look('4-check')).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 2_100)); // who reads back faster than a person is looked at first (CON-41)
    await page.getByRole('button', { name: 'Send my response' }).click();
    await page.getByRole('heading', { name: 'Response sent' }).waitFor();
    expect(await page.locator('.cc-ref').innerText()).toMatch(/\w{2,}/);
    expect(await reader.look('4-sent')).toEqual([]);
    expect(reader.complaints(REFUSED(422))).toEqual([]);
  });

  it('[RES-1] the desk that was open all the while says that a point came in, and [RES-7] nobody decides it yet', async () => {
    const { page } = chair;
    await page.getByText('1 new point.').waitFor();
    expect(await chair.look('5-desk-hears')).toEqual([]);
    await page.getByRole('button', { name: 'Show it' }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: COMMENT.slice(0, 20) })
      .getByRole('link')
      .click();
    await page.getByText('The consultation is still open.').first().waitFor();
    expect(await page.getByRole('button', { name: /^Record/ }).count()).toBe(0);
    expect(await chair.look('5-desk-while-open')).toEqual([]);
    expect(chair.complaints()).toEqual([]);
  });

  it('[CON-3] who presses send after the closing time is told so and keeps every word', async () => {
    const { page } = late;
    await commentOn(late, `${FIRST_WORDS}${SECOND_WORDS}`);
    await page.getByLabel('Your comment').fill(LATE_WORDS);
    await page.getByRole('radio', { name: 'Technical' }).check();
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await page.getByText('1 draft point').waitFor();
    await page.goto(`/respond/${reference}/check`);
    await stopClock(house.store, dayAfterClosing(0, '09:00'));
    await page.getByRole('button', { name: 'Send my response' }).click();
    await page.getByRole('heading', { name: 'Your response was not sent' }).waitFor();
    expect(await page.getByLabel('Everything you wrote').inputValue()).toContain(LATE_WORDS);
    expect(await late.look('6-late')).toEqual([]);
    expect(late.complaints(REFUSED(409))).toEqual([]);
    await page.goto(`/c/${reference}`);
    await page.getByText('Thank you to everyone who responded.').waitFor();
    expect(await late.look('6-closed')).toEqual([]);
  });

  it('[RES-4] the chair decides by keyboard, and [RES-12] the proposed words stand in the live draft with their point', async () => {
    await writer.page.goto('about:blank');
    await signInAs(writer, MEMBERS.writer, `/documents/${documentId}`);
    await blockWith(writer.page, OLD_WORDS).waitFor();
    const { page } = chair;
    const desk = new URL(page.url()).pathname.slice('/app'.length);
    await signInAs(chair, MEMBERS.chair, desk);
    const row = page
      .getByRole('region', { name: /undecided of/ })
      .getByRole('listitem')
      .getByRole('link')
      .first();
    await page.getByRole('button', { name: /^Record/ }).waitFor();
    expect(await chair.look('6-desk-closed')).toEqual([]);
    await row.focus();
    await page.keyboard.press('a');
    await page.getByLabel('Words to put into the draft').waitFor();
    expect(await chair.look('6-desk-words-chosen')).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '0 undecided of 1' }).waitFor();
    await page.getByText('1 change in the draft because of this point').waitFor();
    await page.getByRole('heading', { name: 'The words they propose are in the draft' }).waitFor();
    expect(await page.getByText('The words changed since they commented').count()).toBe(0);
    expect(await chair.look('6-desk-decided')).toEqual([]);
    await blockWith(writer.page, NEW_WORDS).waitFor();
    expect(chair.complaints(SESSION_ENDED)).toEqual([]);
    expect(writer.complaints(SESSION_ENDED)).toEqual([]);
  });
});

describe('signing', () => {
  it('[SIG-2] the gate names what is left until version 2 is frozen and every change has a reason', async () => {
    const { page } = chair;
    await page.goto(`/app/documents/${documentId}/sign-off`);
    await page.getByText('Not ready for sign-off.').waitFor();
    expect(await chair.look('7-gate-closed')).toEqual([]);
    await stopClock(house.store, dayAfterClosing(1, '09:00'));
    await signInAs(chair, MEMBERS.chair, `/documents/${documentId}`);
    await freeze('For sign-off', 'Every point is answered', '7');
    await page.goto(`/app/documents/${documentId}/sign-off`);
    await page.getByRole('heading', { name: /since the public read version 1/ }).waitFor();
    const reasons = page.getByLabel('Why did this change?');
    while ((await reasons.count()) > 0) {
      const before = await reasons.count();
      await reasons.first().fill('Editorial: put right while drafting.');
      await page
        .getByRole('button', { name: /^Give this reason/ })
        .first()
        .click();
      await expect.poll(() => reasons.count()).toBe(before - 1);
    }
    await page.getByText('Ready for sign-off.').waitFor();
    expect(await chair.look('7-gate-open')).toEqual([]);
    expect(chair.complaints(SESSION_ENDED)).toEqual([]);
  });

  it('[SIG-1] the chair asks the group, then the boards of a service specification', async () => {
    const { page } = chair;
    for (const [index, days] of [10, 20, 30].entries()) {
      await fillDay(page.locator('.nhsuk-date-input').nth(index), dayAfterClosing(days, '12:00'));
    }
    await page.getByRole('button', { name: 'Ask for sign-off of version 2' }).click();
    await page.getByText('Still needed to pass:').first().waitFor();
    expect(await chair.look('7-asked')).toEqual([]);
    expect(chair.complaints(SESSION_ENDED)).toEqual([]);
  });

  it('[SIG-5] each person asked reads and signs in their own page, after signing in', async () => {
    const { page } = chair;
    await page.getByRole('link', { name: 'Read and give your position' }).click();
    await page.waitForURL(/\/app\/sign-offs\//);
    signing = new URL(page.url()).pathname.slice('/app'.length);
    await stopClock(house.store, dayAfterClosing(1, '09:30'));
    await page.reload();
    await sign(chair, { position: 'Agree', name: '7-chair', password: true });
    for (const who of ['writer', 'commissioner'] as const) {
      await signInAs(writer, MEMBERS[who], signing);
      await sign(writer, { position: 'Agree', name: `7-${who}` });
    }
    expect(chair.complaints(SESSION_ENDED)).toEqual([]);
    expect(writer.complaints(SESSION_ENDED)).toEqual([]);
  });

  it('[SIG-4] the secretariat records what each board decided, and the sign-off passes', async () => {
    for (const [position, days] of [
      ['Recommend', 15],
      ['Approve', 25],
    ] as const) {
      await stopClock(house.store, dayAfterClosing(days, '10:00'));
      await signInAs(writer, MEMBERS.secretary, signing);
      await sign(writer, { position, name: `7-board-${position.toLowerCase()}`, metOn: dayAfterClosing(days, '09:00') });
    }
    await signInAs(chair, MEMBERS.chair, `/documents/${documentId}/sign-off`);
    await chair.page.getByText('Read what was signed').waitFor();
    expect(await chair.look('7-passed')).toEqual([]);
    expect(chair.complaints(SESSION_ENDED)).toEqual([]);
    expect(writer.complaints(SESSION_ENDED)).toEqual([]);
  });
});

describe('publishing', () => {
  it('[PUB-1] the commissioner publishes the passed version as a step of its own', async () => {
    const { page } = writer;
    await signInAs(writer, MEMBERS.commissioner, `/documents/${documentId}/release`);
    await page.locator('#summary').fill('What a sarcoma centre must offer, in short.');
    await page.locator('#whatChanged').fill('A biopsy is offered within 14 calendar days, because a respondent asked for it.');
    for (const [index, date] of [dayAfterClosing(40, '12:00'), dayAfterClosing(400, '12:00')].entries())
      await fillDay(page.locator('.nhsuk-date-input').nth(index), date);
    await page.locator('#contractYear').fill('2027/28');
    expect(await writer.look('8-release-form')).toEqual([]);
    await page.getByRole('button', { name: 'Check and publish' }).click();
    await page.getByRole('heading', { name: 'Publish version 2?' }).waitFor();
    expect(await writer.look('8-release-confirm')).toEqual([]);
    await page.getByRole('button', { name: 'Publish version 2' }).click();
    await page.getByRole('heading', { name: 'Release 1 is public' }).waitFor();
    expect(await writer.look('8-published')).toEqual([]);
    expect(writer.complaints(SESSION_ENDED)).toEqual([]);
  });

  it('[PUB-2] without a script the public reads the release, every reply, the table as CSV, and checks the fingerprint', async () => {
    const { page } = reader;
    await page.goto('/published');
    expect(await reader.look('8-list')).toEqual([]);
    await page.getByRole('link', { name: TITLE }).first().click();
    await page.getByRole('link', { name: 'Read the document' }).waitFor();
    expect(await reader.look('8-release')).toEqual([]);
    const release = page.url();
    await page.getByRole('link', { name: 'Read the document' }).click();
    await page.getByText(NEW_WORDS).waitFor();
    expect(await reader.look('8-release-text')).toEqual([]);
    const fingerprint = /[0-9a-f]{4}(?: [0-9a-f]{4}){3}/.exec(await page.locator('main').innerText())?.[0] ?? '';
    await page.goto(release);
    await page.getByRole('link', { name: 'Every change, marked in the text' }).click();
    await page.locator('ins').filter({ hasText: 'calendar' }).first().waitFor();
    expect(await reader.look('8-changes')).toEqual([]);
    await page.goto(release);
    await page.getByRole('link', { name: /^Every point and reply \(1\)/ }).click();
    await page.getByText(COMMENT).waitFor();
    expect(await reader.look('8-responses')).toEqual([]);
    const sheet = await page.getByRole('link', { name: 'Download all as a spreadsheet (CSV)' }).getAttribute('href');
    const csv = await reader.context.request.get(sheet ?? '');
    expect(csv.headers()['content-type']).toContain('text/csv');
    expect(await csv.text()).toContain(COMMENT);
    await page.goto('/verify');
    expect(await reader.look('8-verify')).toEqual([]);
    await page.getByLabel('Fingerprint').fill(fingerprint);
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByRole('heading', { name: 'This document holds' }).waitFor();
    expect(await reader.look('8-verified')).toEqual([]);
    expect(reader.complaints()).toEqual([]);
  });
});

async function fillDay(field: Locator, instant: string): Promise<void> {
  const day = new Date(instant);
  await field.getByLabel('Day').fill(String(day.getUTCDate()));
  await field.getByLabel('Month').fill(String(day.getUTCMonth() + 1));
  await field.getByLabel('Year').fill(String(day.getUTCFullYear()));
}

type Signing = { position: string; name: string; password?: boolean; metOn?: string };

/** Gives a position on the page that is open, to the sentence that says it is signed. */
async function sign(visitor: Visitor, { position, name, password = false, metOn }: Signing): Promise<void> {
  const { page } = visitor;
  await page.getByRole('radio', { name: position, exact: true }).check();
  if (metOn) {
    await fillDay(page.getByRole('group', { name: 'When did the board meet?' }), metOn);
    await page.getByLabel('Who took part?').fill('The members of the board, as in the minutes');
  }
  await page.getByRole('checkbox', { name: /^I have read version 2/ }).check();
  expect(await visitor.look(`${name}-reads`)).toEqual([]);
  await page.getByRole('button', { name: 'Go on to sign' }).click();
  await page.getByRole('heading', { name: 'Confirm it is you' }).waitFor();
  if (password) await typePassword(visitor);
  expect(await visitor.look(`${name}-confirms`)).toEqual([]);
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await page.getByRole('heading', { name: `You have signed ${position}, to version 2` }).waitFor();
  expect(await visitor.look(`${name}-signed`)).toEqual([]);
}

/** An instant so many days after the last day of the consultation. */
function dayAfterClosing(days: number, time: string): string {
  return `${new Date(closesOn.getTime() + (days + 1) * DAY_MS).toISOString().slice(0, 10)}T${time}:00.000Z`;
}

async function commentOn({ page }: Visitor, words: string): Promise<void> {
  await page.goto(`/c/${reference}/1`);
  const link = page.getByRole('link', { name: /^Comment on/ });
  const block = page.locator('article').locator('.pa, .cl').filter({ hasText: words }).filter({ has: link }).last();
  await block
    .getByRole('link', { name: /^Comment on/ })
    .first()
    .click();
  await page.getByLabel('Your comment').waitFor();
}
