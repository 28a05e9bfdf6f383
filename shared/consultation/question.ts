import { z } from 'zod';
import { Id } from '../kernel/ids.ts';
import { MAX_ANSWER_CHARS, MAX_OPTIONS, MAX_QUESTIONS } from '../kernel/limits.ts';
import type { FieldError } from '../kernel/page-frame.ts';
import { BlockId } from '../text/document-text.ts';
import { NHS_NUMBER_SENTENCE, looksLikeNhsNumber } from './nhs-number.ts';

/** The kinds of question a consultation may ask (CON-24). */
export const QUESTION_TYPES = ['text', 'yes-no', 'single', 'multiple', 'scale'] as const;

/** The points of the scale and the way out of it. */
export const SCALE = [
  'Strongly agree',
  'Agree',
  'Neither agree nor disagree',
  'Disagree',
  'Strongly disagree',
  'Do not know',
] as const;

/** The choice that excludes all others of a question with several answers. */
export const NONE_OF_THESE = 'None of these';

const line = z.string().trim().min(1).max(300);

/** A question of a consultation, about a document of the pack, a clause of it, or the whole. */
export const Question = z
  .strictObject({
    id: Id,
    type: z.enum(QUESTION_TYPES),
    /** Two to five words that name it: "The aims". */
    heading: line.max(80),
    words: line,
    hint: z.string().trim().max(300).optional(),
    /** What may be chosen; only for `single` and `multiple`. */
    options: z.array(line.max(200)).max(MAX_OPTIONS).default([]),
    /** Whether "None of these" may be chosen; only for `multiple`. */
    none: z.boolean().default(false),
    /** Whether it also asks why, in words. */
    askWhy: z.boolean().default(false),
    required: z.boolean().default(false),
    /** The document of the pack, by its place from 1, and the clause it is about. */
    about: z
      .strictObject({ document: z.int().min(1), blockId: BlockId.nullable() })
      .nullable()
      .default(null),
  })
  .refine(({ type, options }) => (type === 'single' || type === 'multiple' ? options.length >= 2 : options.length === 0), {
    message: 'Give at least two things to choose from.',
    path: ['options'],
  });

export type Question = z.infer<typeof Question>;

/** The questions of one consultation, each with an id of its own. */
export const Questions = z
  .array(Question)
  .max(MAX_QUESTIONS)
  .refine((questions) => new Set(questions.map(({ id }) => id)).size === questions.length, 'Two questions have the same id.');

/** What somebody answered: what they chose, and their words. */
export const Answer = z.strictObject({ choices: z.array(z.string().max(200)).max(MAX_OPTIONS + 1), words: z.string() });

export type Answer = z.infer<typeof Answer>;

/** Answers by question id. */
export type Answers = Record<string, Answer>;

/** What may be chosen for a question; empty for one answered in words. */
export function choicesOf(question: Question): readonly string[] {
  if (question.type === 'scale') return SCALE;
  if (question.type === 'yes-no') return ['Yes', 'No'];
  if (question.type === 'text') return [];
  return question.none ? [...question.options, NONE_OF_THESE] : question.options;
}

/** Whether an answer says anything. */
export function isAnswered(answer: Answer | undefined): answer is Answer {
  return answer !== undefined && (answer.choices.length > 0 || answer.words.trim() !== '');
}

/** How many of the questions are answered. */
export function countAnswered(questions: readonly Question[], answers: Answers): number {
  return questions.filter(({ id }) => isAnswered(answers[id])).length;
}

/** What is wrong with the answers as they stand, in page order; a missing required answer counts only when `complete`. */
export function answerFaults(
  questions: readonly Question[],
  answers: Answers,
  { complete, numbersAsked }: { complete: boolean; numbersAsked: boolean },
): FieldError[] {
  return questions.flatMap((question, index) => {
    const answer = answers[question.id];
    const fault = answerFault(question, answer, index + 1, complete);
    if (fault) return [{ field: fieldOf(question), sentence: fault }];
    const number = !numbersAsked && answer !== undefined && looksLikeNhsNumber(answer.words);
    return number ? [{ field: wordsFieldOf(question), sentence: NHS_NUMBER_SENTENCE }] : [];
  });
}

/** The id of a question's first input. */
export function fieldOf({ id, type }: Pick<Question, 'id' | 'type'>): string {
  return type === 'text' ? `w-${id}` : `q-${id}`;
}

/** The id of the input for a question's words. */
export function wordsFieldOf({ id }: Pick<Question, 'id'>): string {
  return `w-${id}`;
}

function answerFault(question: Question, answer: Answer | undefined, number: number, complete: boolean): string | undefined {
  const choiceMissing = question.type !== 'text' && (answer?.choices.length ?? 0) === 0;
  if (complete && question.required && (choiceMissing || !isAnswered(answer))) return `Answer question ${number}`;
  if (!answer) return undefined;
  const over = answer.words.length - MAX_ANSWER_CHARS;
  if (over > 0) return `Your answer to question ${number} is ${over} characters too long. Shorten it.`;
  return choiceFault(question, answer, number);
}

function choiceFault(question: Question, { choices }: Answer, number: number): string | undefined {
  const known = choicesOf(question);
  if (choices.some((choice) => !known.includes(choice))) return `Answer question ${number} with one of its choices`;
  if (choices.length < 2) return undefined;
  if (question.type !== 'multiple') return `Choose one answer to question ${number}`;
  return choices.includes(NONE_OF_THESE) ? `Choose “${NONE_OF_THESE}” or the others, not both` : undefined;
}
