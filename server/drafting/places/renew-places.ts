import * as Y from 'yjs';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { placesIn, relativeOf } from '../../../shared/text/live/relative-place.ts';
import { renewAnchor } from '../../../shared/text/renew-anchor.ts';
import type { Renewal } from '../../../shared/text/renewal.ts';
import type { KeptAnchor, RenewedAnchor } from './renewal-store.ts';

/** A draft as it is now and as it was at the last look, with the anchors in it and what is remembered of them. */
export type RenewTask = {
  state: Uint8Array;
  before: DocumentText | undefined;
  anchors: (KeptAnchor & { renewal: Renewal | undefined })[];
};

/** What a look gives: the text, to be compared with at the next one, and what is to be remembered anew. */
export type Renewed = { text: DocumentText; renewed: RenewedAnchor[] };

/** Looks for anchors in a draft and says what is to be remembered anew. Needs no database, so that it can be done in another thread. */
export function renewPlaces({ state, before, anchors }: RenewTask): Renewed {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  const now = readDocumentText(doc);
  const hintOf = placesIn(doc);
  const tie = (blockId: string, start: number, end: number): ReturnType<typeof relativeOf> =>
    relativeOf(doc, blockId, start, end);
  const renewed = anchors.flatMap(({ id, anchor, renewal: known }) => {
    const renewal = renewAnchor({ before: before ?? now, now, hintOf, tie }, anchor, known);
    return renewal ? [{ id, anchor, renewal }] : [];
  });
  doc.destroy();
  return { text: now, renewed };
}
