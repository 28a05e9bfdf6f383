import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/database/store.ts';

/** An invitation that waits for its person. */
export type Invitation = {
  id: string;
  person_id: string;
  email: string;
  name: string;
  invited_by: string;
  made_at: string;
  expires_at: string;
};

const OPEN = sql`i.accepted_at is null and i.withdrawn_at is null`;

/** Adds an invitation that is good for some days. */
export async function insertInvitation(
  tx: Tx,
  invitation: { id: string; personId: string; tokenHash: string; invitedBy: string; days: number },
): Promise<void> {
  await sql`insert into invitation (id, person_id, token_hash, invited_by, expires_at)
    values (${invitation.id}, ${invitation.personId}, ${invitation.tokenHash}, ${invitation.invitedBy},
      concord_now() + make_interval(days => ${invitation.days}))`.execute(tx);
}

/** Withdraws the invitations of a person that are still open. */
export async function withdrawInvitations(tx: Tx, personId: string): Promise<void> {
  await sql`update invitation i set withdrawn_at = concord_now() where i.person_id = ${personId} and ${OPEN}`.execute(tx);
}

/** Locks the open invitation of a token's hash; undefined when it is unknown, used, withdrawn or too old. */
export async function lockOpenInvitation(tx: Tx, tokenHash: string): Promise<Invitation | undefined> {
  const { rows } = await sql<Invitation>`
    select i.id, i.person_id, p.email, p.name, i.invited_by, i.made_at, i.expires_at
    from invitation i join person p on p.id = i.person_id
    where i.token_hash = ${tokenHash} and ${OPEN} and i.expires_at > concord_now() and p.closed_at is null
    for update of i`.execute(tx);
  return rows[0];
}

/** Notes that an invitation has been accepted. */
export async function markAccepted(tx: Tx, id: string): Promise<void> {
  await sql`update invitation set accepted_at = concord_now() where id = ${id}`.execute(tx);
}

/** Invitations that wait, newest first; those that grew too old are among them. */
export async function listOpenInvitations(db: Reader): Promise<(Invitation & { too_old: boolean })[]> {
  const { rows } = await sql<Invitation & { too_old: boolean }>`
    select i.id, i.person_id, p.email, p.name, i.invited_by, i.made_at, i.expires_at,
      i.expires_at <= concord_now() as too_old
    from invitation i join person p on p.id = i.person_id where ${OPEN} and p.joined_at is null
    order by i.made_at desc, i.id limit 500`.execute(db);
  return rows;
}
