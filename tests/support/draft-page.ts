import type { Browser, Locator } from 'playwright-core';
import type { House } from '../../server/house.ts';
import type { Group } from '../../server/directory/group-store.ts';
import type { DocumentRow } from '../../server/drafting/document-store.ts';
import { CLOSE_CODES, MESSAGE } from '../../shared/drafting/wire.ts';
import { aDocument, aGroup, aMember, aText, signIn } from './builders.ts';
import { aVisitor, type Visitor } from './open-browser.ts';

/** The first words of the draft these journeys write in. */
export const OPENING = 'The clinic agrees the imaging.';

/** A draft and two people of its group, for journeys that are about the connection and not about the way there. */
export type DraftForTwo = {
  group: Group;
  document: DocumentRow;
  people: [{ id: string; name: string }, { id: string; name: string }];
  cookies: [string, string];
};

/** Makes a group with two members and a draft. */
export async function aDraftForTwo(house: House): Promise<DraftForTwo> {
  const group = await aGroup(house);
  const people: DraftForTwo['people'] = [await aMember(house, group, 'chair'), await aMember(house, group)];
  const cookies: DraftForTwo['cookies'] = [await signIn(house, people[0]), await signIn(house, people[1])];
  const document = await aDocument(house, { group, person: people[0], text: aText(OPENING) });
  return { group, document, people, cookies };
}

/** A visitor with somebody's session, at the page of a draft. */
export async function atDraft(browser: Browser, house: House, draft: DraftForTwo, who: 0 | 1): Promise<Visitor> {
  const visitor = await aVisitor(browser, house.baseUrl);
  await giveSession(visitor, house, draft.cookies[who]);
  await visitor.page.goto(`/app/documents/${draft.document.id}`);
  await editorOf(visitor).waitFor();
  await savedIn(visitor).waitFor();
  return visitor;
}

/** Puts somebody's session into a visitor's browser. */
export async function giveSession({ context }: Visitor, house: House, cookie: string): Promise<void> {
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: house.baseUrl }]);
}

/** The text that is being written. */
export function editorOf({ page }: Visitor): Locator {
  return page.getByRole('textbox', { name: /^Text of/ });
}

/** The text as words, without the names of those who write in it. */
export function wordsOf(visitor: Visitor): Promise<string> {
  return editorOf(visitor).evaluate((text) => {
    const copy = text.cloneNode(true) as HTMLElement; // a clone is of the same kind
    for (const caret of copy.querySelectorAll('.c-caret')) caret.remove();
    return copy.textContent;
  });
}

/** The words that say that everything is stored. */
export function savedIn({ page }: Visitor): Locator {
  return page.locator('[data-save="saved"]');
}

/** Types at the end of the draft. */
export async function typeAtEnd(visitor: Visitor, words: string): Promise<void> {
  await editorOf(visitor).locator('> *').last().click();
  await visitor.page.keyboard.press('Control+End');
  await visitor.page.keyboard.type(words);
}

const NARROW = { width: 320, height: 800 };

/** Looks at a page as it is and at 320 pixels; answers what axe finds, and whether the narrow page scrolls sideways. */
export async function lookBoth(visitor: Visitor, name: string): Promise<string[]> {
  const { page } = visitor;
  const wide = page.viewportSize();
  const found = await visitor.look(name);
  await page.setViewportSize(NARROW);
  const narrow = await visitor.look(`${name}-320`);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide) await page.setViewportSize(wide);
  return [...found, ...narrow, ...(width > NARROW.width ? [`${name} scrolls sideways: ${width} px`] : [])];
}

/** From now on this person's changes are answered as if the draft were full, until the answer of this is called. */
export async function refuseAsFull({ page }: Visitor): Promise<() => void> {
  let isFull = true;
  await page.routeWebSocket(/\/collab\//, (line) => {
    const server = line.connectToServer();
    line.onMessage((message) => {
      const [type, step] = typeof message === 'string' ? [] : message;
      const isChange = type === MESSAGE.sync && step !== 0;
      if (isChange && isFull) void line.close({ code: CLOSE_CODES['draft-full'], reason: 'draft-full' });
      else server.send(message);
    });
  });
  return () => {
    isFull = false;
  };
}
