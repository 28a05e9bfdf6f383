import type { Generated } from 'kysely';
import type { Step, Position } from '../../shared/signoff/chain.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { json } from '../platform/database/values.ts';
import type { Reader, Tx } from '../platform/database/store.ts';

/** A sign-off as it lies in the database. */
export type SignOffRow = {
  id: string;
  document_id: string;
  version_id: string;
  hash: string;
  steps: Step[];
  asked_by: string;
  asked_at: string;
  state: 'open' | 'passed' | 'sent-back';
  ended_at: string | null;
  ended_by: string | null;
  end_reason: string | null;
};

/** A signature with the exact text that was signed; rows are never changed. */
export type SignatureRow = {
  id: string;
  sign_off_id: string;
  /** In which order it was given, from 1; two positions can share a millisecond. */
  place: number;
  step_id: string;
  person_id: string;
  position: Position;
  words: string;
  meeting_on: string | null;
  took_part: string | null;
  statement: string;
  signature: string;
  key_id: string;
  at: string;
};

/** The public half of a signing key. */
export type KeyRow = {
  id: string;
  public_key: string;
  made_at: string;
  retired_at: string | null;
  compromised_since: string | null;
};

type StoredKey = Omit<KeyRow, 'made_at' | 'retired_at' | 'compromised_since'> & {
  made_at: Generated<string>;
  retired_at: Generated<string | null>;
  compromised_since: Generated<string | null>;
};
type Tables = { sign_off: SignOffRow; signature: SignatureRow; signing_key: StoredKey };

/** Keeps a new sign-off. */
export async function insertSignOff(
  tx: Tx,
  row: Pick<SignOffRow, 'id' | 'document_id' | 'version_id' | 'hash' | 'steps' | 'asked_by' | 'asked_at'>,
): Promise<void> {
  await tx
    .withTables<Tables>()
    .insertInto('sign_off')
    .values({ ...row, steps: json(row.steps), state: 'open', ended_at: null, ended_by: null, end_reason: null })
    .execute();
}

/** A sign-off by id; throws the 404 problem. */
export async function requireSignOff(db: Reader, id: string): Promise<SignOffRow> {
  const row = await db.withTables<Tables>().selectFrom('sign_off').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('sign-off-not-found', 404, 'There is no such sign-off.');
  return row;
}

/** The same, with the row locked to the end of the transaction: every position goes through this lock. */
export async function lockSignOff(tx: Tx, id: string): Promise<SignOffRow> {
  const row = await tx
    .withTables<Tables>()
    .selectFrom('sign_off')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Problem('sign-off-not-found', 404, 'There is no such sign-off.');
  return row;
}

/** All sign-offs of a document, newest first. */
export async function signOffsOf(db: Reader, documentId: string): Promise<SignOffRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom('sign_off')
    .selectAll()
    .where('document_id', '=', documentId)
    .orderBy('asked_at', 'desc')
    .execute();
}

/** The open sign-offs of all documents, for what waits for a person. */
export async function openSignOffs(db: Reader): Promise<SignOffRow[]> {
  return db.withTables<Tables>().selectFrom('sign_off').selectAll().where('state', '=', 'open').orderBy('asked_at').execute();
}

/** The sign-off that passed for a version, if any. */
export async function passedSignOff(db: Reader, versionId: string): Promise<SignOffRow | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('sign_off')
    .selectAll()
    .where('version_id', '=', versionId)
    .where('state', '=', 'passed')
    .executeTakeFirst();
}

/** Ends a sign-off as passed or sent back. */
export async function endSignOff(
  tx: Tx,
  id: string,
  end: Pick<SignOffRow, 'state' | 'ended_at' | 'ended_by' | 'end_reason'>,
): Promise<void> {
  await tx.withTables<Tables>().updateTable('sign_off').set(end).where('id', '=', id).execute();
}

/** Keeps a signature for ever. */
export async function insertSignature(tx: Tx, row: SignatureRow): Promise<void> {
  await tx.withTables<Tables>().insertInto('signature').values(row).execute();
}

/** The signatures of a sign-off in the order they were given. */
export async function signaturesOf(db: Reader, signOffId: string): Promise<SignatureRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom('signature')
    .selectAll()
    .where('sign_off_id', '=', signOffId)
    .orderBy('place')
    .execute();
}

/** What a person last signed of a document in another sign-off, if anything. */
export async function lastSigned(
  db: Reader,
  documentId: string,
  personId: string,
  before: string,
): Promise<{ version_id: string; position: Position; at: string } | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('signature')
    .innerJoin('sign_off', 'sign_off.id', 'signature.sign_off_id')
    .select(['sign_off.version_id', 'signature.position', 'signature.at'])
    .where('sign_off.document_id', '=', documentId)
    .where('signature.person_id', '=', personId)
    .where('sign_off.id', '!=', before)
    .orderBy('signature.at', 'desc')
    .executeTakeFirst();
}

/** Keeps the public half of a key the first time it signs; answers whether it was new. */
export async function keepKey(tx: Tx, id: string, publicKey: string): Promise<boolean> {
  const result = await tx
    .withTables<Tables>()
    .insertInto('signing_key')
    .values({ id, public_key: publicKey })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
}

/** Every key that has signed here, for verification. */
export async function signingKeys(db: Reader): Promise<KeyRow[]> {
  return db.withTables<Tables>().selectFrom('signing_key').selectAll().orderBy('made_at').execute();
}
