import { instantOfUk } from '../../shared/consultation/uk-time.ts';
import { seatRoleName } from '../../shared/directory/seat-roles.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { BOARDS_BY_PRODUCT, isAskedRole, PERSON_POSITIONS, type AskedPerson, type Step } from '../../shared/signoff/chain.ts';
import type { SeatRole } from '../../shared/identity/rules.ts';
import { requireGroup } from '../directory/group-store.ts';
import { seatsOfGroup } from '../directory/seat-store.ts';
import { lockDocument } from '../drafting/document-store.ts';
import { moveStage } from '../drafting/move-stage.ts';
import { latestVersion } from '../drafting/versions/version-store.ts';
import type { Reader, Store, Tx } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { Announcements } from '../platform/live/announcements.ts';
import { appendRecord } from '../record/append-record.ts';
import { gateOf } from './gate.ts';
import { insertSignOff, signOffsOf } from './sign-off-store.ts';

/** What the chair decides when asking: until when, and how many positions are needed. */
export type Asking = {
  id: string;
  documentId: string;
  versionId: string;
  groupBy: string;
  boardsBy: string[];
  quorum: number;
  personId: string;
};

/** Asks for sign-off of a document's newest version: the group's members by their seats today, then the product's boards (SIG-1, SIG-2). */
export async function askSignOff(
  { store, announcements }: { store: Store; announcements: Announcements },
  ask: Asking,
): Promise<void> {
  await store.transaction(async (tx) => {
    const document = await lockDocument(tx, ask.documentId); // two who ask at once come one after the other
    if ((await signOffsOf(tx, ask.documentId)).some((one) => one.id === ask.id)) return; // the same press sent twice
    const version = await requireNewest(tx, ask);
    await requireOpenGate(tx, ask.documentId);
    const now = await databaseNow(tx);
    const steps = await stepsOf(tx, { ...ask, groupId: document.group_id, productId: document.product_id, now });
    await insertSignOff(tx, {
      id: ask.id,
      document_id: ask.documentId,
      version_id: version.id,
      hash: version.hash,
      steps,
      asked_by: ask.personId,
      asked_at: now,
    });
    await announcements.announce(tx, { topic: `document:${ask.documentId}`, act: 'sign-off-asked', ids: { signOff: ask.id } });
    await moveStage(tx, ask.documentId, 'sign-off', ask.personId, 'sign-off asked');
    await appendRecord(tx, {
      chain: `document:${ask.documentId}`,
      act: 'ask-sign-off',
      actor: ask.personId,
      subject: { document: ask.documentId, version: version.id, signOff: ask.id },
      facts: {
        versionNumber: version.number,
        hash: version.hash,
        asked: steps.flatMap((step) => (step.kind === 'persons' ? step.asked.map((person) => person.personId) : [])),
        quorum: ask.quorum,
      },
    });
  });
}

async function requireNewest(tx: Tx, ask: Asking): Promise<{ id: string; number: number; hash: string }> {
  const version = await latestVersion(tx, ask.documentId);
  if (!version) throw new Problem('no-version', 409, 'No version is frozen yet. A sign-off is always about one frozen version.');
  if (version.id !== ask.versionId)
    throw new Problem(
      'newer-version',
      409,
      `Version ${version.number} was frozen meanwhile. Look at it before you ask for sign-off.`,
      { version: version.id },
    );
  const others = await signOffsOf(tx, ask.documentId);
  if (others.some((one) => one.state === 'passed' && one.hash === version.hash))
    throw new Problem('sign-off-passed', 409, 'This version has passed its sign-off already.');
  if (others.some((one) => one.state === 'open'))
    throw new Problem('sign-off-open', 409, 'A sign-off of this document is open already. Send it back first.');
  return version;
}

async function requireOpenGate(tx: Tx, documentId: string): Promise<void> {
  const { missing } = await gateOf(tx, documentId);
  if (missing.length === 0) return;
  const sentences = missing.map(({ sentence }) => sentence);
  throw new Problem('gate-closed', 409, `Not ready for sign-off. ${sentences.join(' ')}`, { missing: sentences });
}

async function stepsOf(tx: Tx, ask: Asking & { groupId: string; productId: string; now: string }): Promise<Step[]> {
  const group = await requireGroup(tx, ask.groupId);
  const asked = await askedPeople(tx, ask.groupId);
  if (asked.length === 0)
    throw new Problem('nobody-to-ask', 409, 'The group has no members with a seat today, so nobody can be asked.');
  if (ask.quorum > asked.length)
    throw new Problem('wrong-input', 422, `Only ${asked.length} people are asked, so no more can be needed.`, {
      fields: [{ field: 'quorum', sentence: `Enter ${asked.length} or fewer` }],
    });
  const boards = BOARDS_BY_PRODUCT[ask.productId] ?? [];
  const groupStep: Step = {
    id: makeId(),
    kind: 'persons',
    title: `${group.name} group`,
    asked,
    answers: [...PERSON_POSITIONS],
    quorum: ask.quorum,
    dueAt: endOfDay(ask.groupBy, ask.now, 'groupBy'),
  };
  return [
    groupStep,
    ...boards.map((board, index): Step => ({
      ...board,
      id: makeId(),
      kind: 'body',
      dueAt: endOfDay(ask.boardsBy[index] ?? '', ask.now, `boardsBy.${index}`),
    })),
  ];
}

/** The members of a group who are asked today, each once, in the capacity of their first seat. */
export async function askedPeople(tx: Reader, groupId: string): Promise<AskedPerson[]> {
  const seats = (await seatsOfGroup(tx, groupId)).filter((seat) => isAskedRole(seat.role));
  const first = new Map(seats.toReversed().map((seat) => [seat.person_id, seat])); // one position each, whatever seats they hold
  return [...first.values()]
    .toReversed()
    .map((seat) => ({ personId: seat.person_id, name: seat.person, capacity: capacityOf(seat) }));
}

function capacityOf(seat: { role: SeatRole; area: string | null; speaks_for: string | null }): string {
  const extra = seat.area ?? seat.speaks_for;
  return extra ? `${seatRoleName(seat.role)}, ${extra}` : seatRoleName(seat.role);
}

function endOfDay(day: string, now: string, field: string): string {
  const instant = instantOfUk(day, '23:59');
  if (instant && instant > now) return instant;
  throw new Problem('wrong-input', 422, 'Enter a day from today on.', {
    fields: [{ field, sentence: 'Enter a day from today on' }],
  });
}
