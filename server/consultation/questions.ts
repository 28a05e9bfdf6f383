import type { Reader } from '../platform/database/store.ts';

/** One thing published lately, as the public home page lists it. */
export type PublishedItem = { href: string; title: string; what: string; publishedAt: string };

/** What consultation asks of later rooms; each room adds its answer as it opens. */
export type ConsultationQuestions = {
  /** What was published lately, or what was published and fits the words searched for. */
  recentlyPublished(db: Reader, searched: string | undefined): Promise<PublishedItem[]>;
  /** The page of the first release of a document after an instant: what came of a consultation that closed then. */
  outcomeOf(db: Reader, documentId: string, since: string): Promise<string | undefined>;
};

/** The answers while no later room has given one: nothing has been published. */
export const NOTHING_PUBLISHED: ConsultationQuestions = {
  recentlyPublished: async () => Promise.resolve([]),
  outcomeOf: async () => Promise.resolve(undefined),
};
