import * as api from '../../shared/publishing/api.ts';
import { latestVersion } from '../drafting/versions/version-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import { mount } from '../platform/http/door.ts';
import type { Caller } from '../platform/http/caller.ts';
import { requireDocument } from '../drafting/document-store.ts';
import { requireVersion } from '../drafting/versions/version-store.ts';
import { passedSignOff } from '../signoff/sign-off-store.ts';
import { isRecent } from '../signoff/take-position.ts';
import { answeredPoints, publishRelease } from './publish-release.ts';
import { mountReleasePages } from './release-routes.ts';
import { referenceOf, releasesOf, type ReleaseRow } from './release-store.ts';

/** Opens the room: publishing a passed version, and everything the public reads of releases (PUB). */
export function openPublishing(parts: HouseParts): void {
  const { door, store, announcements } = parts;
  mount(door, api.getReleasePage, {
    scope: ({ params }) => params,
    handle: ({ params, caller }) => store.transaction((tx) => readReleasePage(tx, params.documentId, caller)),
  });
  mount(door, api.postRelease, {
    scope: ({ params }) => params,
    handle: async ({ params, body, caller }) => {
      const { release, reference } = await publishRelease({ store, announcements }, { ...params, ...body, caller });
      return summaryOf(store.read, release, reference);
    },
  });
  mountReleasePages(parts);
}

async function readReleasePage(
  db: Parameters<typeof answeredPoints>[0],
  documentId: string,
  caller: Caller,
): Promise<api.ReleasePage> {
  const document = await requireDocument(db, documentId);
  const newest = await latestVersion(db, documentId);
  const signOff = newest && (await passedSignOff(db, newest.id));
  const releases = await releasesOf(db, documentId);
  const published = releases.some((release) => release.version_id === newest?.id);
  const ready = signOff !== undefined && !published;
  const points = ready ? await answeredPoints(db, documentId) : [];
  const reference = (await referenceOf(db, documentId)) ?? '';
  return {
    documentTitle: document.title,
    passed:
      ready && newest ? { signOffId: signOff.id, versionId: newest.id, versionNumber: newest.number, hash: newest.hash } : null,
    whyNot: ready ? '' : whyNot({ version: newest?.number, published }),
    points: points.length,
    withheld: points.filter((point) => point.permission === 'no').length,
    releases: await Promise.all(releases.map((release) => summaryOf(db, release, reference))),
    recentSignIn: isRecent(caller.signedInAt, await databaseNow(db)),
  };
}

function whyNot({ version, published }: { version: number | undefined; published: boolean }): string {
  if (version === undefined) return 'No version is frozen yet.';
  if (published) return `Version ${version} has been published.`;
  return `Version ${version} has not passed sign-off yet.`;
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
