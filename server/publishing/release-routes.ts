import { z } from 'zod';
import type { FoundFingerprint, GroupsPageProps, PublishedItem } from '../../shared/publishing/release-pages.ts';
import { responseTableCsv } from '../../shared/publishing/response-table.ts';
import { outline } from '../../shared/text/clause-numbers.ts';
import { redline } from '../../shared/text/redline.ts';
import { redlineHtml } from '../../shared/text/redline-html.ts';
import { textToHtml } from '../../shared/text/text-html.ts';
import { productName } from '../../shared/drafting/templates/template.ts';
import { consultationsOfDocument, packOf } from '../consultation/consultation-store.ts';
import { listGroups, requireGroup } from '../directory/group-store.ts';
import { listProgrammes } from '../directory/programme-store.ts';
import { requireDocument } from '../drafting/document-store.ts';
import { requireVersion } from '../drafting/versions/version-store.ts';
import type { Reader } from '../platform/database/store.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import { networkOf, rateLimit } from '../platform/http/rate-limit.ts';
import { mountPage, pageContract, type PageAnswer } from '../platform/http/page-door.ts';
import { checkFingerprint } from './check-release.ts';
import { releasePage, requireWholeRelease, type WholeRelease } from './read-release.ts';
import { newestReleases, rowsOf } from './release-store.ts';

const CACHE_SECONDS = 60; // a new release shows within a minute; the ETag makes asking again cheap
const MOST_LISTED = 500; // more documents than any commissioner of specialised services has
const ROWS_A_PAGE = 100; // RES-3: find, print and screen readers must work
const CHECKS_A_MINUTE = 20; // each walks a whole chain of the record

const none = z.object({});
const Reference = z.string().regex(/^[a-z0-9-]{1,80}$/);
const ofRelease = z.object({ reference: Reference, number: z.coerce.number().int().min(1).max(10_000) });
const page = <P extends z.ZodType, Q extends z.ZodType>(
  path: string,
  params: P,
  query: Q,
): ReturnType<typeof pageContract<P, Q, typeof none>> =>
  pageContract({ method: 'GET', path, right: 'anyone', params, query, body: none });

/** Mounts what the public reads of releases: lists, text, replies, difference, and the check of a fingerprint (PUB-2). */
export function mountReleasePages({ pageDoor, store }: HouseParts): void {
  const db = store.read;
  const checks = rateLimit(CHECKS_A_MINUTE, 60);
  const show = (name: string, props: object): PageAnswer => ({ page: name, props: { ...props }, cacheSeconds: CACHE_SECONDS });
  mountPage(pageDoor, page('/published', none, none), {
    handle: async () => show('published', { items: await publishedItems(db) }),
  });
  mountPage(pageDoor, page('/groups-list', none, none), { handle: async () => show('groups-list', await groupsPage(db)) });
  mountPage(pageDoor, page('/p/:reference', z.object({ reference: Reference }), none), {
    handle: async ({ params }) => show('release', await releasePage(db, await requireWholeRelease(db, params.reference))),
  });
  mountPage(pageDoor, page('/p/:reference/:number', ofRelease, none), {
    handle: async ({ params }) =>
      show('release', await releasePage(db, await requireWholeRelease(db, params.reference, params.number))),
  });
  mountPage(pageDoor, page('/p/:reference/:number/text', ofRelease, none), {
    handle: async ({ params }) => {
      const { head, version } = await requireWholeRelease(db, params.reference, params.number);
      return show('release-text', { ...head, outline: outline(version.text), article: textToHtml(version.text) });
    },
  });
  mountPage(pageDoor, page('/p/:reference/:number/changes', ofRelease, none), {
    handle: async ({ params }) =>
      show('release-difference', await differenceProps(db, await requireWholeRelease(db, params.reference, params.number))),
  });
  mountPage(
    pageDoor,
    page('/p/:reference/:number/responses', ofRelease, z.object({ page: z.coerce.number().int().min(1).max(10_000).default(1) })),
    {
      handle: async ({ params, query }) => {
        const { head, release } = await requireWholeRelease(db, params.reference, params.number);
        const rows = (await rowsOf(db, release.id)).map((stored) => stored.row);
        const from = (query.page - 1) * ROWS_A_PAGE;
        return show('release-responses', {
          ...head,
          rows: rows.slice(from, from + ROWS_A_PAGE),
          all: rows.length,
          page: query.page,
          pages: Math.max(1, Math.ceil(rows.length / ROWS_A_PAGE)),
        });
      },
    },
  );
  mountPage(pageDoor, page('/p/:reference/:number/responses.csv', ofRelease, none), {
    handle: async ({ params }) => {
      const { head, release } = await requireWholeRelease(db, params.reference, params.number);
      const rows = (await rowsOf(db, release.id)).map((stored) => stored.row);
      return {
        bytes: responseTableCsv(rows),
        type: 'text/csv; charset=utf-8',
        fileName: `${head.reference}-${head.number}-responses.csv`,
        cacheSeconds: CACHE_SECONDS,
      };
    },
  });
  mountPage(pageDoor, page('/verify', none, z.object({ fingerprint: z.string().max(200).optional() })), {
    handle: async ({ query, request }) => {
      if (query.fingerprint === undefined) return { page: 'verify', props: {}, cacheSeconds: CACHE_SECONDS };
      const digits = query.fingerprint.toLowerCase().replace(/[^0-9a-f]/g, '');
      if (digits.length < 16 || digits.length > 64)
        return {
          page: 'verify',
          props: { typed: query.fingerprint, error: 'Enter at least the first 16 letters and digits of the fingerprint' },
          status: 422,
        };
      await checks.spend(networkOf(request));
      const found: FoundFingerprint | null = await checkFingerprint(db, digits);
      return { page: 'verify', props: { typed: query.fingerprint, found } };
    },
  });
}

