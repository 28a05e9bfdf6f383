import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { DocumentText, TextBlock } from '../../../shared/text/document-text.ts';
import { makeId } from '../../../shared/kernel/ids.ts';
import { CUT_LINE, openBrowserDraft } from '../../support/browser-draft.ts';
import { aDocument } from '../../support/builders.ts';
import { atDraft, editorOf, lookBoth, savedIn, type DraftForTwo } from '../../support/draft-page.ts';
import type { Visitor } from '../../support/open-browser.ts';

// Two people in one draft, one moves sections and blocks that the other writes in.

const opened = openBrowserDraft();

let draft: DraftForTwo;
let chair: Visitor;
let writer: Visitor;

function block(kind: TextBlock['kind'], text: string): TextBlock {
  return { id: makeId(), kind, level: kind === 'heading' ? 1 : 0, content: [{ text }] };
}

const SECTIONS: DocumentText = {
  schema: 1,
  blocks: [
    ...[block('heading', 'Scope'), block('clause', 'Adults.')],
    ...[block('heading', 'Referral'), block('clause', 'Within 14 days')],
    ...[block('heading', 'Outcomes'), block('clause', 'Counted.')],
  ],
};

beforeAll(async () => {
  const { house, browser } = opened;
  const { group, people } = opened.draft;
  draft = { ...opened.draft, document: await aDocument(house, { group, person: people[0], text: SECTIONS }) };
  [chair, writer] = [await atDraft(browser, house, draft, 0), await atDraft(browser, house, draft, 1)];
});

/** The words of each block, without anybody's caret. */
function blocksOf(visitor: Visitor): Promise<string[]> {
  return editorOf(visitor).evaluate((text) => {
    const copy = text.cloneNode(true) as HTMLElement; // a clone is of the same kind
    for (const caret of copy.querySelectorAll('.c-caret')) caret.remove();
    return [...copy.children].map((element) => element.textContent).filter((words) => words !== '');
  });
}

async function moveSection(page: Page, name: string, way: 'Up' | 'Down'): Promise<void> {
  await page.getByRole('button', { name: `Move ${name}` }).click();
  await page.getByRole('button', { name: way, exact: true }).click();
  await page.getByRole('button', { name: 'Put it here' }).click();
}

describe('sections that are moved while somebody writes in them', () => {
  it('[TXT-13q] the words typed meanwhile go along, and the writer’s caret stays behind them', async () => {
    await editorOf(writer).getByText('Within 14 days').click();
    await writer.page.keyboard.press('End');
    await writer.page.keyboard.type(' of');
    await chair.page.locator('.c-caret').waitFor();
    await moveSection(chair.page, '2 Referral', 'Up');
    await chair.page.getByRole('dialog', { name: 'Move 2 Referral?' }).waitFor(); // somebody is writing there
    expect(await lookBoth(chair, '8-section-somebody-writes-in')).toEqual([]);
    await chair.page.getByRole('button', { name: 'Move it' }).click();
    await expect.poll(async () => (await blocksOf(writer))[0]).toBe('Referral');
    await writer.page.keyboard.type(' referral.');
    const wanted = ['Referral', 'Within 14 days of referral.', 'Scope', 'Adults.', 'Outcomes', 'Counted.'];
    for (const visitor of [chair, writer]) await expect.poll(() => blocksOf(visitor)).toEqual(wanted);
    expect(await lookBoth(chair, '8-section-moved')).toEqual([]);
  });

  it('[TXT-13q] two people who move one section, one of them without a network, leave it there once', async () => {
    await savedIn(writer).waitFor();
    await writer.context.setOffline(true);
    await moveSection(writer.page, '1 Referral', 'Down');
    await editorOf(writer).getByText('Counted.').click();
    await writer.page.keyboard.press('End');
    await writer.page.keyboard.type(' Yearly.');
    await moveSection(chair.page, '3 Outcomes', 'Up');
    await moveSection(chair.page, '1 Referral', 'Down');
    await writer.context.setOffline(false);
    await expect.poll(() => blocksOf(chair), { timeout: 20_000 }).toContain('Counted. Yearly.');
    await savedIn(writer).waitFor();
    await expect.poll(async () => blocksOf(writer)).toEqual(await blocksOf(chair));
    const blocks = await blocksOf(chair);
    expect([...blocks].sort()).toEqual(
      ['Referral', 'Within 14 days of referral.', 'Scope', 'Adults.', 'Outcomes', 'Counted. Yearly.'].sort(),
    );
    expect(blocks[blocks.indexOf('Referral') + 1]).toBe('Within 14 days of referral.');
    expect(chair.complaints(CUT_LINE)).toEqual([]);
    expect(writer.complaints(CUT_LINE)).toEqual([]);
  });
});

describe('single blocks', () => {
  it('[DRA-21ag] a clause is moved by keys and by the tools without a mouse, with what somebody else types in it, and undone at once', async () => {
    const { house, browser } = opened;
    const clauses = ['Adults.', 'Children.', 'Carers.'].map((words) => block('clause', words));
    const text: DocumentText = { schema: 1, blocks: [block('heading', 'Scope'), ...clauses] };
    const own = { ...draft, document: await aDocument(house, { group: draft.group, person: draft.people[0], text }) };
    const [mover, other] = [await atDraft(browser, house, own, 0), await atDraft(browser, house, own, 1)];
    const { keyboard } = mover.page;
    await editorOf(other).getByText('Carers.').click();
    await other.page.keyboard.press('End');
    await editorOf(mover).focus();
    await keyboard.press('Control+End');
    for (let i = 0; i < 2; i++) await keyboard.press('Alt+Shift+ArrowUp');
    const said = mover.page.getByRole('status').filter({ hasText: 'Moved' });
    await expect.poll(() => said.textContent()).toBe('Moved up, before clause 1.2. It is clause 1.1 now.');
    await expect.poll(() => blocksOf(other)).toEqual(['Scope', 'Carers.', 'Adults.', 'Children.']);
    await other.page.keyboard.type(' And friends.');
    await expect.poll(() => blocksOf(mover)).toEqual(['Scope', 'Carers. And friends.', 'Adults.', 'Children.']);
    await keyboard.press('Alt+F10');
    const tool = mover.page.getByRole('button', { name: 'Move down', exact: true });
    for (let i = 0; i < 12 && !(await tool.evaluate((button) => button === document.activeElement)); i++)
      await keyboard.press('ArrowRight');
    await keyboard.press('Enter');
    await expect.poll(() => said.textContent()).toBe('Moved down, behind clause 1.1. It is clause 1.2 now.');
    expect(await lookBoth(mover, '8-block-moved')).toEqual([]);
    await keyboard.press('Home'); // the caret is in its words, and the keyboard in the text
    await keyboard.type('All ');
    await expect.poll(() => blocksOf(other)).toEqual(['Scope', 'Adults.', 'All Carers. And friends.', 'Children.']);
    for (let i = 0; i < 2; i++) await keyboard.press('Control+z');
    await expect.poll(() => blocksOf(other)).toEqual(['Scope', 'Carers. And friends.', 'Adults.', 'Children.']);
    await keyboard.press('Control+/');
    await mover.page.getByText('move the block past the one before').waitFor();
    expect([...mover.complaints(), ...other.complaints()]).toEqual([]);
  });
});
