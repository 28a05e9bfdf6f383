import { cellBlockIds, commentName, commentPlace, type CommentPlace } from '../../../shared/consultation/comment-place.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { placesOf } from '../../../shared/text/clause-numbers.ts';
import { requireDocument } from '../../drafting/document-store.ts';
import type { FrozenText } from '../frozen-text.ts';
import type { RespondParts } from './respond-parts.ts';
import { documentOfPack, type Visit } from './visit.ts';

/** A place of a document in a pack. */
export type FrozenPlace = {
  frozen: FrozenText;
  title: string;
  document: number;
  place: CommentPlace;
  next: { name: string; address: string } | undefined;
};

/** Finds the place an address names in the frozen text; throws the 404 problem when it is not there. */
export async function placeIn(
  { store }: RespondParts,
  visit: Visit,
  asked: { document: number; blockId?: string | undefined },
): Promise<FrozenPlace> {
  const frozen = await documentOfPack(store.read, visit, asked.document);
  const place = commentPlace(frozen.text, asked.blockId ?? null);
  if (!place) throw new Problem('anchor-not-in-text', 404, 'The place you point at is not in this version of the text.');
  const { title } = await requireDocument(store.read, frozen.documentId);
  return { frozen, title, document: asked.document, place, next: nextPlace(frozen, place) };
}

/** Where the reader goes on after a comment: the next place with a control. */
function nextPlace({ text }: FrozenText, { blockId }: CommentPlace): FrozenPlace['next'] {
  if (blockId === null) return undefined;
  const cells = cellBlockIds(text);
  const places = placesOf(text).filter((place) => !cells.has(place.blockId));
  const next = places[places.findIndex((place) => place.blockId === blockId) + 1];
  return next && { name: commentName(next), address: next.address };
}
