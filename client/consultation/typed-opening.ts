import { openingFaults, type Opening } from '../../shared/consultation/opening.ts';
import { lengthWarnings, type LengthWarning, type OtherConsultation } from '../../shared/consultation/length-warnings.ts';
import type { QUESTION_TYPES } from '../../shared/consultation/question.ts';
import { Question } from '../../shared/consultation/question.ts';
import { instantOfUk } from '../../shared/consultation/uk-time.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import type { FieldError } from '../../shared/kernel/page-frame.ts';
import type { TypedDateTime } from '../ui/date-time-field.tsx';
import type { QuestionPlace } from './consultation-queries.ts';

/** A question as it is being written. */
export type TypedQuestion = {
  id: string;
  type: (typeof QUESTION_TYPES)[number];
  heading: string;
  words: string;
  hint: string;
  /** One thing to choose on each line. */
  options: string;
  none: boolean;
  askWhy: boolean;
  required: boolean;
  /** The number of the clause it is about, as typed. */
  clause: string;
};

/** The form for opening a consultation as it was filled in, right or wrong. */
export type TypedOpening = {
  id: string;
  versionIds: string[];
  title: string;
  summary: string;
  whatChanged: string;
  when: 'now' | 'later';
  opens: TypedDateTime;
  closes: TypedDateTime;
  lengthReason: string;
  /** The line written for each warning that was looked at. */
  looked: Record<string, string>;
  questions: TypedQuestion[];
  askTobacco: boolean;
};

/** What the form says: times where they are right, what warns, what is still to be put right, and what would be sent. */
export type ReadOpening = {
  times: { opensAt: string; closesAt: string } | undefined;
  warnings: LengthWarning[];
  faults: FieldError[];
  opening: Opening | undefined;
};

const NOTHING: TypedDateTime = { day: '', month: '', year: '', time: '' };

/** The form before anything was filled in. */
export function emptyOpening({ title, versionId }: { title: string; versionId: string | undefined }): TypedOpening {
  return {
    id: makeId(),
    versionIds: versionId === undefined ? [] : [versionId],
    title,
    summary: '',
    whatChanged: '',
    when: 'later',
    opens: { ...NOTHING, time: '09:00' },
    closes: { ...NOTHING, time: '23:59' },
    lengthReason: '',
    looked: {},
    questions: [],
    askTobacco: false,
  };
}

/** A question before anything was written. */
export function emptyQuestion(): TypedQuestion {
  const words = { heading: '', words: '', hint: '', options: '', clause: '' };
  return { id: makeId(), type: 'text', ...words, none: false, askWhy: false, required: false };
}

/** A question asked before, as one of this consultation. */
export function questionAgain({ type, heading, words, hint = '', options, none, askWhy, required }: Question): TypedQuestion {
  return { id: makeId(), type, heading, words, hint, options: options.join('\n'), none, askWhy, required, clause: '' };
}

/** Reads the form against the time, what else is open, and the places of the first version. */
export function readTyped(
  typed: TypedOpening,
  { now, others, places }: { now: string; others: readonly OtherConsultation[]; places: readonly QuestionPlace[] },
): ReadOpening {
  const opensAt = typed.when === 'now' ? now : instantOf(typed.opens);
  const closesAt = instantOf(typed.closes);
  const times = opensAt !== undefined && closesAt !== undefined ? { opensAt, closesAt } : undefined;
  const warnings = times ? lengthWarnings(times, others) : [];
  const { questions, faults: questionFaults } = readQuestions(typed.questions, places);
  const opening: Opening = {
    id: typed.id,
    versionIds: typed.versionIds,
    title: typed.title.trim(),
    summary: typed.summary.trim(),
    whatChanged: typed.whatChanged.trim(),
    opensAt: typed.when === 'now' ? null : (opensAt ?? now),
    closesAt: closesAt ?? now,
    lengthReason: typed.lengthReason.trim(),
    lookedAt: warnings.flatMap(({ code }) => (typed.looked[code] ? [{ code, reason: typed.looked[code] }] : [])),
    questions,
    askTobacco: typed.askTobacco,
  };
  const faults = [
    ...(typed.versionIds.length === 0 ? [{ field: 'versions', sentence: 'Choose the version that is consulted on' }] : []),
    ...(opensAt === undefined ? [{ field: 'opens', sentence: 'Enter the opening day and time, like 7 12 2026 and 09:00' }] : []),
    ...(closesAt === undefined
      ? [{ field: 'closes', sentence: 'Enter the closing day and time, like 14 12 2026 and 23:59' }]
      : []),
    ...openingFaults(opening, now, others).filter(({ field }) => times !== undefined || !/^(opens|closes)$/.test(field)),
    ...questionFaults,
  ];
  return { times, warnings, faults, opening: faults.length === 0 ? opening : undefined };
}

