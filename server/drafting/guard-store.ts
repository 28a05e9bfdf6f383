import type { Generated } from 'kysely';
import type { Reader, Tx } from '../platform/database/store.ts';

type Tables = {
  document: { id: string; guarded: boolean | null };
  document_editor: { document_id: string; person_id: string; named_by: string; named_at: Generated<string> };
};

/** Who edits a document directly: null while nobody has said and no version is frozen, which is as open. */
export type Guard = { guarded: boolean | null; editors: string[] };

/** How a document is guarded, and who is named as its editors. */
export async function guardOf(db: Reader, documentId: string): Promise<Guard> {
  const tables = db.withTables<Tables>();
  const document = await tables.selectFrom('document').select('guarded').where('id', '=', documentId).executeTakeFirst();
  const editors = await tables
    .selectFrom('document_editor')
    .select('person_id')
    .where('document_id', '=', documentId)
    .orderBy('person_id')
    .execute();
  return { guarded: document?.guarded ?? null, editors: editors.map(({ person_id }) => person_id) };
}

/** Keeps whether a document is guarded. */
export async function setGuarded(tx: Tx, documentId: string, guarded: boolean): Promise<void> {
  await tx.withTables<Tables>().updateTable('document').set({ guarded }).where('id', '=', documentId).execute();
}

/** Names the editors of a document; those who are not among them are none any more. */
export async function nameEditors(tx: Tx, documentId: string, people: readonly string[], namedBy: string): Promise<void> {
  const tables = tx.withTables<Tables>();
  await tables.deleteFrom('document_editor').where('document_id', '=', documentId).execute();
  if (people.length === 0) return;
  const rows = people.map((person_id) => ({ document_id: documentId, person_id, named_by: namedBy }));
  await tables.insertInto('document_editor').values(rows).execute();
}
