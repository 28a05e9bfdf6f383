import { Problem } from '../../shared/kernel/problem.ts';
import { queueMail } from '../notices/mail-store.ts';
import type { Store } from '../platform/database/store.ts';
import { appendRecord } from '../record/append-record.ts';
import { deleteOldTokens } from './account-store.ts';
import { hashToken } from './access.ts';
import type { Auth, OpenedSession } from './auth.ts';
import { findPersonByEmail } from './person-store.ts';
import { deleteOldSessions } from './session-store.ts';

type Parts = { store: Store; auth: Auth; baseUrl: () => string };

/** Signs a person in with address and password; a wrong one of either is the same refusal after the same work (MEM-5). */
export async function signInWithPassword(
  { store, auth }: Parts,
  given: { email: string; password: string; browser: string },
): Promise<OpenedSession> {
  const opened = await auth.openWithPassword(given);
  if (!opened) throw new Problem('wrong-sign-in', 401, 'The e-mail address or the password is not right.');
  await recordSignIn(store, opened.personId, 'password');
  return opened;
}

/** Signs a person in with the token of a one-time link, and spends it. */
export async function signInWithLink({ store, auth }: Parts, given: { token: string; browser: string }): Promise<OpenedSession> {
  const opened = await auth.openWithToken(given);
  if (!opened)
    throw new Problem(
      'link-not-usable',
      410,
      'This link has been used already, or it is older than 15 minutes. Ask for a new one.',
    );
  await recordSignIn(store, opened.personId, 'link');
  return opened;
}

/** Sends a one-time link to an address if somebody with access has it; says nothing either way. */
export async function sendSignInLink({ store, auth, baseUrl }: Parts, email: string): Promise<void> {
  const token = await auth.makeLinkToken(email);
  await store.transaction(async (tx) => {
    await deleteOldTokens(tx);
    const person = await findPersonByEmail(tx, email);
    if (!person || person.joined_at === null || person.closed_at !== null) return;
    await queueMail(tx, {
      onceKey: `sign-in-link:${hashToken(token)}`,
      recipient: person.email,
      subject: 'Your link to sign in to Concord',
      body: [
        'Open this address and press the button there to sign in:',
        `${baseUrl()}/app/use-link#${token}`,
        '',
        'The link works once, within 15 minutes.',
        'If you did not ask for it, do nothing: nobody can sign in without it.',
      ].join('\n'),
    });
    await appendRecord(tx, { chain: 'people', act: 'send-sign-in-link', actor: 'public', subject: { person: person.id } });
  });
}

/** Notes that somebody is in; called after better-auth has opened the session, which it does outside our transactions. */
async function recordSignIn(store: Store, personId: string, by: 'password' | 'link'): Promise<void> {
  await store.transaction(async (tx) => {
    await deleteOldSessions(tx);
    await appendRecord(tx, { chain: 'people', act: 'sign-in', actor: personId, subject: { person: personId }, facts: { by } });
  });
}
