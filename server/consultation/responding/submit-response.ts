import canonicalize from 'canonicalize';
import type { AboutYou } from '../../../shared/consultation/about-you.ts';
import { stateAt } from '../../../shared/consultation/consultation.ts';
import type { DraftWords } from '../../../shared/consultation/draft-words.ts';
import { countAnswered, isAnswered, type Answers } from '../../../shared/consultation/question.ts';
import { makeReference } from '../../../shared/consultation/reference.ts';
import { mayRespond, responseFaults } from '../../../shared/consultation/rules.ts';
import { require } from '../../../shared/kernel/outcome.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { sha256Hex } from '../../../shared/record/entry.ts';
import type { Store, Tx } from '../../platform/database/store.ts';
import type { HouseParts } from '../../platform/house-parts.ts';
import { appendRecord } from '../../record/append-record.ts';
import { lockConsultation, packOf, timesOf, type ConsultationRow } from '../consultation-store.ts';
import { dropPoints, keepPoint, pointsOfResponse } from '../point-store.ts';
import {
  findResponse,
  findSending,
  insertRevision,
  isTaken,
  keepRespondent,
  keepResponse,
  replaceAnswers,
  type ResponseRow,
} from '../response-store.ts';
import { lockDraft, type DraftRow } from './draft-store.ts';
import { hashOf } from './keys.ts';
import { makePoints, type NewPoint } from './make-points.ts';
import { queueReceipt } from './queue-receipt.ts';

/** What arrives with the press of "Send my response". */
export type Sending = {
  consultationId: string;
  key: string;
  /** Made when the form was drawn, so that pressing twice sends once (CON-27). */
  sendId: string;
  /** The database's time when the request came in, before it waited for anything (CON-3). */
  arrivedAt: string;
  /** Why somebody should look at it first; never a reason to refuse (CON-41). */
  heldFor: readonly string[];
  baseUrl: string;
};

/** A sending that counts, or that came after closing; then nothing has changed and the draft still has every word. */
export type Submission = { outcome: 'sent'; response: ResponseRow } | { outcome: 'late'; closedAt: string };

type Parts = { store: Store; announcements: HouseParts['announcements'] };

/** Turns a draft into a response, or into its next revision: response, points, answers, record and announcement at once or not at all. */
export async function submitResponse({ store, announcements }: Parts, sending: Sending): Promise<Submission> {
  return store.transaction(async (tx): Promise<Submission> => {
    const consultation = await lockConsultation(tx, sending.consultationId, 'share');
    const draft = await lockDraft(tx, consultation.id, hashOf(sending.key));
    if (!draft) throw new Problem('no-draft', 409, 'There is no draft to send on this device. It may have been sent or removed.');
    const before = await findResponse(tx, draft.id);
    const sent = await findSending(tx, sending.sendId);
    if (sent && before && sent.response_id === draft.id) return { outcome: 'sent', response: before };
    const times = timesOf(consultation);
    if (stateAt(times, sending.arrivedAt) === 'closed') return { outcome: 'late', closedAt: times.closesAt };
    require(mayRespond(times, sending.arrivedAt));
    requireComplete(consultation, draft.words);
    const points = await makePoints(tx, consultation.id, draft.words.points);
    const response = await keepAll(tx, { consultation, draft, before, sending, points });
    await queueReceipt(tx, { consultation, response, email: draft.words.about.email.trim(), baseUrl: sending.baseUrl });
    await announcements.announce(tx, {
      topic: `consultation:${consultation.id}`,
      act: actOf(response),
      ids: { consultation: consultation.id, response: response.id },
    });
    await recordSubmission(tx, { consultation, response, points, words: draft.words });
    return { outcome: 'sent', response };
  });
}

function requireComplete(consultation: ConsultationRow, words: DraftWords): void {
  const { questions, about, whole } = responseFaults(words, {
    questions: consultation.questions,
    askTobacco: consultation.ask_tobacco,
  });
  const fields = [...whole, ...questions, ...about];
  if (fields[0]) throw new Problem('not-complete', 422, fields[0].sentence, { fields });
}

type Kept = {
  consultation: ConsultationRow;
  draft: DraftRow;
  before: ResponseRow | undefined;
  sending: Sending;
  points: NewPoint[];
};

