import { require } from '../../shared/kernel/outcome.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { chainState, mayTakePosition, RECENT_SIGN_IN_MINUTES, type Given } from '../../shared/signoff/rules.ts';
import { isAskedRole, type Position, type Step } from '../../shared/signoff/chain.ts';
import { statementText, type Statement } from '../../shared/signoff/statement.ts';
import { sha256Hex } from '../../shared/record/entry.ts';
import { rolesIn } from '../directory/seat-store.ts';
import { requireDocument } from '../drafting/document-store.ts';
import { requireVersion } from '../drafting/versions/version-store.ts';
import { requirePerson } from '../identity/person-store.ts';
import type { Store, Tx } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { Caller } from '../platform/http/caller.ts';
import type { Announcements } from '../platform/live/announcements.ts';
import { appendRecord } from '../record/append-record.ts';
import {
  endSignOff,
  insertSignature,
  keepKey,
  lockSignOff,
  signaturesOf,
  type SignatureRow,
  type SignOffRow,
} from './sign-off-store.ts';
import { requireSameText } from './same-text.ts';
import { requireSigningKey, type SigningKey } from './signing-key.ts';

/** A position as it is posted, with the hash of the text that was read. */
export type TakingPosition = {
  id: string;
  signOffId: string;
  hashRead: string;
  position: Position;
  words: string;
  meetingOn: string | null;
  tookPart: string | null;
  caller: Caller;
  mayRecordBody: boolean;
};

/**
 * Signs one position: locks the sign-off, checks text, seat today, step, earlier answers and a recent sign-in, signs the canonical
 * statement with the installation's key and, if it was the last one needed, passes the sign-off in the same transaction (SIG-3, SIG-6).
 */
export async function takePosition(
  { store, announcements, keyDirectory }: { store: Store; announcements: Announcements; keyDirectory: string },
  ask: TakingPosition,
): Promise<void> {
  const key = requireSigningKey(keyDirectory);
  const { personId } = ask.caller;
  if (!personId) throw new Problem('sign-in-needed', 401, 'Sign in to go on.');
  await store.transaction(async (tx) => {
    const signOff = await lockSignOff(tx, ask.signOffId);
    const signatures = await signaturesOf(tx, ask.signOffId);
    if (signatures.some((one) => one.id === ask.id && one.person_id === personId)) return; // the same press sent twice
    const now = await databaseNow(tx);
    const given = signatures.map(givenOf);
    requireRecentSignIn(ask.caller, now);
    const step = await requireStep(tx, signOff, { ...ask, personId, given, now });
    const row = await signedRow(tx, key, { signOff, step, ask, personId, now, place: signatures.length + 1 });
    const newKey = await keepKey(tx, key.id, key.publicKey);
    await insertSignature(tx, row);
    const passed = chainState(signOff.steps, [...given, givenOf(row)], now).state === 'passed';
    if (passed) await endSignOff(tx, signOff.id, { state: 'passed', ended_at: now, ended_by: personId, end_reason: null });
    await announcements.announce(tx, {
      topic: `document:${signOff.document_id}`,
      act: 'position-given',
      ids: { signOff: signOff.id },
    });
    await recordPosition(tx, { signOff, row, passed, newKey: newKey ? key : undefined });
  });
}

async function signedRow(
  tx: Tx,
  key: SigningKey,
  signing: { signOff: SignOffRow; step: Step; ask: TakingPosition; personId: string; now: string; place: number },
): Promise<SignatureRow> {
  const { signOff, step, ask, personId, now } = signing;
  const statement = statementText(await statementOf(tx, signing));
  return {
    id: ask.id,
    sign_off_id: signOff.id,
    place: signing.place,
    step_id: step.id,
    person_id: personId,
    position: ask.position,
    words: ask.words,
    meeting_on: step.kind === 'body' ? ask.meetingOn : null,
    took_part: step.kind === 'body' ? ask.tookPart : null,
    statement,
    signature: key.sign(statement),
    key_id: key.id,
    at: now,
  };
}

