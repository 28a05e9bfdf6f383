import type { HouseParts } from '../platform/house-parts.ts';
import { appendRecord } from '../record/append-record.ts';
import { lockDocument, setTitle } from './document-store.ts';

/** Gives a document another title and records it. */
export async function renameDocument(
  { store, announcements }: Pick<HouseParts, 'store' | 'announcements'>,
  { documentId, title, actorId }: { documentId: string; title: string; actorId: string },
): Promise<void> {
  await store.transaction(async (tx) => {
    const document = await lockDocument(tx, documentId);
    if (document.title === title) return;
    await setTitle(tx, documentId, title);
    await announcements.announce(tx, { topic: `document:${documentId}`, act: 'rename-document', ids: { document: documentId } });
    await appendRecord(tx, {
      chain: `document:${documentId}`,
      act: 'rename-document',
      actor: actorId,
      subject: { document: documentId },
      personal: { title },
    });
  });
}
