import { randomBytes } from 'node:crypto';
import { makeId } from '../../shared/kernel/ids.ts';
import { ukDate } from '../../shared/kernel/instant.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { queueMail } from '../notices/mail-store.ts';
import type { Store, Tx } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import { appendRecord } from '../record/append-record.ts';
import { hashToken } from './access.ts';
import { insertInvitation, withdrawInvitations } from './invitation-store.ts';
import { getPerson, insertPerson, lockPerson, type Person } from './person-store.ts';

const GOOD_FOR_DAYS = 14; // people who come once a week see it once in time

type Parts = { store: Store; baseUrl: () => string };

/** Makes a person known and sends them an invitation; they have no password and no session until they accept (MEM-5). */
export async function invitePerson(
  parts: Parts,
  given: { name: string; email: string; actor: string },
): Promise<{ personId: string }> {
  const personId = makeId();
  await parts.store.transaction(async (tx) => {
    await insertPerson(tx, { id: personId, name: given.name, email: given.email, joined: false });
    const person = await lockPerson(tx, personId);
    await sendInvitation(parts, tx, person, given.actor);
    await appendRecord(tx, {
      chain: 'people',
      act: 'invite-person',
      actor: given.actor,
      subject: { person: personId },
      personal: { name: given.name, email: given.email },
    });
  });
  return { personId };
}

/** Sends a fresh invitation to somebody who has not accepted yet; the earlier one is dead. */
export async function inviteAgain(parts: Parts, given: { personId: string; actor: string }): Promise<void> {
  await parts.store.transaction(async (tx) => {
    const person = await lockPerson(tx, given.personId);
    if (person.joined_at !== null || person.closed_at !== null)
      throw new Problem('not-waiting', 409, 'This person does not wait for an invitation.');
    await withdrawInvitations(tx, person.id);
    await sendInvitation(parts, tx, person, given.actor);
    await appendRecord(tx, { chain: 'people', act: 'invite-again', actor: given.actor, subject: { person: person.id } });
  });
}

async function sendInvitation({ baseUrl }: Parts, tx: Tx, person: Person, actor: string): Promise<void> {
  const token = randomBytes(24).toString('base64url'); // 192 bits
  const inviter = (await getPerson(tx, actor))?.name ?? 'An administrator';
  const until = new Date(Date.parse(await databaseNow(tx)) + GOOD_FOR_DAYS * 24 * 3600 * 1000).toISOString();
  const id = makeId();
  await insertInvitation(tx, { id, personId: person.id, tokenHash: hashToken(token), invitedBy: actor, days: GOOD_FOR_DAYS });
  await queueMail(tx, {
    onceKey: `invitation:${id}`,
    recipient: person.email,
    subject: 'You are invited to Concord',
    // Lines stay under 76 characters, so that a mail kept as a file shows its link in one piece.
    body: [
      `${inviter} has invited you to Concord,`,
      'where groups write and agree policies together.',
      '',
      'To choose a password and come in, open this address.',
      'You will be asked for this e-mail address again:',
      '',
      `${baseUrl()}/app/invitation#${token}`,
      '',
      `The invitation is good until ${ukDate(until)}.`,
      'If you did not expect it, do nothing.',
    ].join('\n'),
  });
}
