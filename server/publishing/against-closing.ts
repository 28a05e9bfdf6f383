import { stateAt } from '../../shared/consultation/consultation.ts';
import { consultationsOfGroups, packOf, timesOf } from '../consultation/consultation-store.ts';
import { requireDocument } from '../drafting/document-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import { releasesOf } from './release-store.ts';

/**
 * Why a group may not be closed now as far as this room knows: people have answered a consultation and the outcome has not been
 * published; else null (MEM-15). A document that was withdrawn has no outcome to wait for.
 */
export async function unpublishedOutcomeOf(db: Reader, groupId: string): Promise<string | null> {
  const now = await databaseNow(db);
  for (const consultation of await consultationsOfGroups(db, [groupId])) {
    if (stateAt(timesOf(consultation), now) !== 'closed') continue;
    for (const { document_id: documentId } of await packOf(db, consultation.id)) {
      const { stage, title } = await requireDocument(db, documentId);
      const [newest] = await releasesOf(db, documentId);
      const isPublished = newest !== undefined && newest.published_at > consultation.closes_at;
      if (stage !== 'withdrawn' && !isPublished) return `The outcome of the consultation on “${title}” has not been published.`;
    }
  }
  return null;
}
