import canonicalize from 'canonicalize';
import { openingFaults, type Opening } from '../../shared/consultation/opening.ts';
import { ukCalendarDay } from '../../shared/consultation/uk-time.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { sha256Hex } from '../../shared/record/entry.ts';
import { requireDocument } from '../drafting/document-store.ts';
import { recordStep } from '../drafting/move-stage.ts';
import { requireVersion } from '../drafting/versions/version-store.ts';
import type { Tx } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import { appendRecord } from '../record/append-record.ts';
import { insertConsultation, nextReference, othersOf, requireConsultation, versionsInUse } from './consultation-store.ts';
import { moveDocuments } from './follow-times.ts';

type Packed = { documentId: string; versionId: string; versionNumber: number; hash: string; groupId: string };

/** Opens a consultation on frozen versions, now or at a time to come; the same id opens once (CON-1). */
export async function openConsultation(
  { store, announcements }: Pick<HouseParts, 'store' | 'announcements'>,
  opening: Opening,
  personId: string,
): Promise<{ id: string; reference: string }> {
  return store.transaction(async (tx) => {
    const known = await findOpened(tx, opening.id);
    if (known) return known;
    const pack = await readPack(tx, opening.versionIds);
    const groupId = oneGroup(pack);
    const now = await databaseNow(tx);
    const faults = openingFaults(opening, now, await othersOf(tx, groupId, now));
    if (faults[0]) throw new Problem('not-ready', 422, faults[0].sentence, { fields: faults });
    if ((await versionsInUse(tx, opening.versionIds, now)).length > 0)
      throw new Problem('version-in-use', 409, 'A consultation on this version has not closed yet.');
    const opensAt = opening.opensAt ?? now;
    const reference = await nextReference(tx, Number(ukCalendarDay(opensAt).slice(0, 4)));
    const packHash = hashOfPack(opening, pack);
    await insertConsultation(
      tx,
      {
        id: opening.id,
        reference,
        group_id: groupId,
        title: opening.title,
        summary: opening.summary,
        what_changed: opening.whatChanged,
        audience: 'public',
        audience_categories: [],
        opens_at: opensAt,
        closes_at: opening.closesAt,
        length_reason: opening.lengthReason,
        looked_at: opening.lookedAt,
        questions: opening.questions,
        ask_tobacco: opening.askTobacco,
        pack_hash: packHash,
        opened_by: personId,
      },
      pack,
    );
    const opened = opensAt <= now ? await requireConsultation(tx, opening.id) : undefined;
    const steps = opened ? await moveDocuments(tx, opened, { to: 'open', actor: personId }) : [];
    await announceOpening(announcements, tx, { id: opening.id, groupId, pack });
    for (const step of steps) await recordStep(tx, step);
    await recordOpening(tx, { opening, reference, opensAt, packHash, pack, personId });
    return { id: opening.id, reference };
  });
}

async function findOpened(tx: Tx, id: string): Promise<{ id: string; reference: string } | undefined> {
  const row = await requireConsultation(tx, id).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  });
  return row && { id: row.id, reference: row.reference };
}

async function readPack(tx: Tx, versionIds: readonly string[]): Promise<Packed[]> {
  const pack: Packed[] = [];
  for (const id of new Set(versionIds)) {
    const version = await requireVersion(tx, id);
    const document = await requireDocument(tx, version.document_id);
    const { hash, number } = version;
    pack.push({ documentId: document.id, versionId: id, versionNumber: number, hash, groupId: document.group_id });
  }
  if (new Set(pack.map(({ documentId }) => documentId)).size < pack.length)
    throw new Problem('document-twice', 422, 'A document can be in a consultation only once. Choose one of its versions.');
  return pack;
}

/** A pack belongs to one group, because one right opens it and one desk answers it. */
function oneGroup(pack: readonly Packed[]): string {
  const groups = new Set(pack.map(({ groupId }) => groupId));
  const [first] = groups;
  if (first === undefined || groups.size > 1)
    throw new Problem('more-than-one-group', 422, 'All documents of a consultation belong to one group.');
  return first;
}

/** One hash over everything people are shown, so that none of it can be changed unseen. */
function hashOfPack(opening: Opening, pack: readonly Packed[]): string {
  const { title, summary, whatChanged, questions, askTobacco } = opening;
  const versions = pack.map(({ hash }) => hash);
  return sha256Hex(canonicalize({ title, summary, whatChanged, questions, askTobacco, versions }) ?? '');
}

async function announceOpening(
  announcements: HouseParts['announcements'],
  tx: Tx,
  { id, groupId, pack }: { id: string; groupId: string; pack: readonly Packed[] },
): Promise<void> {
  for (const { documentId } of inLockOrder(pack))
    await announcements.announce(tx, { topic: `document:${documentId}`, act: 'consultation-set', ids: { consultation: id } });
  await announcements.announce(tx, { topic: `group:${groupId}`, act: 'consultation-set', ids: { consultation: id } });
}

async function recordOpening(
  tx: Tx,
  act: { opening: Opening; reference: string; opensAt: string; packHash: string; pack: readonly Packed[]; personId: string },
): Promise<void> {
  const { opening, reference, opensAt, packHash, personId } = act;
  for (const { documentId, versionId, versionNumber, hash } of inLockOrder(act.pack))
    await appendRecord(tx, {
      chain: `document:${documentId}`,
      act: 'open-consultation',
      actor: personId,
      subject: { document: documentId, version: versionId, consultation: opening.id },
      facts: {
        reference,
        versionNumber,
        hash,
        packHash,
        opensAt,
        closesAt: opening.closesAt,
        audience: 'public',
        questions: opening.questions.length,
        lookedAt: opening.lookedAt.map(({ code }) => code),
      },
      personal: {
        lengthReason: opening.lengthReason,
        ...Object.fromEntries(opening.lookedAt.map(({ code, reason }) => [`looked-${code}`, reason])),
      },
    });
}

// Two acts that record on the same documents lock their chains in the same order, so neither waits for the other for ever.
function inLockOrder(pack: readonly Packed[]): Packed[] {
  return [...pack].sort((one, other) => (one.documentId < other.documentId ? -1 : 1));
}
