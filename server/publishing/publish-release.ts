import { randomBytes } from 'node:crypto';
import { require } from '../../shared/kernel/outcome.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import type { ReleaseDraft } from '../../shared/publishing/api.ts';
import { responseTable, rowText, type AnsweredPoint } from '../../shared/publishing/response-table.ts';
import { mayPublish } from '../../shared/publishing/rules.ts';
import { commitmentOf, sha256Hex } from '../../shared/record/entry.ts';
import { lockDocument } from '../drafting/document-store.ts';
import { moveStage } from '../drafting/move-stage.ts';
import { requireVersion, type VersionRow } from '../drafting/versions/version-store.ts';
import type { Store, Tx } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { Caller } from '../platform/http/caller.ts';
import type { Announcements } from '../platform/live/announcements.ts';
import { appendRecord } from '../record/append-record.ts';
import { passedSignOff } from '../signoff/sign-off-store.ts';
import { requireRecentSignIn } from '../signoff/take-position.ts';
import { pointsToPublish } from './points-to-publish.ts';
import {
  giveReference,
  insertRelease,
  insertRows,
  releasedVersionNumber,
  releasesOf,
  type ReleaseRow,
  type StoredRow,
} from './release-store.ts';

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
    const document = await lockDocument(tx, ask.documentId); // two who publish at once come one after the other
    const earlier = await releasesOf(tx, ask.documentId);
    const reference = await giveReference(tx, ask.documentId, slugOf(document.title));
    const same = earlier.find((release) => release.id === ask.id);
    if (same) return { release: same, reference }; // the same press sent twice
    const now = await databaseNow(tx);
    requireRecentSignIn(ask.caller, now);
    const { version, signOffId, rows } = await requirePublishable(tx, ask, earlier[0]);
    const number = (earlier[0]?.number ?? 0) + 1;
    const release = rowOf(ask, { title: document.title, signOffId, number, now, personId });
    await insertRelease(tx, release);
    await insertRows(tx, release.id, rows);
    await announcements.announce(tx, {
      topic: `document:${ask.documentId}`,
      act: 'release-published',
      ids: { release: release.id },
    });
    await moveStage(tx, ask.documentId, 'published', personId, `release ${release.number}`);
    await recordRelease(tx, release, { hash: version.hash, rows });
    return { release, reference };
  });
}

type Publishable = { version: VersionRow; signOffId: string; rows: StoredRow[] };

async function requirePublishable(tx: Tx, ask: Publishing, newest: ReleaseRow | undefined): Promise<Publishable> {
  const version = await requireVersion(tx, ask.versionId);
  if (version.document_id !== ask.documentId)
    throw new Problem('version-not-found', 404, 'There is no such version of this document.');
  const signOff = await passedSignOff(tx, version.id);
  const { answered, undecided, held } = await pointsToPublish(tx, ask.documentId);
  const lastReleased = newest && (await releasedVersionNumber(tx, newest.id));
  require(mayPublish({ versionNumber: version.number, passed: signOff?.hash === version.hash, lastReleased, undecided, held }));
  return { version, signOffId: signOff?.id ?? '', rows: commit(answered) };
}

function commit(points: AnsweredPoint[]): StoredRow[] {
  return responseTable(points).map((row, index) => {
    const salt = randomBytes(16).toString('hex');
    const pointId = points[index]?.pointId ?? '';
    return { number: row.number, point_id: pointId, salt, row, commitment: commitmentOf(salt, rowText(row)) };
  });
}

/** What the record binds of a release; the check of a fingerprint compares the same facts. */
export function releaseFacts(release: ReleaseRow): Record<string, unknown> {
  return {
    number: release.number,
    title: sha256Hex(release.title),
    summary: sha256Hex(release.summary),
    whatChanged: sha256Hex(release.what_changed),
    effectiveOn: release.effective_on,
    contractYear: release.contract_year,
    reviewOn: release.review_on,
  };
}

async function recordRelease(tx: Tx, release: ReleaseRow, { hash, rows }: { hash: string; rows: StoredRow[] }): Promise<void> {
  await appendRecord(tx, {
    chain: `document:${release.document_id}`,
    act: 'publish-release',
    actor: release.published_by,
    subject: { release: release.id, version: release.version_id, signOff: release.sign_off_id },
    facts: { ...releaseFacts(release), hash, rows: rows.map((row) => row.commitment) },
  });
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
