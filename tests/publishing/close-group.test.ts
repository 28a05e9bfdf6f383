import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { House } from '../../server/house.ts';
import { moveStage } from '../../server/drafting/move-stage.ts';
import { aPerson, ask, signIn } from '../support/builders.ts';
import { aConsultation, CLOSES, OPENS } from '../support/respondents.ts';
import { startHouse } from '../support/start-house.ts';
import { stopClock } from '../support/stopped-clock.ts';

let house: House;

beforeAll(async () => {
  house = await startHouse();
  await stopClock(house.store, OPENS);
});
afterAll(() => house.close());

describe('closing a group', () => {
  it('[MEM-15b] is refused while a consultation of it is open and until the outcome is published, with the reason in a sentence', async () => {
    const { group, documents, chair } = await aConsultation(house, { title: 'Sarcoma: service specification' });
    const administrator = await aPerson(house, { administrator: true });
    const close = async (at: string): Promise<{ status: number; body: Record<string, unknown> }> => {
      await stopClock(house.store, at);
      const cookie = await signIn(house, administrator);
      return ask(house, 'POST', `/api/groups/${group.id}/closing`, { cookie, body: { reason: 'One pathway', mergedInto: null } });
    };
    expect(await close(CLOSES)).toMatchObject({
      status: 409,
      body: { code: 'group-in-use', detail: 'Its consultation “Sarcoma: service specification” has not closed yet.' },
    });
    const [document] = documents;
    if (!document) throw new Error('the consultation has a document');
    expect(await close('2026-12-15T00:00:00.000Z')).toMatchObject({
      status: 409,
      body: { code: 'group-in-use', detail: `The outcome of the consultation on “${document.title}” has not been published.` },
    });
    await house.store.transaction((tx) => moveStage(tx, document.id, 'withdrawn', chair.id, 'Another group writes it'));
    expect((await close('2026-12-15T00:00:00.000Z')).status).toBe(200);
  });
});
