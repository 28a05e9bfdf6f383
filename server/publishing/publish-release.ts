import { randomBytes } from 'node:crypto';
import { CATEGORY_CHOICES } from '../../shared/consultation/about-you.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import type { ReleaseDraft } from '../../shared/publishing/api.ts';
import { AnsweredPoint, responseTable } from '../../shared/publishing/response-table.ts';
import { OUTCOMES } from '../../shared/resolution/disposition.ts';
import { commitmentOf, sha256Hex } from '../../shared/record/entry.ts';
import { consultationsOfDocument } from '../consultation/consultation-store.ts';
import { requireDocument } from '../drafting/document-store.ts';
import { moveStage } from '../drafting/move-stage.ts';
import { requireVersion } from '../drafting/versions/version-store.ts';
import type { Store, Tx } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { Caller } from '../platform/http/caller.ts';
import type { Announcements } from '../platform/live/announcements.ts';
import { appendRecord } from '../record/append-record.ts';
import { pointsAbout, type DeskPoint } from '../resolution/desk-store.ts';
import { newestDispositions } from '../resolution/disposition-store.ts';
import { passedSignOff } from '../signoff/sign-off-store.ts';
import { requireRecentSignIn } from '../signoff/take-position.ts';
import { giveReference, insertRelease, insertRows, releasesOf, type ReleaseRow, type StoredRow } from './release-store.ts';

/** What is needed to publish: the passed version and the words around it. */
export type Publishing = { id: string; documentId: string; versionId: string; release: ReleaseDraft; caller: Caller };

/** Publishes a passed version: its text, response table and signatures become public together, each row committed in the record (PUB-1, RES-21). */
export async function publishRelease(
  { store, announcements }: { store: Store; announcements: Announcements },
  ask: Publishing,
): Promise<{ release: ReleaseRow; reference: string }> {
  const personId = ask.caller.personId;
  if (!personId) throw new Problem('sign-in-needed', 401, 'Sign in to go on.');
  return store.transaction(async (tx) => {
    const document = await requireDocument(tx, ask.documentId);
    const reference = await giveReference(tx, ask.documentId, slugOf(document.title));
    const earlier = await releasesOf(tx, ask.documentId);
    const same = earlier.find((release) => release.id === ask.id);
    if (same) return { release: same, reference }; // the same press sent twice
    const now = await databaseNow(tx);
    requireRecentSignIn(ask.caller, now);
    const signOff = await requirePassed(tx, ask, earlier);
    const rows = commit(await answeredPoints(tx, ask.documentId));
    const release = rowOf(ask, {
      title: document.title,
      signOffId: signOff.id,
      number: (earlier[0]?.number ?? 0) + 1,
      now,
      personId,
    });
    await insertRelease(tx, release);
    await insertRows(tx, release.id, rows);
    await moveStage(tx, ask.documentId, 'published', personId, `release ${release.number}`);
    await announcements.announce(tx, {
      topic: `document:${ask.documentId}`,
      act: 'release-published',
      ids: { release: release.id },
    });
    await appendRecord(tx, {
      chain: `document:${ask.documentId}`,
      act: 'publish-release',
      actor: personId,
      subject: { release: release.id, version: ask.versionId, signOff: signOff.id },
      facts: {
        number: release.number,
        hash: signOff.hash,
        summary: sha256Hex(release.summary),
        whatChanged: sha256Hex(release.what_changed),
        effectiveOn: release.effective_on,
        rows: rows.map((row) => row.commitment),
      },
    });
    return { release, reference };
  });
}

/** Every answered point of a document's consultations, in order, as the response table takes them; throws when one is unanswered (RES-21). */
export async function answeredPoints(tx: Tx, documentId: string): Promise<AnsweredPoint[]> {
  const all: AnsweredPoint[] = [];
  for (const consultation of (await consultationsOfDocument(tx, documentId)).toReversed()) {
    const decided = await newestDispositions(tx, consultation.id);
    for (const point of await pointsAbout(tx, consultation.id, documentId)) {
      const disposition = decided.get(point.id);
      if (!disposition)
        throw new Problem('point-undecided', 409, 'A point has no decision yet, so nothing can be published.', {
          point: point.id,
        });
      const version = await requireVersion(tx, point.version_id);
      all.push(
        answered(point, {
          versionNumber: version.number,
          outcome: OUTCOMES[disposition.outcome].label,
          reply: disposition.reply,
        }),
      );
    }
  }
  return all;
}

function answered(point: DeskPoint, decision: { versionNumber: number; outcome: string; reply: string }): AnsweredPoint {
  return AnsweredPoint.parse({
    ...decision,
    pointId: point.id,
    responseId: point.response_id,
    place: point.clause_number === '' ? 'The whole document' : point.clause_number,
    quote: point.quote,
    kind: point.kind.replaceAll('-', ' '),
    comment: point.comment,
    proposedWording: point.wording,
    permission: point.publish ?? 'no',
    name: point.organisation || point.name || null,
    category: CATEGORY_CHOICES.find((choice) => choice.value === point.category)?.name ?? 'Not said',
    late: point.late,
  });
}

function commit(points: AnsweredPoint[]): StoredRow[] {
  return responseTable(points).map((row, index) => {
    const salt = randomBytes(16).toString('hex');
    return {
      number: row.number,
      point_id: points[index]?.pointId ?? '',
      salt,
      row,
      commitment: commitmentOf(salt, JSON.stringify(row)),
    };
  });
}

async function requirePassed(
  tx: Tx,
  { versionId, documentId }: Publishing,
  earlier: ReleaseRow[],
): Promise<{ id: string; hash: string }> {
  if (earlier.some((release) => release.version_id === versionId))
    throw new Problem('already-published', 409, 'This version has been published already.');
  const signOff = await passedSignOff(tx, versionId);
  if (signOff?.document_id === documentId) return signOff;
  throw new Problem('not-passed', 409, 'This version has not passed sign-off, so it cannot be published.');
}

function rowOf(
  ask: Publishing,
  at: { title: string; signOffId: string; number: number; now: string; personId: string },
): ReleaseRow {
  const { summary, whatChanged, effectiveOn, contractYear, reviewOn } = ask.release;
  return {
    id: ask.id,
    document_id: ask.documentId,
    version_id: ask.versionId,
    sign_off_id: at.signOffId,
    number: at.number,
    title: at.title,
    summary,
    what_changed: whatChanged,
    effective_on: effectiveOn,
    contract_year: contractYear,
    review_on: reviewOn,
    published_at: at.now,
    published_by: at.personId,
  };
}

/** A title as an address people can type: lower case letters, digits and hyphens, at most 60. */
export function slugOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain.slice(0, 60).replace(/-+$/, '') || 'document';
}
