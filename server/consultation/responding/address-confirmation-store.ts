import { sql } from 'kysely';
import type { Reader, Tx } from '../../platform/database/store.ts';

/** A link that was sent to an address to find out whose it is. */
export type AddressConfirmation = { token_hash: string; response_id: string; email: string };

type Tables = { address_confirmation: AddressConfirmation };

const DAYS = 30; // as long as the cookie of the response; a receipt may wait in a holiday's post

/** Keeps the hash of a link's token. */
export async function insertConfirmation(tx: Tx, row: AddressConfirmation): Promise<void> {
  await tx.withTables<Tables>().insertInto('address_confirmation').values(row).execute();
}

/** What a token was sent for, unless it is too old. */
export async function findConfirmation(db: Reader, tokenHash: string): Promise<AddressConfirmation | undefined> {
  const { rows } = await sql<AddressConfirmation>`
    select token_hash, response_id, email from address_confirmation
    where token_hash = ${tokenHash} and made_at > concord_now() - make_interval(days => ${DAYS})`.execute(db);
  return rows[0];
}

/** Uses a response's links up. */
export async function deleteConfirmations(tx: Tx, responseId: string): Promise<void> {
  await tx.withTables<Tables>().deleteFrom('address_confirmation').where('response_id', '=', responseId).execute();
}