async function keepAll(tx: Tx, kept: Kept): Promise<ResponseRow> {
  const { consultation, draft, before, sending, points } = kept;
  const { words } = draft;
  const at = sending.arrivedAt;
  const response = responseOf(kept, before?.reference ?? (await freshReference(tx)));
  const answers = givenAnswers(consultation, words);
  await keepResponse(tx, response);
  await keepRespondent(tx, respondentOf(draft.id, words.about));
  await replaceAnswers(tx, draft.id, answers);
  const known = new Set(points.map(({ id }) => id));
  const gone = (await pointsOfResponse(tx, draft.id)).filter(({ id }) => !known.has(id)).map(({ id }) => id);
  await dropPoints(tx, gone, at);
  for (const point of points)
    await keepPoint(tx, { ...point, consultation_id: consultation.id, response_id: draft.id, made_at: at, changed_at: at });
  await insertRevision(tx, {
    response_id: draft.id,
    revision: response.revision,
    send_id: sending.sendId,
    words: { ...words, answers, about: withoutPerson(words.about) },
    points: points.length,
    answers: Object.keys(answers).length,
    at,
  });
  return response;
}

function responseOf({ consultation, draft, before, sending }: Kept, reference: string): ResponseRow {
  const heldFor = [...new Set([...(before?.held_for ?? []), ...sending.heldFor])];
  return {
    id: draft.id,
    consultation_id: consultation.id,
    reference,
    status: heldFor.length > 0 ? 'to-check' : 'received',
    channel: 'online',
    late: false,
    revision: (before?.revision ?? 0) + 1,
    held_for: heldFor,
    ...saidOf(draft.words.about, consultation.ask_tobacco),
    received_at: before?.received_at ?? sending.arrivedAt,
    changed_at: sending.arrivedAt,
  };
}

type Said = Pick<ResponseRow, 'capacity' | 'category' | 'organisation' | 'area' | 'has_interest' | 'tobacco_links' | 'publish'>;

/** What somebody said about themselves that the group works with; the rest stands apart. */
function saidOf(about: AboutYou, askTobacco: boolean): Said {
  return {
    capacity: about.capacity ?? null,
    category: about.category ?? null,
    organisation: about.organisation.trim() || null,
    area: about.area ?? null,
    has_interest: about.interest === 'yes',
    tobacco_links: askTobacco ? about.tobacco === 'yes' : null,
    publish: about.publish ?? null,
  };
}

/** What was answered to questions this consultation asks. */
function givenAnswers({ questions }: ConsultationRow, { answers }: DraftWords): Answers {
  const given = questions.flatMap(({ id }) => (isAnswered(answers[id]) ? [[id, answers[id]] as const] : []));
  return Object.fromEntries(given);
}

function respondentOf(responseId: string, about: AboutYou): Parameters<typeof keepRespondent>[1] {
  return {
    response_id: responseId,
    name: about.name.trim(),
    email: about.email.trim(),
    interest_words: about.interest === 'yes' ? about.interestWords.trim() : '',
  };
}

function withoutPerson(about: AboutYou): AboutYou {
  return { ...about, name: '', email: '', interestWords: '' };
}

async function freshReference(tx: Tx): Promise<string> {
  let reference = makeReference();
  while (await isTaken(tx, reference)) reference = makeReference();
  return reference;
}

function actOf({ status, revision }: ResponseRow): string {
  if (status === 'to-check') return 'response-held';
  return revision === 1 ? 'response-received' : 'response-changed';
}

async function recordSubmission(
  tx: Tx,
  act: { consultation: ConsultationRow; response: ResponseRow; points: readonly NewPoint[]; words: DraftWords },
): Promise<void> {
  const { consultation, response, points, words } = act;
  const pack = await packOf(tx, consultation.id);
  const about = pack.filter(({ place }) => points.some(({ version_place }) => version_place === place));
  const wordsHash = sha256Hex(canonicalize({ points: words.points, answers: words.answers }) ?? '');
  for (const { document_id, place } of (about.length > 0 ? about : pack.slice(0, 1)).sort(byDocument))
    await appendRecord(tx, {
      chain: `document:${document_id}`,
      act: 'submit-response',
      actor: 'public',
      subject: { document: document_id, consultation: consultation.id, response: response.id },
      facts: {
        revision: response.revision,
        status: response.status,
        points: points.filter(({ version_place }) => version_place === place).length,
        answers: countAnswered(consultation.questions, words.answers),
      },
      personal: { wordsHash },
    });
}

function byDocument(one: { document_id: string }, other: { document_id: string }): number {
  return one.document_id < other.document_id ? -1 : 1;
}