async function recordPosition(
  tx: Tx,
  { signOff, row, passed, newKey }: { signOff: SignOffRow; row: SignatureRow; passed: boolean; newKey: SigningKey | undefined },
): Promise<void> {
  if (newKey)
    await appendRecord(tx, {
      chain: 'installation',
      act: 'use-signing-key',
      actor: 'system',
      subject: { key: newKey.id },
      facts: { publicKey: newKey.publicKey },
    });
  await appendRecord(tx, {
    chain: `document:${signOff.document_id}`,
    act: 'take-position',
    actor: row.person_id,
    subject: { signOff: signOff.id, step: row.step_id, version: signOff.version_id, signature: row.id },
    facts: {
      position: row.position,
      hash: signOff.hash,
      statement: sha256Hex(row.statement),
      signature: row.signature,
      key: row.key_id,
      passed,
    },
    personal: { words: row.words },
  });
}

/** An answer as the rules read it. */
export function givenOf(row: Pick<SignatureRow, 'step_id' | 'person_id' | 'position'>): Given {
  return { stepId: row.step_id, personId: row.person_id, position: row.position };
}

/** Refuses when the person's sign-in is older than ten minutes (SIG-5). */
export function requireRecentSignIn({ signedInAt }: Caller, now: string): void {
  if (isRecent(signedInAt, now)) return;
  throw new Problem('sign-in-again', 403, 'Confirm that it is you: sign in again. Your position and words are kept.');
}

/** Whether a sign-in is recent enough to sign, publish or change roles. */
export function isRecent(signedInAt: string | null, now: string): boolean {
  return signedInAt !== null && Date.parse(now) - Date.parse(signedInAt) <= RECENT_SIGN_IN_MINUTES * 60_000;
}

async function requireStep(
  tx: Tx,
  signOff: SignOffRow,
  ask: TakingPosition & { personId: string; given: Given[]; now: string },
): Promise<Step> {
  if (signOff.state !== 'open') throw new Problem('sign-off-ended', 409, 'This sign-off has ended, so no position can be given.');
  await requireSameText(tx, signOff, ask.hashRead);
  const { currentStepId } = chainState(signOff.steps, ask.given, ask.now);
  const step = signOff.steps.find((one) => one.id === currentStepId);
  if (!step) throw new Problem('step-not-open', 409, 'No step of this sign-off is open for positions now.');
  require(mayTakePosition({ ...ask, step, current: step.id, hash: signOff.hash }));
  if (step.kind === 'persons') await requireSeatToday(tx, signOff.document_id, ask.personId);
  if (step.kind === 'body' && (!ask.meetingOn || !ask.tookPart))
    throw new Problem('wrong-input', 422, 'Say when the board met and who took part.', {
      fields: [{ field: 'meetingOn', sentence: 'Enter the day of the meeting and who took part' }],
    });
  return step;
}

async function requireSeatToday(tx: Tx, documentId: string, personId: string): Promise<void> {
  const { group_id: groupId } = await requireDocument(tx, documentId);
  if (!(await rolesIn(tx, personId, groupId)).some(isAskedRole))
    throw new Problem('seat-ended', 403, 'Your seat in this group has ended, so you can no longer give a position.');
}

async function statementOf(
  tx: Tx,
  { signOff, step, ask, personId, now }: { signOff: SignOffRow; step: Step; ask: TakingPosition; personId: string; now: string },
): Promise<Statement> {
  const person = await requirePerson(tx, personId);
  const document = await requireDocument(tx, signOff.document_id);
  const version = await requireVersion(tx, signOff.version_id);
  const capacity =
    step.kind === 'persons' ? (step.asked.find((one) => one.personId === personId)?.capacity ?? '') : `for the ${step.body}`;
  return {
    statement: 'concord-position-1',
    document: signOff.document_id,
    title: document.title,
    version: version.id,
    versionNumber: version.number,
    hash: signOff.hash,
    person: personId,
    name: person.name,
    capacity,
    onBehalfOf: step.kind === 'body' ? `${step.body}, meeting of ${ask.meetingOn}; took part: ${ask.tookPart}` : null,
    position: ask.position,
    words: ask.words,
    at: now,
  };
}
