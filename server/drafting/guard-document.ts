import { mayBeGuarded } from '../../shared/drafting/rules.ts';
import { mayDo } from '../../shared/identity/rules.ts';
import type { Guard } from '../../shared/drafting/guard-api.ts';
import { require } from '../../shared/kernel/outcome.ts';
import { seatsOfGroup } from '../directory/seat-store.ts';
import type { Reader } from '../platform/database/store.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import { appendRecord } from '../record/append-record.ts';
import { lockDocument, requireDocument } from './document-store.ts';
import { guardOf, nameEditors, setGuarded } from './guard-store.ts';

/** What is wanted of a document: open to everybody who may write in drafts, or guarded with these editors. */
export type WantedGuard = { documentId: string; guarded: boolean; editors: readonly string[]; actorId: string };

/** Opens or guards a document and records it; whoever is inside is told by the caller, once it is kept (DRA-29). */
export async function guardDocument(
  { store, announcements }: Pick<HouseParts, 'store' | 'announcements'>,
  { documentId, guarded, editors, actorId }: WantedGuard,
): Promise<void> {
  await store.transaction(async (tx) => {
    const document = await lockDocument(tx, documentId);
    const people = await peopleWhoWrite(tx, document.group_id);
    require(mayBeGuarded(editors, people));
    const named = people.filter(({ id }) => editors.includes(id));
    await setGuarded(tx, documentId, guarded);
    await nameEditors(
      tx,
      documentId,
      named.map(({ id }) => id),
      actorId,
    );
    await announcements.announce(tx, { topic: `document:${documentId}`, act: 'guard-document', ids: { document: documentId } });
    await appendRecord(tx, {
      chain: `document:${documentId}`,
      act: 'guard-document',
      actor: actorId,
      subject: { document: documentId },
      facts: { guarded, editors: named.map(({ id }) => id) },
      personal: { editors: named.map(({ name }) => name).join(', ') },
    });
  });
}

/** Who edits a document directly, as its page shows it. */
export async function showGuard(db: Reader, documentId: string): Promise<Guard> {
  const document = await requireDocument(db, documentId);
  const { guarded, editors } = await guardOf(db, documentId);
  const people = await peopleWhoWrite(db, document.group_id);
  return { guarded: guarded === true, people: people.map((person) => ({ ...person, edits: editors.includes(person.id) })) };
}

/** Everybody in a group who may write in drafts and does not lead it; a person with two seats once. */
async function peopleWhoWrite(db: Reader, groupId: string): Promise<{ id: string; name: string }[]> {
  const seats = await seatsOfGroup(db, groupId);
  const leads = new Set(seats.filter(({ role }) => mayDo([role], 'guard-document')).map(({ person_id }) => person_id));
  const writing = seats.filter(({ role, person_id }) => mayDo([role], 'edit-draft') && !leads.has(person_id));
  return [...new Map(writing.map(({ person_id, person }) => [person_id, person]))].map(([id, name]) => ({ id, name }));
}
