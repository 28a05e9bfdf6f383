import type { Reader } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import { othersOf } from './consultation-store.ts';

/** Why a group may not be closed now as far as this room knows: one of its consultations has not closed yet; else null (MEM-15). */
export async function openConsultationOf(db: Reader, groupId: string): Promise<string | null> {
  const [first] = await othersOf(db, groupId, await databaseNow(db));
  return first ? `Its consultation “${first.title}” has not closed yet.` : null;
}
