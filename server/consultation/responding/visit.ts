import type { Request } from 'express';
import { saysSomething } from '../../../shared/consultation/draft-words.ts';
import { countAnswered } from '../../../shared/consultation/question.ts';
import type { ConsultationFacts, ResponsePageFacts, ResponseStep } from '../../../shared/consultation/pages.ts';
import { mayRespond, responseFaults } from '../../../shared/consultation/rules.ts';
import { require } from '../../../shared/kernel/outcome.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import type { Reader } from '../../platform/database/store.ts';
import { databaseNow } from '../../platform/database/values.ts';
import { packOf, requireByReference, timesOf, type ConsultationRow, type PackedVersion } from '../consultation-store.ts';
import { frozenText, type FrozenText } from '../frozen-text.ts';
import { presentFacts } from '../present-facts.ts';
import { findResponse, type ResponseRow } from '../response-store.ts';
import { keyOf } from './draft-cookie.ts';
import { findDraft, type DraftRow } from './draft-store.ts';
import { hashOf } from './keys.ts';

/** One request to the pages of a response: which consultation, at what moment, and whose draft. */
export type Visit = {
  consultation: ConsultationRow;
  pack: PackedVersion[];
  /** The database's time when the request came in. */
  now: string;
  facts: ConsultationFacts;
  key: string | undefined;
  draft: DraftRow | undefined;
  response: ResponseRow | undefined;
};

/** The steps of a response. */
export type Step = 'read' | 'questions' | 'about-you' | 'check';

/** Reads what a request is about; the time comes first, so that waiting costs nobody a second (CON-3). */
export async function readVisit(db: Reader, reference: string, request: Request): Promise<Visit> {
  const now = await databaseNow(db);
  const consultation = await requireByReference(db, reference);
  const key = keyOf(request);
  const draft = key === undefined ? undefined : await findDraft(db, consultation.id, hashOf(key));
  const response = draft && (await findResponse(db, draft.id));
  const pack = await packOf(db, consultation.id);
  const facts = presentFacts(consultation, now);
  if (facts.state === 'soon') require(mayRespond(timesOf(consultation), now));
  return { consultation, pack, now, facts, key, draft, response };
}

/** One document of the visited consultation; throws the 404 problem. */
export async function documentOfPack(db: Reader, { pack }: Visit, place: number): Promise<FrozenText> {
  const packed = pack.find((one) => one.place === place);
  if (!packed) throw new Problem('document-not-found', 404, 'There is no such document in this consultation.');
  return frozenText(db, packed.version_id);
}

/** What every page of a response says around it, with the step it is at. */
export function pageFacts(visit: Visit, here: Step): ResponsePageFacts {
  const { reference, questions } = visit.consultation;
  const base = `/respond/${reference}`;
  const steps: (ResponseStep | undefined)[] = [
    { words: 'Read and comment', href: `${base}/1`, state: pointsState(visit), here: here === 'read' },
    questions.length === 0
      ? undefined
      : { words: 'Questions', href: `${base}/questions`, state: answersState(visit), here: here === 'questions' },
    { words: 'About you', href: `${base}/about-you`, state: aboutState(visit), here: here === 'about-you' },
    { words: 'Check and send', href: `${base}/check`, state: sendState(visit), here: here === 'check' },
  ];
  return { ...visit.facts, steps: steps.filter((step): step is ResponseStep => step !== undefined) };
}

function pointsState({ draft }: Visit): string {
  const count = draft?.words.points.length ?? 0;
  if (count === 0) return 'no points yet';
  return count === 1 ? '1 draft point' : `${count} draft points`;
}

function answersState({ draft, consultation }: Visit): string {
  const answered = draft ? countAnswered(consultation.questions, draft.words.answers) : 0;
  return `${answered} of ${consultation.questions.length} answered`;
}

function aboutState({ draft, consultation }: Visit): string {
  if (!draft || Object.values(draft.words.about).every((value) => !value)) return 'not started';
  const { about } = responseFaults(draft.words, { questions: [], askTobacco: consultation.ask_tobacco });
  return about.length === 0 ? 'complete' : 'started';
}

function sendState(visit: Visit): string {
  const { draft, response, consultation } = visit;
  if (response) return hasUnsentChanges(visit) ? 'changes not sent' : 'sent';
  if (!draft || !saysSomething(draft.words)) return 'not sent';
  const { questions, about } = responseFaults(draft.words, {
    questions: consultation.questions,
    askTobacco: consultation.ask_tobacco,
  });
  return questions.length + about.length === 0 ? 'ready' : 'not sent';
}

/** Whether a draft was changed after it was last sent. */
export function hasUnsentChanges({ draft, response }: Visit): boolean {
  return draft !== undefined && response !== undefined && draft.changed_at > response.changed_at;
}