/** A typed day and time as an instant; times may be written "09:00", "9am" or "5.30pm". */
export function instantOf({ day, month, year, time = '' }: TypedDateTime): string | undefined {
  const clock = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/i.exec(time.trim());
  if (!clock || !/^\d{4}$/.test(year.trim())) return undefined;
  const half = clock[3]?.toLowerCase();
  const hour = half === undefined ? Number(clock[1]) : (Number(clock[1]) % 12) + (half === 'pm' ? 12 : 0);
  return instantOfUk(`${year.trim()}-${two(month)}-${two(day)}`, `${two(String(hour))}:${clock[2] ?? '00'}`);
}

function two(text: string): string {
  return text.trim().padStart(2, '0');
}

function readQuestions(
  typed: readonly TypedQuestion[],
  places: readonly QuestionPlace[],
): { questions: Question[]; faults: FieldError[] } {
  const faults = typed.flatMap((question, index) => questionFaults(question, index + 1, places));
  if (faults.length > 0) return { questions: [], faults };
  return { questions: typed.map((question) => questionOf(question, places)), faults };
}

function questionFaults(question: TypedQuestion, number: number, places: readonly QuestionPlace[]): FieldError[] {
  const found: (FieldError | undefined)[] = [
    question.heading.trim() === ''
      ? { field: `${question.id}-heading`, sentence: `Give question ${number} a short heading` }
      : undefined,
    question.words.trim() === '' ? { field: `${question.id}-words`, sentence: `Write question ${number}` } : undefined,
    hasOptions(question) && optionsOf(question).length < 2
      ? { field: `${question.id}-options`, sentence: `Give at least two things to choose from in question ${number}` }
      : undefined,
    question.clause.trim() !== '' && !placeOf(question, places)
      ? { field: `${question.id}-clause`, sentence: `There is no ${question.clause.trim()} in this version` }
      : undefined,
  ];
  return found.filter((fault): fault is FieldError => fault !== undefined);
}

/** Whether a kind of question has choices of its own. */
export function hasOptions({ type }: Pick<TypedQuestion, 'type'>): boolean {
  return type === 'single' || type === 'multiple';
}

function optionsOf({ options }: TypedQuestion): string[] {
  return options
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

function placeOf({ clause }: TypedQuestion, places: readonly QuestionPlace[]): QuestionPlace | undefined {
  return places.find(({ number }) => number.toLowerCase() === clause.trim().toLowerCase());
}

function questionOf(typed: TypedQuestion, places: readonly QuestionPlace[]): Question {
  const { id, type, heading, words, hint, none, askWhy, required } = typed;
  const place = placeOf(typed, places);
  return Question.parse({
    id,
    type,
    heading,
    words,
    ...(hint.trim() === '' ? {} : { hint }),
    options: hasOptions(typed) ? optionsOf(typed) : [],
    none: type === 'multiple' && none,
    askWhy: type !== 'text' && askWhy,
    required,
    about: place ? { document: 1, blockId: place.blockId } : null,
  });
}
