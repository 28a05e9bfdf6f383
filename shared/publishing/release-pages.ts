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

/** What the list of published documents shows: by programme, or what was found when the reader searched. */
export type PublishedPageProps = { searched?: string; programmes: { name: string; items: PublishedItem[] }[] };

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
  /** The newest release, when it is another one, and whether its day has come (PUB-7). */
  replacedBy: { href: string; number: number; effectiveOn: string; inForce: boolean } | null;
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
  versions: PublicVersionLine[];
};

/** A text of a document that the public can read: a release, or a draft that was put to them. */
export type PublicVersionLine = { href: string; versionNumber: number; what: string; at: string; current: boolean };

/** What the whole text of a release shows; `article` is made by textToHtml. */
export type ReleaseTextProps = ReleaseHead & { outline: OutlineEntry[]; article: string };

/** What the difference between a release and an earlier public version shows; `difference` is made by redlineHtml. */
export type ReleaseDifferenceProps = ReleaseHead & {
  /** The earlier version in words; empty when there is none. */
  comparedWith: string;
  changes: number;
  difference: string;
  /** Other earlier versions it can be compared with. */
  others: { href: string; words: string }[];
};

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
    groups: { id: string; slug: string; name: string; code: string; published: { href: string; title: string }[] }[];
  }[];
};
