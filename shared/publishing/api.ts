import { z } from 'zod';
import { endpoint } from '../kernel/endpoint.ts';
import { Id } from '../kernel/ids.ts';
import { Instant } from '../kernel/instant.ts';

const none = z.object({});
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'Enter a day, like 1 4 2027');

/** Words of the summary: about four sides of A4, the most a board reads (PUB-1). */
export const MAX_SUMMARY_CHARS = 12_000;

/** What a person writes to publish a passed version (PUB-1). */
export const ReleaseDraft = z.strictObject({
  summary: z
    .string()
    .trim()
    .min(1, 'Write the summary')
    .max(MAX_SUMMARY_CHARS, 'The summary is longer than four sides of A4. Shorten it.'),
  whatChanged: z
    .string()
    .trim()
    .min(1, 'Say what changed and why')
    .max(MAX_SUMMARY_CHARS, 'This is longer than four sides of A4. Shorten it.'),
  effectiveOn: Day,
  contractYear: z.string().regex(/^\d{4}\/\d{2}$/, 'Enter the contract year, like 2027/28'),
  reviewOn: Day,
});

/** A release as the staff pages list it. */
export const ReleaseSummary = z.object({
  id: Id,
  number: z.int(),
  versionId: Id,
  versionNumber: z.int(),
  publishedAt: Instant,
  address: z.string(),
});

/** What the page "Publish a release" shows. */
export const ReleasePage = z.object({
  documentTitle: z.string(),
  passed: z.object({ signOffId: Id, versionId: Id, versionNumber: z.int(), hash: z.string() }).nullable(),
  whyNot: z.string(),
  points: z.int(),
  withheld: z.int(),
  releases: z.array(ReleaseSummary),
  recentSignIn: z.boolean(),
});

/** The page "Publish a release" of a document. */
export const getReleasePage = endpoint({
  method: 'GET',
  path: '/api/documents/:documentId/releases',
  right: 'read-draft',
  params: z.object({ documentId: Id }),
  query: none,
  body: none,
  output: ReleasePage,
});

/** Publishes a passed version with its response table and signatures; a separate human act after sign-off (PUB-1). */
export const postRelease = endpoint({
  method: 'POST',
  path: '/api/documents/:documentId/releases',
  right: 'publish-release',
  params: z.object({ documentId: Id }),
  query: none,
  body: z.strictObject({ id: Id, versionId: Id, release: ReleaseDraft }),
  output: ReleaseSummary,
});

export type ReleaseDraft = z.infer<typeof ReleaseDraft>;
export type ReleaseSummary = z.infer<typeof ReleaseSummary>;
export type ReleasePage = z.infer<typeof ReleasePage>;
