import type { DocumentText } from '../../shared/text/document-text.ts';
import type { PlaceNow } from '../../shared/text/live/relative-place.ts';

/** How this room reaches the live draft: reads its committed text with where relative places are in it, changes it in one committed edit. */
export type DraftAccess = {
  readDraft(documentId: string): Promise<DocumentText>;
  lookIntoDraft(documentId: string): Promise<{ text: DocumentText; placeNow: PlaceNow }>;
  changeDraft(
    documentId: string,
    actorId: string,
    change: { text: (text: DocumentText, placeNow: PlaceNow) => DocumentText },
  ): Promise<void>;
};
