import { sql } from 'kysely';
import type { Extension, LookedAt, ConsultationTimes } from '../../shared/consultation/consultation.ts';
import type { OtherConsultation } from '../../shared/consultation/length-warnings.ts';
import type { Question } from '../../shared/consultation/question.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import type { Reader, Tx } from '../platform/database/store.ts';
import { json } from '../platform/database/values.ts';

/** A consultation as it lies in the database. */
export type ConsultationRow = {
  id: string;
  reference: string;
  group_id: string;
  title: string;
  summary: string;
  what_changed: string;
  audience: 'public' | 'categories' | 'invited';
  audience_categories: string[];
  opens_at: string;
  closes_at: string;
  length_reason: string;
  looked_at: LookedAt[];
  questions: Question[];
  ask_tobacco: boolean;
  pack_hash: string;
  opened_by: string;
  /** The state its documents have been moved to; what is open is decided by the clock alone. */
  moved_to: 'soon' | 'open' | 'closed';
};

/** One document of a pack: its place from 1, and the frozen version that is consulted on. */
export type PackedVersion = { consultation_id: string; place: number; document_id: string; version_id: string };

type ExtensionRow = {
  id: string;
  consultation_id: string;
  closed_before: string;
  closes_now: string;
  reason: string;
  extended_by: string;
};
type Tables = { consultation: ConsultationRow; consultation_version: PackedVersion; consultation_extension: ExtensionRow };

/** The times of a row as the shared rules take them. */
export function timesOf({ opens_at, closes_at }: Pick<ConsultationRow, 'opens_at' | 'closes_at'>): ConsultationTimes {
  return { opensAt: opens_at, closesAt: closes_at };
}

/** The next reference of a year, "2026-31"; the year's row stays locked to the commit, so that no number is given twice. */
export async function nextReference(tx: Tx, year: number): Promise<string> {
  const { rows } = await sql<{ last: number }>`
    insert into consultation_year (year, last) values (${year}, 1)
    on conflict (year) do update set last = consultation_year.last + 1 returning last`.execute(tx);
  return `${year}-${rows[0]?.last ?? 1}`;
}

/** Keeps a new consultation with its pack. */
export async function insertConsultation(
  tx: Tx,
  row: Omit<ConsultationRow, 'moved_to'>,
  pack: { documentId: string; versionId: string }[],
): Promise<void> {
  const db = tx.withTables<Tables>();
  await db
    .insertInto('consultation')
    .values({
      ...row,
      moved_to: 'soon',
      audience_categories: json(row.audience_categories),
      looked_at: json(row.looked_at),
      questions: json(row.questions),
    })
    .execute();
  for (const [index, { documentId, versionId }] of pack.entries())
    await db
      .insertInto('consultation_version')
      .values({ consultation_id: row.id, place: index + 1, document_id: documentId, version_id: versionId })
      .execute();
}

