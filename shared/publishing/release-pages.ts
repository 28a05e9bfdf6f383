import type { OutlineEntry } from '../text/clause-numbers.ts';
import type { ResponseRow } from './response-table.ts';

/** One line of the list of everything published. */
export type PublishedItem = {
  href: string;
  title: string;
  about: string;
  release: number;
  effectiveOn: string;
  publishedAt: string;
};

/** What the list of published documents shows. */
export type PublishedPageProps = { items: PublishedItem[] };

/** A position on the released version, as the release prints it. */
export type PublicPosition = { who: string; capacity: string; position: string; words: string; at: string };

/** What every page of a release shows at its top. */
export type ReleaseHead = {
  reference: string;
  number: number;
  title: string;
  about: string;
  versionNumber: number;
  effectiveOn: string;
  contractYear: string;
  reviewOn: string;
  publishedAt: string;
  fingerprint: string;
  hash: string;
  keyId: string;
  /** Address of the release that replaced this one, if any (PUB-7). */
  replacedBy: { href: string; number: number; effectiveOn: string } | null;
};

/** What the page of a release shows. */
export type ReleasePageProps = ReleaseHead & {
  summary: string[];
  whatChanged: string[];
  positions: PublicPosition[];
  silent: number;
  asked: number;
  points: number;
  decisions: { outcome: string; count: number }[];
  versions: { href: string; number: number; publishedAt: string; current: boolean }[];
};

/** What the whole text of a release shows; `article` is made by textToHtml. */
export type ReleaseTextProps = ReleaseHead & { outline: OutlineEntry[]; article: string };

/** What the difference between the draft the public read and the release shows; `difference` is made by redlineHtml. */
export type ReleaseDifferenceProps = ReleaseHead & { comparedWith: string; changes: number; difference: string };

/** One page of a release's response table. */
export type ReleaseResponsesProps = ReleaseHead & { rows: ResponseRow[]; all: number; page: number; pages: number };

/** One thing that was checked, and whether it holds. */
export type HeldCheck = { name: string; holds: boolean; sentence: string };

/** What was found for a fingerprint somebody typed, and what the checks of it said. */
export type FoundFingerprint = {
  href: string;
  title: string;
  versionNumber: number;
  release: number;
  fingerprint: string;
  publishedAt: string;
  checks: HeldCheck[];
};

/** The page that checks a fingerprint; `typed` is absent before anything was asked. */
export type VerifyPageProps = { typed?: string; error?: string; found?: FoundFingerprint | null };

/** Programmes with their groups and what each has published. */
export type GroupsPageProps = {
  programmes: {
    name: string;
    covers: string;
    groups: { id: string; name: string; code: string; published: { href: string; title: string }[] }[];
  }[];
};
