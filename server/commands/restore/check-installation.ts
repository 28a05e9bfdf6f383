import { sha256Hex } from '../../../shared/record/entry.ts';
import { contentHash } from '../../../shared/text/canonical-form.ts';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { loadDraft } from '../../drafting/live/load-draft.ts';
import { frozenBytes } from '../../drafting/versions/version-store.ts';
import type { Reader } from '../../platform/database/store.ts';
import { checkFingerprint } from '../../publishing/check-release.ts';
import { verifyRecord } from '../../record/verify-record.ts';
import { counted } from '../backup/follow-work.ts';
import { allDocuments, allReleases, allVersions } from './all-texts-store.ts';

/** What holds of an installation, and what does not, one sentence each. */
export type Checked = { held: string[]; faults: string[] };

/** Checks what no hash of a table can tell: that the record, the versions, the drafts and the releases belong together. */
export async function checkInstallation(db: Reader, signal: AbortSignal): Promise<Checked> {
  const all: Checked = { held: [], faults: [] };
  for (const check of [checkRecord, checkVersions, checkDrafts, checkReleases]) {
    signal.throwIfAborted();
    const { held, faults } = await check(db);
    all.faults.push(...faults);
    if (faults.length === 0) all.held.push(...held);
  }
  return all;
}

async function checkRecord(db: Reader): Promise<Checked> {
  const verdicts = await verifyRecord(db);
  const faults = verdicts.flatMap((verdict) => (verdict.ok ? [] : [verdict.sentence]));
  const entries = verdicts.reduce((sum, verdict) => sum + (verdict.ok ? verdict.entries : 0), 0);
  return { held: [`The record holds: ${counted(entries, 'entry', 'entries')} in ${counted(verdicts.length, 'chain')}.`], faults };
}

async function checkVersions(db: Reader): Promise<Checked> {
  const versions = await allVersions(db);
  const faults: string[] = [];
  for (const { id, title, number, hash } of versions) {
    if (!hasHash(await frozenBytes(db, id), hash))
      faults.push(`Version ${number} of “${title}” is not the text that was frozen.`);
  }
  return {
    held: [`The fingerprint of each frozen version is that of its text: ${counted(versions.length, 'version')}.`],
    faults,
  };
}

/** The bytes have the hash, and so has the text that they spell. */
function hasHash(bytes: string, hash: string): boolean {
  try {
    return sha256Hex(bytes) === hash && contentHash(JSON.parse(bytes) as DocumentText) === hash;
  } catch {
    return false; // no text at all
  }
}

async function checkDrafts(db: Reader): Promise<Checked> {
  const documents = await allDocuments(db);
  const closed = documents.filter(({ quarantined }) => quarantined !== null).length;
  const faults: string[] = [];
  for (const { id, title } of documents.filter(({ quarantined }) => quarantined === null)) {
    const fault = await faultOfDraft(db, id);
    if (fault !== undefined) faults.push(`The draft of “${title}” cannot be read: ${fault}`);
  }
  const held = [`Every draft opens from its log: ${counted(documents.length - closed, 'draft')}.`];
  if (closed > 0) held.push(`Closed already before the backup, because it could not be read: ${counted(closed, 'draft')}.`);
  return { held, faults };
}

async function faultOfDraft(db: Reader, documentId: string): Promise<string | undefined> {
  try {
    const { doc } = await loadDraft(db, documentId);
    readDocumentText(doc);
    doc.destroy();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function checkReleases(db: Reader): Promise<Checked> {
  const releases = await allReleases(db);
  const faults: string[] = [];
  for (const { title, number, hash } of releases) {
    const found = await checkFingerprint(db, hash);
    const bad = found?.checks.find(({ holds }) => !holds);
    if (!found) faults.push(`Release ${number} of “${title}” is not found by its fingerprint.`);
    else if (bad) faults.push(`Release ${number} of “${title}”: ${bad.sentence}`);
  }
  return {
    held: [`Text, replies, signatures and record of each release agree: ${counted(releases.length, 'release')}.`],
    faults,
  };
}
