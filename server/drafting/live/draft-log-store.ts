import { sql } from 'kysely';
import type { Reader, Tx } from '../../platform/database/store.ts';

/** One committed change of a draft, with who made it. */
export type LoggedUpdate = { documentId: string; actorId: string; bytes: Uint8Array };

/** One row of a draft's log as it is read: the change, who made it and when. */
export type LogRow = { id: number; bytes: Uint8Array; actorId: string; at: string };

/** A client id and whom it is bound to, for ever (DRA-9). */
export type BoundClient = { clientId: number; personId: string; pageLoad: string };

/** Appends changes of any number of documents in one statement and so in one commit. */
export async function appendUpdates(db: Reader, updates: readonly LoggedUpdate[]): Promise<void> {
  const documents = updates.map(({ documentId }) => documentId);
  const actors = updates.map(({ actorId }) => actorId);
  const bytes = updates.map((update) => Buffer.from(update.bytes));
  await sql`insert into draft_update (document_id, actor_id, bytes)
    select * from unnest(${documents}::text[], ${actors}::text[], ${bytes}::bytea[])`.execute(db);
}

/**
 * Everything committed of a draft: the folded state and the changes since, in the order of their commit. One statement and so one
 * moment: a fold that ends between two would take away rows that the state read before does not hold yet.
 */
export async function readLog(
  db: Reader,
  documentId: string,
): Promise<{ state: { bytes: Uint8Array; at: string } | undefined; updates: LogRow[] }> {
  const { rows } = await sql<LogRow>`
    select 0::int8 as id, bytes, '' as "actorId", folded_at as at from draft_state where document_id = ${documentId}
    union all select id, bytes, actor_id, at from draft_update where document_id = ${documentId} order by id`.execute(db);
  const [first] = rows;
  return first?.id === 0 ? { state: first, updates: rows.slice(1) } : { state: undefined, updates: rows };
}

/** Locks a draft's folded state to the end of the transaction, so that two folds never cross. */
export async function lockState(tx: Tx, documentId: string): Promise<void> {
  await sql`select 1 from draft_state where document_id = ${documentId} for update`.execute(tx);
}

/** Keeps the folded state of a draft. */
export async function writeState(tx: Tx, documentId: string, bytes: Uint8Array): Promise<void> {
  await sql`insert into draft_state (document_id, bytes) values (${documentId}, ${Buffer.from(bytes)})
    on conflict (document_id) do update set bytes = excluded.bytes, folded_at = concord_now()`.execute(tx);
}

/** Drops exactly these rows of the log, which a folded state now holds (DRA-8); answers how many were still there. */
export async function dropUpdates(tx: Tx, ids: readonly number[]): Promise<number> {
  const { numAffectedRows } = await sql`delete from draft_update where id = any(${ids}::int8[])`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** Lets new rows take the room of dropped ones: the embedded database never does so unasked, and its files would only grow. */
export async function reuseRoom(db: Reader): Promise<void> {
  await sql`vacuum draft_update, draft_state`.execute(db);
}

/** How many changes of a draft wait to be folded; of those up to one of them, when it is named. */
export async function countUpdates(db: Reader, documentId: string, upTo = Number.MAX_SAFE_INTEGER): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from draft_update where document_id = ${documentId} and id <= ${upTo}::int8`.execute(db);
  return rows[0]?.n ?? 0;
}

/** The newest change of a draft that waits to be folded; 0 when there is none. */
export async function lastUpdate(db: Reader, documentId: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`select coalesce(max(id), 0)::int8 as id from draft_update
    where document_id = ${documentId}`.execute(db);
  return rows[0]?.id ?? 0;
}

/** Binds client ids that nobody has and answers who each of them belongs to now. */
export async function bindClients(db: Reader, documentId: string, wanted: readonly BoundClient[]): Promise<BoundClient[]> {
  const ids = wanted.map(({ clientId }) => clientId);
  const people = wanted.map(({ personId }) => personId);
  const loads = wanted.map(({ pageLoad }) => pageLoad);
  await sql`insert into draft_client (document_id, client_id, person_id, page_load)
    select ${documentId}, * from unnest(${ids}::int8[], ${people}::text[], ${loads}::text[])
    on conflict (document_id, client_id) do nothing`.execute(db);
  const { rows } = await sql<BoundClient>`select client_id as "clientId", person_id as "personId", page_load as "pageLoad"
    from draft_client where document_id = ${documentId} and client_id = any(${ids}::int8[])`.execute(db);
  return rows;
}

/** Every client id of a document and whom it belongs to, in the order they were bound. */
export async function clientsOf(db: Reader, documentId: string): Promise<BoundClient[]> {
  const { rows } = await sql<BoundClient>`select client_id as "clientId", person_id as "personId", page_load as "pageLoad"
    from draft_client where document_id = ${documentId} order by bound_at, client_id`.execute(db);
  return rows;
}

/** The person a client id of a document is bound to; undefined for an id that nobody has. */
export async function ownerOfClient(db: Reader, documentId: string, clientId: number): Promise<string | undefined> {
  const { rows } = await sql<{ personId: string }>`select person_id as "personId" from draft_client
    where document_id = ${documentId} and client_id = ${clientId}`.execute(db);
  return rows[0]?.personId;
}
