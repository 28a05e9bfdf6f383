import type { Generated } from 'kysely';
import { Problem } from '../../../shared/kernel/problem.ts';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import type { Reader, Tx } from '../../platform/database/store.ts';

/** What a list of versions shows; the text is fetched by id. */
export type VersionHead = {
  id: string;
  document_id: string;
  number: number;
  label: string;
  reason: string;
  /** SHA-256 over the canonical form; the fingerprint on screen. */
  hash: string;
  words: number;
  made_by: string;
  made_at: string;
};

/** A version with its frozen text and the live state it was frozen from, which relative positions of anchors need. */
export type VersionRow = VersionHead & { text: DocumentText; state: Uint8Array };

type Tables = { version: Omit<VersionHead, 'made_at'> & { body: string; state: Uint8Array; made_at: Generated<string> } };

const HEAD = ['id', 'document_id', 'number', 'label', 'reason', 'hash', 'words', 'made_by', 'made_at'] as const;

/** Keeps a version for ever; `body` is the canonical form, byte for byte. */
export async function insertVersion(
  tx: Tx,
  row: Omit<VersionHead, 'made_at'> & { body: string; state: Uint8Array },
): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto('version')
    .values({ ...row, state: Buffer.from(row.state) })
    .execute();
}

/** A version by id with its text; throws the 404 problem. */
export async function requireVersion(db: Reader, id: string): Promise<VersionRow> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('version')
    .select([...HEAD, 'body', 'state'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Problem('version-not-found', 404, 'There is no such version, or it is not for you.');
  const { body, state, ...head } = row;
  return { ...head, text: JSON.parse(body) as DocumentText, state: new Uint8Array(state) }; // freezing wrote a checked text, and rows never change
}

/** The versions of a document, the newest first. */
export async function versionsOf(db: Reader, documentId: string): Promise<VersionHead[]> {
  return db
    .withTables<Tables>()
    .selectFrom('version')
    .select([...HEAD])
    .where('document_id', '=', documentId)
    .orderBy('number', 'desc')
    .execute();
}

/** The newest version of a document, or undefined. */
export async function latestVersion(db: Reader, documentId: string): Promise<VersionHead | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('version')
    .select([...HEAD])
    .where('document_id', '=', documentId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The canonical form of a version as it lies in the database, byte for byte, for whoever checks it; throws the 404 problem. */
export async function frozenBytes(db: Reader, id: string): Promise<string> {
  const row = await db.withTables<Tables>().selectFrom('version').select('body').where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('version-not-found', 404, 'There is no such version, or it is not for you.');
  return row.body;
}

/** The document a version belongs to; throws the 404 problem. */
export async function documentOfVersion(db: Reader, id: string): Promise<string> {
  const row = await db.withTables<Tables>().selectFrom('version').select('document_id').where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('version-not-found', 404, 'There is no such version, or it is not for you.');
  return row.document_id;
}
