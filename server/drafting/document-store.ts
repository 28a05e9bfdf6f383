import { sql, type Generated } from 'kysely';
import type { Stage } from '../../shared/drafting/life-line.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import type { Reader, Tx } from '../platform/database/store.ts';
import { json } from '../platform/database/values.ts';

/** A document as it lies in the database; its text is in the draft log and its versions. */
export type DocumentRow = {
  id: string;
  group_id: string;
  product_id: string;
  template_id: string;
  template_version: number;
  /** Which block is the heading of which section of the template. */
  heading_ids: Record<string, string>;
  title: string;
  stage: Stage;
  /** Why the draft cannot be opened, or null. */
  quarantined: string | null;
  /** Whether members only suggest; null until somebody says or a version is frozen (DRA-29). */
  guarded: boolean | null;
  made_by: string;
  made_at: string;
  changed_at: string;
};

type Given = 'made_at' | 'changed_at' | 'quarantined' | 'guarded';

type Tables = {
  document: Omit<DocumentRow, Given> & {
    made_at: Generated<string>;
    changed_at: Generated<string>;
    quarantined: Generated<string | null>;
    guarded: Generated<boolean | null>;
  };
};

/** Keeps a new document. */
export async function insertDocument(tx: Tx, row: Omit<DocumentRow, Given>): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto('document')
    .values({ ...row, heading_ids: json(row.heading_ids) })
    .execute();
}

/** A document by id; throws the 404 problem. */
export async function requireDocument(db: Reader, id: string): Promise<DocumentRow> {
  const row = await db.withTables<Tables>().selectFrom('document').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw noSuchDocument();
  return row;
}

/** The same, with the row locked to the end of the transaction. */
export async function lockDocument(tx: Tx, id: string): Promise<DocumentRow> {
  const row = await tx
    .withTables<Tables>()
    .selectFrom('document')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw noSuchDocument();
  return row;
}

/** The group a document belongs to; throws the 404 problem. */
export async function groupOfDocument(db: Reader, id: string): Promise<string> {
  const row = await db.withTables<Tables>().selectFrom('document').select('group_id').where('id', '=', id).executeTakeFirst();
  if (!row) throw noSuchDocument();
  return row.group_id;
}

/** The documents of these groups, the last changed first. */
export async function documentsOfGroups(db: Reader, groupIds: readonly string[]): Promise<DocumentRow[]> {
  if (groupIds.length === 0) return [];
  return db
    .withTables<Tables>()
    .selectFrom('document')
    .selectAll()
    .where('group_id', 'in', groupIds)
    .orderBy('changed_at', 'desc')
    .orderBy('id')
    .execute();
}

/** Gives a document another title. */
export async function setTitle(tx: Tx, id: string, title: string): Promise<void> {
  await tx.withTables<Tables>().updateTable('document').set({ title }).where('id', '=', id).execute();
}

/** Puts a document at a stage of its life. */
export async function setStage(tx: Tx, id: string, stage: Stage): Promise<void> {
  await tx.withTables<Tables>().updateTable('document').set({ stage }).where('id', '=', id).execute();
}

/** Notes that words of the draft have been changed just now. */
export async function noteChange(db: Reader, id: string): Promise<void> {
  await sql`update document set changed_at = concord_now() where id = ${id}`.execute(db);
}

/** Closes a draft that cannot be read, with the reason, so that nothing is ever written over it (DRA-8). */
export async function quarantineDocument(tx: Tx, id: string, reason: string): Promise<void> {
  await tx.withTables<Tables>().updateTable('document').set({ quarantined: reason }).where('id', '=', id).execute();
}

function noSuchDocument(): Problem {
  return new Problem('document-not-found', 404, 'There is no such document, or it is not for you.');
}
