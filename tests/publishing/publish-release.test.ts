import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEntries } from '../../server/record/record-store.ts';
import { verifyRecord } from '../../server/record/verify-record.ts';
import { commitmentOf } from '../../shared/record/entry.ts';
import { rowText, type ResponseRow } from '../../shared/publishing/response-table.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { startHouse } from '../support/start-house.ts';
import { stopClock } from '../support/stopped-clock.ts';
import { TIMES, WholeLife } from '../support/whole-life.ts';

const LATER = '2027-03-23T11:10:00.001Z'; // ten minutes and a millisecond after signing in

let house: Awaited<ReturnType<typeof startHouse>>;
let life: WholeLife;

beforeAll(async () => {
  house = await startHouse();
  life = new WholeLife(house);
  await life.found();
}, 120_000);
afterAll(() => house.close());

async function countReleases(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from release`.execute(house.store.read);
  return rows[0]?.n ?? -1;
}

async function releasePage(): Promise<Record<string, unknown>> {
  return life.as('secretariat', 'GET', `/api/documents/${life.documentId}/releases`);
}

// One document's life from here to the end of the file: each test takes it a step further.
describe('publishing a release', () => {
  it(
    '[PUB-1a] is refused at every step before the sign-off has passed, and nothing becomes public',
    { timeout: 120_000 },
    async () => {
      await life.write();
      const refusals = [await life.publish()];
      await life.consult();
      await life.respond();
      await life.decide();
      refusals.push(await life.publish());
      await life.askSignOff();
      refusals.push(await life.publish());
      expect(refusals.map(({ status, body }) => [status, body['code']])).toEqual([
        [409, 'not-passed'],
        [409, 'not-passed'],
        [409, 'not-passed'],
      ]);
      expect(await releasePage()).toMatchObject({ ready: null, whyNot: expect.stringContaining('has not passed sign-off') });
      expect(await countReleases()).toBe(0);
      expect((await fetch(`${house.baseUrl}/p/sarcoma-service-specification`)).status).toBe(404);
    },
  );

  it('[PUB-1b] the page says in numbers what would become public', { timeout: 60_000 }, async () => {
    await life.sign();
    expect(await releasePage()).toMatchObject({
      ready: { versionId: life.newest.id, versionNumber: 2, hash: life.newest.hash },
      whyNot: '',
      points: 5,
      withheld: 1,
      named: 3,
      positions: 6,
      reservations: 1,
      silent: 0,
      mayPublish: true,
      recentSignIn: true,
    });
  });

  it('[SIG-5c] asks who publishes to have signed in within ten minutes', async () => {
    await life.goTo(TIMES.published);
    await life.signIn('secretariat');
    await stopClock(house.store, LATER);
    expect(await life.publish()).toMatchObject({ status: 403, body: { code: 'sign-in-again' } });
    expect(await releasePage()).toMatchObject({ recentSignIn: false });
    expect(await countReleases()).toBe(0);
    await life.goTo(TIMES.published);
  });

  it('[PUB-1c] only who may publish can, and only the version that passed', async () => {
    expect(await life.publish({ role: 'chair' })).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
    const earlier = await life.publish({ versionId: life.versions[0]?.id ?? '' });
    expect(earlier).toMatchObject({ status: 409, body: { code: 'not-passed' } });
    expect(await life.publish({ versionId: makeId() })).toMatchObject({ status: 404 });
  });

  it('[PUB-1d] names every field that is missing or cannot be', async () => {
    const nothing = { summary: ' ', whatChanged: '', effectiveOn: '2027-02-30', contractYear: '2027/29', reviewOn: 'soon' };
    const { status, body } = await life.publish({ release: nothing });
    expect(status).toBe(422);
    const { fields } = body['facts'] as { fields: { field: string; sentence: string }[] };
    expect(fields.map(({ sentence }) => sentence)).toEqual([
      'Write the summary',
      'Say what changed and why',
      'Enter the day it is in force from, for example 1 4 2027',
      'Enter the contract year, like 2027/28',
      'Enter the day the review starts, for example 1 10 2027',
    ]);
    const early = await life.publish({ release: { reviewOn: '2027-04-01' } });
    expect(JSON.stringify(early.body)).toContain('The review must start after the day it is in force from');
  });

  it('[PUB-1e] pressing twice publishes once, and the same version is never published again', async () => {
    const id = makeId();
    const both = await Promise.all([life.publish({ id }), life.publish({ id })]);
    expect(both.map(({ status, body }) => [status, body['number'], body['address']])).toEqual([
      [200, 1, '/p/sarcoma-service-specification/1'],
      [200, 1, '/p/sarcoma-service-specification/1'],
    ]);
    expect(await life.publish()).toMatchObject({ status: 409, body: { code: 'already-published' } });
    expect(await countReleases()).toBe(1);
    expect(await life.as('chair', 'GET', `/api/documents/${life.documentId}`)).toMatchObject({ stage: 'published' });
  });

  it('[REC-3b] the record holds a commitment to each row of the response table and no word of it', async () => {
    const entries = await readEntries(house.store.read, `document:${life.documentId}`);
    const [entry] = entries.filter(({ act }) => act === 'publish-release');
    const { rows } = await sql<{ salt: string; row: ResponseRow }>`
      select salt, row from release_response_row order by number`.execute(house.store.read);
    expect(rows).toHaveLength(5);
    expect(entry?.facts['rows']).toEqual(rows.map(({ salt, row }) => commitmentOf(salt, rowText(row))));
    expect(JSON.stringify(entry)).not.toMatch(/Christmas|Alliance|biopsy/);
    expect((await verifyRecord(house.store.read)).filter(({ ok }) => !ok)).toEqual([]);
  });

  it('[PUB-7a] no row of a release can be changed or taken away', async () => {
    const acts = [
      'update release set summary = $$x$$',
      'delete from release',
      'update release_response_row set salt = $$x$$',
      'delete from release_response_row',
      'delete from public_document',
    ];
    for (const act of acts) await expect(sql.raw(act).execute(house.store.read)).rejects.toThrow();
  });
});
