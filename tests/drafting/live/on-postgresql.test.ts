import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { countUpdates } from '../../../server/drafting/live/draft-log-store.ts';
import { foldDraft } from '../../../server/drafting/live/fold-draft.ts';
import { loadDraft } from '../../../server/drafting/live/load-draft.ts';
import type { House } from '../../../server/house.ts';
import { contentHash } from '../../../shared/text/canonical-form.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { aDocument, aGroup, aMember, aText, aVersion, signIn } from '../../support/builders.ts';
import { connectDraft, synced, until } from '../../support/draft-clients.ts';
import { startHouse } from '../../support/start-house.ts';

let house: House;

beforeAll(async () => {
  const address = new URL(inject('TEST_DATABASE_URL'));
  const name = `drafts_${process.pid}_${Date.now()}`;
  const admin = new pg.Client({ connectionString: address.href });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  address.pathname = `/${name}`;
  house = await startHouse({ DATABASE_URL: address.href });
});
afterAll(() => house.close());

describe('a draft on a PostgreSQL server', () => {
  it('[DRA-1a, DRA-2a, DRA-8a, DRA-27a] is written, held back, folded and frozen as on the embedded store', async () => {
    const group = await aGroup(house);
    const [asha, kwabena] = [await aMember(house, group, 'chair'), await aMember(house, group)];
    const document = await aDocument(house, { group, person: asha, text: aText('The beginning.') });
    const one = await synced(connectDraft(house, document.id, { cookie: await signIn(house, asha) }));
    const two = await synced(connectDraft(house, document.id, { cookie: await signIn(house, kwabena) }));
    one.type(' First.');
    await until(() => two.text().includes('First.') && one.saved() === one.sent(), 'the first words');
    const saved = two.saved();
    await house.store.transaction(async (tx) => {
      await sql`lock table draft_update in access exclusive mode`.execute(tx);
      two.type(' Held.');
      await new Promise((later) => setTimeout(later, 400));
      expect({ seen: one.text().includes('Held.'), newlySaved: two.saved() - saved }).toEqual({ seen: false, newlySaved: 0 });
    });
    await until(() => one.text().includes('Held.') && two.saved() === two.sent(), 'the words after the commit');
    expect(await foldDraft(house.store, document.id)).toBeGreaterThan(0);
    expect(await countUpdates(house.store.read, document.id)).toBe(0);
    const { doc } = await loadDraft(house.store.read, document.id);
    const version = await aVersion(house, { document, person: asha });
    expect([version.hash, contentHash(readDocumentText(doc)), two.hash()]).toEqual([one.hash(), one.hash(), one.hash()]);
    one.stop();
    two.stop();
  });
});
