import type { Store } from '../platform/database/store.ts';
import { appendRecord } from '../record/append-record.ts';
import { lastAdministrator } from './change-administrators.ts';
import { withdrawInvitations } from './invitation-store.ts';
import { endAdministrator, lockAdministrators, lockPerson, setClosed } from './person-store.ts';
import { deleteSessions } from './session-store.ts';

/** Stops a person's access at once: sessions and invitations end; seats and everything they did stay as they are. */
export async function stopAccess(store: Store, given: { personId: string; reason: string; actor: string }): Promise<void> {
  await store.transaction(async (tx) => {
    const person = await lockPerson(tx, given.personId);
    if (person.closed_at !== null) return;
    const administrators = await lockAdministrators(tx);
    if (administrators.includes(person.id)) {
      if (administrators.length === 1) throw lastAdministrator();
      await endAdministrator(tx, person.id, given.actor);
    }
    await setClosed(tx, person.id, true);
    await withdrawInvitations(tx, person.id);
    const sessions = await deleteSessions(tx, person.id, null);
    await appendRecord(tx, {
      chain: 'people',
      act: 'stop-access',
      actor: given.actor,
      subject: { person: person.id },
      facts: { sessions },
      personal: { reason: given.reason },
    });
  });
}

/** Gives a person their access back; they sign in again as before. */
export async function giveAccessBack(store: Store, given: { personId: string; actor: string }): Promise<void> {
  await store.transaction(async (tx) => {
    const person = await lockPerson(tx, given.personId);
    if (person.closed_at === null) return;
    await setClosed(tx, person.id, false);
    await appendRecord(tx, { chain: 'people', act: 'give-access-back', actor: given.actor, subject: { person: person.id } });
  });
}
