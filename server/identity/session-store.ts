import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/database/store.ts';

/** A session as it lies in the database; its token is only there as a hash. */
export type Session = { id: string; person_id: string; made_at: string; expires_at: string; browser: string | null };

/** The session of a token's hash, if it has not ended and its person still has access. */
export async function findLiveSession(db: Reader, tokenHash: string): Promise<Session | undefined> {
  const { rows } = await sql<Session>`
    select s.id, s.person_id, s.made_at, s.expires_at, s.browser from session s join person p on p.id = s.person_id
    where s.token = ${tokenHash} and s.expires_at > concord_now() and p.closed_at is null`.execute(db);
  return rows[0];
}

/** A person's sessions that have not ended, newest first. */
export async function sessionsOf(db: Reader, personId: string): Promise<Session[]> {
  const { rows } = await sql<Session>`
    select id, person_id, made_at, expires_at, browser from session
    where person_id = ${personId} and expires_at > concord_now() order by made_at desc, id`.execute(db);
  return rows;
}

/** Ends one session of a person; false when there is no such session. */
export async function deleteSession(tx: Tx, personId: string, sessionId: string): Promise<boolean> {
  const { rows } = await sql`delete from session where id = ${sessionId} and person_id = ${personId} returning id`.execute(tx);
  return rows.length > 0;
}

/** Ends all sessions of a person but one, and says how many. */
export async function deleteSessions(tx: Tx, personId: string, keep: string | null): Promise<number> {
  const { rows } = await sql`
    delete from session where person_id = ${personId} and (${keep}::text is null or id <> ${keep}) returning id`.execute(tx);
  return rows.length;
}

/** Adds a session from now on for some seconds. */
export async function insertSession(
  tx: Tx,
  session: { id: string; personId: string; tokenHash: string; seconds: number },
): Promise<void> {
  await sql`insert into session (id, person_id, token, expires_at)
    values (${session.id}, ${session.personId}, ${session.tokenHash}, concord_now() + make_interval(secs => ${session.seconds}))`.execute(
    tx,
  );
}
