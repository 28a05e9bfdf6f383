import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { House } from '../../../server/house.ts';
import {
  isOneOf,
  leaveComposingRoom,
  MEANWHILE,
  openComposingRoom,
  playComposing,
  WAYS,
  type ComposingCase,
  type Place,
} from '../../support/composing-room.ts';
import { aDocument, aText } from '../../support/builders.ts';
import { aDraftForTwo, editorOf, giveSession, savedIn, wordsOf, type DraftForTwo } from '../../support/draft-page.ts';
import { inputMethodOf } from '../../support/input-method.ts';
import { aVisitor, openBrowser } from '../../support/open-browser.ts';
import { startHouse } from '../../support/start-house.ts';

// Words that come from an input method, a dead key, dictation, a keyboard that corrects or the spelling check, in a real Chromium and
// through a real server, while somebody else changes the block they are written in.

let house: House;
let browser: Browser;
let draft: DraftForTwo;

beforeAll(async () => {
  house = await startHouse();
  browser = await openBrowser();
  draft = await aDraftForTwo(house);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await house.close();
});

const LISTS = 'turns the block into a list' satisfies keyof typeof MEANWHILE;

type WayName = keyof typeof WAYS;

/** Plays every act of the other person against some ways of writing, and tells all that came out otherwise. */
async function playAll(place: Place, suggesting: boolean, ways: readonly WayName[]): Promise<void> {
  const acts = Object.entries(MEANWHILE).filter(([act]) => place !== 'in a footnote' || act !== LISTS); // a note has no lists
  const named = ways.flatMap((way) => acts.map(([act, meanwhile]) => ({ way, act, meanwhile })));
  const cases = named.map(({ way, meanwhile }): ComposingCase => ({ way: WAYS[way], meanwhile }));
  const room = await openComposingRoom({ house, browser, draft }, { place, suggesting, cases });
  const wrong: string[] = [];
  for (const [number, each] of cases.entries()) {
    const { way, act } = named[number]!;
    const told = `${way}, ${place}; somebody ${act}`;
    try {
      const { became, mayBecome, stands, mayStand } = await playComposing(room, number, each);
      if (!isOneOf(became, mayBecome)) wrong.push(`${told}: ${became.join('|')}`);
      if (!isOneOf(stands, mayStand)) wrong.push(`${told}: as it stands ${stands.join('|')}`);
    } catch (error) {
      wrong.push(`${told}: ${String(error)}`);
    }
  }
  expect(wrong).toEqual([]);
  expect([...room.visitor.complaints(), ...room.second.refusals]).toEqual([]);
  await leaveComposingRoom(room);
}

const OTHER_WAYS: readonly WayName[] = ['a dead key', 'dictation', 'a keyboard that corrects', 'the spelling check'];

test.each(['in a block', 'at the start of a block', 'in a cell', 'in a footnote'] as const)(
  '[TXT-10g] a word composed %s is whole, and so is what others do to that block meanwhile',
  (place) => playAll(place, false, ['an input method']),
  120_000,
);

test(
  '[TXT-10h] dead keys, dictation, a keyboard that corrects and the spelling check lose nothing to others in the same block',
  () => playAll('in a block', false, OTHER_WAYS),
  120_000,
);

test.each(['in a block', 'at the start of a block', 'in a footnote'] as const)(
  '[TXT-10i] while suggesting, a word composed %s is a suggestion whatever others do to that block',
  (place) => playAll(place, true, ['an input method']),
  120_000,
);

test(
  '[TXT-10i] while suggesting, corrected and dictated words are suggestions, and what they replace stays as it stands',
  () => playAll('in a block', true, OTHER_WAYS),
  120_000,
);

test('[TXT-4s] a word that the spelling check or a keyboard corrects while suggesting is struck through whole, the new one behind it', async () => {
  const document = await aDocument(house, { group: draft.group, person: draft.people[0], text: aText('See teh board.') });
  for (const way of ['the spelling check', 'a keyboard that corrects'] as const) {
    const visitor = await aVisitor(browser, house.baseUrl);
    await giveSession(visitor, house, draft.cookies[0]);
    await visitor.page.goto(`/app/documents/${document.id}`);
    await savedIn(visitor).waitFor();
    await visitor.page.getByRole('button', { name: 'Suggesting' }).click();
    await visitor.page.getByText('You are suggesting').waitFor();
    await editorOf(visitor).getByText('See teh board.').click();
    await visitor.page.keyboard.press('Home');
    for (let i = 0; i < 'See teh'.length; i++) await visitor.page.keyboard.press('ArrowRight');
    await WAYS[way].write(await inputMethodOf(visitor.page), async () => undefined);
    await visitor.page.getByText('Replaces “teh” with “the”.', { exact: true }).first().waitFor();
    expect(await editorOf(visitor).locator('del').allTextContents()).toEqual(['teh']);
    expect(await editorOf(visitor).locator('ins').allTextContents()).toEqual(['the']);
    await visitor.page.getByRole('button', { name: 'Take back' }).click();
    await editorOf(visitor).locator('ins').waitFor({ state: 'detached' });
    expect(await wordsOf(visitor)).toContain('See teh board.');
    expect(visitor.complaints()).toEqual([]);
    await visitor.context.close();
  }
}, 120_000);
