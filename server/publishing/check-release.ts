import { z } from 'zod';
import type { FoundFingerprint, HeldCheck } from '../../shared/publishing/release-pages.ts';
import { commitmentOf } from '../../shared/record/entry.ts';
import { contentHash, shortFingerprint } from '../../shared/text/canonical-form.ts';
import type { Reader } from '../platform/database/store.ts';
import { findEntry, readHead } from '../record/record-store.ts';
import { verifyChain } from '../record/verify-record.ts';
import { signingKeys, type SignatureRow } from '../signoff/sign-off-store.ts';
import { isSignedBy } from '../signoff/signing-key.ts';
import { Statement } from '../../shared/signoff/statement.ts';
import { requireWholeRelease, type WholeRelease } from './read-release.ts';
import { releaseOfHash, rowsOf } from './release-store.ts';

/** Finds the release whose text has a fingerprint (16 digits or more) and checks that text, replies, signatures and record belong together. */
export async function checkFingerprint(db: Reader, digits: string): Promise<FoundFingerprint | null> {
  const found = await releaseOfHash(db, digits);
  if (!found) return null;
  const whole = await requireWholeRelease(db, found.reference, found.number);
  const { head } = whole;
  return {
    href: `/p/${head.reference}/${head.number}`,
    title: head.title,
    versionNumber: head.versionNumber,
    release: head.number,
    fingerprint: shortFingerprint(whole.version.hash),
    publishedAt: head.publishedAt,
    checks: [textCheck(whole), await repliesCheck(db, whole), await signaturesCheck(db, whole), await recordCheck(db, whole)],
  };
}

function textCheck({ version }: WholeRelease): HeldCheck {
  const holds = contentHash(version.text) === version.hash;
  return {
    name: 'The text',
    holds,
    sentence: holds ? 'Every clause is the one that was signed.' : 'The text is not the one that was signed.',
  };
}

async function repliesCheck(db: Reader, { release }: WholeRelease): Promise<HeldCheck> {
  const rows = await rowsOf(db, release.id);
  const entry = await findEntry(db, `document:${release.document_id}`, 'publish-release', 'release', release.id);
  const committed = z.object({ rows: z.array(z.string()) }).safeParse(entry?.facts);
  const recorded = committed.success ? committed.data.rows : [];
  const bad = rows.find(
    (stored) =>
      commitmentOf(stored.salt, JSON.stringify(stored.row)) !== stored.commitment ||
      recorded[stored.number - 1] !== stored.commitment,
  );
  if (bad)
    return {
      name: 'The replies',
      holds: false,
      sentence: `Row ${bad.number} of the response table is not the one that was published.`,
    };
  const holds = recorded.length === rows.length;
  return {
    name: 'The replies',
    holds,
    sentence: holds
      ? `All ${rows.length} points and replies are there, unchanged.`
      : `The record names ${recorded.length} rows, and ${rows.length} are there.`,
  };
}

async function signaturesCheck(db: Reader, { signatures, version }: WholeRelease): Promise<HeldCheck> {
  const keys = new Map((await signingKeys(db)).map((key) => [key.id, key.public_key]));
  const bad = signatures.find((signature) => !isGood(signature, keys.get(signature.key_id), version.hash));
  if (bad)
    return {
      name: 'The signatures',
      holds: false,
      sentence: `The position given by ${Statement.parse(JSON.parse(bad.statement)).name} does not hold.`,
    };
  return {
    name: 'The signatures',
    holds: true,
    sentence: `All ${signatures.length} positions were signed over exactly this text.`,
  };
}

function isGood({ statement, signature }: SignatureRow, publicKey: string | undefined, hash: string): boolean {
  const said = Statement.safeParse(JSON.parse(statement));
  return publicKey !== undefined && said.success && said.data.hash === hash && isSignedBy(publicKey, statement, signature);
}

async function recordCheck(db: Reader, { release }: WholeRelease): Promise<HeldCheck> {
  const head = await readHead(db, `document:${release.document_id}`);
  const verdict = head && (await verifyChain(db, head));
  if (verdict?.ok)
    return {
      name: 'The record',
      holds: true,
      sentence: `The chain of who did what is whole: ${verdict.entries} entries in order.`,
    };
  return { name: 'The record', holds: false, sentence: verdict?.sentence ?? 'Nothing is recorded for this document.' };
}
