import { sql } from 'kysely';
import type { Store } from '../../server/platform/database/store.ts';

/** Mails to an address in the outbox, oldest first; stop the sender of the house first, because sent ones lose their words. */
export async function waitingMails(store: Store, recipient: string): Promise<{ subject: string; body: string }[]> {
  const { rows } = await sql<{ subject: string; body: string }>`
    select subject, body from waiting_mail where recipient = ${recipient} order by made_at, id`.execute(store.read);
  return rows;
}

/** What stands behind the # of the address in a mail. */
export function tokenInMail(body: string): string {
  const token = /#([A-Za-z0-9_-]+)/.exec(body)?.[1];
  if (!token) throw new Error(`no link with a token in: ${body}`);
  return token;
}
