import type { WhereNow } from '../../shared/resolution/api.ts';
import { Anchor, anchoredText } from '../../shared/text/anchor.ts';
import { placeOf } from '../../shared/text/clause-numbers.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import type { PlaceNow } from '../../shared/text/live/relative-place.ts';
import { findRenewed, type Renewal } from '../../shared/text/renewal.ts';
import { renewalOf } from '../drafting/places/renewal-store.ts';
import type { Reader } from '../platform/database/store.ts';
import type { DeskPoint } from './desk-store.ts';

/**
 * Finds the words a point is about in the draft as it is now, with a verdict and never silently elsewhere (RES-2). Where the
 * characters themselves have gone is asked first: it survives rewording that no likeness survives. What was remembered of the words
 * while the draft was edited says where else to look.
 */
export function whereNow(
  draft: DocumentText,
  placeNow: PlaceNow,
  point: Pick<DeskPoint, 'anchor'>,
  remembered: Renewal | undefined,
): WhereNow | null {
  const anchor = Anchor.safeParse(point.anchor);
  if (!anchor.success) return null; // the point is about the whole document
  const found = findRenewed(draft, anchor.data, remembered, placeNow);
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

/** What was remembered of a point's words while the draft was edited, if anything. */
export async function rememberedOf(
  db: Reader,
  point: Pick<DeskPoint, 'id' | 'anchor' | 'document_id'>,
): Promise<Renewal | undefined> {
  const anchor = Anchor.safeParse(point.anchor);
  return anchor.success ? renewalOf(db, point.document_id, { id: point.id, anchor: anchor.data }) : undefined;
}
