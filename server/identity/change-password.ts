import { Problem } from '../../shared/kernel/problem.ts';
import type { Store } from '../platform/database/store.ts';
import { appendRecord } from '../record/append-record.ts';
import { passwordHashOf, setPasswordHash } from './account-store.ts';
import type { Auth } from './auth.ts';
import { deleteSessions, mayPassWithoutPassword } from './session-store.ts';

/**
 * Changes a person's password and ends their other sessions. It needs the present password, unless there is none or this session
 * was opened by a link from their mailbox a few minutes ago (that is how a forgotten password is replaced).
 */
export async function changePassword(
  { store, auth }: { store: Store; auth: Pick<Auth, 'hashPassword' | 'passwordFits'> },
  given: { personId: string; sessionId: string; current: string; next: string },
): Promise<void> {
  const known = await passwordHashOf(store.read, given.personId);
  const fits = known === undefined || (given.current !== '' && (await auth.passwordFits(known, given.current)));
  if (!fits && !(await mayPassWithoutPassword(store.read, given.sessionId))) throw wrongPassword();
  const hash = await auth.hashPassword(given.next);
  await store.transaction(async (tx) => {
    await setPasswordHash(tx, given.personId, hash);
    const ended = await deleteSessions(tx, given.personId, given.sessionId);
    await appendRecord(tx, {
      chain: 'people',
      act: 'change-password',
      actor: given.personId,
      subject: { person: given.personId },
      facts: { ended },
    });
  });
}

function wrongPassword(): Problem {
  return new Problem('wrong-password', 422, 'This is not your present password.', { field: 'current' });
}
