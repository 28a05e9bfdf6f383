import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countResponses } from '../../server/consultation/response-store.ts';
import { aConsultation, OPENS, Respondent, type OpenedConsultation } from '../support/respondents.ts';
import { startHouse } from '../support/start-house.ts';
import { stopClock } from '../support/stopped-clock.ts';

const CEILING = 300; // sendings of one network in an hour
const DRAWN = '2026-11-23T15:12:00.000Z';
const SENT = '2026-11-23T15:12:05.000Z';

let house: Awaited<ReturnType<typeof startHouse>>;
let consultation: OpenedConsultation;

beforeAll(async () => {
  house = await startHouse({ CONCORD_TRUST_PROXY: '1' });
  await stopClock(house.store, OPENS);
  consultation = await aConsultation(house);
});
afterAll(() => house.close());

/** Somebody with a comment and everything said, who reads back at 15:12 and sends five seconds later, from a network. */
async function send(from: string): Promise<{ respondent: Respondent; form: Record<string, string>; status: number }> {
  await stopClock(house.store, DRAWN);
  const respondent = new Respondent(house, consultation.reference);
  await respondent.comment(consultation.versions[0]?.text.blocks[1]?.id ?? '');
  await respondent.sayAbout();
  const form = { ...(await respondent.drawCheck()), website: '' };
  await stopClock(house.store, SENT);
  const { status } = await respondent.post('send', form, { 'x-forwarded-for': from });
  return { respondent, form, status };
}

describe('a network from which very many people respond', () => {
  it('[CON-41d] above its ceiling responses are held and not refused, and those from elsewhere count as ever', async () => {
    const counts = async (): Promise<object> => countResponses(house.store.read, consultation.id);
    const first = await send('192.0.2.1');
    expect(first.status).toBe(303);
    for (let n = 1; n < CEILING; n++) await first.respondent.post('send', first.form, { 'x-forwarded-for': '192.0.2.1' });
    expect(await counts()).toMatchObject({ received: 1, held: 0 });
    const above = await send('192.0.2.1');
    expect(above.status).toBe(303);
    expect((await above.respondent.open('sent')).text).toContain('Response sent');
    expect(await counts()).toMatchObject({ received: 1, held: 1 });
    const elsewhere = await send('198.51.100.7');
    expect(elsewhere.status).toBe(303);
    expect(await counts()).toMatchObject({ received: 2, held: 1 });
  });
});
