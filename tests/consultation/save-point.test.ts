import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeId } from '../../shared/kernel/ids.ts';
import { aText } from '../support/builders.ts';
import { aConsultation, aQuestion, hiddenField, OPENS, plain, problemsIn, Respondent } from '../support/respondents.ts';
import { startHouse } from '../support/start-house.ts';
import { stopClock } from '../support/stopped-clock.ts';

const CLAUSE = 'The centre must offer a biopsy within 10 working days.';
const scale = aQuestion({
  type: 'scale',
  heading: 'The aims',
  words: 'How far do you agree with the aims?',
  required: true,
  askWhy: true,
});
const several = aQuestion({
  type: 'multiple',
  heading: 'Hard',
  words: 'What would be hard?',
  options: ['Time', 'Records'],
  none: true,
});
const text = aQuestion({ type: 'text', heading: 'Equality', words: 'Who might be left out?' });

let house: Awaited<ReturnType<typeof startHouse>>;
let consultation: Awaited<ReturnType<typeof aConsultation>>;
let respondent: Respondent;
let clause: string;

beforeAll(async () => {
  house = await startHouse();
  await stopClock(house.store, OPENS);
  consultation = await aConsultation(house, {
    texts: [aText(CLAUSE, 'Every person has a key worker.')],
    questions: [scale, several, text],
    askTobacco: true,
  });
  clause = consultation.versions[0]?.text.blocks[1]?.id ?? '';
});
afterAll(() => house.close());
beforeEach(() => {
  respondent = new Respondent(house, consultation.reference);
});

describe('the comment form', () => {
  it('[CON-21b] is a page that quotes the clause and holds its words as they are, before anybody has a cookie', async () => {
    const page = await respondent.open(`1/comment/${clause}`);
    expect(page.headers.getSetCookie()).toEqual([]);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(plain(page.text)).toContain('Comment on 1.1');
    expect(page.text).toMatch(new RegExp(`<blockquote.*${CLAUSE}.*</blockquote>`, 's'));
    expect(page.text).toMatch(new RegExp(`<textarea[^>]*name="wording"[^>]*>${CLAUSE}</textarea>`));
    expect(page.text).not.toContain('<script>');
  });

  it('[CON-25a] five comments without scripts make one draft, kept by one cookie for these pages only', async () => {
    const first = await respondent.comment(clause);
    expect(first).toMatchObject({ status: 303, goesTo: `/respond/${consultation.reference}/1#c-1.2` });
    const cookie = first.headers.getSetCookie();
    expect(cookie).toEqual([
      expect.stringMatching(
        new RegExp(
          `^concord-response=[\\w-]{22}; Path=/respond/${consultation.reference}; HttpOnly; SameSite=Lax; Max-Age=2592000$`,
        ),
      ),
    ]);
    for (const comment of ['b', 'c', 'd', 'e']) await respondent.comment(clause, { comment });
    expect(plain((await respondent.open('1')).text)).toContain('5 draft points, saved. Only you can see them.');
    expect(plain((await respondent.open('1')).text)).toContain('Your 5 points on 1.1');
    expect(plain((await new Respondent(house, consultation.reference).open('1')).text)).not.toContain('draft points, saved');
  });

  it('[CON-27d] saving one form twice keeps one point', async () => {
    const point = hiddenField((await respondent.open(`1/comment/${clause}`)).text, 'point');
    await respondent.comment(clause, { point });
    await respondent.comment(clause, { point });
    expect(plain((await respondent.open('1')).text)).toContain('1 draft point, saved');
  });

  it('[CON-23c] shows how proposed wording differs before anything is saved, and keeps all that was typed', async () => {
    const page = await respondent.comment(clause, {
      act: 'differ',
      comment: 'It is longer at Christmas.',
      wording: CLAUSE.replace('10 working', '14'),
      words: 'within 10',
    });
    expect(page.status).toBe(200);
    expect(plain(page.text)).toContain('within [Removed: 10 working] [Added: 14]  days.');
    expect(plain(page.text)).toContain('2 words removed, 1 word added.');
    expect(page.text).toContain('It is longer at Christmas.</textarea>');
    expect(page.text).toContain('value="within 10"');
    expect(page.text).toMatch(/value="technical"[^>]*checked|checked[^>]*value="technical"/);
    expect(page.headers.getSetCookie()).toEqual([]);
  });

  it('[CON-23a] says what is wrong beside the field and at the top, and gives back every word', async () => {
    const page = await respondent.comment(clause, { comment: '  ', kind: '', words: 'not in it', wording: CLAUSE });
    expect(page.status).toBe(422);
    expect(page.text).toContain('<title>Error: Comment on 1.1');
    expect(problemsIn(page.text)).toEqual([
      'Write your comment, or propose new wording',
      'Choose what kind of comment this is',
      'The words you copied are not in 1.1. Check them, or leave this empty.',
    ]);
    expect(page.text).toContain('href="#comment"');
    expect(page.text).toContain('id="comment-error"');
    expect(page.text).toContain('value="not in it"');
  });

  it('[CON-42a] asks once about an NHS number, then takes it', async () => {
    const fields = { comment: 'Patient 943 476 5919 waited.' };
    const asked = await respondent.comment(clause, fields);
    expect(problemsIn(asked.text)).toEqual(['This looks like an NHS number. Take it out, or say why it must stay.']);
    const answer = { ...fields, 'numbers-asked': hiddenField(asked.text, 'numbers-asked') };
    expect(await respondent.comment(clause, answer)).toMatchObject({ status: 303 });
  });

  it('[CON-25c] a point can be changed and removed, and removing asks first', async () => {
    await respondent.comment(clause, { comment: 'First words' });
    const [, point] = /point=(\w{20})/.exec((await respondent.open('1')).text) ?? [];
    const form = await respondent.open(`1/comment/${clause}?point=${point}`);
    expect(form.text).toContain('First words</textarea>');
    await respondent.comment(clause, { point: point ?? '', comment: 'Second words' });
    expect((await respondent.open('check')).text).toContain('Second words');
    expect((await respondent.open(`points/${point}/remove`)).text).toContain('Second words');
    expect((await respondent.open('check')).text).toContain('Second words'); // looking removed nothing
    await respondent.post(`points/${point}/remove`);
    expect((await respondent.open('check')).text).not.toContain('Second words');
  });

  it('[CON-21c] the whole document can be commented on, and a place that is not there is a page that says so', async () => {
    expect(await respondent.post('1/comment', { comment: 'All of it.', kind: 'general' })).toMatchObject({ status: 303 });
    expect(plain((await respondent.open('check')).text)).toContain('1. On the whole document');
    expect(await respondent.open(`1/comment/${makeId()}`)).toMatchObject({ status: 404 });
    expect(await respondent.open('9')).toMatchObject({ status: 404 });
  });

  it('[CON-25d] two forms saved at once are both kept', async () => {
    await respondent.comment(clause, { comment: 'zero' });
    await Promise.all(['one', 'two', 'three'].map((comment) => respondent.comment(clause, { comment })));
    const page = (await respondent.open('check')).text;
    for (const word of ['zero', 'one', 'two', 'three']) expect(page).toContain(`<span>${word}</span>`);
  });

  it('[CON-20a] words with signs a database cannot keep are kept without them', async () => {
    await respondent.comment(clause, { comment: 'before\u0000after <b>bold</b>' });
    expect((await respondent.open('check')).text).toContain('before\ufffdafter &lt;b&gt;bold&lt;/b&gt;');
  });
});

