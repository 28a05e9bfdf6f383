import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/database/store.ts';

/** The reason a person gave for one changed place; it counts for exactly the words the place then had. */
export type ChangeReason = { blockId: string; afterHash: string; reason: string };

/** Keeps the reason for a changed place, replacing an earlier one for the same words. */
export async function keepReason(
  tx: Tx,
  row: ChangeReason & { documentId: string; givenBy: string; givenAt: string },
): Promise<void> {
  await sql`insert into change_reason (document_id, block_id, after_hash, reason, given_by, given_at)
    values (${row.documentId}, ${row.blockId}, ${row.afterHash}, ${row.reason}, ${row.givenBy}, ${row.givenAt})
    on conflict (document_id, block_id, after_hash) do update set reason = excluded.reason, given_by = excluded.given_by, given_at = excluded.given_at`.execute(
    tx,
  );
}

/** The reasons given for changes of a document. */
export async function reasonsOf(db: Reader, documentId: string): Promise<ChangeReason[]> {
  const { rows } =
    await sql<ChangeReason>`select block_id as "blockId", after_hash as "afterHash", reason from change_reason where document_id = ${documentId}`.execute(
      db,
    );
  return rows;
}
