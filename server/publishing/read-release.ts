import { ukCalendarDay } from '../../shared/consultation/uk-time.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { ukDate } from '../../shared/kernel/instant.ts';
import type { PublicPosition, ReleaseHead, ReleasePageProps } from '../../shared/publishing/release-pages.ts';
import { POSITION_WORDS } from '../../shared/signoff/chain.ts';
import { Statement } from '../../shared/signoff/statement.ts';
import { shortFingerprint } from '../../shared/text/canonical-form.ts';
import { productName } from '../../shared/drafting/templates/template.ts';
import { requireGroup } from '../directory/group-store.ts';
import { requireDocument } from '../drafting/document-store.ts';
import { versionsOf, type VersionHead } from '../drafting/versions/version-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import { requireSignOff, signaturesOf, type SignatureRow, type SignOffRow } from '../signoff/sign-off-store.ts';
import { publicVersions } from './public-versions.ts';
import { countOutcomes, documentOfReference, releasesOf, type ReleaseRow } from './release-store.ts';

/** A release with everything its pages are made of, but for the text, which few of them need. */
export type WholeRelease = {
  release: ReleaseRow;
  releases: ReleaseRow[];
  versions: VersionHead[];
  version: VersionHead;
  signOff: SignOffRow;
  signatures: SignatureRow[];
  head: ReleaseHead;
};

/** Reads a release by its public name and number; the newest when no number is given; throws the 404 problem. */
export async function requireWholeRelease(db: Reader, reference: string, number?: number): Promise<WholeRelease> {
  const documentId = await documentOfReference(db, reference);
  const releases = documentId ? await releasesOf(db, documentId) : [];
  const release = number === undefined ? releases[0] : releases.find((one) => one.number === number);
  const versions = release ? await versionsOf(db, release.document_id) : [];
  const version = versions.find(({ id }) => id === release?.version_id);
  if (!release || !version) throw new Problem('release-not-found', 404, 'There is no published document at this address.');
  const signOff = await requireSignOff(db, release.sign_off_id);
  const signatures = await signaturesOf(db, release.sign_off_id);
  const head = await headOf(db, { reference, release, releases, version, keyId: signatures.at(-1)?.key_id ?? '' });
  return { release, releases, versions, version, signOff, signatures, head };
}

/** The page of a release: summary, who agreed, how many points, every text the public can read. */
export async function releasePage(db: Reader, whole: WholeRelease): Promise<ReleasePageProps> {
  const { release, signOff, signatures, head } = whole;
  const decisions = await countOutcomes(db, release.id);
  return {
    ...head,
    summary: paragraphs(release.summary),
    whatChanged: paragraphs(release.what_changed),
    positions: signatures.map(publicPosition),
    ...countAsked(signOff, signatures),
    points: decisions.reduce((sum, { count }) => sum + count, 0),
    decisions,
    versions: await publicVersions(db, whole),
  };
}

/** How many people were asked for a position on exactly this version, and how many said nothing. */
export function countAsked(
  signOff: Pick<SignOffRow, 'steps'>,
  signatures: Pick<SignatureRow, 'person_id' | 'step_id'>[],
): { asked: number; silent: number } {
  const steps = signOff.steps.filter((step) => step.kind === 'persons');
  const isSilent = (stepId: string, personId: string): boolean =>
    !signatures.some((signature) => signature.step_id === stepId && signature.person_id === personId);
  return {
    asked: steps.reduce((sum, { asked }) => sum + asked.length, 0),
    silent: steps.reduce((sum, step) => sum + step.asked.filter((one) => isSilent(step.id, one.personId)).length, 0),
  };
}

/** A person's position as the release prints it, in the words of the signed statement; a board's carries its meeting. */
export function publicPosition({ statement, at }: Pick<SignatureRow, 'statement' | 'at'>): PublicPosition {
  const { name, capacity, onBehalfOf, position, words } = Statement.parse(JSON.parse(statement));
  const [body = '', ...meeting] = onBehalfOf?.split(', ') ?? [];
  return {
    who: onBehalfOf ? body.charAt(0).toUpperCase() + body.slice(1) : name,
    capacity: onBehalfOf ? daysInWords(`${meeting.join(', ')}. Recorded by ${name}`) : capacity,
    position: POSITION_WORDS[position],
    words,
    at,
  };
}

/** Text typed in a box as paragraphs: a blank line ends one. */
export function paragraphs(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function daysInWords(text: string): string {
  const words = text.replace(/\d{4}-\d{2}-\d{2}/, (day) => ukDate(`${day}T12:00:00.000Z`));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

type HeadParts = { reference: string; release: ReleaseRow; releases: ReleaseRow[]; version: VersionHead; keyId: string };

async function headOf(db: Reader, { reference, release, releases, version, keyId }: HeadParts): Promise<ReleaseHead> {
  const document = await requireDocument(db, release.document_id);
  const group = await requireGroup(db, document.group_id);
  return {
    reference,
    number: release.number,
    title: release.title,
    about: `${productName(document.product_id)}. ${group.name} group, ${group.programme} programme.`,
    versionNumber: version.number,
    effectiveOn: release.effective_on,
    contractYear: release.contract_year,
    reviewOn: release.review_on,
    publishedAt: release.published_at,
    fingerprint: shortFingerprint(version.hash),
    hash: version.hash,
    keyId,
    replacedBy: replacement({ reference, release, releases }, ukCalendarDay(await databaseNow(db))),
  };
}

function replacement(
  { reference, release, releases }: Pick<HeadParts, 'reference' | 'release' | 'releases'>,
  today: string,
): ReleaseHead['replacedBy'] {
  const newest = releases[0];
  if (!newest || newest.id === release.id) return null;
  const { number, effective_on: effectiveOn } = newest;
  return { href: `/p/${reference}/${number}`, number, effectiveOn, inForce: effectiveOn <= today };
}
