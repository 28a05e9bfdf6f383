import { CAPACITY_CHOICES, CATEGORY_CHOICES, PUBLISHING_CHOICES, type Choice } from '../../../shared/consultation/about-you.ts';
import { commentPlace } from '../../../shared/consultation/comment-place.ts';
import type { DraftPoint, DraftWords } from '../../../shared/consultation/draft-words.ts';
import type { PresentedLine, PresentedPoint, PresentedWords } from '../../../shared/consultation/pages.ts';
import { kindName } from '../../../shared/consultation/point-kinds.ts';
import { isAnswered, type Question } from '../../../shared/consultation/question.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { wordDifference } from '../../../shared/text/word-difference.ts';
import type { Reader } from '../../platform/database/store.ts';
import { requireDocument } from '../../drafting/document-store.ts';
import { anchorOf } from './make-points.ts';
import { documentOfPack, type Visit } from './visit.ts';

/** Everything a person wrote, read back to them: points in the order they were made, answers, and what they said about themselves. */
export async function presentWords(db: Reader, visit: Visit, words: DraftWords): Promise<PresentedWords> {
  const points: PresentedPoint[] = [];
  for (const point of words.points) points.push(await presentPoint(db, visit, point));
  return { points, answers: answerLines(visit, words), about: aboutLines(visit, words) };
}

/** One point read back: the place, the words it is about, and how its proposed wording differs from them. */
export async function presentPoint(db: Reader, visit: Visit, point: DraftPoint): Promise<PresentedPoint> {
  const frozen = await documentOfPack(db, visit, point.document);
  const place = commentPlace(frozen.text, point.blockId);
  if (!place) throw new Problem('anchor-not-in-text', 422, 'The place you point at is not in this version of the text.');
  const title = visit.pack.length > 1 ? `, ${(await requireDocument(db, frozen.documentId)).title}` : '';
  const base = `/respond/${visit.consultation.reference}`;
  return {
    id: point.id,
    on: `${place.name}${title}`,
    quote: anchorOf(frozen.text, point)?.quote ?? '',
    kind: kindName(point.kind),
    comment: point.comment,
    wording: point.wording,
    difference: point.wording === null ? null : wordDifference(place.text, point.wording),
    changeHref: `${commentPath(base, point)}?point=${point.id}`,
    removeHref: `${base}/points/${point.id}/remove`,
  };
}

/** The address of the comment form for a place. */
export function commentPath(base: string, { document, blockId }: Pick<DraftPoint, 'document' | 'blockId'>): string {
  return blockId === null ? `${base}/${document}/comment` : `${base}/${document}/comment/${encodeURIComponent(blockId)}`;
}

function answerLines({ consultation }: Visit, { answers }: DraftWords): PresentedLine[] {
  const { questions, reference } = consultation;
  return questions.map((question, index) => {
    const answered = isAnswered(answers[question.id]);
    return {
      key: question.id,
      name: `${index + 1}. ${question.heading}`,
      value: answerInWords(question, answers),
      href: `/respond/${reference}/questions#h-${question.id}`,
      change: answered ? 'Change' : 'Answer',
      hidden: answered ? `answer ${index + 1}` : `question ${index + 1}`,
    };
  });
}

function answerInWords({ id }: Question, answers: DraftWords['answers']): string {
  const answer = answers[id];
  if (!isAnswered(answer)) return 'Not answered';
  return [...answer.choices.map((choice) => `${choice}.`), answer.words.trim()].filter(Boolean).join(' ');
}

function aboutLines({ consultation }: Visit, { about }: DraftWords): PresentedLine[] {
  const line = (key: string, name: string, value: string | undefined, hidden: string): PresentedLine => ({
    key,
    name,
    value: value?.trim() || 'Not said',
    href: `/respond/${consultation.reference}/about-you#${key}`,
    change: 'Change',
    hidden,
  });
  const lines: (PresentedLine | undefined)[] = [
    line('capacity', 'Responding', nameOf(CAPACITY_CHOICES, about.capacity), 'who you respond for'),
    line('category', 'Category', nameOf(CATEGORY_CHOICES, about.category), 'category'),
    about.capacity === 'organisation' || about.organisation.trim() !== ''
      ? line('organisation', 'Organisation', about.organisation, 'organisation')
      : undefined,
    line('area', 'Area', about.area, 'area'),
    line('interest', 'Interest', about.interest === 'no' ? 'None' : about.interestWords, 'interest'),
    consultation.ask_tobacco ? line('tobacco', 'Tobacco links', yesOrNo(about.tobacco), 'tobacco links') : undefined,
    line('publish', 'Publishing', nameOf(PUBLISHING_CHOICES, about.publish), 'publishing'),
    about.name.trim() === '' ? undefined : line('name', 'Name', about.name, 'name'),
    line('email', 'E-mail', about.email, 'e-mail'),
  ];
  return lines.filter((one): one is PresentedLine => one !== undefined);
}

function yesOrNo(answer: 'yes' | 'no' | undefined): string | undefined {
  return answer && (answer === 'yes' ? 'Yes' : 'No');
}

function nameOf(choices: readonly Choice[], value: string | undefined): string | undefined {
  return choices.find((choice) => choice.value === value)?.name;
}

/** The same as plain text, for a file or a field to copy from. */
export function wordsAsText({ points, answers, about }: PresentedWords): string {
  const parts = [
    ...points.map((point, index) => pointAsText(point, index + 1)),
    ...answers.filter(({ value }) => value !== 'Not answered').map(({ name, value }) => `Question ${name}\n${value}`),
    about.some(({ value }) => value !== 'Not said')
      ? `About me\n${about.map(({ name, value }) => `${name}: ${value}`).join('\n')}`
      : '',
  ];
  return parts.filter(Boolean).join('\n\n');
}

function pointAsText({ on, kind, quote, comment, wording }: PresentedPoint, number: number): string {
  const lines = [`Point ${number}, on ${on} (${kind})`];
  if (quote) lines.push(`About the words: ${quote}`);
  if (comment.trim()) lines.push(comment.trim());
  if (wording !== null) lines.push(`\nProposed wording\n${wording}`);
  return lines.join('\n');
}
