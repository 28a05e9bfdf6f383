import { commentPlace } from '../../../shared/consultation/comment-place.ts';
import type { DraftPoint } from '../../../shared/consultation/draft-words.ts';
import { findWords } from '../../../shared/consultation/find-words.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { makeAnchor, type Anchor } from '../../../shared/text/anchor.ts';
import { relativeInState } from '../../../shared/text/live/relative-in-state.ts';
import type { Reader } from '../../platform/database/store.ts';
import { packOf } from '../consultation-store.ts';
import { frozenText, type FrozenText } from '../frozen-text.ts';
import type { PointRow } from '../point-store.ts';

/** A point as it is kept, before it has its times. */
export type NewPoint = Omit<PointRow, 'made_at' | 'changed_at' | 'dropped_at' | 'response_id' | 'consultation_id'>;

/** Anchors the points of a draft in the frozen versions they are about; refuses a place that is not in them (CON-22). */
export async function makePoints(db: Reader, consultationId: string, points: readonly DraftPoint[]): Promise<NewPoint[]> {
  const pack = await packOf(db, consultationId);
  const texts = new Map<number, FrozenText>();
  for (const { place, version_id } of pack)
    if (points.some(({ document }) => document === place)) texts.set(place, await frozenText(db, version_id));
  const made = points.map((point, index) => makePoint(point, index + 1, texts.get(point.document)));
  for (const [place, frozen] of texts)
    addRelative(
      made.filter(({ version_place }) => version_place === place),
      frozen,
    );
  return made;
}

/** The stretch of a block a point is about, as an anchor in the frozen text. */
export function anchorOf(text: FrozenText['text'], point: Pick<DraftPoint, 'blockId' | 'words'>): Anchor | null {
  if (point.blockId === null) return null;
  const place = commentPlace(text, point.blockId);
  if (!place) throw notThere(point.blockId);
  const found = point.words.trim() === '' ? undefined : findWords(place.text, point.words);
  return found ? makeAnchor(text, point.blockId, found.start, found.end) : makeAnchor(text, point.blockId);
}

function makePoint(point: DraftPoint, rank: number, frozen: FrozenText | undefined): NewPoint {
  if (!frozen) throw notThere(String(point.document));
  const place = commentPlace(frozen.text, point.blockId);
  if (!place) throw notThere(point.blockId ?? '');
  const anchor = anchorOf(frozen.text, point);
  return {
    id: point.id,
    version_id: frozen.id,
    version_place: point.document,
    block_id: point.blockId,
    block_ordinal: place.ordinal,
    clause_number: place.number,
    clause_address: place.address,
    ...stretchOf(anchor),
    relative: null,
    anchor,
    kind: point.kind,
    comment: point.comment,
    wording: point.wording,
    rank,
  };
}

function stretchOf(
  anchor: Anchor | null,
): Pick<NewPoint, 'range_start' | 'range_end' | 'quote' | 'quote_before' | 'quote_after'> {
  if (anchor === null) return { range_start: 0, range_end: 0, quote: '', quote_before: '', quote_after: '' };
  const { start, end, quote, before, after } = anchor;
  return { range_start: start, range_end: end, quote, quote_before: before, quote_after: after };
}

// A version frozen before it had live text has no state, and a table or row has no characters of its own: then it stays null.
function addRelative(points: NewPoint[], { state }: FrozenText): void {
  const placed = points.filter((point) => point.block_id !== null);
  const places = placed.map((point) => ({ blockId: point.block_id ?? '', start: point.range_start, end: point.range_end }));
  for (const [index, relative] of relativeInState(state, places).entries()) {
    const point = placed[index];
    if (!point?.anchor || relative === null) continue;
    point.relative = relative;
    point.anchor = { ...point.anchor, relative };
  }
}

function notThere(blockId: string): Problem {
  return new Problem('anchor-not-in-text', 422, 'The place you point at is not in this version of the text.', { blockId });
}
