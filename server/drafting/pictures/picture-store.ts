import { sql } from 'kysely';
import { Problem } from '../../../shared/kernel/problem.ts';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { picturesOf } from '../../../shared/text/pictures.ts';
import type { Reader, Tx } from '../../platform/database/store.ts';
import type { CleanPicture, PictureType } from './read-picture.ts';

/** A picture as it lies in the database. */
export type PictureRow = { hash: string; type: PictureType; width: number; height: number; bytes: Uint8Array };

/** What the pictures of a document come to. */
export type PictureSum = { count: number; bytes: number };

/** Keeps a picture under its hash, once however many documents hold it. */
export async function insertPicture(tx: Tx, hash: string, { type, width, height, bytes }: CleanPicture): Promise<void> {
  await sql`insert into picture (hash, type, width, height, size, bytes)
    values (${hash}, ${type}, ${width}, ${height}, ${bytes.length}, ${Buffer.from(bytes)}) on conflict (hash) do nothing`.execute(
    tx,
  );
}

/** Notes that a document holds a picture; a picture it holds already stays as it was. */
export async function holdPicture(tx: Tx, held: { documentId: string; hash: string; actorId: string }): Promise<void> {
  await sql`insert into document_picture (document_id, hash, added_by) values (${held.documentId}, ${held.hash}, ${held.actorId})
    on conflict (document_id, hash) do nothing`.execute(tx);
}

/** How many pictures a document holds, and their bytes. */
export async function sumOfPictures(db: Reader, documentId: string): Promise<PictureSum> {
  const { rows } = await sql<PictureSum>`select count(*)::int as count, coalesce(sum(p.size), 0)::int as bytes
    from document_picture d join picture p on p.hash = d.hash where d.document_id = ${documentId}`.execute(db);
  return rows[0] ?? { count: 0, bytes: 0 };
}

/** The hashes of the pictures a document holds. */
export async function picturesOfDocument(db: Reader, documentId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ hash: string }>`select hash from document_picture where document_id = ${documentId}`.execute(db);
  return new Set(rows.map(({ hash }) => hash));
}

/** A picture that a document holds; the 404 problem is the same whether nobody has it or another document. */
export async function requirePictureOf(db: Reader, documentId: string, hash: string): Promise<PictureRow> {
  const { rows } = await sql<PictureRow>`select p.hash, p.type, p.width, p.height, p.bytes
    from document_picture d join picture p on p.hash = d.hash
    where d.document_id = ${documentId} and d.hash = ${hash}`.execute(db);
  if (!rows[0]) throw noSuchPicture();
  return rows[0];
}

/** A picture of a frozen text, and no other that its document holds. */
export async function requirePictureIn(
  db: Reader,
  frozen: { documentId: string; text: DocumentText },
  hash: string,
): Promise<PictureRow> {
  if (!picturesOf(frozen.text).some(({ picture }) => picture.src === hash)) throw noSuchPicture();
  return requirePictureOf(db, frozen.documentId, hash);
}

function noSuchPicture(): Problem {
  return new Problem('picture-not-found', 404, 'There is no such picture here.');
}
