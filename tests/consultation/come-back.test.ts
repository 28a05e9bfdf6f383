import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { pointsOf } from '../../server/consultation/point-store.ts';
import { countResponses } from '../../server/consultation/response-store.ts';
import { forgetDrafts } from '../../server/consultation/responding/forget-drafts.ts';
import {
  aConsultation,
  hiddenField,
  OPENS,
  plain,
  problemsIn,
  Respondent,
  type OpenedConsultation,
} from '../support/respondents.ts';
import { startHouse } from '../support/start-house.ts';
import { stopClock } from '../support/stopped-clock.ts';

let house: Awaited<ReturnType<typeof startHouse>>;
let consultation: OpenedConsultation;
let clause: string;

beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  await stopClock(house.store, OPENS);
  consultation = await aConsultation(house);
  clause = consultation.versions[0]?.text.blocks[1]?.id ?? '';
});

/** Somebody who has sent a response with an e-mail address. */
async function whoHasSent(about: Record<string, string> = {}): Promise<Respondent> {
  const respondent = new Respondent(house, consultation.reference);
  await respondent.comment(clause, { comment: 'My own words.' });
  await respondent.sayAbout(about);
  const drawn = await respondent.drawCheck();
  await stopClock(house.store, '2026-11-02T09:01:00.000Z');
  await respondent.post('send', { ...drawn, website: '' });
  return respondent;
}

const referenceOf = async (respondent: Respondent) =>
  /<strong class="cc-ref">([\d ]+)<\/strong>/.exec((await respondent.open('sent')).text)?.[1] ?? '';
const codeOf = (page: string) => /<p class="cc-mono cc-wrap cc-ref">([0-9a-z-]+)<\/p>/.exec(page)?.[1] ?? '';
const mails = async () =>
  (
    await sql<{
      recipient: string;
      subject: string;
      body: string;
    }>`select recipient, subject, body from waiting_mail order by made_at, id`.execute(house.store.read)
  ).rows;

describe('coming back to a response', () => {
  it('[CON-25e] a code is shown once, opens the draft elsewhere by POST only, and the one before stops working', async () => {
    const respondent = new Respondent(house, consultation.reference);
    await respondent.comment(clause, { comment: 'From the ward.' });
    const first = codeOf((await respondent.post('code')).text);
    const code = codeOf((await respondent.post('code')).text);
    expect(code).toMatch(/^([0-9a-z]{4}-){4}[0-9a-z]{4}$/);
    const elsewhere = new Respondent(house, consultation.reference);
    expect((await elsewhere.post('come-back', { code: first })).status).toBe(422);
    const opened = await elsewhere.post('come-back', { code: ` ${code.toUpperCase().replaceAll('-', ' ')}` });
    expect(opened).toMatchObject({ status: 303, goesTo: `/respond/${consultation.reference}/come-back#main` });
    expect((await elsewhere.open('check')).text).toContain('From the ward.');
    expect((await respondent.open('check')).text).toContain('From the ward.');
    const stored = await sql<{ code_hash: string }>`select code_hash from draft_response`.execute(house.store.read);
    expect(stored.rows.map(({ code_hash }) => code_hash).join(' ')).not.toContain(code.replaceAll('-', ''));
  });

  it('[CON-25e] a code of one consultation opens nothing in another, and a wrong one comes back as it was typed', async () => {
    const respondent = new Respondent(house, consultation.reference);
    await respondent.comment(clause);
    const code = codeOf((await respondent.post('code')).text);
    await stopClock(house.store, OPENS);
    const other = new Respondent(house, (await aConsultation(house)).reference);
    const page = await other.post('come-back', { code });
    expect(problemsIn(page.text)).toEqual([
      'That code is not right, or has stopped working. Check it, or use the newest one you were shown.',
    ]);
    expect(page.text).toContain(`value="${code}"`);
  });

  it('[CON-25f] “I have finished on this computer” clears the cookie and nothing else', async () => {
    const respondent = await whoHasSent();
    const page = await respondent.post('finished');
    expect(page.headers.getSetCookie()).toEqual([expect.stringContaining('Max-Age=0')]);
    expect(respondent.cookie).toBeUndefined();
    expect((await respondent.open('come-back')).text).not.toContain('My own words.');
    expect(await countResponses(house.store.read, consultation.id)).toMatchObject({ received: 1 });
  });

  it('[CON-25g] a reference tells that there is a response and never opens it', async () => {
    const reference = await referenceOf(await whoHasSent({ name: 'Sam Example' }));
    const stranger = new Respondent(house, consultation.reference);
    const page = await stranger.open(`come-back?ref=${reference.replaceAll(' ', '')}`);
    expect(plain(page.text)).toContain(`Response ${reference}: we have it, received at`);
    expect(page.text).not.toMatch(/My own words|Sam Example/);
    expect(page.headers.getSetCookie()).toEqual([]);
    const wrong = await stranger.open('come-back?ref=4827190635');
    expect(problemsIn(wrong.text)).toEqual(['That reference is not right. The last two digits do not fit the others. Check it.']);
    expect(wrong.text).toContain('value="4827190635"');
  });

  it('[CON-27e] can be downloaded as a page and as text', async () => {
    const respondent = await whoHasSent();
    const page = await respondent.open('copy.html');
    expect(page.headers.get('content-disposition')).toBe(`attachment; filename=response-${consultation.reference}.html`);
    expect(page.text).toContain('My own words.');
    expect((await respondent.open('copy.txt')).text).toContain('Point 1, on 1.1 (technical)');
    expect(await new Respondent(house, consultation.reference).open('copy.txt')).toMatchObject({ status: 404 });
  });

  it('[CON-27f] can be withdrawn until closing by a button, not by a link; its words are gone', async () => {
    const respondent = await whoHasSent({ email: 'sam@example.org', name: 'Sam Example' });
    const reference = await referenceOf(respondent);
    expect((await respondent.open('withdraw')).status).toBe(200);
    expect(await pointsOf(house.store.read, consultation.id)).toHaveLength(1);
    expect((await respondent.post('withdraw')).text).toContain('Response withdrawn');
    expect(await pointsOf(house.store.read, consultation.id)).toEqual([]);
    expect(await countResponses(house.store.read, consultation.id)).toEqual({ received: 0, held: 0, withdrawn: 1 });
    const kept = await sql<{ found: string }>`
      select (select string_agg(comment, '') from point where consultation_id = ${consultation.id}) || (select count(*) from respondent
        join response on response.id = respondent.response_id where consultation_id = ${consultation.id}) as found`.execute(
      house.store.read,
    );
    expect(kept.rows[0]?.found).toBe('0');
    const stranger = new Respondent(house, consultation.reference);
    expect(plain((await stranger.open(`come-back?ref=${reference.replaceAll(' ', '')}`)).text)).toContain('withdrawn');
  });

  it('[CON-27f] cannot be withdrawn after closing', async () => {
    const respondent = await whoHasSent();
    await stopClock(house.store, '2026-12-15T09:00:00.000Z');
    expect(await respondent.post('withdraw')).toMatchObject({ status: 409 });
    expect(await countResponses(house.store.read, consultation.id)).toMatchObject({ received: 1, withdrawn: 0 });
  });
});

