import { z } from 'zod';
import { endpoint } from '../kernel/endpoint.ts';
import { Id } from '../kernel/ids.ts';
import { Instant } from '../kernel/instant.ts';
import { isContractYear, isRealDay, MAX_SUMMARY_CHARS } from './rules.ts';

const none = z.object({});

const day = (missing: string): z.ZodType<string> => z.string().refine(isRealDay, missing);

/** What a person writes to publish a passed version (PUB-1). */
export const ReleaseDraft = z
  .strictObject({
    summary: z
      .string()
      .trim()
      .min(1, 'Write the summary')
      .max(MAX_SUMMARY_CHARS, 'The summary is longer than four sides of A4. Shorten it.'),
    whatChanged: z
      .string()
      .trim()
      .min(1, 'Say what changed and why')
      .max(MAX_SUMMARY_CHARS, 'What changed is longer than four sides of A4. Shorten it.'),
    effectiveOn: day('Enter the day it is in force from, for example 1 4 2027'),
    contractYear: z.string().refine(isContractYear, 'Enter the contract year, like 2027/28'),
    reviewOn: day('Enter the day the review starts, for example 1 10 2027'),
  })
  .refine(({ effectiveOn, reviewOn }) => reviewOn > effectiveOn, {
    path: ['reviewOn'],
    message: 'The review must start after the day it is in force from',
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

/** What the page "Publish a release" shows: what would become public, in numbers, or why nothing can. */
export const ReleasePage = z.object({
  documentTitle: z.string(),
  /** The newest version, when it has passed sign-off and may be published now. */
  ready: z.object({ versionId: Id, versionNumber: z.int(), hash: z.string(), words: z.int() }).nullable(),
  whyNot: z.string(),
  points: z.int(),
  withheld: z.int(),
  named: z.int(),
  positions: z.int(),
  reservations: z.int(),
  silent: z.int(),
  releases: z.array(ReleaseSummary),
  mayPublish: z.boolean(),
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
