import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendRecord } from '../../server/record/append-record.ts';
import { erasePersonal } from '../../server/record/record-store.ts';
import { verifyRecord } from '../../server/record/verify-record.ts';
import type { Store } from '../../server/platform/database/store.ts';
import { freshStore } from '../support/start-house.ts';

let store: Store;
let close: () => Promise<void>;
beforeAll(async () => ({ store, close } = await freshStore()));
afterAll(() => close());

/** Five entries in a chain of their own. */
async function fiveEntries(chain: `document:${string}`): Promise<void> {
  for (let n = 1; n <= 5; n += 1) {
    await store.transaction((tx) =>
      appendRecord(tx, {
        chain,
        act: 'freeze-version',
        actor: 'person',
        subject: { document: chain },
        facts: { n },
        personal: { reason: `reason ${n}` },
      }),
    );
  }
}

/** Runs SQL as somebody with full power over the database would. */
async function tamper(statement: string): Promise<void> {
  await store.runScript(
    `alter table record_entry disable trigger all; ${statement}; alter table record_entry enable trigger all;`,
  );
}

const verdictOf = async (chain: string): Promise<unknown> =>
  (await verifyRecord(store.read)).find((verdict) => verdict.chain === chain);

describe('the record', () => {
  it('[REC-1] an entry cannot be changed or deleted by the program', async () => {
    await fiveEntries('document:append');
    await expect(sql`update record_entry set act = 'x' where chain = 'document:append'`.execute(store.read)).rejects.toThrow(
      /append-only/,
    );
    await expect(sql`delete from record_entry where chain = 'document:append'`.execute(store.read)).rejects.toThrow(
      /append-only/,
    );
  });

  it('[REC-2] a whole chain verifies', async () => {
    await fiveEntries('document:whole');
    expect(await verdictOf('document:whole')).toEqual({ chain: 'document:whole', entries: 5, ok: true });
  });

  it.each([
    ['flipped', `update record_entry set facts = '{"n": 9}' where chain = 'document:C' and position = 3`, 3],
    ['dropped', `delete from record_entry where chain = 'document:C' and position = 3`, 3],
    ['dropped at the end', `delete from record_entry where chain = 'document:C' and position = 5`, 5],
    [
      'reordered',
      `update record_entry set position = 99 where chain = 'document:C' and position = 2; update record_entry set position = 2 where chain = 'document:C' and position = 3; update record_entry set position = 3 where chain = 'document:C' and position = 99`,
      2,
    ],
    [
      'inserted',
      `insert into record_entry select chain, 6, act, actor, subject, facts, commitments, at, hash, hash from record_entry where chain = 'document:C' and position = 5`,
      6,
    ],
  ])('[REC-2] a %s entry is named', async (kind, statement, position) => {
    const chain = `document:${kind.replaceAll(' ', '-')}` as const;
    await fiveEntries(chain);
    await tamper(statement.replaceAll('document:C', chain));
    expect(await verdictOf(chain)).toMatchObject({ ok: false, position });
  });

  it('[REC-3] erasing personal values keeps the chain whole, changing them does not', async () => {
    await fiveEntries('document:erased');
    expect(await store.transaction((tx) => erasePersonal(tx, 'document:erased', 2))).toBe(1);
    expect(await verdictOf('document:erased')).toMatchObject({ ok: true });
    await sql`update record_personal set value = 'another reason' where chain = 'document:erased' and position = 4`.execute(
      store.read,
    );
    expect(await verdictOf('document:erased')).toMatchObject({ ok: false, position: 4 });
  });
});
