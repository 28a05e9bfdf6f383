import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makePerson } from '../../../server/identity/make-person.ts';
import { openBrowserDraft } from '../../support/browser-draft.ts';
import { aPerson, aSeat, ask, signIn } from '../../support/builders.ts';
import { connectDraft, synced, until } from '../../support/draft-clients.ts';
import { atDraft, editorOf, giveSession, lookBoth, refuseAsFull, savedIn, typeAtEnd, wordsOf } from '../../support/draft-page.ts';
import { aVisitor, type Visitor } from '../../support/open-browser.ts';

// What a device keeps of a draft, for whom, and when it goes.

const NOISE = /ERR_INTERNET_DISCONNECTED|WebSocket|ERR_NETWORK|ERR_FAILED|status of 40[134]/;
const PASSWORD = 'seven quiet otters by the weir'; // of a made-up person in a house that is thrown away

const opened = openBrowserDraft();

/** The databases and the kept values of drafts on a visitor's device. */
function keptOn({ page }: Visitor): Promise<{ databases: string[]; values: string[] }> {
  return page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name ?? '').filter((name) => name.startsWith('concord-draft')),
    values: Object.keys(localStorage).filter((key) => key.startsWith('concord:of:')),
  }));
}

/** Cuts the draft off, but not the rest of the application; the answer mends it. */
async function cutDraft({ page }: Visitor): Promise<() => void> {
  let cut = true;
  await page.routeWebSocket(/\/collab\//, (route) => void (cut ? route.close() : route.connectToServer()));
  await page.route(/\/draft\/messages/, (route) => (cut ? route.abort() : route.continue()));
  return () => (cut = false);
}

describe('signing out', () => {
  it('[DRA-3c] offers unsent words first, as a file and to be sent, and then takes everything off the device', async () => {
    const asha = await aVisitor(opened.browser, opened.house.baseUrl);
    await giveSession(asha, opened.house, await signIn(opened.house, opened.draft.people[0]));
    await asha.page.goto(`/app/documents/${opened.draft.document.id}`);
    await savedIn(asha).waitFor();
    const mend = await cutDraft(asha);
    await asha.page.reload();
    await editorOf(asha).waitFor();
    await typeAtEnd(asha, ' Not sent yet.');
    await asha.page.locator('[data-save="offline"]').waitFor();
    await expect.poll(async () => (await keptOn(asha)).values.filter((key) => key.includes(':unsent:'))).toHaveLength(1);
    await asha.page.locator('.c-person summary').click();
    await asha.page.getByRole('button', { name: 'Sign out' }).click();
    await asha.page.getByRole('heading', { name: 'Before you sign out' }).waitFor();
    const download = asha.page.waitForEvent('download');
    await asha.page.getByRole('button', { name: 'Download my words' }).click();
    expect(readFileSync(await (await download).path(), 'utf8')).toContain('Not sent yet.');
    expect(await asha.look('sign-out-unsent')).toEqual([]);
    mend();
    await asha.page.getByRole('button', { name: 'Send now' }).click();
    await asha.page.getByText('Sent. The draft has all your words.').waitFor();
    expect(await asha.look('sign-out-sent')).toEqual([]);
    await asha.page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
    await asha.page.waitForURL((url) => url.pathname === '/');
    expect(await keptOn(asha)).toEqual({ databases: [], values: [] });
    const reader = await synced(connectDraft(opened.house, opened.draft.document.id, { cookie: opened.draft.cookies[1] }));
    expect(reader.text()).toContain('Not sent yet.');
    reader.stop();
    expect(asha.complaints(NOISE)).toEqual([]);
    await asha.context.close();
  });
});

describe('a device', () => {
  it('[DRA-3d] that is shared, as said at signing in, keeps nothing, and the page says so', async () => {
    const person = { name: 'Dilys Example', email: 'dilys@concord.example', password: PASSWORD, actor: 'system' };
    const { personId } = await makePerson({ store: opened.house.store, auth: opened.house.rooms.auth }, person);
    await aSeat(opened.house, { person: { id: personId }, group: opened.draft.group });
    const dilys = await aVisitor(opened.browser, opened.house.baseUrl);
    await dilys.page.goto(`/app/sign-in?to=${encodeURIComponent(`/documents/${opened.draft.document.id}`)}`);
    await dilys.page.getByLabel('E-mail address').fill(person.email);
    await dilys.page.getByLabel('Password').fill(PASSWORD);
    await dilys.page.getByLabel('This is a shared computer').check();
    expect(await dilys.look('sign-in-shared')).toEqual([]);
    await dilys.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await savedIn(dilys).waitFor();
    await dilys.page.getByText('You said that this is a shared computer, so nothing is kept on it.').waitFor();
    await dilys.context.setOffline(true);
    await typeAtEnd(dilys, ' Shared.');
    await dilys.page.getByText('Offline: do not close this page').waitFor();
    expect(await dilys.look('draft-shared-offline')).toEqual([]);
    expect(await keptOn(dilys)).toEqual({ databases: [], values: [] });
    await dilys.context.setOffline(false);
    await savedIn(dilys).waitFor();
    expect(dilys.complaints(NOISE)).toEqual([]);
    await dilys.context.close();
  });

  it('[DRA-3e] that gives no database, as in some private windows, is said to keep nothing', async () => {
    const asha = await aVisitor(opened.browser, opened.house.baseUrl);
    await giveSession(asha, opened.house, opened.draft.cookies[0]);
    await asha.context.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
    await asha.page.goto(`/app/documents/${opened.draft.document.id}`);
    await savedIn(asha).waitFor();
    await asha.page.getByText('This browser keeps nothing on this device').waitFor();
    expect(asha.complaints(NOISE)).toEqual([]);
    await asha.context.close();
  });

  it('[DRA-3h] takes away what nobody has opened for 14 days', async () => {
    const asha = await atDraft(opened.browser, opened.house, opened.draft, 0);
    const names = await asha.page.evaluate(async () => {
      const stores = JSON.parse(localStorage.getItem('concord:stores') ?? '{}') as Record<string, number>;
      const day = 24 * 3600 * 1000;
      for (const [name, days] of [
        ['concord-draft-old', 15],
        ['concord-draft-young', 13],
      ] as const) {
        stores[name] = Date.now() - days * day;
        await new Promise(
          (resolve) => (indexedDB.open(name).onsuccess = ({ target }) => resolve((target as IDBOpenDBRequest).result.close())),
        );
      }
      localStorage.setItem('concord:stores', JSON.stringify(stores));
      return Object.keys(stores).length;
    });
    expect(names).toBe(3);
    await asha.page.goto('/app/documents');
    await expect.poll(async () => (await keptOn(asha)).databases).not.toContain('concord-draft-old');
    expect((await keptOn(asha)).databases).toContain('concord-draft-young');
    await asha.context.close();
  });

  it('[DRA-3a, DRA-3f] keeps what was typed offline when the tab crashes, and a second tab of the same person brings it in', async () => {
    const asha = await atDraft(opened.browser, opened.house, opened.draft, 0);
    await asha.context.setOffline(true);
    await typeAtEnd(asha, ' Before the crash.');
    await asha.page.locator('[data-save="offline"]').waitFor();
    const session = await asha.context.newCDPSession(asha.page);
    const crashed = asha.page.waitForEvent('crash');
    session.send('Page.crash').catch(() => undefined); // nobody is left to answer
    await crashed;
    await asha.page.close();
    await asha.context.setOffline(false);
    const [one, two] = [await asha.context.newPage(), await asha.context.newPage()];
    for (const page of [one, two]) {
      await page.goto(`/app/documents/${opened.draft.document.id}`);
      await page.locator('[data-save="saved"]').waitFor();
      await page.getByText('Before the crash.').waitFor();
    }
    await typeAtEnd({ ...asha, page: one }, ' From one tab.');
    await two.getByText('From one tab.').waitFor();
    await typeAtEnd({ ...asha, page: two }, ' From the other.');
    await one.getByText('From the other.').waitFor();
    const reader = await synced(connectDraft(opened.house, opened.draft.document.id, { cookie: opened.draft.cookies[1] }));
    await until(() => reader.text().includes('Before the crash. From one tab. From the other.'), 'the words of both tabs');
    expect(reader.text().split('Before the crash.')).toHaveLength(2);
    reader.stop();
    await asha.context.close();
  });
});

describe('an ended right and an old page', () => {
  it('[DRA-3g, MEM-3i] when the seat ended while offline, unsent words are offered as a file and then taken off', async () => {
    const person = await aPerson(opened.house);
    const seat = await aSeat(opened.house, { person, group: opened.draft.group });
    const visitor = await aVisitor(opened.browser, opened.house.baseUrl);
    await giveSession(visitor, opened.house, await signIn(opened.house, person));
    await visitor.page.goto(`/app/documents/${opened.draft.document.id}`);
    await savedIn(visitor).waitFor();
    await visitor.context.setOffline(true);
    await typeAtEnd(visitor, ' Nobody will read this.');
    await visitor.page.locator('[data-save="offline"]').waitFor();
    const path = `/api/groups/${opened.draft.group.id}/seats/${seat.id}/end`;
    await ask(opened.house, 'POST', path, { cookie: opened.draft.cookies[0], body: { reason: 'Moved to another hospital' } });
    await visitor.context.setOffline(false);
    await visitor.page.getByText('Your seat in this group has ended').waitFor();
    await visitor.page.getByRole('button', { name: 'Download my words' }).waitFor();
    expect(await visitor.look('draft-seat-ended-unsent')).toEqual([]);
    visitor.page.on('dialog', (dialog) => void dialog.accept());
    await visitor.page.reload();
    await visitor.page.getByText('are still on this device').waitFor();
    expect(await visitor.look('draft-closed-kept-words')).toEqual([]);
    const download = visitor.page.waitForEvent('download');
    await visitor.page.getByRole('button', { name: /^Download my words/ }).click();
    expect(readFileSync(await (await download).path(), 'utf8')).toContain('Nobody will read this.');
    await expect.poll(() => keptOn(visitor)).toEqual({ databases: [], values: [] });
    expect(visitor.complaints(NOISE)).toEqual([]);
    await visitor.context.close();
  });

  it('[DRA-9p] a page restored from an old copy of itself, in which something was typed, writes nothing more, offers its words, and starts anew', async () => {
    const asha = await aVisitor(opened.browser, opened.house.baseUrl);
    await giveSession(asha, opened.house, opened.draft.cookies[0]);
    let clientId = 0;
    asha.page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        const declared = /"clientId":(\d+)/.exec(payload.toString());
        if (declared) clientId = Number(declared[1]);
      }),
    );
    await asha.page.goto(`/app/documents/${opened.draft.document.id}`);
    await savedIn(asha).waitFor();
    await typeAtEnd(asha, ' Known.');
    await savedIn(asha).waitFor();
    await asha.context.setOffline(true);
    const later = await synced(connectDraft(opened.house, opened.draft.document.id, { cookie: opened.draft.cookies[0] }));
    later.doc.clientID = clientId; // the life the page led after the copy of it was made
    later.type(' Later life.');
    await until(() => later.saved() === later.sent(), 'the words of the later life');
    await typeAtEnd(asha, ' Old life.');
    await asha.context.setOffline(false);
    await asha.page.getByText('Concord did not take your last change.').waitFor();
    await asha.page.getByRole('button', { name: 'Download my words' }).waitFor();
    expect(await asha.look('draft-old-copy')).toEqual([]);
    expect(later.text()).not.toContain('Old life.');
    asha.page.on('dialog', (dialog) => void dialog.accept());
    await asha.page.getByRole('button', { name: 'Load the page again' }).click();
    await savedIn(asha).waitFor();
    await expect.poll(() => wordsOf(asha)).toContain('Later life.');
    await typeAtEnd(asha, ' Goes on.');
    await until(() => later.text().includes('Goes on.'), 'the words after loading again');
    expect(await wordsOf(asha)).not.toContain('Old life.');
    later.stop();
    expect(asha.complaints(NOISE)).toEqual([]);
    await asha.context.close();
  });

  it('[DRA-3i, DRA-3j] words that a full draft did not take are offered as a file that begins with them, and the copy they are in is laid aside and offered by the next page until they are taken', async () => {
    const asha = await atDraft(opened.browser, opened.house, opened.draft, 0);
    const takeAgain = await refuseAsFull(asha);
    await asha.context.setOffline(true);
    await typeAtEnd(asha, ' Too much.');
    await asha.context.setOffline(false);
    await asha.page.getByText('This draft has reached its largest size.').waitFor();
    const download = asha.page.waitForEvent('download');
    await asha.page.getByRole('button', { name: 'Download my words' }).click();
    const file = readFileSync(await (await download).path(), 'utf8');
    expect(file).toMatch(/^NOT SAVED YET\n[^]*\[ Too much\.\][^]*\nTHE WHOLE TEXT[^]* Too much\.$/); // what is not saved comes first
    expect(await lookBoth(asha, 'draft-full')).toEqual([]);
    const [laidAside] = (await keptOn(asha)).databases;
    takeAgain();
    asha.page.on('dialog', (dialog) => void dialog.accept());
    await asha.page.getByRole('button', { name: 'Load the page again' }).click();
    await savedIn(asha).waitFor();
    expect(await wordsOf(asha)).not.toContain('Too much.');
    const { databases } = await keptOn(asha);
    expect(databases).toContain(laidAside);
    expect(databases).toHaveLength(2);
    await asha.page.getByRole('heading', { name: /^Words of yours in .* were not taken$/ }).waitFor();
    expect(await lookBoth(asha, 'laid-aside')).toEqual([]);
    const again = asha.page.waitForEvent('download');
    await asha.page.getByRole('button', { name: 'Download my words' }).click();
    expect(readFileSync(await (await again).path(), 'utf8')).toMatch(/^NOT SAVED YET\n[^]*\[ Too much\.\]/);
    await asha.page.getByRole('heading', { name: /were not taken$/ }).waitFor({ state: 'detached' });
    expect((await keptOn(asha)).databases).not.toContain(laidAside);
    expect(asha.complaints(NOISE)).toEqual([]);
    await asha.context.close();
  });
});
