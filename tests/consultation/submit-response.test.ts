import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pointsOf } from '../../server/consultation/point-store.ts';
import { countResponses, findByReference } from '../../server/consultation/response-store.ts';
import { readEntries } from '../../server/record/record-store.ts';
import { readAnnouncements } from '../../server/platform/live/announcement-store.ts';
import { readReference } from '../../shared/consultation/reference.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { aText } from '../support/builders.ts';
import { aConsultation, CLOSES, OPENS, plain, problemsIn, Respondent, type OpenedConsultation } from '../support/respondents.ts';
import { startHouse } from '../support/start-house.ts';
import { stopClock } from '../support/stopped-clock.ts';

const MIDWAY = '2026-11-23T15:12:00.000Z';
const ONE_SECOND_LATE = '2026-12-14T23:59:01.000Z';

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
  await stopClock(house.store, MIDWAY);
});

/** Somebody with one point and everything said about themselves; drawn at 15:12. */
async function readyToSend(): Promise<Respondent> {
  const respondent = new Respondent(house, consultation.reference);
  await respondent.comment(clause, { words: 'within 10 working days' });
  await respondent.sayAbout();
  return respondent;
}

/** Reads back, waits five seconds of the house's clock, and sends. */
async function send(respondent: Respondent, fields: Record<string, string> = {}) {
  const drawn = await respondent.drawCheck();
  await stopClock(house.store, '2026-11-23T15:12:05.000Z');
  return respondent.post('send', { ...drawn, website: '', ...fields });
}

