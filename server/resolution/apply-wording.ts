import { Problem } from '../../shared/kernel/problem.ts';
import { applyWording } from '../../shared/text/apply-wording.ts';
import { anchoredText } from '../../shared/text/anchor.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import type { PlaceNow } from '../../shared/text/live/relative-place.ts';
import type { Renewal } from '../../shared/text/renewal.ts';
import { requireVersion } from '../drafting/versions/version-store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { Store, Tx } from '../platform/database/store.ts';
import type { Announcements } from '../platform/live/announcements.ts';
import { appendRecord } from '../record/append-record.ts';
import type { DeskPoint } from './desk-store.ts';
import type { DraftAccess } from './draft-access.ts';
import { appliedOf, insertApplied, lockPoint, undoApplied, type AppliedRow } from './disposition-store.ts';
import { requireDecidable } from './record-disposition.ts';
import { rememberedOf, whereNow } from './where-now.ts';

type House = { store: Store; announcements: Announcements; drafts: DraftAccess };

/** Words to put where a point's words stand: `replaces` is what the person saw there, so that nothing newer is overwritten. */
export type Wording = { id: string; pointId: string; words: string; blockId: string; replaces: string; personId: string };

/**
 * Puts words into the live draft because of a point, and keeps who, when, before and after (RES-13). When the words there are no
 * longer the ones the person saw, nothing is applied and all three wordings come back in the problem. The draft changes first: should
 * the link then not be kept, the change counts as unexplained, which stops a sign-off, and never the other way round.
 */
export async function applyPointWording({ store, announcements, drafts }: House, ask: Wording): Promise<AppliedRow> {
  const { now, known, ...before } = await store.transaction((tx) => beforeApplying(tx, ask));
  if (known) return known; // the same press sent twice
  const { point } = before;
  await drafts.changeDraft(point.document_id, ask.personId, {
    text: (text, placeNow) => applyWording(text, rangeOf(text, { ...before, ask, placeNow }), ask.words),
  });
  const row: AppliedRow = {
    id: ask.id,
    pointId: ask.pointId,
    documentId: point.document_id,
    blockId: ask.blockId,
    before: ask.replaces,
    after: ask.words,
    appliedBy: ask.personId,
    appliedAt: now,
  };
  await store.transaction((tx) => keep(tx, announcements, point, { row, act: 'apply-wording' }));
  return row;
}

type Before = {
  point: DeskPoint;
  now: string;
  consulted: string;
  remembered: Renewal | undefined;
  known: AppliedRow | undefined;
};

async function beforeApplying(tx: Tx, ask: Wording): Promise<Before> {
  const { point, now } = await requireDecidable(tx, ask.pointId);
  const known = (await appliedOf(tx, ask.pointId)).find((row) => row.id === ask.id);
  if (!known && ask.words === ask.replaces)
    throw new Problem('no-change', 422, 'These are the words the draft has already. Link the change instead.');
  const { text } = await requireVersion(tx, point.version_id);
  const consulted = point.block_id === null ? '' : (anchoredText(text, point.block_id) ?? point.quote);
  return { point, now, consulted, known, remembered: await rememberedOf(tx, point) };
}

/** Links a change somebody made by hand in the draft to the point that caused it (RES-14). */
export async function linkChange(
  { store, announcements, drafts }: House,
  ask: { id: string; pointId: string; blockId: string; personId: string },
): Promise<AppliedRow> {
  const { point } = await store.transaction((tx) => requireDecidable(tx, ask.pointId));
  const after = anchoredText(await drafts.readDraft(point.document_id), ask.blockId);
  if (after === undefined)
    throw new Problem('block-not-in-draft', 422, 'The place you chose is no longer in the draft. Choose another.');
  return store.transaction(async (tx) => {
    await lockPoint(tx, ask.pointId);
    const row: AppliedRow = {
      id: ask.id,
      pointId: ask.pointId,
      documentId: point.document_id,
      blockId: ask.blockId,
      before: point.quote,
      after,
      appliedBy: ask.personId,
      appliedAt: await databaseNow(tx),
    };
    await keep(tx, announcements, point, { row, act: 'link-change' });
    return row;
  });
}

/** Takes the link between a point and a change off again; the text stays as it is. */
export async function unlinkChange(
  { store, announcements }: House,
  ask: { pointId: string; linkId: string; personId: string },
): Promise<void> {
  await store.transaction(async (tx) => {
    await lockPoint(tx, ask.pointId);
    const { point, now } = await requireDecidable(tx, ask.pointId);
    if (!(await undoApplied(tx, ask.pointId, ask.linkId, now)))
      throw new Problem('link-not-found', 404, 'That link has been taken off already.');
    await announcements.announce(tx, {
      topic: `consultation:${point.consultation_id}`,
      act: 'change-unlinked',
      ids: { point: ask.pointId },
    });
    await appendRecord(tx, {
      chain: `document:${point.document_id}`,
      act: 'unlink-change',
      actor: ask.personId,
      subject: { point: ask.pointId, link: ask.linkId },
    });
  });
}

async function keep(
  tx: Tx,
  announcements: Announcements,
  point: DeskPoint,
  { row, act }: { row: AppliedRow; act: string },
): Promise<void> {
  if ((await appliedOf(tx, point.id)).some((kept) => kept.id === row.id)) return; // the same press sent twice
  await insertApplied(tx, row);
  await announcements.announce(tx, {
    topic: `consultation:${point.consultation_id}`,
    act: 'wording-applied',
    ids: { point: point.id, document: point.document_id },
  });
  const subject = { point: point.id, consultation: point.consultation_id, document: point.document_id, block: row.blockId };
  await appendRecord(tx, {
    chain: `document:${point.document_id}`,
    act,
    actor: row.appliedBy,
    subject,
    personal: { before: row.before, after: row.after },
  });
}

/** The stretch to replace: where the anchor is found and still reads as the person saw it, else the whole block if that is what they saw. */
function rangeOf(
  text: DocumentText,
  {
    point,
    consulted,
    remembered,
    ask,
    placeNow,
  }: Pick<Before, 'point' | 'consulted' | 'remembered'> & {
    ask: Wording;
    placeNow: PlaceNow;
  },
): { blockId: string; start: number; end: number } {
  const { blockId, replaces } = ask;
  const words = anchoredText(text, blockId);
  if (words !== undefined && words === replaces) return { blockId, start: 0, end: words.length };
  const found = whereNow(text, placeNow, point, remembered);
  // of a passage in several pieces only one stands here: it is replaced only if it alone is what they saw
  if (found?.blockId === blockId && replaces !== '' && words?.slice(found.start, found.end) === replaces)
    return { blockId, start: found.start, end: found.end };
  throw new Problem(
    'words-changed',
    409,
    'The words changed since you looked. Choose from all three; nothing has been applied.',
    { consulted, now: words ?? '', proposed: ask.words, blockId: words === undefined ? null : blockId },
  );
}
