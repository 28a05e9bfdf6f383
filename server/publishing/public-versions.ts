import { stateAt } from '../../shared/consultation/consultation.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import type { PublicVersionLine, ReleaseDifferenceProps } from '../../shared/publishing/release-pages.ts';
import { redline, type RedlineChange } from '../../shared/text/redline.ts';
import { redlineHtml } from '../../shared/text/redline-html.ts';
import { consultationsOfDocument, packOf, timesOf } from '../consultation/consultation-store.ts';
import { requireVersion } from '../drafting/versions/version-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { WholeRelease } from './read-release.ts';

/** Every text of a document that the public can read, newest first: its releases, and the drafts that were put to everyone. */
export async function publicVersions(db: Reader, whole: WholeRelease): Promise<PublicVersionLine[]> {
  const numbers = new Map(whole.versions.map(({ id, number }) => [id, number]));
  const releases = whole.releases.map((one) => ({
    href: `/p/${whole.head.reference}/${one.number}`,
    versionNumber: numbers.get(one.version_id) ?? 0,
    what: `Release ${one.number}`,
    at: one.published_at,
    current: one.id === whole.release.id,
  }));
  return [...releases, ...(await consultedDrafts(db, whole.release.document_id, numbers))];
}

// A draft that was shown to some only, or is not open yet, is no public text.
async function consultedDrafts(
  db: Reader,
  documentId: string,
  numbers: ReadonlyMap<string, number>,
): Promise<PublicVersionLine[]> {
  const now = await databaseNow(db);
  const lines: PublicVersionLine[] = [];
  for (const consultation of await consultationsOfDocument(db, documentId)) {
    const isPublic = consultation.audience === 'public' && stateAt(timesOf(consultation), now) !== 'soon';
    const packed = (await packOf(db, consultation.id)).find((one) => one.document_id === documentId);
    if (!isPublic || !packed) continue;
    lines.push({
      href: `/c/${consultation.reference}/${packed.place}?view=reading`,
      versionNumber: numbers.get(packed.version_id) ?? 0,
      what: 'Draft for consultation',
      at: consultation.opens_at,
      current: false,
    });
  }
  return lines;
}

/** A release against an earlier public version: the one asked for by its number, or the newest before it (PUB-3). */
export async function differenceProps(
  db: Reader,
  whole: WholeRelease,
  from: number | undefined,
): Promise<ReleaseDifferenceProps> {
  const { head, version } = whole;
  const earlier = (await publicVersions(db, whole)).filter((line) => line.versionNumber < version.number);
  earlier.sort((a, b) => b.versionNumber - a.versionNumber);
  const chosen = from === undefined ? earlier[0] : earlier.find((line) => line.versionNumber === from);
  if (!chosen && from !== undefined)
    throw new Problem('version-not-found', 404, 'There is no earlier public version of this number to compare with.');
  if (!chosen) return { ...head, comparedWith: '', changes: 0, difference: '', others: [] };
  const before = whole.versions.find((one) => one.number === chosen.versionNumber);
  const changes = before ? await changesBetween(db, before.id, version.id) : [];
  return {
    ...head,
    comparedWith: inWords(chosen),
    changes: changes.length,
    difference: redlineHtml(changes),
    others: earlier
      .filter((line) => line.versionNumber !== chosen.versionNumber)
      .map((line) => ({ href: `/p/${head.reference}/${head.number}/changes?from=${line.versionNumber}`, words: inWords(line) })),
  };
}

async function changesBetween(db: Reader, before: string, after: string): Promise<RedlineChange[]> {
  const [older, newer] = [await requireVersion(db, before), await requireVersion(db, after)];
  return redline(older.text, newer.text).filter((change) => change.kind !== 'same');
}

function inWords({ versionNumber, what }: PublicVersionLine): string {
  return what.startsWith('Release')
    ? `${what.toLowerCase()} (version ${versionNumber})`
    : `version ${versionNumber}, the draft the public read`;
}