describe('sending a response', () => {
  it('[CON-27a] answers with a reference that can be read over the telephone', async () => {
    const respondent = await readyToSend();
    expect(await send(respondent)).toMatchObject({ status: 303, goesTo: `/respond/${consultation.reference}/sent#main` });
    const page = await respondent.open('sent');
    const shown = /<strong class="cc-ref">([\d ]+)<\/strong>/.exec(page.text)?.[1] ?? '';
    expect(shown).toMatch(/^\d{4} \d{4} \d{2}$/);
    expect(readReference(shown)).toBe(shown.replaceAll(' ', ''));
    expect(plain(page.text)).toMatch(/To say it on the telephone: (\w+ ){3}\w+, (\w+ ){3}\w+, \w+ \w+\./);
    expect(plain(page.text)).toContain('at 3:12pm on Monday 23 November 2026 (UK time). It has 1 point and 0 answers.');
  });

  it('[CON-27b] pressing twice, at once or later, sends once', async () => {
    const respondent = await readyToSend();
    const drawn = await respondent.drawCheck();
    const both = await Promise.all([
      respondent.post('send', { ...drawn, website: '' }),
      respondent.post('send', { ...drawn, website: '' }),
    ]);
    const again = await respondent.post('send', { ...drawn, website: '' });
    expect([...both, again].map(({ status }) => status)).toEqual([303, 303, 303]);
    const { received, held } = await countResponses(house.store.read, consultation.id);
    expect(received + held).toBe(1);
    expect(await pointsOf(house.store.read, consultation.id, { held: 'with' })).toHaveLength(1);
  });

  it('[CON-27c] changing it makes a new revision under the same reference, and a removed point counts no more', async () => {
    const respondent = await readyToSend();
    await respondent.comment(consultation.versions[0]?.text.blocks[2]?.id ?? '', { comment: 'A name is not enough.' });
    await send(respondent);
    const [first, second] = await pointsOf(house.store.read, consultation.id);
    await stopClock(house.store, '2026-11-24T09:00:00.000Z');
    await respondent.post(`points/${second?.id}/remove`);
    await respondent.comment(clause, { point: first?.id ?? '', comment: 'Count every day.' });
    const drawn = await respondent.drawCheck();
    await stopClock(house.store, '2026-11-24T09:00:09.000Z');
    await respondent.post('send', { ...drawn, website: '' });
    const points = await pointsOf(house.store.read, consultation.id);
    expect(points.map(({ id, comment }) => ({ id, comment }))).toEqual([{ id: first?.id, comment: 'Count every day.' }]);
    expect(points[0]?.made_at).toBe('2026-11-23T15:12:05.000Z');
    expect((await respondent.open('come-back')).text).toContain('2 (counts)');
  });

  it('[CON-22a] a point stores version, block, clause number, range, quote with its surroundings, and relative positions', async () => {
    await send(await readyToSend());
    const [point] = await pointsOf(house.store.read, consultation.id);
    expect(point).toMatchObject({
      version_id: consultation.versions[0]?.id,
      block_id: clause,
      clause_number: '1.1',
      clause_address: 'c-1.1',
      quote: 'within 10 working days',
      quote_before: 'The centre must offer a biopsy ',
      quote_after: '.',
      range_start: 31,
      range_end: 53,
      relative: { start: expect.any(String), end: expect.any(String) },
    });
    expect(point?.anchor).toMatchObject({ blockId: clause, number: '1.1', quote: 'within 10 working days' });
  });

  it('[CON-22b] points are listed in the order of the document, page by page', async () => {
    const texts = [aText('One.', 'Two.', 'Three.'), aText('Four.', 'Five.')];
    await stopClock(house.store, OPENS);
    const pack = await aConsultation(house, { texts });
    await stopClock(house.store, MIDWAY);
    const respondent = new Respondent(house, pack.reference);
    for (const [place, block] of [
      [2, 1],
      [1, 3],
      [1, 1],
      [2, 2],
    ] as const)
      await respondent.post(`${place}/comment/${pack.versions[place - 1]?.text.blocks[block]?.id}`, {
        comment: 'x',
        kind: 'general',
      });
    await respondent.post('1/comment', { comment: 'On the whole.', kind: 'general' });
    await respondent.sayAbout();
    await send(respondent);
    const all = await pointsOf(house.store.read, pack.id);
    expect(all.map(({ version_place, clause_number }) => `${version_place} ${clause_number}`)).toEqual([
      '1 ',
      '1 1.1',
      '1 1.3',
      '2 1.1',
      '2 1.2',
    ]);
    const page = await pointsOf(house.store.read, pack.id, { after: all[1]?.id, limit: 2 });
    expect(page.map(({ id }) => id)).toEqual([all[2]?.id, all[3]?.id]);
  });

  it('[CON-25b] nothing is visible to the group before it is sent; then response, points, record and announcement are there together', async () => {
    const topic = `consultation:${consultation.id}`;
    const respondent = await readyToSend();
    expect(await pointsOf(house.store.read, consultation.id, { held: 'with' })).toEqual([]);
    expect(await readAnnouncements(house.store.read, topic, 0, 10)).toEqual([]);
    await send(respondent);
    const [point] = await pointsOf(house.store.read, consultation.id);
    expect(await readAnnouncements(house.store.read, topic, 0, 10)).toMatchObject([
      { act: 'response-received', ids: { consultation: consultation.id, response: point?.response_id } },
    ]);
    const entries = await readEntries(house.store.read, `document:${consultation.documents[0]?.id}`);
    const entry = entries.find(({ act }) => act === 'submit-response');
    expect(entry).toMatchObject({ actor: 'public', facts: { revision: 1, points: 1, answers: 0, status: 'received' } });
    expect(JSON.stringify(entry)).not.toContain('count all days');
  });
});

