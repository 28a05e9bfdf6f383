import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/database/store.ts';

/** A session as it lies in the database; its token is only there as a hash. */
export type Session = {
  id: string;
  person_id: string;
  made_at: string;
  expires_at: string;
  browser: string | null;
  opened_by: string | null;
};

/** The session of a token's hash, if it has not ended and its person still has access. */
export async function findLiveSession(db: Reader, tokenHash: string): Promise<Session | undefined> {
  const { rows } = await sql<Session>`
    select s.id, s.person_id, s.made_at, s.expires_at, s.browser, s.opened_by from session s join person p on p.id = s.person_id
    where s.token = ${tokenHash} and s.expires_at > concord_now() and p.closed_at is null`.execute(db);
  return rows[0];
}

/** A person's sessions that have not ended, newest first. */
export async function sessionsOf(db: Reader, personId: string): Promise<Session[]> {
  const { rows } = await sql<Session>`
    select id, person_id, made_at, expires_at, browser, opened_by from session
    where person_id = ${personId} and expires_at > concord_now() order by made_at desc, id`.execute(db);
  return rows;
}

/** Whether a session was opened by a link from the person's mailbox within the last 15 minutes. */
export async function mayPassWithoutPassword(db: Reader, sessionId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from session where id = ${sessionId} and opened_by = 'link'
    and made_at > concord_now() - interval '15 minutes'`.execute(db);
  return rows.length > 0;
}

/** Removes sessions that have run out. */
export async function deleteOldSessions(tx: Tx): Promise<void> {
  await sql`delete from session where expires_at < concord_now()`.execute(tx);
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
