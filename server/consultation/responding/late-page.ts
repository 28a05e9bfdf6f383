import { NO_WORDS } from '../../../shared/consultation/draft-words.ts';
import type { LatePageProps } from '../../../shared/consultation/pages.ts';
import type { Reader } from '../../platform/database/store.ts';
import type { PageAnswer } from '../../platform/http/page-door.ts';
import { laterDay } from '../present-facts.ts';
import { DRAFT_DAYS } from './forget-drafts.ts';
import { presentWords, wordsAsText } from './present-words.ts';
import type { Visit } from './visit.ts';

const LATE = 409; // understood and kept, and not counted: the consultation's state forbids it

/** The page for words that arrived after closing, with every one of them (CON-3). */
export async function latePage(
  db: Reader,
  visit: Visit,
  headers: Record<string, string> = {},
): Promise<Extract<PageAnswer, { page: string }>> {
  const { facts, now, draft } = visit;
  const words = wordsAsText(await presentWords(db, visit, draft?.words ?? NO_WORDS));
  const props: LatePageProps = {
    ...facts,
    arrivedAt: now,
    gap: gapInWords(Date.parse(now) - Date.parse(facts.closesAt)),
    words,
    keptUntil: laterDay(facts.closesAt, DRAFT_DAYS),
    ownDraft: draft !== undefined,
  };
  return { page: 'late', props, status: LATE, headers };
}

const UNITS: [milliseconds: number, name: string][] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
];

/** How long before: "4 minutes". */
export function gapInWords(milliseconds: number): string {
  const [size, name] = UNITS.find(([unit]) => milliseconds >= unit) ?? [1000, 'second'];
  const count = Math.max(1, Math.floor(milliseconds / size));
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
