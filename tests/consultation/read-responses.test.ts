import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnnouncements } from '../../server/platform/live/announcement-store.ts';
import { aMember, aGroup, ask, signIn } from '../support/builders.ts';
import { aConsultation, aQuestion, OPENS, Respondent, type OpenedConsultation } from '../support/respondents.ts';
import { startHouse } from '../support/start-house.ts';
import { stopClock } from '../support/stopped-clock.ts';

const question = aQuestion({ type: 'yes-no', askWhy: true });

let house: Awaited<ReturnType<typeof startHouse>>;
let consultation: OpenedConsultation;
let chair: string;
let secretariat: string;
let stranger: string;

beforeAll(async () => {
  house = await startHouse();
  await stopClock(house.store, OPENS);
  consultation = await aConsultation(house, { questions: [question] });
  chair = await signIn(house, consultation.chair);
  secretariat = await signIn(house, await aMember(house, consultation.group, 'secretariat'));
  stranger = await signIn(house, await aMember(house, await aGroup(house), 'chair'));
  const clause = consultation.versions[0]?.text.blocks[1]?.id ?? '';
  const respondent = new Respondent(house, consultation.reference);
  await respondent.comment(clause, { wording: 'Within 14 days.' });
  await respondent.post('questions', { [`q-${question.id}`]: 'No', [`w-${question.id}`]: 'It is not clear.' });
  await respondent.sayAbout({
    name: 'Sam Example',
    email: 'sam@example.org',
    interest: 'yes',
    interestWords: 'Paid by a maker.',
  });
  const drawn = await respondent.drawCheck();
  await stopClock(house.store, '2026-11-02T09:05:00.000Z');
  await respondent.post('send', { ...drawn, website: '' });
  await stopClock(house.store, '2026-11-02T09:06:00.000Z');
  const odd = new Respondent(house, consultation.reference);
  await odd.comment(clause, { comment: 'Buy now' });
  await odd.sayAbout();
  await odd.sendResponse({ website: 'https://spam.example' });
});
afterAll(() => house.close());

const get = (path: string, cookie: string) => ask(house, 'GET', `/api/consultations/${consultation.id}${path}`, { cookie });

describe('what the group reads of responses', () => {
  it('[CON-25i] points and responses come without names, addresses or interests in words', async () => {
    const points = await get('/points', chair);
    expect(points.body).toMatchObject({
      points: [
        { comment: 'Please count all days.', wording: 'Within 14 days.', clauseNumber: '1.1', hasInterest: true, held: false },
      ],
    });
    const responses = await get('/responses', chair);
    const [first] = responses.body['responses'] as { id: string }[];
    const one = await get(`/responses/${first?.id}`, chair);
    expect(one.body).toMatchObject({
      answers: { [question.id]: { choices: ['No'], words: 'It is not clear.' } },
      status: 'received',
    });
    for (const { body } of [points, responses, one]) expect(JSON.stringify(body)).not.toMatch(/Sam Example|sam@example|Paid by/);
  });

  it('[CON-25i] names and addresses need a right of their own', async () => {
    expect(await get('/addresses', chair)).toMatchObject({ status: 403 });
    expect((await get('/addresses', secretariat)).body).toMatchObject({
      people: [
        { name: 'Sam Example', email: 'sam@example.org', emailConfirmed: false, interest: 'Paid by a maker.' },
        { name: '' },
      ],
    });
  });

  it('[CON-25i] another group sees nothing of it', async () => {
    for (const path of ['', '/points', '/responses', '/addresses'])
      expect((await get(path, stranger)).status).toBeGreaterThanOrEqual(403);
    expect((await ask(house, 'GET', '/api/consultations', { cookie: stranger })).body).toEqual({ consultations: [] });
  });

  it('[CON-41c] what is held is counted, and counts after somebody who decides points has looked', async () => {
    const view = await get('', chair);
    expect(view.body).toMatchObject({ counts: { received: 1, held: 1, points: 1, heldPoints: 1 }, state: 'open' });
    const held = (await get('/points?held=only', chair)).body['points'] as { responseId: string }[];
    const path = `/api/consultations/${consultation.id}/responses/${held[0]?.responseId}/clearing`;
    expect(await ask(house, 'POST', path, { cookie: secretariat })).toMatchObject({ status: 403 });
    expect(await ask(house, 'POST', path, { cookie: chair })).toMatchObject({ status: 200 });
    expect((await get('', chair)).body).toMatchObject({ counts: { received: 2, held: 0, points: 2 } });
    const announced = await readAnnouncements(house.store.read, `consultation:${consultation.id}`, 0, 10);
    expect(announced.map(({ act }) => act)).toEqual(['response-received', 'response-held', 'response-received']);
  });
});