/** A consultation by id; throws the 404 problem. */
export async function requireConsultation(db: Reader, id: string): Promise<ConsultationRow> {
  const row = await db.withTables<Tables>().selectFrom('consultation').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** A consultation by its public name; throws the 404 problem. */
export async function requireByReference(db: Reader, reference: string): Promise<ConsultationRow> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('consultation')
    .selectAll()
    .where('reference', '=', reference)
    .executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** Locks a consultation so that its times cannot change before the commit: `share` beside others who only read them. */
export async function lockConsultation(tx: Tx, id: string, how: 'share' | 'update'): Promise<ConsultationRow> {
  const query = tx.withTables<Tables>().selectFrom('consultation').selectAll().where('id', '=', id);
  const row = await (how === 'share' ? query.forShare() : query.forUpdate()).executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** The documents of a consultation in the order of the pack. */
export async function packOf(db: Reader, consultationId: string): Promise<PackedVersion[]> {
  return db
    .withTables<Tables>()
    .selectFrom('consultation_version')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('place')
    .execute();
}

/** Every consultation that has not closed, and those that closed on or after an instant, soonest to close first. */
export async function listConsultations(db: Reader, closedSince: string): Promise<ConsultationRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom('consultation')
    .selectAll()
    .where('closes_at', '>=', closedSince)
    .orderBy('closes_at')
    .orderBy('id')
    .execute();
}

/** Every consultation of some groups, the latest to open first. */
export async function consultationsOfGroups(db: Reader, groupIds: readonly string[]): Promise<ConsultationRow[]> {
  if (groupIds.length === 0) return [];
  return db
    .withTables<Tables>()
    .selectFrom('consultation')
    .selectAll()
    .where('group_id', 'in', [...groupIds])
    .orderBy('opens_at', 'desc')
    .orderBy('id')
    .execute();
}

/** Every consultation that a document was in, the latest to open first. */
export async function consultationsOfDocument(db: Reader, documentId: string): Promise<ConsultationRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom('consultation')
    .innerJoin('consultation_version', 'consultation_version.consultation_id', 'consultation.id')
    .selectAll('consultation')
    .where('consultation_version.document_id', '=', documentId)
    .orderBy('consultation.opens_at', 'desc')
    .execute();
}

/** The consultations of a group that have not closed yet. */
export async function othersOf(db: Reader, groupId: string, now: string): Promise<OtherConsultation[]> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('consultation')
    .select(['reference', 'title', 'opens_at', 'closes_at'])
    .where('group_id', '=', groupId)
    .where('closes_at', '>=', now)
    .orderBy('closes_at')
    .execute();
  return rows.map(({ reference, title, ...row }) => ({ reference, title, ...timesOf(row) }));
}

/** The versions of a list that are in a consultation which has not closed. */
export async function versionsInUse(db: Reader, versionIds: readonly string[], now: string): Promise<string[]> {
  if (versionIds.length === 0) return [];
  const rows = await db
    .withTables<Tables>()
    .selectFrom('consultation_version')
    .innerJoin('consultation', 'consultation.id', 'consultation_version.consultation_id')
    .select('consultation_version.version_id')
    .where('consultation_version.version_id', 'in', [...versionIds])
    .where('consultation.closes_at', '>=', now)
    .execute();
  return rows.map(({ version_id }) => version_id);
}

/** Moves the closing time and keeps why. */
export async function insertExtension(tx: Tx, row: ExtensionRow): Promise<void> {
  const db = tx.withTables<Tables>();
  await db.insertInto('consultation_extension').values(row).execute();
  await db.updateTable('consultation').set({ closes_at: row.closes_now }).where('id', '=', row.consultation_id).execute();
}

/** Every change of a consultation's closing time, oldest first. */
export async function extensionsOf(db: Reader, consultationId: string): Promise<Extension[]> {
  const { rows } = await sql<Extension>`
    select closed_before as "closedBefore", closes_now as "closesNow", reason, at from consultation_extension
    where consultation_id = ${consultationId} order by at, id`.execute(db);
  return rows;
}

/** Takes the consultations whose documents have not been moved to where the clock says they are; others skip what it holds. */
export async function takeUnmoved(tx: Tx, limit: number): Promise<ConsultationRow[]> {
  const { rows } = await sql<ConsultationRow>`
    select * from consultation
    where (moved_to = 'soon' and opens_at <= concord_now()) or (moved_to = 'open' and closes_at < concord_now())
    order by opens_at, id limit ${limit} for update skip locked`.execute(tx);
  return rows;
}

/** Notes where a consultation's documents have been moved. */
export async function markMoved(tx: Tx, id: string, to: ConsultationRow['moved_to']): Promise<void> {
  await tx.withTables<Tables>().updateTable('consultation').set({ moved_to: to }).where('id', '=', id).execute();
}

function notFound(): Problem {
  return new Problem('consultation-not-found', 404, 'There is no consultation of this name.');
}
