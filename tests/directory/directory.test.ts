import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findGroup, listGroups } from '../../server/directory/group-store.ts';
import { loadDirectory } from '../../server/directory/load-directory.ts';
import { listPortfolios, listProgrammes } from '../../server/directory/programme-store.ts';
import { closeGroup } from '../../server/directory/close-group.ts';
import { collectAnswers } from '../../server/directory/answers.ts';
import { openAccess } from '../../server/identity/access.ts';
import { readEntries } from '../../server/record/record-store.ts';
import { aGroup, aMember, aPerson, ask, signIn } from '../support/builders.ts';
import { startHouse } from '../support/start-house.ts';

let house: Awaited<ReturnType<typeof startHouse>>;
let administrator: string;

beforeAll(async () => {
  house = await startHouse();
  administrator = await signIn(house, await aPerson(house, { administrator: true }));
});
afterAll(() => house.close());

describe('the directory', () => {
  it('[MEM-1a] is loaded at first start: three portfolios, five programmes, 74 groups', async () => {
    const db = house.store.read;
    const loaded = (await listGroups(db)).filter(({ opened_at }) => opened_at === '2013-03-31T23:00:00.000Z');
    expect([(await listPortfolios(db)).length, (await listProgrammes(db)).length, loaded.length]).toEqual([3, 5, 74]);
    expect((await readEntries(db, 'installation'))[0]).toMatchObject({ act: 'load-directory', actor: 'system' });
  });

  it('[MEM-1a] is loaded once: a later start changes nothing', async () => {
    const before = (await listGroups(house.store.read)).length;
    await Promise.all([loadDirectory(house.store), loadDirectory(house.store)]);
    expect((await listGroups(house.store.read)).length).toBe(before);
  });

  it('[MEM-1b] tells apart two groups of one code by their programme', async () => {
    const deaf = await findGroup(house.store.read, 'mental-health', 'MSD');
    const disorders = await findGroup(house.store.read, 'women-and-children', 'MSD');
    expect([deaf?.code, disorders?.code]).toEqual(['MSD', 'MSD']);
    expect(deaf?.name).not.toBe(disorders?.name);
  });

  it('[MEM-1c] an administrator adds a group; its code is new within its programme only', async () => {
    const [programme, other] = await listProgrammes(house.store.read);
    const body = { name: 'Rare Fictional Diseases', code: 'RFD', kind: 'crg' };
    const add = async (programmeId = '') =>
      ask(house, 'POST', '/api/groups', { cookie: administrator, body: { ...body, programmeId } });
    expect((await add(programme?.id)).status).toBe(200);
    expect(await add(programme?.id)).toMatchObject({ status: 409, body: { code: 'code-in-use' } });
    expect((await add(other?.id)).status).toBe(200);
    expect((await readEntries(house.store.read, 'installation')).at(-1)).toMatchObject({
      act: 'open-group',
      facts: { code: 'RFD' },
    });
  });

  it('[MEM-1d] a group that is merged ends its seats and says where its work went; it stays readable', async () => {
    const [old, target] = [await aGroup(house), await aGroup(house, { name: 'The greater group' })];
    const chair = await signIn(house, await aMember(house, old, 'chair'));
    const body = { reason: 'One pathway', mergedInto: target.id };
    expect((await ask(house, 'POST', `/api/groups/${old.id}/closing`, { cookie: chair, body })).status).toBe(403);
    expect((await ask(house, 'POST', `/api/groups/${old.id}/closing`, { cookie: administrator, body })).status).toBe(200);
    const page = await ask(house, 'GET', `/api/groups/${old.id}`, { cookie: chair });
    expect(page.body).toMatchObject({
      seats: [],
      group: { closeReason: 'One pathway', mergedInto: { id: target.id, name: 'The greater group' } },
      rights: [],
    });
  });

  it('[MEM-15a] a group is not closed while another room has something against it', async () => {
    const group = await aGroup(house);
    const answers = collectAnswers();
    answers.mayCloseGroup(async () => Promise.resolve(null));
    answers.mayCloseGroup(async () => Promise.resolve('Its consultation is open.'));
    const announcements = { announce: async () => Promise.resolve(), dropPerson: () => undefined };
    const parts = { store: house.store, access: openAccess(house.store), announcements, answers };
    const closing = closeGroup(parts, { groupId: group.id, reason: 'x', mergedInto: null, actor: 'system' });
    await expect(closing).rejects.toMatchObject({ code: 'group-in-use', message: 'Its consultation is open.' });
  });

  it('[MEM-1e] everybody who is signed in sees the groups by programme, with their own marked', async () => {
    const group = await aGroup(house);
    const cookie = await signIn(house, await aMember(house, group));
    const { body } = await ask(house, 'GET', '/api/groups', { cookie });
    const { programmes, mayManage } = body as {
      programmes: { name: string; groups: { id: string; mine: boolean }[] }[];
      mayManage: boolean;
    }; // the contract's own output
    expect(programmes.map(({ name }) => name)).toEqual([
      'Internal Medicine',
      'Cancer & Blood',
      'Mental Health',
      'Trauma',
      'Women & Children',
    ]);
    expect(programmes.flatMap(({ groups }) => groups.filter(({ mine }) => mine)).map(({ id }) => id)).toEqual([group.id]);
    expect(mayManage).toBe(false);
  });
});
