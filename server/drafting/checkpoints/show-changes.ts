import type { DayDifference, DayOfChanges } from '../../../shared/drafting/api.ts';
import { ukDayKey } from '../../../shared/kernel/instant.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { normaliseText } from '../../../shared/text/canonical-form.ts';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { wordCount } from '../../../shared/text/plain-text.ts';
import { redline } from '../../../shared/text/redline.ts';
import { redlineHtml } from '../../../shared/text/redline-html.ts';
import { getPerson } from '../../identity/person-store.ts';
import type { Reader } from '../../platform/database/store.ts';
import { databaseNow } from '../../platform/database/values.ts';
import { requireDocument } from '../document-store.ts';
import { loadDraft } from '../live/load-draft.ts';
import { SERVER_WRITER } from '../make-document.ts';
import { headingsOf } from '../show-document.ts';
import { checkpointUpTo, creditsOf, type Credit } from './checkpoint-store.ts';
import { LogCredits } from './log-credits.ts';

const DAY_MS = 86_400_000;
const NOTHING: DocumentText = { schema: 1, blocks: [] };

/** Who wrote how much in which section, day by day, the newest first; what the log has not folded yet is counted in (DRA-25). */
export async function readTextChanges(db: Reader, documentId: string): Promise<DayOfChanges[]> {
  const recent = new LogCredits();
  const { doc } = await loadDraft(db, documentId, { listener: recent });
  const headings = headingsOf(readDocumentText(doc));
  doc.destroy();
  const places = new Map(
    headings.map(({ blockId, label, words }, place) => [blockId, { place, name: `${label} ${words}`.trim() }]),
  );
  const days = new Map<string, Credit[]>();
  for (const credit of [...recent.credits, ...(await creditsOf(db, documentId))]) {
    const day = ukDayKey(credit.hour);
    days.set(day, [...(days.get(day) ?? []), credit]);
  }
  const shown: DayOfChanges[] = [];
  for (const [day, credits] of [...days].sort(([a], [b]) => (a < b ? 1 : -1)))
    shown.push({ day, people: await peopleOf(db, credits, places) });
  return shown;
}

/** How the text changed on a day in Britain, from the end of the day before; throws the 404 problem when nothing was kept of that day. */
export async function readDayDifference(db: Reader, documentId: string, day: string): Promise<DayDifference> {
  const before = await textAt(db, documentId, dayBefore(day));
  const after = await textAt(db, documentId, day);
  if (!after || after.at === before?.at || day > ukDayKey(await databaseNow(db)))
    throw new Problem('no-changes-that-day', 404, 'Nothing was kept of this draft on that day.');
  const changes = redline(before?.text ?? NOTHING, after.text).filter(({ kind }) => kind !== 'same');
  return {
    day,
    from: before?.at ?? null,
    to: after.at,
    wordsBefore: before?.words ?? 0,
    wordsAfter: after.words,
    changes: changes.length,
    erased: [before, after].some((kept) => kept !== undefined && kept.erased > 0),
    html: redlineHtml(changes, { headingLevel: 2 }),
  };
}

type Kept = { at: string; words: number; text: DocumentText; erased: number };

/** The text at the end of a day, exactly where the log still tells of that day, else the last checkpoint up to it. */
async function textAt(db: Reader, documentId: string, day: string): Promise<Kept | undefined> {
  const { made_at: made } = await requireDocument(db, documentId);
  if (day < ukDayKey(made)) return undefined;
  const { doc, foldedAt, lastAt } = await loadDraft(db, documentId, { upTo: ({ at }) => ukDayKey(at) <= day });
  const at = lastAt ?? foldedAt;
  if (at === undefined || (foldedAt !== undefined && ukDayKey(foldedAt) > day)) return checkpointUpTo(db, documentId, day);
  const text = normaliseText(readDocumentText(doc));
  return { at, words: wordCount(text), text, erased: 0 };
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00.000Z`) - DAY_MS).toISOString().slice(0, 10);
}

async function peopleOf(
  db: Reader,
  credits: readonly Credit[],
  places: ReadonlyMap<string, { place: number; name: string }>,
): Promise<DayOfChanges['people']> {
  const byPerson = new Map<string, Map<string, Credit>>();
  for (const credit of credits) {
    const sections = byPerson.get(credit.personId) ?? new Map<string, Credit>();
    const key = places.has(credit.section) || credit.section === '' ? credit.section : GONE;
    const sum = sections.get(key) ?? { ...credit, section: key, added: 0, removed: 0, proposed: 0 };
    sum.added += credit.added;
    sum.removed += credit.removed;
    sum.proposed += credit.proposed;
    byPerson.set(credit.personId, sections.set(key, sum));
  }
  const people: DayOfChanges['people'] = [];
  for (const [personId, sections] of byPerson) {
    const inOrder = [...sections.values()].sort((a, b) => placeOf(a.section, places) - placeOf(b.section, places));
    people.push({
      name: personId === SERVER_WRITER ? 'Concord' : ((await getPerson(db, personId))?.name ?? 'Somebody'),
      sections: inOrder.map(({ section, added, removed, proposed }) => ({
        heading: nameOf(section, places),
        added,
        removed,
        proposed,
      })),
    });
  }
  return people.sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}

const GONE = '?'; // no block id: the section was deleted since

function placeOf(section: string, places: ReadonlyMap<string, { place: number }>): number {
  return places.get(section)?.place ?? (section === GONE ? Number.MAX_SAFE_INTEGER : -1);
}

function nameOf(section: string, places: ReadonlyMap<string, { name: string }>): string {
  return places.get(section)?.name ?? (section === GONE ? 'sections that are no longer there' : 'before the first heading');
}
