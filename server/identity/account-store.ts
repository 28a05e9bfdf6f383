import { sql } from 'kysely';
import { makeId } from '../../shared/kernel/ids.ts';
import type { Reader, Tx } from '../platform/database/store.ts';

/** The hash of a person's password, or undefined when they have none. */
export async function passwordHashOf(db: Reader, personId: string): Promise<string | undefined> {
  const { rows } = await sql<{ password: string | null }>`
    select password from account where provider = 'credential' and provider_account = ${personId}`.execute(db);
  return rows[0]?.password ?? undefined;
}

/** Keeps the hash of a person's password in place of any earlier one. */
export async function setPasswordHash(tx: Tx, personId: string, hash: string): Promise<void> {
  await sql`insert into account (id, person_id, provider, provider_account, password)
    values (${makeId()}, ${personId}, 'credential', ${personId}, ${hash})
    on conflict (provider, provider_account) do update set password = ${hash}, updated_at = concord_now()`.execute(tx);
}

/** Removes what one-time links have left behind after they were used or grew old. */
export async function deleteOldTokens(tx: Tx): Promise<void> {
  await sql`delete from verification where expires_at < concord_now()`.execute(tx);
}
