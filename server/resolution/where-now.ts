import type { WhereNow } from '../../shared/resolution/api.ts';
import { Anchor, anchoredText, findAnchor } from '../../shared/text/anchor.ts';
import { placeOf } from '../../shared/text/clause-numbers.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import type { PlaceNow } from '../../shared/text/live/relative-place.ts';
import type { DeskPoint } from './desk-store.ts';

/**
 * Finds the words a point is about in the draft as it is now, with a verdict and never silently elsewhere (RES-2). Where the
 * characters themselves have gone is asked first: it survives rewording that no likeness survives.
 */
export function whereNow(draft: DocumentText, placeNow: PlaceNow, point: Pick<DeskPoint, 'anchor'>): WhereNow | null {
  const anchor = Anchor.safeParse(point.anchor);
  if (!anchor.success) return null; // the point is about the whole document
  const { relative } = anchor.data;
  const found = findAnchor(draft, anchor.data, relative ? placeNow(relative) : undefined);
  const blockId = found.blockId ?? null;
  const blockNow = blockId === null ? '' : (anchoredText(draft, blockId) ?? '');
  const number = blockId === null ? '' : (placeOf(draft, blockId)?.number ?? '');
  const { start = 0, end = 0 } = found;
  return {
    verdict: found.verdict,
    confidence: found.confidence,
    blockId,
    number,
    start,
    end,
    quoteNow: found.quoteNow ?? '',
    blockNow,
  };
}
