import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentRow } from '../../../server/drafting/document-store.ts';
import type { Group } from '../../../server/directory/group-store.ts';
import type { House } from '../../../server/house.ts';
import { loadDraft } from '../../../server/drafting/live/load-draft.ts';
import { contentHash } from '../../../shared/text/canonical-form.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { aDocument, aGroup, aMember, aText, signIn } from '../../support/builders.ts';
import { connectDraft, synced, until, type DraftClient } from '../../support/draft-clients.ts';
import { startHouse } from '../../support/start-house.ts';

let house: House;
let group: Group;
let cookies: string[];
let document: DocumentRow;
const clients: DraftClient[] = [];

beforeAll(async () => {
  house = await startHouse();
  group = await aGroup(house);
  const [asha, kwabena] = [await aMember(house, group, 'chair'), await aMember(house, group)];
  cookies = [await signIn(house, asha), await signIn(house, kwabena)];
  document = await aDocument(house, { group, person: asha, text: aText('The clinic agrees the imaging.') });
});
afterAll(async () => {
  clients.forEach((client) => client.stop());
  await house.close();
});

async function join(cookie: string | undefined): Promise<DraftClient> {
  const client = connectDraft(house, document.id, { cookie: cookie ?? '' });
  clients.push(client);
  return synced(client);
}

describe('two people in one draft', () => {
  it('[DRA-1] two stock y-websocket clients with a session converge', async () => {
    const [one, two] = [await join(cookies[0]), await join(cookies[1])];
    one.type(' First.');
    await until(() => two.text().includes('First.'), 'the first words');
    two.type(' Second.');
    await until(() => one.text().includes('Second.'), 'the second words');
    await until(() => one.saved() === one.sent() && two.saved() === two.sent(), 'both saved');
    expect(one.hash()).toBe(two.hash());
    const { doc } = await loadDraft(house.store.read, document.id);
    expect(contentHash(readDocumentText(doc))).toBe(one.hash());
    expect([one.refusals, two.refusals]).toEqual([[], []]);
  });
});
