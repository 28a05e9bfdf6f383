import { z } from 'zod';
import { responseTableCsv } from '../../shared/publishing/response-table.ts';
import { outline } from '../../shared/text/clause-numbers.ts';
import { PictureSource } from '../../shared/text/document-text.ts';
import { textToHtml } from '../../shared/text/text-html.ts';
import { requirePictureIn } from '../drafting/pictures/picture-store.ts';
import { pictureAnswer } from '../drafting/pictures/send-picture.ts';
import { requireVersion } from '../drafting/versions/version-store.ts';
import type { Reader } from '../platform/database/store.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import { networkOf, rateLimit } from '../platform/http/rate-limit.ts';
import { mountPage, pageContract, type PageAnswer } from '../platform/http/page-door.ts';
import { checkFingerprint } from './check-release.ts';
import { differenceProps } from './public-versions.ts';
import { groupsPage, publishedPage } from './published-lists.ts';
import { releasePage, requireWholeRelease } from './read-release.ts';
import { countOutcomes, rowsOf } from './release-store.ts';

const CACHE_SECONDS = 60; // a new release shows within a minute; the ETag makes asking again cheap
const ROWS_A_PAGE = 100; // RES-3: find, print and screen readers must work
const CHECKS_A_MINUTE = 20; // each walks a whole chain of the record
const SHORTEST_FINGERPRINT = 16; // hex digits, 64 bits: nobody types another release's by accident

const none = z.object({});
const Reference = z.string().regex(/^[a-z0-9-]{1,80}$/);
const ofDocument = z.object({ reference: Reference });
const ofRelease = z.object({ reference: Reference, number: z.coerce.number().int().min(1).max(10_000) });
const Search = z.object({ q: z.string().trim().max(200).optional().catch(undefined) });
const From = z.object({ from: z.coerce.number().int().min(1).max(100_000).optional() });
const Page = z.object({ page: z.coerce.number().int().min(1).max(10_000).default(1) });
const Typed = z.object({ fingerprint: z.string().max(200).optional() });

const page = <P extends z.ZodType, Q extends z.ZodType>(
  path: string,
  params: P,
  query: Q,
): ReturnType<typeof pageContract<P, Q, typeof none>> =>
  pageContract({ method: 'GET', path, right: 'anyone', params, query, body: none });

/** Mounts what the public reads of releases: lists, text, replies, difference, and the check of a fingerprint (PUB-2). */
export function mountReleasePages(parts: HouseParts): void {
  mountLists(parts);
  mountReleases(parts);
  mountResponses(parts);
  mountVerify(parts);
}

function show(name: string, props: object): PageAnswer {
  return { page: name, props: { ...props }, cacheSeconds: CACHE_SECONDS };
}

function mountLists({ pageDoor, store }: HouseParts): void {
  const db = store.read;
  mountPage(pageDoor, page('/published', none, Search), {
    handle: async ({ query }) => show('published', await publishedPage(db, query.q || undefined)),
  });
  mountPage(pageDoor, page('/groups-list', none, none), { handle: async () => show('groups-list', await groupsPage(db)) });
}

function mountReleases({ pageDoor, store }: HouseParts): void {
  const db = store.read;
  mountPage(pageDoor, page('/p/:reference', ofDocument, none), {
    handle: async ({ params }) => show('release', await releasePage(db, await requireWholeRelease(db, params.reference))),
  });
  mountPage(pageDoor, page('/p/:reference/:number', ofRelease, none), {
    handle: async ({ params }) =>
      show('release', await releasePage(db, await requireWholeRelease(db, params.reference, params.number))),
  });
  mountPage(pageDoor, page('/p/:reference/:number/text', ofRelease, none), {
    handle: async ({ params }) => {
      const { head, version } = await requireWholeRelease(db, params.reference, params.number);
      const { text } = await requireVersion(db, version.id);
      const pictureAddress = (src: string): string => `/p/${head.reference}/${head.number}/pictures/${src}`;
      return show('release-text', { ...head, outline: outline(text), article: textToHtml(text, { pictureAddress }) });
    },
  });
  mountPage(pageDoor, page('/p/:reference/:number/pictures/:src', ofRelease.extend({ src: PictureSource.shape.src }), none), {
    handle: async ({ params }) => {
      const { version, release } = await requireWholeRelease(db, params.reference, params.number);
      const { text } = await requireVersion(db, version.id);
      const picture = await requirePictureIn(db, { documentId: release.document_id, text }, params.src);
      return pictureAnswer(picture, CACHE_SECONDS);
    },
  });
  mountPage(pageDoor, page('/p/:reference/:number/changes', ofRelease, From), {
    handle: async ({ params, query }) => {
      const whole = await requireWholeRelease(db, params.reference, params.number);
      return show('release-difference', await differenceProps(db, whole, query.from));
    },
  });
}

function mountResponses({ pageDoor, store }: HouseParts): void {
  const db = store.read;
  mountPage(pageDoor, page('/p/:reference/:number/responses', ofRelease, Page), {
    handle: async ({ params, query }) => show('release-responses', await responsesProps(db, { ...params, ...query })),
  });
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
}

async function responsesProps(db: Reader, asked: { reference: string; number: number; page: number }): Promise<object> {
  const { head, release } = await requireWholeRelease(db, asked.reference, asked.number);
  const all = (await countOutcomes(db, release.id)).reduce((sum, { count }) => sum + count, 0);
  const rows = await rowsOf(db, release.id, { after: (asked.page - 1) * ROWS_A_PAGE, limit: ROWS_A_PAGE });
  return {
    ...head,
    rows: rows.map((stored) => stored.row),
    all,
    page: asked.page,
    pages: Math.max(1, Math.ceil(all / ROWS_A_PAGE)),
  };
}

function mountVerify({ pageDoor, store }: HouseParts): void {
  const checks = rateLimit(CHECKS_A_MINUTE, 60);
  mountPage(pageDoor, page('/verify', none, Typed), {
    handle: async ({ query, request }) => {
      if (query.fingerprint === undefined) return { page: 'verify', props: {}, cacheSeconds: CACHE_SECONDS };
      const typed = query.fingerprint.trim();
      const digits = typed.toLowerCase().replace(/[\s:-]/g, '');
      const error = typingError(digits);
      if (error) return { page: 'verify', props: { typed, error }, status: 422 };
      await checks.spend(networkOf(request));
      return { page: 'verify', props: { typed, found: await checkFingerprint(store.read, digits) } };
    },
  });
}

function typingError(digits: string): string | undefined {
  if (digits === '') return 'Enter the fingerprint';
  if (!/^[0-9a-f]*$/.test(digits)) return 'A fingerprint has only the digits 0 to 9 and the letters a to f';
  if (digits.length < SHORTEST_FINGERPRINT)
    return `Enter at least the first ${SHORTEST_FINGERPRINT} letters and digits of the fingerprint`;
  return digits.length > 64 ? 'A fingerprint has 64 letters and digits, and this is longer' : undefined;
}
