import type { HeldCheck } from '../../shared/publishing/release-pages.ts';
import { sha256Hex } from '../../shared/record/entry.ts';
import { Statement } from '../../shared/signoff/statement.ts';
import { getPerson } from '../identity/person-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { findEntries, type StoredEntry } from '../record/record-store.ts';
import { signingKeys, type KeyRow, type SignatureRow } from '../signoff/sign-off-store.ts';
import { isSignedBy } from '../signoff/signing-key.ts';
import type { WholeRelease } from './read-release.ts';

const NAME = 'The signatures';

/** Checks each signature against its key, the text and the record, and that none the record knows of is missing (SIG-6). */
export async function checkSignatures(db: Reader, { signatures, signOff, release }: WholeRelease): Promise<HeldCheck> {
  const chain = `document:${release.document_id}`;
  const entries = await findEntries(db, { chain, act: 'take-position', noun: 'signOff', id: signOff.id });
  const recorded = new Map(entries.map((entry) => [entry.subject['signature'], entry]));
  const keys = new Map((await signingKeys(db)).map((key) => [key.id, key]));
  const known = await keysOfRecord(db, keys);
  for (const signature of signatures) {
    const key = keys.get(signature.key_id);
    const fault =
      faultOfKey(signature, key, known.get(signature.key_id)) ??
      faultOfSignature(signature, key, recorded.get(signature.id), signOff.hash);
    if (fault) return { name: NAME, holds: false, sentence: `The position given by ${await nameOf(db, signature)} ${fault}.` };
  }
  const missing = [...recorded.keys()].filter((id) => !signatures.some((signature) => signature.id === id)).length;
  if (missing > 0)
    return {
      name: NAME,
      holds: false,
      sentence: `${missing} of the ${recorded.size} positions in the record ${missing === 1 ? 'is' : 'are'} missing.`,
    };
  return {
    name: NAME,
    holds: true,
    sentence: `${signatures.length === 1 ? 'The 1 position was' : `All ${signatures.length} positions were`} signed over exactly this text.`,
  };
}

function faultOfKey({ at }: SignatureRow, key: KeyRow | undefined, known: unknown): string | undefined {
  if (!key || known !== key.public_key) return 'was signed with a key that the record does not know';
  if (key.compromised_since && at >= key.compromised_since)
    return 'is doubtful: it was signed after the key was reported as no longer safe';
  return undefined;
}

function faultOfSignature(
  { statement, signature }: SignatureRow,
  key: KeyRow | undefined,
  entry: StoredEntry | undefined,
  hash: string,
): string | undefined {
  if (!key || !isWellSigned(key.public_key, statement, signature))
    return 'does not hold: its words are not the ones that were signed';
  if (Statement.parse(JSON.parse(statement)).hash !== hash) return 'was signed over another text';
  if (entry?.facts['statement'] !== sha256Hex(statement)) return 'is not the one in the record';
  return undefined;
}

function isWellSigned(publicKey: string, statement: string, signature: string): boolean {
  return isSignedBy(publicKey, statement, signature) && Statement.safeParse(parsed(statement)).success;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // a changed letter can leave no JSON at all
  }
}

async function keysOfRecord(db: Reader, keys: ReadonlyMap<string, KeyRow>): Promise<Map<string, unknown>> {
  const known = new Map<string, unknown>();
  for (const id of keys.keys()) {
    const [entry] = await findEntries(db, { chain: 'installation', act: 'use-signing-key', noun: 'key', id });
    known.set(id, entry?.facts['publicKey']);
  }
  return known;
}

async function nameOf(db: Reader, { person_id: personId }: SignatureRow): Promise<string> {
  return (await getPerson(db, personId))?.name ?? 'somebody who has left';
}
