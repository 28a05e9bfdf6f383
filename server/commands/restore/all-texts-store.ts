import { sql } from 'kysely';
import type { Reader } from '../../platform/database/store.ts';

/** Every document: whether its draft was closed because it could not be read. */
export async function allDocuments(db: Reader): Promise<{ id: string; title: string; quarantined: string | null }[]> {
  const { rows } = await sql<{ id: string; title: string; quarantined: string | null }>`
    select id, title, quarantined from document order by id`.execute(db);
  return rows;
}

/** Every version with the hash it was frozen under. */
export async function allVersions(db: Reader): Promise<{ id: string; title: string; number: number; hash: string }[]> {
  const { rows } = await sql<{ id: string; title: string; number: number; hash: string }>`
    select v.id, d.title, v.number, v.hash from version v join document d on d.id = v.document_id order by v.document_id, v.number`.execute(
    db,
  );
  return rows;
}

/** Every release with the hash of what it published. */
export async function allReleases(db: Reader): Promise<{ title: string; number: number; hash: string }[]> {
  const { rows } = await sql<{ title: string; number: number; hash: string }>`
    select r.title, r.number, v.hash from release r join version v on v.id = r.version_id order by r.document_id, r.number`.execute(
    db,
  );
  return rows;
}
