import { Problem } from '../../shared/kernel/problem.ts';
import type { PublicPosition, ReleaseHead, ReleasePageProps } from '../../shared/publishing/release-pages.ts';
import { Statement } from '../../shared/signoff/statement.ts';
import { shortFingerprint } from '../../shared/text/canonical-form.ts';
import { productName } from '../../shared/drafting/templates/template.ts';
import { requireGroup } from '../directory/group-store.ts';
import { requireDocument } from '../drafting/document-store.ts';
import { requireVersion, type VersionRow } from '../drafting/versions/version-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { requireSignOff, signaturesOf, type SignatureRow, type SignOffRow } from '../signoff/sign-off-store.ts';
import { documentOfReference, getRelease, releasesOf, rowsOf, type ReleaseRow } from './release-store.ts';

/** A release with everything its pages are made of. */
export type WholeRelease = {
  release: ReleaseRow;
  releases: ReleaseRow[];
  version: VersionRow;
  signOff: SignOffRow;
  signatures: SignatureRow[];
  head: ReleaseHead;
};

/** Reads a release by its public name and number; the newest when no number is given; throws the 404 problem. */
export async function requireWholeRelease(db: Reader, reference: string, number?: number): Promise<WholeRelease> {
  const documentId = await documentOfReference(db, reference);
  const releases = documentId ? await releasesOf(db, documentId) : [];
  const release = documentId && number !== undefined ? await getRelease(db, documentId, number) : releases[0];
  if (!release) throw new Problem('release-not-found', 404, 'There is no published document at this address.');
  const version = await requireVersion(db, release.version_id);
  const signOff = await requireSignOff(db, release.sign_off_id);
  const signatures = await signaturesOf(db, release.sign_off_id);
  const head = await headOf(db, { reference, release, releases, version, keyId: signatures.at(-1)?.key_id ?? '' });
  return { release, releases, version, signOff, signatures, head };
}

/** The page of a release: summary, who agreed, how many points, other releases. */
export async function releasePage(db: Reader, whole: WholeRelease): Promise<ReleasePageProps> {
  const { release, releases, signOff, signatures, head } = whole;
  const rows = await rowsOf(db, release.id);
  const counts = new Map<string, number>();
  for (const { row } of rows) counts.set(row.outcome, (counts.get(row.outcome) ?? 0) + 1);
  const asked = signOff.steps.flatMap((step) => (step.kind === 'persons' ? step.asked.map((person) => person.personId) : []));
  const answered = new Set(signatures.map((signature) => signature.person_id));
  return {
    ...head,
    summary: paragraphs(release.summary),
    whatChanged: paragraphs(release.what_changed),
    positions: signatures.map(publicPosition),
    silent: asked.filter((person) => !answered.has(person)).length,
    asked: asked.length,
    points: rows.length,
    decisions: [...counts].map(([outcome, count]) => ({ outcome, count })),
    versions: releases.map((one) => ({
      href: `/p/${head.reference}/${one.number}`,
      number: one.number,
      publishedAt: one.published_at,
      current: one.id === release.id,
    })),
  };
}

/** A person's position as the release prints it, in the words of the signed statement; a board's carries its meeting. */
export function publicPosition({ statement, at }: Pick<SignatureRow, 'statement' | 'at'>): PublicPosition {
  const { name, capacity, onBehalfOf, position, words } = Statement.parse(JSON.parse(statement));
  return {
    who: onBehalfOf ?? name,
    capacity: onBehalfOf ? `recorded by ${name}` : capacity,
    position: position.replaceAll('-', ' '),
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

type HeadParts = { reference: string; release: ReleaseRow; releases: ReleaseRow[]; version: VersionRow; keyId: string };

async function headOf(db: Reader, { reference, release, releases, version, keyId }: HeadParts): Promise<ReleaseHead> {
  const document = await requireDocument(db, release.document_id);
  const group = await requireGroup(db, document.group_id);
  const newest = releases[0];
  return {
    reference,
    number: release.number,
    title: release.title,
    about: `${productName(document.product_id)}. ${group.name} group.`,
    versionNumber: version.number,
    effectiveOn: release.effective_on,
    contractYear: release.contract_year,
    reviewOn: release.review_on,
    publishedAt: release.published_at,
    fingerprint: shortFingerprint(version.hash),
    hash: version.hash,
    keyId,
    replacedBy:
      newest && newest.id !== release.id
        ? { href: `/p/${reference}/${newest.number}`, number: newest.number, effectiveOn: newest.effective_on }
        : null,
  };
}