async function publishedItems(db: Reader): Promise<PublishedItem[]> {
  const releases = await newestReleases(db, MOST_LISTED);
  return Promise.all(
    releases.map(async (release) => {
      const document = await requireDocument(db, release.document_id);
      const group = await requireGroup(db, document.group_id);
      const about = `${productName(document.product_id)}. ${group.name} group, ${group.programme} programme.`;
      return {
        href: `/p/${release.reference}`,
        title: release.title,
        about,
        release: release.number,
        effectiveOn: release.effective_on,
        publishedAt: release.published_at,
      };
    }),
  );
}

async function groupsPage(db: Reader): Promise<GroupsPageProps> {
  const groups = (await listGroups(db)).filter((group) => group.closed_at === null);
  const published = new Map<string, { href: string; title: string }[]>();
  for (const release of await newestReleases(db, MOST_LISTED)) {
    const { group_id: groupId } = await requireDocument(db, release.document_id);
    published.set(groupId, [...(published.get(groupId) ?? []), { href: `/p/${release.reference}`, title: release.title }]);
  }
  const programmes = (await listProgrammes(db)).map((programme) => ({
    name: programme.name,
    covers: programme.covers,
    groups: groups
      .filter((group) => group.programme_id === programme.id)
      .map((group) => ({ id: group.id, name: group.name, code: group.code ?? '', published: published.get(group.id) ?? [] })),
  }));
  return { programmes };
}

/** The release against the draft the public read: the newest consultation of the document that had another version. */
async function differenceProps(db: Reader, { head, release, version }: WholeRelease): Promise<object> {
  for (const consultation of await consultationsOfDocument(db, release.document_id)) {
    const packed = (await packOf(db, consultation.id)).find((one) => one.document_id === release.document_id);
    if (!packed || packed.version_id === version.id) continue;
    const consulted = await requireVersion(db, packed.version_id);
    const changes = redline(consulted.text, version.text).filter((change) => change.kind !== 'same');
    return {
      ...head,
      comparedWith: `version ${consulted.number}, the draft the public read`,
      changes: changes.length,
      difference: redlineHtml(changes),
    };
  }
  return { ...head, comparedWith: '', changes: 0, difference: '' };
}
