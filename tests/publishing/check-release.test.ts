import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkFingerprint } from '../../server/publishing/check-release.ts';
import type { HeldCheck } from '../../shared/publishing/release-pages.ts';
import { read } from '../support/public-reader.ts';
import { plain } from '../support/respondents.ts';
import { startHouse } from '../support/start-house.ts';
import { WholeLife } from '../support/whole-life.ts';

let house: Awaited<ReturnType<typeof startHouse>>;
let life: WholeLife;

beforeAll(async () => {
  house = await startHouse();
  life = await new WholeLife(house).untilPublished();
}, 180_000);
afterAll(() => house.close());

const ALL_FIVE = ['The text', 'The summary and dates', 'The replies', 'The signatures', 'The record'];

/** The five checks as the public page makes them. */
async function checks(): Promise<HeldCheck[]> {
  return (await checkFingerprint(house.store.read, life.newest.hash))?.checks ?? [];
}

async function faults(): Promise<string[]> {
  return (await checks()).filter(({ holds }) => !holds).map(({ name, sentence }) => `${name}: ${sentence}`);
}

const page = async (typed: string): Promise<string> =>
  plain((await read(house.baseUrl, `/verify?fingerprint=${encodeURIComponent(typed)}`)).text);

describe('checking a fingerprint', () => {
  it('[PUB-6a] says of all five parts that they hold, and what that does not show', async () => {
    expect((await checks()).map(({ name, holds }) => [name, holds])).toEqual(ALL_FIVE.map((name) => [name, true]));
    const words = await page(
      life.newest.hash
        .slice(0, 16)
        .replace(/(.{4})/g, '$1 ')
        .toUpperCase(),
    );
    expect(words).toContain('This document holds');
    expect(words).toContain('All 5 points and replies are there, unchanged.');
    expect(words).toContain('All 6 positions were signed over exactly this text.');
    expect(words).toContain('What this does not show');
  });

  it('[PUB-6b] a fingerprint that was never published is not one of ours, and one that is none is said so', async () => {
    expect(await page('0123456789abcdef')).toContain('This is not one of ours');
    expect(await page('b81d40f7')).toContain('Enter at least the first 16 letters and digits of the fingerprint');
    expect(await page('not a fingerprint')).toContain('A fingerprint has only the digits 0 to 9 and the letters a to f');
    expect(await page('%%%%%%%%%%%%%%%%')).toContain('A fingerprint has only the digits');
    expect(await page('')).toContain('Enter the fingerprint');
  });

  it('[PUB-6c] version 1, which the public read and nobody released, is not called published', async () => {
    expect(await page(life.versions[0]?.hash ?? '')).toContain('This is not one of ours');
  });
});

// Somebody with the database in their hands: rows the house itself can never change are changed behind its back.
const FLIPS: [what: string, table: string, change: string, fault: string][] = [
  [
    'a letter of the text',
    'version',
    `update version set body = replace(body, '14 calendar', '24 calendar') where number = 2`,
    'The text: The text is not the one that was signed.',
  ],
  [
    'a letter of the text that leaves no text at all',
    'version',
    `update version set body = left(body, 200) where number = 2`,
    'The text: The text is not the one that was signed.',
  ],
  [
    'the summary',
    'release',
    `update release set summary = replace(summary, '14', '15')`,
    'The summary and dates: The summary is not the one that was published.',
  ],
  [
    'the day it is in force from',
    'release',
    `update release set effective_on = '2027-05-01'`,
    'The summary and dates: The day it is in force from is not the one that was published.',
  ],
  [
    'a word of a reply',
    'release_response_row',
    `update release_response_row set row = jsonb_set(row, '{reply}', '"We agree."') where number = 3`,
    'The replies: Row 3 of the response table is not the one that was published.',
  ],
  [
    'a row and its own commitment',
    'release_response_row',
    `update release_response_row set salt = 'aa', commitment = repeat('a', 64) where number = 4`,
    'The replies: Row 4 of the response table is not the one that was published.',
  ],
  [
    'a row taken away',
    'release_response_row',
    `delete from release_response_row where number = 2`,
    'The replies: Row 2 of the response table is missing.',
  ],
  [
    'a position',
    'signature',
    `update signature set statement = replace(statement, 'agree-with-reservations', 'agree') where position = 'agree-with-reservations'`,
    'The signatures: The position given by Dilys Example does not hold: its words are not the ones that were signed.',
  ],
  [
    'a letter that leaves no statement',
    'signature',
    `update signature set statement = '{' || statement where position = 'agree-with-reservations'`,
    'The signatures: The position given by Dilys Example does not hold: its words are not the ones that were signed.',
  ],
  [
    'a signature',
    'signature',
    `update signature set signature = translate(signature, 'abAB', 'baBA') where position = 'agree-with-reservations'`,
    'The signatures: The position given by Dilys Example does not hold: its words are not the ones that were signed.',
  ],
  [
    'a signature taken away',
    'signature',
    `delete from signature where position = 'agree-with-reservations'`,
    'The signatures: 1 of the 6 positions in the record is missing.',
  ],
  [
    'the public key',
    'signing_key',
    `update signing_key set public_key = 'MCowBQYDK2VwAyEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='`,
    'The signatures: The position given by Tom Example was signed with a key that the record does not know.',
  ],
  [
    'an entry of the record',
    'record_entry',
    `update record_entry set actor = 'system' where act = 'freeze-version'`,
    'The record: Entry',
  ],
  ['an entry taken away', 'record_entry', `delete from record_entry where act = 'ask-sign-off'`, 'The record: Entry'],
  [
    'the words kept beside the record',
    'record_personal',
    `update record_personal set value = 'We never said this.' where field = 'reply'`,
    'The record: The reply kept with entry',
  ],
];

describe('a change made directly in the database', () => {
  let before: string[];
  beforeEach(async () => {
    before = await faults();
  });

  it.each(FLIPS)('[PUB-6d] %s is named', async (_what, table, change, fault) => {
    expect(before).toEqual([]);
    await house.store
      .transaction(async (tx) => {
        await sql.raw(`alter table ${table} disable trigger user`).execute(tx);
        const { numAffectedRows } = await sql.raw(change).execute(tx);
        expect(Number(numAffectedRows)).toBeGreaterThan(0);
        const found = (await checkFingerprint(tx, life.newest.hash))?.checks.filter(({ holds }) => !holds) ?? [];
        expect(found.map(({ name, sentence }) => `${name}: ${sentence}`)).toEqual([expect.stringContaining(fault)]);
        throw new Error('put back');
      })
      .catch((error: Error) => expect(error.message).toBe('put back'));
    expect(await faults()).toEqual([]);
  });

  it('[PUB-6e] the page then says that the document does not hold', async () => {
    const put = (words: string): string => `update release set contract_year = '${words}'`;
    await sql.raw('alter table release disable trigger user').execute(house.store.read);
    await sql.raw(put('2028/29')).execute(house.store.read);
    const words = await page(life.newest.hash);
    expect(words).toContain('This document does not hold');
    expect(words).toContain('The contract year is not the one that was published.');
    expect(words).toContain('The record holds');
    expect(words).toContain('The replies hold');
    await sql.raw(put('2027/28')).execute(house.store.read);
    await sql.raw('alter table release enable trigger user').execute(house.store.read);
    expect(await faults()).toEqual([]);
  });
});
