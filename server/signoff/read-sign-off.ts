import { draftPictureAddress } from '../../shared/drafting/picture-api.ts';
import { minutesToRead } from '../../shared/signoff/reading-time.ts';
import { chainState, stepState, type ChainState, type Given } from '../../shared/signoff/rules.ts';
import type { GivenPosition, SigningView, SignOffPage, SignOffView } from '../../shared/signoff/api.ts';
import { BOARDS_BY_PRODUCT, POSITION_WORDS, type Step } from '../../shared/signoff/chain.ts';
import type { Right } from '../../shared/identity/rules.ts';
import { ukDate } from '../../shared/kernel/instant.ts';
import { Statement } from '../../shared/signoff/statement.ts';
import { shortFingerprint } from '../../shared/text/canonical-form.ts';
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
import { askedPeople } from './ask-sign-off.ts';
import { gateOf } from './gate.ts';
import { newerText } from './same-text.ts';
import { lastSigned, requireSignOff, signaturesOf, signOffsOf, type SignatureRow, type SignOffRow } from './sign-off-store.ts';
import { readSigningKey } from './signing-key.ts';
import { givenOf, isRecent } from './take-position.ts';

/** What the sign-off page of a document shows: the gate in words, whom it would ask, and every sign-off so far (SIG-2, SIG-9). */
export async function readSignOffPage(
  db: Reader,
  documentId: string,
  { keyDirectory, rights }: { keyDirectory: string; rights: readonly Right[] },
): Promise<SignOffPage> {
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
    asked: await askedPeople(db, document.group_id),
    boards: (BOARDS_BY_PRODUCT[document.product_id] ?? []).map(({ title, body }) => ({ title, body })),
    mayAsk: rights.includes('ask-sign-off'),
    mayExplain: rights.includes('decide-points'),
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
  const chain = await standingOf(db, row, given, now);
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
    sentence: chain.sentence,
    currentStepId: row.state === 'open' ? chain.currentStepId : null,
    askedAt: row.asked_at,
    endedAt: row.ended_at,
    endReason: row.end_reason,
    steps: row.steps.map((step) => ({ ...step, ...stepState(step, given, row.ended_at ?? now) })),
    given: signatures.map(givenView),
  };
}

/** The chain's standing as it is said: of a version that newer words have overtaken, that it can no longer pass (SIG-7). */
async function standingOf(db: Reader, row: SignOffRow, given: Given[], now: string): Promise<ChainState> {
  const chain = chainState(row.steps, given, row.ended_at ?? now);
  if (row.state === 'sent-back')
    return { ...chain, currentStepId: null, sentence: `Sent back to drafting: ${row.end_reason ?? ''}` };
  const newer = row.state === 'open' ? await newerText(db, row) : undefined;
  if (!newer) return chain;
  const sentence = `Not passed: version ${newer.number} was frozen on ${ukDate(newer.made_at)}, after this was asked. Send this version back, then ask for sign-off of version ${newer.number}.`;
  return { state: 'blocked', currentStepId: null, sentence };
}

/** What a caller needs to sign: the exact text, the difference from what they last signed or the public read, the statement (SIG-3). */
export async function readSigning(
  db: Reader,
  signOffId: string,
  { caller, rights }: { caller: Caller; rights: readonly Right[] },
): Promise<SigningView> {
  const row = await requireSignOff(db, signOffId);
  const signOff = await viewOf(db, row);
  const version = await requireVersion(db, row.version_id);
  const personId = caller.personId ?? '';
  const { missing } = await gateOf(db, row.document_id);
  return {
    signOff,
    ...(await askedOf(db, { row, signOff, versionNumber: version.number, personId, rights })),
    yours: signOff.given.findLast((one) => one.personId === personId) ?? null,
    html: textToHtml(version.text, { pictureAddress: draftPictureAddress(row.document_id) }),
    minutes: minutesToRead(version.words),
    ...(await comparisonOf(db, row, { personId, version })),
    checks: checksOf(
      missing.map(({ sentence }) => sentence),
      signOff,
    ),
    frozenAt: version.made_at,
    maySendBack: rights.includes('ask-sign-off') && row.state === 'open',
    recentSignIn: isRecent(caller.signedInAt, await databaseNow(db)),
  };
}

type AskedOf = {
  row: SignOffRow;
  signOff: SignOffView;
  versionNumber: number;
  personId: string;
  rights: readonly Right[];
};

/** Whether the open step asks this person, as whom, and the statement they would sign. */
async function askedOf(
  db: Reader,
  { row, signOff, versionNumber, personId, rights }: AskedOf,
): Promise<Pick<SigningView, 'asked' | 'capacity' | 'step' | 'answers' | 'statement'>> {
  const step = row.steps.find((one) => one.id === signOff.currentStepId);
  const asked = step !== undefined && isAsked(step, personId, rights.includes('record-body-position'));
  const capacity = step ? capacityIn(step, personId) : '';
  const name = (await getPerson(db, personId))?.name ?? '';
  const what = `version ${versionNumber} of “${signOff.documentTitle}”, fingerprint ${shortFingerprint(row.hash)}`;
  return {
    asked,
    capacity,
    step: step?.id ?? null,
    answers: asked ? step.answers : [],
    statement: `I, ${name}, ${capacity}, have had the chance to read ${what}. My position is the one chosen above.`,
  };
}

/** What changed for this person: from what they last signed, else from what the public read. */
async function comparisonOf(
  db: Reader,
  row: SignOffRow,
  { personId, version }: { personId: string; version: VersionRow },
): Promise<Pick<SigningView, 'comparedWith' | 'differenceHtml' | 'changes' | 'lastSigned'>> {
  const earlier = await earlierSigned(db, row, personId);
  const base = earlier ?? (await publicRead(db, row));
  const changes = base ? redline(base.version.text, version.text).filter((change) => change.kind !== 'same') : [];
  return {
    comparedWith: base?.words ?? '',
    differenceHtml: redlineHtml(changes, { headingLevel: 3 }),
    changes: changes.length,
    lastSigned: earlier?.signed ?? '',
  };
}

type Base = { version: VersionRow; words: string };

/** The version this person last signed, with the position they gave; nobody's agreement carries over (SIG-7). */
async function earlierSigned(db: Reader, row: SignOffRow, personId: string): Promise<(Base & { signed: string }) | undefined> {
  const signed = await lastSigned(db, row.document_id, personId, row.id);
  if (!signed || signed.version_id === row.version_id) return undefined;
  const version = await requireVersion(db, signed.version_id);
  const words = `version ${version.number}, which you last signed`;
  return {
    version,
    words,
    signed: `Version ${version.number}, on ${ukDate(signed.at)}: ${POSITION_WORDS[signed.position].toLowerCase()}`,
  };
}

/** The version the public read in the newest consultation. */
async function publicRead(db: Reader, row: SignOffRow): Promise<Base | undefined> {
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
  const asked = step.asked.find((one) => one.personId === personId);
  return asked ? `as ${asked.capacity} of the ${step.title}` : '';
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
