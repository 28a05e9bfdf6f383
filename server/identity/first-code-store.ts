import { sql } from 'kysely';
import type { Tx } from '../platform/database/store.ts';

/** Keeps the hash of the first administrator's code in place of any earlier one. */
export async function replaceFirstCode(tx: Tx, codeHash: string): Promise<void> {
  await sql`insert into first_code (code_hash) values (${codeHash})
    on conflict (only_one) do update set code_hash = ${codeHash}, made_at = concord_now()`.execute(tx);
}

/** Takes the hash of the code out of the database, locked, if there is one. */
export async function lockFirstCode(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ code_hash: string }>`select code_hash from first_code for update`.execute(tx);
  return rows[0]?.code_hash;
}

/** Forgets the code: it has been used. */
export async function deleteFirstCode(tx: Tx): Promise<void> {
  await sql`delete from first_code`.execute(tx);
}
