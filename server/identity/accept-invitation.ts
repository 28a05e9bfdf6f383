import { Problem } from '../../shared/kernel/problem.ts';
import type { Store } from '../platform/database/store.ts';
import { appendRecord } from '../record/append-record.ts';
import { hashToken } from './access.ts';
import { setPasswordHash } from './account-store.ts';
import type { Auth } from './auth.ts';
import { lockOpenInvitation, markAccepted } from './invitation-store.ts';
import { markJoined, plainEmail } from './person-store.ts';

/** Lets an invited person in: the link's token and the address it was sent to must belong together (MEM-5). */
export async function acceptInvitation(
  { store, auth }: { store: Store; auth: Pick<Auth, 'hashPassword'> },
  given: { token: string; email: string; name: string; password: string },
): Promise<{ personId: string }> {
  const hash = await auth.hashPassword(given.password);
  return store.transaction(async (tx) => {
    const invitation = await lockOpenInvitation(tx, hashToken(given.token));
    if (!invitation || invitation.email !== plainEmail(given.email)) throw notUsable();
    const personId = invitation.person_id;
    await markAccepted(tx, invitation.id);
    await markJoined(tx, personId, given.name);
    await setPasswordHash(tx, personId, hash);
    await appendRecord(tx, {
      chain: 'people',
      act: 'accept-invitation',
      actor: personId,
      subject: { person: personId, invitation: invitation.id },
      personal: { name: given.name },
    });
    return { personId };
  });
}

/** The same sentence for an unknown, used, old or withdrawn link and for another address, so that none of them is told. */
function notUsable(): Problem {
  return new Problem(
    'invitation-not-usable',
    410,
    'This invitation cannot be used. It may be too old, used already, or sent to another e-mail address. Ask the person who invited you to send it again.',
  );
}
