import type { z } from 'zod';
import type { PackableVersion, readOpening } from '../../shared/consultation/api.ts';
import { cellBlockIds } from '../../shared/consultation/comment-place.ts';
import type { Question } from '../../shared/consultation/question.ts';
import { placesOf } from '../../shared/text/clause-numbers.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { shortFingerprint } from '../../shared/text/canonical-form.ts';
import { requireGroup } from '../directory/group-store.ts';
import { documentsOfGroups, requireDocument, type DocumentRow } from '../drafting/document-store.ts';
import { versionsOf, type VersionHead } from '../drafting/versions/version-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import { consultationsOfGroups, othersOf, versionsInUse } from './consultation-store.ts';

/** What a chair needs before opening a consultation: the versions to choose from, what else is open, what was asked before. */
export async function presentOpening(db: Reader, documentId: string): Promise<z.input<typeof readOpening.output>> {
  const document = await requireDocument(db, documentId);
  const group = await requireGroup(db, document.group_id);
  const now = await databaseNow(db);
  return {
    documentId,
    title: document.title,
    group: group.name,
    now,
    versions: await packable(db, document, now),
    others: await othersOf(db, group.id, now),
    earlierQuestions: await earlierQuestions(db, group.id),
  };
}

/** Every version of the document, and the newest of the group's other documents, which may go into the same pack. */
async function packable(db: Reader, document: DocumentRow, now: string): Promise<PackableVersion[]> {
  const found: { version: VersionHead; title: string }[] = [];
  for (const version of await versionsOf(db, document.id)) found.push({ version, title: document.title });
  for (const other of await documentsOfGroups(db, [document.group_id])) {
    const [newest] = other.id === document.id ? [] : await versionsOf(db, other.id);
    if (newest) found.push({ version: newest, title: other.title });
  }
  const ids = found.map(({ version }) => version.id);
  const inUse = new Set(await versionsInUse(db, ids, now));
  return found.map(({ version, title }) => ({
    id: version.id,
    documentId: version.document_id,
    documentTitle: title,
    number: version.number,
    label: version.label,
    frozenAt: version.made_at,
    fingerprint: shortFingerprint(version.hash),
    words: version.words,
    inUse: inUse.has(version.id),
  }));
}

/** The places of a text that a question can be about: what has a number people can cite. */
export function questionPlaces(text: DocumentText): { blockId: string; number: string }[] {
  const cells = cellBlockIds(text);
  return placesOf(text)
    .filter(({ blockId }) => !cells.has(blockId))
    .map(({ blockId, number }) => ({ blockId, number }));
}

/** The questions this group asked before, each wording once. */
async function earlierQuestions(db: Reader, groupId: string): Promise<Question[]> {
  const asked = (await consultationsOfGroups(db, [groupId])).flatMap(({ questions }) => questions);
  return [...new Map(asked.map((question) => [question.words, { ...question, about: null }])).values()];
}
