import { sql } from 'kysely';
import type { ResponseRow } from '../../shared/publishing/response-table.ts';
import { json } from '../platform/database/values.ts';
import type { Reader, Tx } from '../platform/database/store.ts';

/** A release as it lies in the database; rows are never changed. */
export type ReleaseRow = {
  id: string;
  document_id: string;
  version_id: string;
  sign_off_id: string;
  number: number;
  title: string;
  summary: string;
  what_changed: string;
  effective_on: string;
  contract_year: string;
  review_on: string;
  published_at: string;
  published_by: string;
};

/** A row of a release's response table with the commitment that the record holds (REC-3). */
export type StoredRow = { number: number; point_id: string; salt: string; row: ResponseRow; commitment: string };

type Tables = { release: ReleaseRow };

/** Keeps a new release. */
export async function insertRelease(tx: Tx, row: ReleaseRow): Promise<void> {
  await tx.withTables<Tables>().insertInto('release').values(row).execute();
}

/** Keeps the rows of a release's response table. */
export async function insertRows(tx: Tx, releaseId: string, rows: StoredRow[]): Promise<void> {
  for (const { number, point_id, salt, row, commitment } of rows)
    await sql`insert into release_response_row (release_id, number, point_id, salt, row, commitment) values (${releaseId}, ${number}, ${point_id}, ${salt}, ${json(row)}, ${commitment})`.execute(
      tx,
    );
}

/** The releases of a document, newest first. */
export async function releasesOf(db: Reader, documentId: string): Promise<ReleaseRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom('release')
    .selectAll()
    .where('document_id', '=', documentId)
    .orderBy('number', 'desc')
    .execute();
}

/** One release of a document by its number, or undefined. */
export async function getRelease(db: Reader, documentId: string, number: number): Promise<ReleaseRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('release')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('number', '=', number)
    .executeTakeFirst();
}

/** The response table of a release in order. */
export async function rowsOf(db: Reader, releaseId: string): Promise<StoredRow[]> {
  const { rows } =
    await sql<StoredRow>`select number, point_id, salt, row, commitment from release_response_row where release_id = ${releaseId} order by number`.execute(
      db,
    );
  return rows;
}

/** The newest release of every document, newest first, at most `limit`. */
export async function newestReleases(db: Reader, limit: number): Promise<(ReleaseRow & { reference: string })[]> {
  const { rows } = await sql<ReleaseRow & { reference: string }>`
    select r.*, d.reference from release r join public_document d on d.document_id = r.document_id
    where r.number = (select max(number) from release other where other.document_id = r.document_id)
    order by r.published_at desc, r.id limit ${limit}`.execute(db);
  return rows;
}

/** The newest release whose version's hash begins with these digits, or undefined. */
export async function releaseOfHash(db: Reader, digits: string): Promise<{ reference: string; number: number } | undefined> {
  const { rows } = await sql<{ reference: string; number: number }>`
    select d.reference, r.number from release r join version v on v.id = r.version_id join public_document d on d.document_id = r.document_id
    where v.hash like ${`${digits}%`} order by r.published_at desc limit 1`.execute(db);
  return rows[0];
}

/** The public name of a document's page, or undefined before its first release. */
export async function referenceOf(db: Reader, documentId: string): Promise<string | undefined> {
  const { rows } = await sql<{
    reference: string;
  }>`select reference from public_document where document_id = ${documentId}`.execute(db);
  return rows[0]?.reference;
}

/** The document of a public name, or undefined. */
export async function documentOfReference(db: Reader, reference: string): Promise<string | undefined> {
  const { rows } = await sql<{
    document_id: string;
  }>`select document_id from public_document where reference = ${reference}`.execute(db);
  return rows[0]?.document_id;
}

/** Gives a document its permanent public name; the wish gets a number behind it when it is taken. */
export async function giveReference(tx: Tx, documentId: string, wish: string): Promise<string> {
  const known = await referenceOf(tx, documentId);
  if (known) return known;
  await sql`lock table public_document in share row exclusive mode`.execute(tx);
  const { rows } = await sql<{
    reference: string;
  }>`select reference from public_document where reference = ${wish} or reference like ${`${wish}-%`}`.execute(tx);
  const taken = new Set(rows.map((row) => row.reference));
  let reference = wish;
  for (let n = 2; taken.has(reference); n += 1) reference = `${wish}-${n}`;
  await sql`insert into public_document (document_id, reference) values (${documentId}, ${reference})`.execute(tx);
  return reference;
}
