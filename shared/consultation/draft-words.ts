import { z } from 'zod';
import { Id } from '../kernel/ids.ts';
import { MAX_BLOCK_CHARS, MAX_COMMENT_CHARS } from '../kernel/limits.ts';
import type { FieldError } from '../kernel/page-frame.ts';
import { BlockId } from '../text/document-text.ts';
import { AboutYou, NOTHING_SAID } from './about-you.ts';
import { findWords, sameWords } from './find-words.ts';
import { NHS_NUMBER_SENTENCE, looksLikeNhsNumber } from './nhs-number.ts';
import { POINT_KINDS, type PointKind } from './point-kinds.ts';
import { Answer, isAnswered } from './question.ts';

/** A point as somebody has written it so far, on one document of the pack and one place in it. */
export const DraftPoint = z.object({
  id: Id,
  /** The document of the pack, by its place from 1. */
  document: z.int().min(1),
  /** The block, table or table row; null for the whole document. */
  blockId: BlockId.nullable(),
  /** The words it is about when it is not about all of them. */
  words: z.string(),
  comment: z.string(),
  /** How the whole block should read instead; null when nothing is proposed. */
  wording: z.string().nullable(),
  kind: z.enum(POINT_KINDS),
});

export type DraftPoint = z.infer<typeof DraftPoint>;

/** Everything somebody has written and not yet sent, or sent and may still change. */
export const DraftWords = z.object({
  points: z.array(DraftPoint),
  answers: z.record(z.string(), Answer),
  about: AboutYou,
});

export type DraftWords = z.infer<typeof DraftWords>;

/** A draft before its first word. */
export const NO_WORDS: DraftWords = { points: [], answers: {}, about: NOTHING_SAID };

/** What a comment form holds as it was typed. */
export type TypedPoint = { comment: string; wording: string; kind: PointKind | undefined; words: string };

/** The place a comment is about: how people name it, and its words in the frozen text. */
export type CommentedPlace = { name: string; text: string };

/** Proposed wording that differs from the words as they are, or null: words left alone propose nothing. */
export function proposedWording(typed: string, text: string): string | null {
  const wording = typed.replace(/\r\n?/g, '\n').trim();
  return wording === '' || sameWords(wording, text) ? null : wording;
}

/** What is wrong with a typed point, in page order, with the sentences a person reads. */
export function pointFaults(typed: TypedPoint, place: CommentedPlace, { numbersAsked }: { numbersAsked: boolean }): FieldError[] {
  const wording = proposedWording(typed.wording, place.text);
  return [
    ...commentFaults(typed.comment, wording),
    ...tooLong(wording ?? '', MAX_BLOCK_CHARS, 'wording', 'proposed wording'),
    ...(typed.kind ? [] : [{ field: 'kind', sentence: 'Choose what kind of comment this is' }]),
    ...wordsFaults(typed.words, place),
    ...(numbersAsked ? [] : numberFaults(typed.comment, wording)),
  ];
}

/** Whether a draft says anything that could be answered. */
export function saysSomething({ points, answers }: DraftWords): boolean {
  return points.length > 0 || Object.values(answers).some(isAnswered);
}

function commentFaults(comment: string, wording: string | null): FieldError[] {
  if (comment.trim() === '' && wording === null)
    return [{ field: 'comment', sentence: 'Write your comment, or propose new wording' }];
  return tooLong(comment, MAX_COMMENT_CHARS, 'comment', 'comment');
}

function tooLong(text: string, limit: number, field: string, what: string): FieldError[] {
  const over = text.length - limit;
  if (over <= 0) return [];
  return [{ field, sentence: `Your ${what} is ${over} characters too long. Shorten it, or send it in two points.` }];
}

function wordsFaults(words: string, { name, text }: CommentedPlace): FieldError[] {
  if (words.trim() === '' || findWords(text, words)) return [];
  return [{ field: 'words', sentence: `The words you copied are not in ${name}. Check them, or leave this empty.` }];
}

function numberFaults(comment: string, wording: string | null): FieldError[] {
  if (looksLikeNhsNumber(comment)) return [{ field: 'comment', sentence: NHS_NUMBER_SENTENCE }];
  if (wording !== null && looksLikeNhsNumber(wording)) return [{ field: 'wording', sentence: NHS_NUMBER_SENTENCE }];
  return [];
}

/** A draft with one more point, or with the newer words of one it has. */
export function withPoint(words: DraftWords, point: DraftPoint): DraftWords {
  const known = words.points.some(({ id }) => id === point.id);
  return { ...words, points: known ? words.points.map((one) => (one.id === point.id ? point : one)) : [...words.points, point] };
}

/** A draft without one of its points. */
export function withoutPoint(words: DraftWords, pointId: string): DraftWords {
  return { ...words, points: words.points.filter(({ id }) => id !== pointId) };
}
