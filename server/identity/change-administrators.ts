import { Problem } from '../../shared/kernel/problem.ts';
import type { Store } from '../platform/database/store.ts';
import { appendRecord } from '../record/append-record.ts';
import { endAdministrator, insertAdministrator, lockAdministrators, lockPerson } from './person-store.ts';

/** Makes a person who has joined an administrator; once is enough. */
export async function makeAdministrator(store: Store, given: { personId: string; actor: string }): Promise<void> {
  await store.transaction(async (tx) => {
    const person = await lockPerson(tx, given.personId);
    if (person.joined_at === null || person.closed_at !== null)
      throw new Problem('not-joined', 409, 'Only somebody who has joined and has access can be an administrator.');
    if ((await lockAdministrators(tx)).includes(person.id)) return;
    await insertAdministrator(tx, person.id, given.actor);
    await appendRecord(tx, { chain: 'people', act: 'make-administrator', actor: given.actor, subject: { person: person.id } });
  });
}

/** Ends a person's time as an administrator; the last one stays. */
export async function endAdministration(store: Store, given: { personId: string; actor: string }): Promise<void> {
  await store.transaction(async (tx) => {
    const administrators = await lockAdministrators(tx);
    if (!administrators.includes(given.personId)) return;
    if (administrators.length === 1) throw lastAdministrator();
    await endAdministrator(tx, given.personId, given.actor);
    await appendRecord(tx, {
      chain: 'people',
      act: 'end-administration',
      actor: given.actor,
      subject: { person: given.personId },
    });
  });
}

/** The refusal of leaving an installation without anybody who can manage it. */
export function lastAdministrator(): Problem {
  return new Problem('last-administrator', 409, 'This is the only administrator. Make somebody else one first.');
}
