import { makeId } from '../../shared/kernel/ids.ts';
import type { Store } from '../platform/database/store.ts';
import { appendRecord } from '../record/append-record.ts';
import { setPasswordHash } from './account-store.ts';
import type { Auth } from './auth.ts';
import { insertAdministrator, insertPerson } from './person-store.ts';

/** Makes a person who has joined and has a password, as the commands of an operator do; people at a browser are invited. */
export async function makePerson(
  { store, auth }: { store: Store; auth: Pick<Auth, 'hashPassword'> },
  given: { name: string; email: string; password: string; administrator?: boolean; actor: string },
): Promise<{ personId: string }> {
  const hash = await auth.hashPassword(given.password);
  const personId = makeId();
  await store.transaction(async (tx) => {
    await insertPerson(tx, { id: personId, name: given.name, email: given.email, joined: true });
    await setPasswordHash(tx, personId, hash);
    if (given.administrator) await insertAdministrator(tx, personId, given.actor);
    await appendRecord(tx, {
      chain: 'people',
      act: 'make-person',
      actor: given.actor,
      subject: { person: personId },
      facts: { administrator: given.administrator === true },
      personal: { name: given.name, email: given.email },
    });
  });
  return { personId };
}
