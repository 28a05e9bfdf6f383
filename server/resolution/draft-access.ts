import type { DocumentText } from '../../shared/text/document-text.ts';

/** How this room reaches the live draft: reads its committed text, changes it in one committed edit. */
export type DraftAccess = {
  readDraft(documentId: string): Promise<DocumentText>;
  changeDraft(documentId: string, actorId: string, change: { text: (text: DocumentText) => DocumentText }): Promise<void>;
};