describe('the questions', () => {
  it('[CON-24a] say which must be answered, and give back what was chosen with what is missing', async () => {
    const page = await respondent.open('questions');
    expect(plain(page.text)).toContain('There are 3 questions. Only question 1 must be answered. You can skip the rest.');
    const wrong = await respondent.post('questions', {
      [`w-${scale.id}`]: 'Because.',
      [`q-${several.id}`]: ['Time', 'None of these'],
      [`w-${text.id}`]: 'People without a car.',
    });
    expect(wrong.status).toBe(422);
    expect(problemsIn(wrong.text)).toEqual(['Answer question 1', 'Choose “None of these” or the others, not both']);
    expect(wrong.text).toContain('Because.</textarea>');
    expect(wrong.text).toContain('People without a car.</textarea>');
    expect((await respondent.open('questions')).text).toContain('Because.</textarea>'); // kept although it was not right
  });

  it('[CON-24c] one answer can be cleared without losing the others', async () => {
    const fields = { [`q-${scale.id}`]: 'Agree', [`w-${text.id}`]: 'Nobody.' };
    expect(await respondent.post('questions', fields)).toMatchObject({
      status: 303,
      goesTo: expect.stringContaining('/about-you'),
    });
    expect(plain((await respondent.open('questions')).text)).toContain('Clear question 1');
    await respondent.post('questions', { ...fields, clear: scale.id });
    const page = (await respondent.open('questions')).text;
    expect(plain(page)).not.toContain('Clear question 1');
    expect(page).toContain('Nobody.</textarea>');
  });
});

describe('about you', () => {
  it('[CON-26a] lists what is missing in page order with the tobacco question when it is asked', async () => {
    const page = await respondent.post('about-you', { organisation: 'Example Trust' });
    expect(problemsIn(page.text)).toEqual([
      'Choose whether you are responding for yourself or for an organisation',
      'Choose which best describes you',
      'Say whether you have an interest to declare',
      'Say whether there are links with the tobacco industry',
      'Choose whether we may publish your response',
    ]);
    expect(page.text).toContain('value="Example Trust"');
    expect((await respondent.open('about-you')).text).toContain('value="Example Trust"');
  });

  it('[CON-26c] whoever wants their name published gives one', async () => {
    const page = await respondent.sayAbout({ tobacco: 'no', publish: 'with-name' });
    expect(problemsIn(page.text)).toEqual(['Enter your name, or choose to publish without it']);
    expect(await respondent.sayAbout({ tobacco: 'no', publish: 'with-name', name: 'Sam Example' })).toMatchObject({
      status: 303,
    });
  });
});
