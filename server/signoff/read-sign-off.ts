import { minutesToRead } from '../../shared/signoff/reading-time.ts';
import { chainState, stepState } from '../../shared/signoff/rules.ts';
import type { GivenPosition, SigningView, SignOffPage, SignOffView } from '../../shared/signoff/api.ts';
import type { Step } from '../../shared/signoff/chain.ts';
import { Statement } from '../../shared/signoff/statement.ts';
import { shortFingerprint } from '../../shared/text/canonical-form.ts';
import type { DocumentText } from '../../shared/text/document-text.ts';
import { redline } from '../../shared/text/redline.ts';
import { redlineHtml } from '../../shared/text/redline-html.ts';
import { textToHtml } from '../../shared/text/text-html.ts';
import { consultationsOfDocument, packOf } from '../consultation/consultation-store.ts';
import { requireDocument } from '../drafting/document-store.ts';
import { latestVersion, requireVersion, type VersionRow } from '../drafting/versions/version-store.ts';
import { getPerson } from '../identity/person-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { Caller } from '../platform/http/caller.ts';
import { gateOf } from './gate.ts';
import {
  lastSignedVersion,
  requireSignOff,
  signaturesOf,
  signOffsOf,
  type SignatureRow,
  type SignOffRow,
} from './sign-off-store.ts';
import { readSigningKey } from './signing-key.ts';
import { givenOf, isRecent } from './take-position.ts';

/** What the sign-off page of a document shows: the gate in words, and every sign-off so far (SIG-2, SIG-9). */
export async function readSignOffPage(db: Reader, documentId: string, keyDirectory: string): Promise<SignOffPage> {
  const document = await requireDocument(db, documentId);
  const newest = await latestVersion(db, documentId);
  const { left, missing } = await gateOf(db, documentId);
  const rows = await signOffsOf(db, documentId);
  return {
    documentTitle: document.title,
    newestVersion: newest
      ? { id: newest.id, number: newest.number, label: newest.label, hash: newest.hash, madeAt: newest.made_at }
      : null,
    gate: { open: missing.length === 0, missing },
    left,
    signOffs: await Promise.all(rows.map((row) => viewOf(db, row))),
    keyId: readSigningKey(keyDirectory)?.id ?? null,
  };
}

/** One sign-off with its steps, positions and the sentence of what is still needed (SIG-4, SIG-9). */
export async function viewOf(db: Reader, row: SignOffRow): Promise<SignOffView> {
  const now = await databaseNow(db);
  const signatures = await signaturesOf(db, row.id);
  const given = signatures.map(givenOf);
  const chain = chainState(row.steps, given, row.ended_at ?? now);
  const document = await requireDocument(db, row.document_id);
  const version = await requireVersion(db, row.version_id);
  return {
    id: row.id,
    documentId: row.document_id,
    documentTitle: document.title,
    versionId: row.version_id,
    versionNumber: version.number,
    hash: row.hash,
    state: row.state,
    blocked: row.state === 'open' && chain.state === 'blocked',
    sentence: row.state === 'sent-back' ? `Sent back to drafting: ${row.end_reason ?? ''}` : chain.sentence,
    currentStepId: row.state === 'open' ? chain.currentStepId : null,
    askedAt: row.asked_at,
    endedAt: row.ended_at,
    endReason: row.end_reason,
    steps: row.steps.map((step) => ({ ...step, ...stepState(step, given, row.ended_at ?? now) })),
    given: signatures.map(givenView),
  };
}

/** What a caller needs to sign: the exact text, the difference from what they last signed or the public read, the statement (SIG-3). */
export async function readSigning(db: Reader, signOffId: string, caller: Caller, mayRecordBody: boolean): Promise<SigningView> {
  const row = await requireSignOff(db, signOffId);
  const signOff = await viewOf(db, row);
  const version = await requireVersion(db, row.version_id);
  const personId = caller.personId ?? '';
  const step = row.steps.find((one) => one.id === signOff.currentStepId);
  const asked = step ? isAsked(step, personId, mayRecordBody) : false;
  const capacity = step ? capacityIn(step, personId) : '';
  const base = await comparisonBase(db, row, personId);
  const changes = base ? redline(base.version.text, version.text).filter((change) => change.kind !== 'same') : [];
  const { missing } = await gateOf(db, row.document_id);
  const name = (await getPerson(db, personId))?.name ?? '';
  return {
    signOff,
    asked,
    capacity,
    step: step?.id ?? null,
    answers: asked && step ? step.answers : [],
    yours: signOff.given.findLast((one) => one.personId === personId) ?? null,
    html: textToHtml(version.text),
    minutes: minutesToRead(version.words),
    comparedWith: base?.words ?? '',
    differenceHtml: redlineHtml(changes, { headingLevel: 3 }),
    changes: changes.length,
    checks: checksOf(missing, signOff),
    statement: `I, ${name}, ${capacity}, have had the chance to read version ${version.number} of “${signOff.documentTitle}”, fingerprint ${shortFingerprint(row.hash)}. My position is the one chosen above.`,
    recentSignIn: isRecent(caller.signedInAt, await databaseNow(db)),
  };
}

type Base = { version: VersionRow & { text: DocumentText }; words: string };

/** What the difference is shown against: the version this person last signed, else the one the public read (SIG-3). */
async function comparisonBase(db: Reader, row: SignOffRow, personId: string): Promise<Base | undefined> {
  const signed = await lastSignedVersion(db, row.document_id, personId, row.id);
  if (signed && signed !== row.version_id) {
    const version = await requireVersion(db, signed);
    return { version, words: `version ${version.number}, which you last signed` };
  }
  const consultation = (await consultationsOfDocument(db, row.document_id))[0];
  const packed = consultation && (await packOf(db, consultation.id)).find((one) => one.document_id === row.document_id);
  if (!packed || packed.version_id === row.version_id) return undefined;
  const version = await requireVersion(db, packed.version_id);
  return { version, words: `version ${version.number}, the draft the public read` };
}

function checksOf(missing: string[], signOff: SignOffView): { done: boolean; sentence: string }[] {
  const needed = missing.map((sentence) => ({ done: false, sentence }));
  const done =
    needed.length === 0
      ? [{ done: true, sentence: 'No consultation is open, every point has a decision, every change has a reason.' }]
      : [];
  return [...done, ...needed, { done: !signOff.blocked, sentence: signOff.blocked ? signOff.sentence : 'Nobody has objected.' }];
}

function isAsked(step: Step, personId: string, mayRecordBody: boolean): boolean {
  return step.kind === 'body' ? mayRecordBody : step.asked.some((asked) => asked.personId === personId);
}

function capacityIn(step: Step, personId: string): string {
  if (step.kind === 'body') return `for the ${step.body}`;
  return step.asked.find((asked) => asked.personId === personId)?.capacity ?? '';
}

/** A signature as people read it; name and capacity come from the signed statement itself, so they stay what they were. */
export function givenView(row: SignatureRow): GivenPosition {
  const { name, capacity, onBehalfOf } = Statement.parse(JSON.parse(row.statement));
  return {
    id: row.id,
    stepId: row.step_id,
    personId: row.person_id,
    name,
    capacity,
    onBehalfOf,
    position: row.position,
    words: row.words,
    meetingOn: row.meeting_on,
    tookPart: row.took_part,
    at: row.at,
  };
}
