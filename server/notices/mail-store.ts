import { sql } from 'kysely';
import { makeId } from '../../shared/kernel/ids.ts';
import type { Reader, Tx } from '../platform/database/store.ts';

/** A mail that waits to be sent. */
export type WaitingMail = { id: string; recipient: string; subject: string; body: string; tries: number };

/** Puts a mail into the outbox of the caller's transaction; the same `onceKey` is never queued twice (CON-5). */
export async function queueMail(
  tx: Tx,
  mail: { onceKey: string; recipient: string; subject: string; body: string },
): Promise<void> {
  await sql`insert into waiting_mail (id, once_key, recipient, subject, body)
    values (${makeId()}, ${mail.onceKey}, ${mail.recipient}, ${mail.subject}, ${mail.body}) on conflict (once_key) do nothing`.execute(
    tx,
  );
}

/** Takes unsent mails for this process for a while and counts the try; others leave them alone until the time is over. */
export async function takeUnsent(
  tx: Tx,
  { limit, maxTries, seconds }: { limit: number; maxTries: number; seconds: number },
): Promise<WaitingMail[]> {
  const { rows } =
    await sql<WaitingMail>`update waiting_mail set tries = tries + 1, taken_until = concord_now() + ${seconds} * interval '1 second'
    where id in (select id from waiting_mail where sent_at is null and tries < ${maxTries} and (taken_until is null or taken_until < concord_now())
      order by made_at limit ${limit} for update skip locked)
    returning id, recipient, subject, body, tries`.execute(tx);
  return rows;
}

/** Notes that a mail was handed to the mail server; its words are not kept any longer than needed. */
export async function markSent(tx: Tx, id: string): Promise<void> {
  await sql`update waiting_mail set sent_at = concord_now(), body = '' where id = ${id}`.execute(tx);
}

/** How many mails wait. */
export async function countUnsent(db: Reader): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from waiting_mail where sent_at is null`.execute(db);
  return rows[0]?.n ?? 0;
}
