import canonicalize from 'canonicalize';
import { z } from 'zod';
import type { FoundFingerprint, HeldCheck } from '../../shared/publishing/release-pages.ts';
import { rowText } from '../../shared/publishing/response-table.ts';
import { commitmentOf, sha256Hex } from '../../shared/record/entry.ts';
import { shortFingerprint } from '../../shared/text/canonical-form.ts';
import { frozenBytes } from '../drafting/versions/version-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { findEntries, readHead } from '../record/record-store.ts';
import { verifyChain } from '../record/verify-record.ts';
import { checkSignatures } from './check-signatures.ts';
import { releaseFacts } from './publish-release.ts';
import { requireWholeRelease, type WholeRelease } from './read-release.ts';
import { releaseOfHash, rowsOf } from './release-store.ts';

const Recorded = z.object({ hash: z.string(), rows: z.array(z.string()) }).loose();

/** Finds the release whose text has a fingerprint (16 digits or more) and checks that text, replies, signatures and record belong together. */
export async function checkFingerprint(db: Reader, digits: string): Promise<FoundFingerprint | null> {
  const found = await releaseOfHash(db, digits);
  if (!found) return null;
  const whole = await requireWholeRelease(db, found.reference, found.number);
  const { head, release } = whole;
  const chain = `document:${release.document_id}`;
  const [entry] = await findEntries(db, { chain, act: 'publish-release', noun: 'release', id: release.id });
  const recorded = Recorded.safeParse(entry?.facts).data ?? { hash: '', rows: [] };
  return {
    href: `/p/${head.reference}/${head.number}`,
    title: head.title,
    versionNumber: head.versionNumber,
    release: head.number,
    fingerprint: shortFingerprint(whole.signOff.hash),
    publishedAt: head.publishedAt,
    checks: [
      checkText(whole, await frozenBytes(db, release.version_id), recorded.hash),
      checkWords(whole, recorded),
      await checkReplies(db, release.id, recorded.rows),
      await checkSignatures(db, whole),
      await checkRecord(db, release.document_id),
    ],
  };
}

function checkText({ version, signOff }: WholeRelease, bytes: string, recorded: string): HeldCheck {
  const fresh = sha256Hex(bytes); // the hash is taken over the canonical form, which is what lies there
  const holds = [version.hash, signOff.hash, recorded].every((hash) => hash === fresh);
  const sentence = holds ? 'Every clause is the one that was signed.' : 'The text is not the one that was signed.';
  return { name: 'The text', holds, sentence };
}

function checkWords({ release }: WholeRelease, recorded: Record<string, unknown>): HeldCheck {
  const bad = Object.entries(releaseFacts(release)).find(([fact, value]) => canonicalize(recorded[fact]) !== canonicalize(value));
  return {
    name: 'The summary and dates',
    holds: !bad,
    sentence: bad
      ? `${NAMES[bad[0]] ?? 'One of them'} is not the one that was published.`
      : 'Title, summary, what changed and the dates are the ones that were published.',
  };
}

const NAMES: Record<string, string> = {
  number: 'The number of the release',
  title: 'The title',
  summary: 'The summary',
  whatChanged: 'What changed and why',
  effectiveOn: 'The day it is in force from',
  contractYear: 'The contract year',
  reviewOn: 'The day of the review',
};

async function checkReplies(db: Reader, releaseId: string, recorded: string[]): Promise<HeldCheck> {
  const rows = new Map((await rowsOf(db, releaseId)).map((stored) => [stored.number, stored]));
  const name = 'The replies';
  const missing = recorded.findIndex((_, index) => !rows.has(index + 1));
  if (missing >= 0) return { name, holds: false, sentence: `Row ${missing + 1} of the response table is missing.` };
  const bad = [...rows.values()].find(
    ({ number, salt, row, commitment }) => commitment !== recorded[number - 1] || commitmentOf(salt, rowText(row)) !== commitment,
  );
  if (bad) return { name, holds: false, sentence: `Row ${bad.number} of the response table is not the one that was published.` };
  return { name, holds: true, sentence: repliesHold(rows.size) };
}

function repliesHold(count: number): string {
  if (count === 0) return 'No points were made, and none are shown.';
  return count === 1
    ? 'The 1 point and its reply are there, unchanged.'
    : `All ${count} points and replies are there, unchanged.`;
}

async function checkRecord(db: Reader, documentId: string): Promise<HeldCheck> {
  const name = 'The record';
  const chain = `document:${documentId}`;
  for (const [one, words] of [
    [chain, 'this document’s record'],
    ['installation', 'the record of this site'],
  ] as const) {
    const head = await readHead(db, one);
    const verdict = head && (await verifyChain(db, head));
    if (!verdict) return { name, holds: false, sentence: `Nothing is in ${words}.` };
    if (!verdict.ok) return { name, holds: false, sentence: verdict.sentence.replaceAll(one, words) };
  }
  const entries = (await readHead(db, chain))?.position ?? 0;
  return { name, holds: true, sentence: `The account of who did what is whole: ${entries} entries in order, none changed.` };
}