describe('the e-mail address', () => {
  it('[CON-20b] gets one receipt without the person’s words, and is confirmed by a button, never by the link', async () => {
    const respondent = await whoHasSent({ email: 'asha@example.org' });
    const mine = (await mails()).filter(({ recipient }) => recipient === 'asha@example.org');
    const receipt = mine.at(-1);
    expect(receipt?.body).toContain(`Your reference is ${await referenceOf(respondent)}.`);
    expect(receipt?.body).not.toContain('My own words');
    const link = /https?:\/\/\S+/.exec(receipt?.body ?? '')?.[0] ?? '';
    const path = new URL(link).pathname + new URL(link).search;
    const stranger = new Respondent(house, consultation.reference);
    const page = await stranger.open(path);
    expect((await respondent.open('come-back')).text).toContain('Not confirmed');
    const token = hiddenField(page.text, 'token');
    expect((await stranger.post('confirm-email', { token })).text).toContain('E-mail address confirmed');
    expect((await respondent.open('come-back')).text).toContain('(confirmed)');
    expect(await stranger.post('confirm-email', { token })).toMatchObject({ status: 409 });
  });
});

describe('drafts that were not sent', () => {
  it('[CON-25h] are deleted thirty days after closing, and not a second before', async () => {
    const draft = new Respondent(house, consultation.reference);
    await draft.comment(clause, { comment: 'Never sent.' });
    const sent = await whoHasSent();
    await stopClock(house.store, '2027-01-13T23:58:59.000Z');
    await forgetDrafts(house.store);
    expect((await draft.open('late')).text).toContain('Never sent.');
    await stopClock(house.store, '2027-01-13T23:59:01.000Z');
    await forgetDrafts(house.store);
    expect((await draft.open('copy.txt')).status).toBe(404);
    expect((await sent.open('copy.txt')).text).toContain('My own words.');
    const keys = await sql<{ n: number }>`
      select count(*)::int as n from draft_key join draft_response on draft_response.id = draft_id where consultation_id = ${consultation.id}`.execute(
      house.store.read,
    );
    expect(keys.rows[0]?.n).toBe(1);
  });

  it('[CON-25h] the page that shows a code says on which day that is', async () => {
    const respondent = new Respondent(house, consultation.reference);
    await respondent.comment(clause);
    expect(plain((await respondent.post('code')).text)).toContain('we delete it on 13 January 2027, 30 days after closing');
  });
});