describe('the closing time', () => {
  it('[CON-3a] a response at the closing second counts', async () => {
    const respondent = await readyToSend();
    const drawn = await respondent.drawCheck();
    await stopClock(house.store, CLOSES);
    expect(await respondent.post('send', { ...drawn, website: '' })).toMatchObject({ status: 303 });
    expect(await countResponses(house.store.read, consultation.id)).toMatchObject({ received: 1 });
  });

  it('[CON-3b] a response one second after closing is refused and its text kept', async () => {
    const respondent = await readyToSend();
    const drawn = await respondent.drawCheck();
    await stopClock(house.store, ONE_SECOND_LATE);
    const late = await respondent.post('send', { ...drawn, website: '' });
    expect(late.status).toBe(409);
    expect(plain(late.text)).toContain(
      'It reached us at 11:59pm on 14 December 2026. The consultation closed at 11:59pm on 14 December 2026, 1 second before (UK time).',
    );
    expect(late.text).toMatch(
      /<textarea[^>]*readOnly=""[^>]*>Point 1, on 1\.1 \(technical\)\s+About the words: within 10 working days\s+Please count all days\./i,
    );
    expect(await countResponses(house.store.read, consultation.id)).toMatchObject({ received: 0, held: 0 });
    expect((await respondent.open('copy.txt')).text).toContain('Please count all days.');
    expect((await respondent.open('late')).text).toContain('Please count all days.');
  });

  it('[CON-3c] words saved after closing are kept and shown, also those of a first comment', async () => {
    const respondent = new Respondent(house, consultation.reference);
    await stopClock(house.store, ONE_SECOND_LATE);
    const late = await respondent.comment(clause, { comment: 'I was in hospital.' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('I was in hospital.');
    expect((await respondent.open('copy.txt')).text).toContain('I was in hospital.');
    const about = await respondent.post('about-you', { organisation: 'Example Trust' });
    expect(about.status).toBe(409);
    expect(about.text).toContain('Example Trust');
  });

  it('[CON-3d] before the opening nothing of the text is there and nothing can be sent', async () => {
    await stopClock(house.store, '2026-10-30T09:00:00.000Z');
    const soon = await aConsultation(house, { opensAt: OPENS, texts: [aText('A secret until Monday.')] });
    for (const path of [
      `/c/${soon.reference}`,
      `/c/${soon.reference}/1`,
      `/respond/${soon.reference}`,
      `/respond/${soon.reference}/1`,
    ]) {
      const page = await new Respondent(house, soon.reference).open(path);
      expect(page.text).not.toContain('A secret until Monday.');
    }
    const blockId = soon.versions[0]?.text.blocks[1]?.id ?? '';
    expect(await new Respondent(house, soon.reference).comment(blockId)).toMatchObject({ status: 404 });
  });
});

describe('protection that refuses nobody', () => {
  it.each([
    ['a filled trap', { website: 'https://spam.example' }, 'trap-filled'],
    ['a form that is not ours', { token: 'made up' }, 'form-not-ours'],
  ])('[CON-41a] %s is accepted, receipted and held to be checked', async (_what, fields, reason) => {
    const respondent = await readyToSend();
    expect(await send(respondent, fields)).toMatchObject({ status: 303 });
    expect((await respondent.open('sent')).text).toContain('Response sent');
    expect(await countResponses(house.store.read, consultation.id)).toMatchObject({ received: 0, held: 1 });
    expect(await pointsOf(house.store.read, consultation.id)).toEqual([]);
    const [point] = await pointsOf(house.store.read, consultation.id, { held: 'only' });
    const response = await findByReference(house.store.read, consultation.id, point?.reference ?? '');
    expect(response?.held_for).toEqual([reason]);
  });

  it('[CON-41b] a form sent faster than anyone reads is held, not refused', async () => {
    const respondent = await readyToSend();
    expect(await respondent.sendResponse()).toMatchObject({ status: 303 });
    expect(await countResponses(house.store.read, consultation.id)).toMatchObject({ held: 1 });
  });
});

describe('what is missing', () => {
  it('[CON-26a] is listed in an error summary, with everything that was typed', async () => {
    const respondent = new Respondent(house, consultation.reference);
    await respondent.comment(clause);
    await respondent.post('about-you', { capacity: 'organisation', interest: 'yes', email: 'not an address' });
    const page = await respondent.sendResponse();
    expect(page.status).toBe(422);
    expect(page.text).toContain('<title>Error: About you');
    expect(problemsIn(page.text)).toEqual([
      'Choose which best describes you',
      'Enter the name of the organisation',
      'Say what the interest is',
      'Choose whether we may publish your response',
      'Enter an e-mail address in the right form, like name@example.org',
    ]);
    expect(page.text).toContain('value="not an address"');
  });

  it('[CON-26b] an empty response is not sent, and says what is needed', async () => {
    const respondent = new Respondent(house, consultation.reference);
    await respondent.sayAbout();
    const page = await respondent.sendResponse();
    expect(page.status).toBe(422);
    expect(problemsIn(page.text)).toEqual(['Write a comment before you send']);
  });

  it('[CON-22c] a place that is not in the frozen version is refused', async () => {
    const respondent = new Respondent(house, consultation.reference);
    expect(await respondent.comment(makeId())).toMatchObject({ status: 404 });
  });
});
