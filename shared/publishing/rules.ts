import { allowed, refused, type Outcome } from '../kernel/outcome.ts';

/** Characters on a side of A4 at 12 point with headings and space between paragraphs. */
export const CHARS_A_SIDE = 3_000;

/** Sides of A4 that a summary aims at; the most it may have is one more (PUB-1). */
export const SIDES_AIMED_AT = 3;

/** Characters of a summary at most: four sides of A4, the most a board reads (PUB-1). */
export const MAX_SUMMARY_CHARS = (SIDES_AIMED_AT + 1) * CHARS_A_SIDE;

/** What decides whether a version may be published, as the transaction that publishes it read it. */
export type PublishingFacts = {
  versionNumber: number;
  /** A sign-off of exactly this version has passed. */
  passed: boolean;
  /** The version of the document's newest release, if there is one. */
  lastReleased: number | undefined;
  /** Points without a decision. */
  undecided: number;
  /** Points of responses that somebody still has to look at before they count (CON-41). */
  held: number;
};

/** Whether a version may be published: after its sign-off passed, once, in order, with every point answered (PUB-1, RES-21). */
export function mayPublish({ versionNumber, passed, lastReleased, undecided, held }: PublishingFacts): Outcome {
  if (lastReleased === versionNumber) return refused('already-published', 409, `Version ${versionNumber} has been published.`);
  if (lastReleased !== undefined && lastReleased > versionNumber)
    return refused('newer-published', 409, `Version ${lastReleased} has been published, and version ${versionNumber} is older.`);
  if (!passed) return refused('not-passed', 409, `Version ${versionNumber} has not passed sign-off, so it cannot be published.`);
  if (undecided > 0)
    return refused(
      'point-undecided',
      409,
      `${counted(undecided, 'point has', 'points have')} no decision, so nothing can be published.`,
    );
  if (held > 0)
    return refused(
      'response-to-check',
      409,
      `${counted(held, 'point is', 'points are')} in a response that waits to be checked. Check it, then publish.`,
    );
  return allowed;
}

/** How many sides of A4 so many characters fill, to one decimal place, rounded up. */
export function sidesOfA4(characters: number): number {
  return Math.ceil((characters / CHARS_A_SIDE) * 10) / 10;
}

/** Whether a day like "2027-04-01" is in the calendar. */
export function isRealDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** Whether a contract year like "2027/28" names two years that follow each other. */
export function isContractYear(words: string): boolean {
  const [, first, second] = /^(\d{4})\/(\d{2})$/.exec(words) ?? [];
  return first !== undefined && Number(second) === (Number(first) + 1) % 100;
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
