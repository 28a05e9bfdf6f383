import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findWords } from '../../shared/consultation/find-words.ts';
import { looksLikeNhsNumber } from '../../shared/consultation/nhs-number.ts';
import {
  groupReference,
  makeReference,
  readReference,
  sayReference,
  withCheckDigits,
} from '../../shared/consultation/reference.ts';
import { answerFaults, Question, type QUESTION_TYPES } from '../../shared/consultation/question.ts';
import { pointFaults, proposedWording } from '../../shared/consultation/draft-words.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { checkSeeded } from '../support/check-seeded.ts';

const place = { name: '3.2.3', text: 'The specialist centre must carry out a biopsy within 10 working days.' };
const typed = { comment: 'Why?', wording: place.text, kind: 'general', words: '' } as const;

describe('the reference of a response', () => {
  it('[CON-27a] has ten digits of which the last two are the remainder check of ISO 7064', () => {
    expect(withCheckDigits('48271906')).toBe('4827190645');
    for (let count = 0; count < 200; count++) expect(readReference(makeReference())).toMatch(/^\d{10}$/);
  });

  it('[CON-27a] every slip of one digit and every swap of two neighbours is heard', () => {
    checkSeeded(
      'references',
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.nat(9), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const right = withCheckDigits(String(number).padStart(8, '0'));
        const slip = right.slice(0, at) + String((Number(right[at]) + by) % 10) + right.slice(at + 1);
        const swap = at < 9 ? right.slice(0, at) + right[at + 1] + right[at] + right.slice(at + 2) : right;
        return readReference(slip) === undefined && (swap === right || readReference(swap) === undefined);
      }),
      500,
    );
  });

  it('[CON-27a] is grouped, said in words, and read with any spaces', () => {
    expect(groupReference('4827190645')).toBe('4827 1906 45');
    expect(sayReference('4827190645')).toBe('four eight two seven, one nine zero six, four five');
    expect(readReference(' 4827-1906 45 ')).toBe('4827190645');
    expect(readReference('4827190635')).toBeUndefined();
  });
});

describe('a comment form', () => {
  it('[CON-23a] needs a comment or other words than there are, and a kind', () => {
    const empty = { ...typed, comment: ' ', kind: undefined };
    expect(pointFaults(empty, place, { numbersAsked: false }).map(({ sentence }) => sentence)).toEqual([
      'Write your comment, or propose new wording',
      'Choose what kind of comment this is',
    ]);
    expect(pointFaults({ ...typed, comment: '', wording: 'Other words.' }, place, { numbersAsked: false })).toEqual([]);
  });

  it('[CON-23b] proposed wording left alone counts as none, whatever became of its spaces', () => {
    expect(proposedWording(`${place.text.replaceAll(' ', '\r\n')} `, place.text)).toBeNull();
    expect(proposedWording('', place.text)).toBeNull();
    expect(proposedWording('Within 14 days.', place.text)).toBe('Within 14 days.');
  });

  it('[CON-22d] finds copied words whatever became of spaces and quotation marks, and says when they are not there', () => {
    expect(findWords('the person’s “own”  choice', `person's "own" choice`)).toEqual({ start: 4, end: 26 });
    expect(findWords(place.text, 'within\n10 working')).toEqual({ start: 46, end: 63 });
    expect(pointFaults({ ...typed, words: 'within 14 days' }, place, { numbersAsked: false })).toEqual([
      { field: 'words', sentence: 'The words you copied are not in 3.2.3. Check them, or leave this empty.' },
    ]);
  });

  it('[CON-23a] says by how many characters a comment is too long', () => {
    const [fault] = pointFaults({ ...typed, comment: 'a'.repeat(10_212) }, place, { numbersAsked: false });
    expect(fault?.sentence).toBe('Your comment is 212 characters too long. Shorten it, or send it in two points.');
  });

  it('[CON-42a] asks once about what looks like an NHS number', () => {
    expect(looksLikeNhsNumber('my number is 943 476 5919')).toBe(true);
    expect(looksLikeNhsNumber('telephone 01632 960123 or 943 476 5918')).toBe(false);
    const personal = { ...typed, comment: 'Patient 9434765919 waited 16 days.' };
    expect(pointFaults(personal, place, { numbersAsked: false })).toMatchObject([
      { field: 'comment', sentence: 'This looks like an NHS number. Take it out, or say why it must stay.' },
    ]);
    expect(pointFaults(personal, place, { numbersAsked: true })).toEqual([]);
  });
});

describe('answers', () => {
  const question = (type: (typeof QUESTION_TYPES)[number], more: object = {}): Question =>
    Question.parse({ id: makeId(), type, heading: 'The aims', words: 'Do you agree?', ...more });
  const faults = (one: Question, choices: string[], words = '') =>
    answerFaults([one], { [one.id]: { choices, words } }, { complete: true, numbersAsked: false }).map(
      ({ sentence }) => sentence,
    );

  it('[CON-24a] a required question must be answered, and only with what it offers', () => {
    const scale = question('scale', { required: true });
    expect(faults(scale, [])).toEqual(['Answer question 1']);
    expect(faults(scale, [], 'words alone')).toEqual(['Answer question 1']);
    expect(faults(scale, ['Agree'])).toEqual([]);
    expect(faults(scale, ['Perhaps'])).toEqual(['Answer question 1 with one of its choices']);
    expect(faults(question('yes-no'), ['Yes', 'No'])).toEqual(['Choose one answer to question 1']);
    expect(faults(question('text'), [])).toEqual([]);
  });

  it('[CON-24b] “None of these” excludes the others', () => {
    const several = question('multiple', { options: ['Time limits', 'Records'], none: true });
    expect(faults(several, ['Time limits', 'None of these'])).toEqual(['Choose “None of these” or the others, not both']);
    expect(faults(several, ['Time limits', 'Records'])).toEqual([]);
  });
});
