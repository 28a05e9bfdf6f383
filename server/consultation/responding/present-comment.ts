import { headingsAbove } from '../../../shared/consultation/comment-place.ts';
import type { TypedPoint } from '../../../shared/consultation/draft-words.ts';
import type { CommentPageProps } from '../../../shared/consultation/pages.ts';
import type { FieldError } from '../../../shared/kernel/page-frame.ts';
import { wordDifference, wordsOf, type WordChange } from '../../../shared/text/word-difference.ts';
import type { FrozenPlace } from './frozen-place.ts';
import { ownPoint } from './own-document.ts';
import { commentPath } from './present-words.ts';
import { pageFacts, type Visit } from './visit.ts';

/** A comment form as it was typed, with what is to be put right. */
export type TypedForm = { typed: TypedPoint; pointId: string; errors: FieldError[]; differ: boolean; numbersAsked: boolean };

/** The page with the comment form for one place. */
export function presentComment(visit: Visit, at: FrozenPlace, form: TypedForm, baseUrl: string): CommentPageProps {
  const { frozen, title, document, place, next } = at;
  const { reference } = visit.consultation;
  const base = `/respond/${reference}`;
  const fragment = place.address === '' ? '' : `#${place.address}`;
  const here = (visit.draft?.words.points ?? []).filter((one) => one.document === document && one.blockId === place.blockId);
  const isOwn = here.some(({ id }) => id === form.pointId);
  return {
    ...pageFacts(visit, 'read'),
    caption: `${title}, draft version ${frozen.number}`,
    name: place.name,
    where: place.blockId === null ? '' : headingsAbove(frozen.text, place.blockId),
    quoted: place.blockId === null ? null : { label: place.number, text: place.text },
    canPropose: place.canPropose,
    address: `${baseUrl}/c/${reference}/${document}${fragment}`,
    back: { words: `Back to ${place.name} in the draft`, href: `${base}/${document}${fragment}` },
    action: commentPath(base, { document, blockId: place.blockId }),
    pointId: form.pointId,
    others: here.filter(({ id }) => id !== form.pointId).map((point) => ownPoint(reference, frozen, point)),
    typed: form.typed,
    numbersAsked: form.numbersAsked,
    difference: form.differ ? differenceOf(place.text, form.typed.wording) : null,
    removeHref: isOwn ? `${base}/points/${form.pointId}/remove` : null,
    errors: form.errors,
    nextWords: next ? `, at ${next.name}` : '',
  };
}

function differenceOf(text: string, wording: string): NonNullable<CommentPageProps['difference']> {
  const changes = wordDifference(text, wording.trim());
  return { changes, removed: countWords(changes, 'removed'), added: countWords(changes, 'added') };
}

function countWords(changes: readonly WordChange[], op: WordChange['op']): number {
  return changes
    .filter((change) => change.op === op)
    .flatMap(({ text }) => wordsOf(text))
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece)).length;
}
