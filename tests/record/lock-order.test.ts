import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { followTimes } from '../../server/consultation/follow-times.ts';
import type { House } from '../../server/house.ts';
import type { Announcements } from '../../server/platform/live/announcements.ts';
import { appendRecord } from '../../server/record/append-record.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { aConsultation, OPENS } from '../support/respondents.ts';
import { until } from '../support/draft-clients.ts';
import { startHouse } from '../support/start-house.ts';
import { stopClock } from '../support/stopped-clock.ts';

let house: House;

beforeAll(async () => {
  const address = new URL(inject('TEST_DATABASE_URL'));
  const name = `order_${process.pid}_${Date.now()}`;
  const admin = new pg.Client({ connectionString: address.href });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  address.pathname = `/${name}`;
  house = await startHouse({ DATABASE_URL: address.href });
});
afterAll(() => house.close());

/** The house's voice, stopped for a moment before it speaks: what the act has locked by then, it holds. */
function halting(gate: Promise<void>, reached: () => void): Announcements {
  const { announcements } = house.parts;
  return {
    ...announcements,
    async announce(tx, announcement) {
      reached();
      await gate;
      await announcements.announce(tx, announcement);
    },
  };
}

describe('the order in which acts lock', () => {
  it('[REC-1e] an act that announces holds no chain yet, so a response being sent and a closing never wait for each other', async () => {
    await stopClock(house.store, OPENS);
    const { id, documents } = await aConsultation(house);
    const chain = `document:${documents[0]?.id ?? ''}` as const;
    await stopClock(house.store, '2026-12-15T00:00:00.000Z'); // after closing
    let open = (): void => undefined;
    let isHeld = false;
    const gate = new Promise<void>((go) => (open = go));
    const closing = followTimes({ store: house.store, announcements: halting(gate, () => (isHeld = true)) });
    await until(() => isHeld, 'the closing to be about to announce');
    // as a response being sent does: the topic of the consultation, then the chain of its document
    const sending = house.store.transaction(async (tx) => {
      await house.parts.announcements.announce(tx, { topic: `consultation:${id}`, act: 'response-received', ids: {} });
      await appendRecord(tx, { chain, act: 'submit-response', actor: 'public', subject: {} });
    });
    await Promise.race([sending, new Promise((later) => setTimeout(later, 5000))]);
    open();
    await expect(Promise.all([closing, sending])).resolves.toBeDefined();
  });

  it('[REC-1f] an act that announces after it has appended to the record fails at once, in every test', async () => {
    const chain = `document:${makeId()}` as const;
    const late = house.store.transaction(async (tx) => {
      await appendRecord(tx, { chain, act: 'move-stage', actor: 'system', subject: {} });
      await house.parts.announcements.announce(tx, { topic: chain, act: 'x', ids: {} });
    });
    await expect(late).rejects.toThrow(/announce before the record/);
  });
});
