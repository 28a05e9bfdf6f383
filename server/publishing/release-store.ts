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

/** A release as lists name it: with its document's public name, product and group. */
export type ListedRelease = ReleaseRow & { reference: string; product_id: string; group_id: string };

type Tables = { release: ReleaseRow; release_response_row: StoredRow & { release_id: string } };

const ALL_ROWS = 1_000_000; // more points than a document can get
const ROWS_AT_ONCE = 500; // six values each, far below the 65,535 a statement may carry

/** Keeps a new release. */
export async function insertRelease(tx: Tx, row: ReleaseRow): Promise<void> {
  await tx.withTables<Tables>().insertInto('release').values(row).execute();
}

/** Keeps the rows of a release's response table. */
export async function insertRows(tx: Tx, releaseId: string, rows: StoredRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, from + ROWS_AT_ONCE);
    const values = some.map(({ row, ...plain }) => ({ ...plain, row: json(row), release_id: releaseId }));
    await tx.withTables<Tables>().insertInto('release_response_row').values(values).execute();
  }
}

/** The points of a document that a release's response table holds already. */
export async function publishedPoints(db: Reader, documentId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ point_id: string }>`
    select r.point_id from release_response_row r join release on release.id = r.release_id where release.document_id = ${documentId}`.execute(
    db,
  );
  return new Set(rows.map((row) => row.point_id));
}

/** How many rows each decision has in a release's response table, the most frequent first. */
export async function countOutcomes(db: Reader, releaseId: string): Promise<{ outcome: string; count: number }[]> {
  const { rows } = await sql<{ outcome: string; count: number }>`
    select row ->> 'outcome' as outcome, count(*) as count from release_response_row where release_id = ${releaseId}
    group by 1 order by 2 desc, 1`.execute(db);
  return rows;
}

/** The number of the version that a release made public. */
export async function releasedVersionNumber(db: Reader, releaseId: string): Promise<number | undefined> {
  const { rows } = await sql<{
    number: number;
  }>`select v.number from release r join version v on v.id = r.version_id where r.id = ${releaseId}`.execute(db);
  return rows[0]?.number;
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

/** The response table of a release in order; a page of it when told which. */
export async function rowsOf(
  db: Reader,
  releaseId: string,
  { after, limit }: { after: number; limit: number } = { after: 0, limit: ALL_ROWS },
): Promise<StoredRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom('release_response_row')
    .select(['number', 'point_id', 'salt', 'row', 'commitment'])
    .where('release_id', '=', releaseId)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
}

/** The newest release of every document with what lists say of it, newest first, at most `limit`. */
export async function newestReleases(db: Reader, limit: number): Promise<ListedRelease[]> {
  const { rows } = await sql<ListedRelease>`
    select r.*, d.reference, document.product_id, document.group_id from release r
    join public_document d on d.document_id = r.document_id join document on document.id = r.document_id
    where r.number = (select max(number) from release other where other.document_id = r.document_id)
    order by r.published_at desc, r.id limit ${limit}`.execute(db);
  return rows;
}

/** The newest release whose text, or the text its sign-off was about, has a hash that begins with these digits, or undefined. */
export async function releaseOfHash(db: Reader, digits: string): Promise<{ reference: string; number: number } | undefined> {
  const begins = `${digits}%`;
  const { rows } = await sql<{ reference: string; number: number }>`
    select d.reference, r.number from release r join version v on v.id = r.version_id join sign_off s on s.id = r.sign_off_id
    join public_document d on d.document_id = r.document_id
    where v.hash like ${begins} or s.hash like ${begins} order by r.published_at desc limit 1`.execute(db);
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
