import * as api from '../../shared/publishing/api.ts';
import { mayPublish } from '../../shared/publishing/rules.ts';
import type { Access } from '../identity/access.ts';
import { requireDocument } from '../drafting/document-store.ts';
import { latestVersion, requireVersion, type VersionHead } from '../drafting/versions/version-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import type { Caller } from '../platform/http/caller.ts';
import { mount } from '../platform/http/door.ts';
import { passedSignOff, signaturesOf, type SignOffRow } from '../signoff/sign-off-store.ts';
import { isRecent } from '../signoff/take-position.ts';
import { pointsToPublish } from './points-to-publish.ts';
import { publishRelease } from './publish-release.ts';
import { outcomeOf, recentlyPublished } from './published-lists.ts';
import { countAsked } from './read-release.ts';
import { mountReleasePages } from './release-routes.ts';
import { referenceOf, releasedVersionNumber, releasesOf, type ReleaseRow } from './release-store.ts';

/** What earlier rooms ask of publishing; the house hands the answers to them. */
export type PublishingRoom = { recentlyPublished: typeof recentlyPublished; outcomeOf: typeof outcomeOf };

/** Opens the room: publishing a passed version, and everything the public reads of releases (PUB). */
export function openPublishing(parts: HouseParts, access: Access): PublishingRoom {
  const { door, store, announcements } = parts;
  const db = store.read;
  mount(door, api.getReleasePage, {
    scope: ({ params }) => params,
    handle: async ({ params, caller }) => {
      const rights = await access.rightsOf(caller, params);
      return readReleasePage(db, params.documentId, { caller, mayPublish: rights.includes('publish-release') });
    },
  });
  mount(door, api.postRelease, {
    scope: ({ params }) => params,
    handle: async ({ params, body, caller }) => {
      const { release, reference } = await publishRelease({ store, announcements }, { ...params, ...body, caller });
      return summaryOf(db, release, reference);
    },
  });
  mountReleasePages(parts);
  return { recentlyPublished, outcomeOf };
}

async function readReleasePage(
  db: Reader,
  documentId: string,
  { caller, mayPublish: hasRight }: { caller: Caller; mayPublish: boolean },
): Promise<api.ReleasePage> {
  const document = await requireDocument(db, documentId);
  const newest = await latestVersion(db, documentId);
  const signOff = newest && (await passedSignOff(db, newest.id));
  const releases = await releasesOf(db, documentId);
  const { answered, undecided, held } = await pointsToPublish(db, documentId);
  const lastReleased = releases[0] && (await releasedVersionNumber(db, releases[0].id));
  const outcome = newest && mayPublish({ versionNumber: newest.number, passed: !!signOff, lastReleased, undecided, held });
  const reference = (await referenceOf(db, documentId)) ?? '';
  return {
    documentTitle: document.title,
    ready: newest && outcome?.ok ? readyOf(newest) : null,
    whyNot: whyNot(outcome),
    points: answered.length,
    withheld: answered.filter((point) => point.permission === 'not-at-all').length,
    named: answered.filter((point) => point.permission === 'with-name').length,
    ...(await countPositions(db, signOff)),
    releases: await Promise.all(releases.map((release) => summaryOf(db, release, reference))),
    mayPublish: hasRight,
    recentSignIn: isRecent(caller.signedInAt, await databaseNow(db)),
  };
}

function readyOf({ id, number, hash, words }: VersionHead): NonNullable<api.ReleasePage['ready']> {
  return { versionId: id, versionNumber: number, hash, words };
}

function whyNot(outcome: ReturnType<typeof mayPublish> | undefined): string {
  if (!outcome) return 'No version is frozen yet. A release is always of one frozen version.';
  return outcome.ok ? '' : outcome.problem.message;
}

async function countPositions(
  db: Reader,
  signOff: SignOffRow | undefined,
): Promise<Pick<api.ReleasePage, 'positions' | 'reservations' | 'silent'>> {
  if (!signOff) return { positions: 0, reservations: 0, silent: 0 };
  const signatures = await signaturesOf(db, signOff.id);
  const reservations = signatures.filter(({ position }) => position === 'agree-with-reservations').length;
  return { positions: signatures.length, reservations, silent: countAsked(signOff, signatures).silent };
}

async function summaryOf(db: Reader, release: ReleaseRow, reference: string): Promise<api.ReleaseSummary> {
  const version = await requireVersion(db, release.version_id);
  return {
    id: release.id,
    number: release.number,
    versionId: release.version_id,
    versionNumber: version.number,
    publishedAt: release.published_at,
    address: `/p/${reference}/${release.number}`,
  };
}
