import { z } from 'zod';
import type {
  CodePageProps,
  ComeBackPageProps,
  ConfirmEmailPageProps,
  DonePageProps,
} from '../../../shared/consultation/pages.ts';
import { countAnswered } from '../../../shared/consultation/question.ts';
import { groupReference, readReference } from '../../../shared/consultation/reference.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import type { FieldError } from '../../../shared/kernel/page-frame.ts';
import type { Reader } from '../../platform/database/store.ts';
import { mountPage, pageContract, type PageAnswer } from '../../platform/http/page-door.ts';
import { networkOf } from '../../platform/http/rate-limit.ts';
import { laterDay } from '../present-facts.ts';
import { findByReference, findRespondent, revisionsOf } from '../response-store.ts';
import { confirmAddress, sendConfirmationAgain } from './confirm-email.ts';
import { clearCookie, keepCookie } from './draft-cookie.ts';
import { DRAFT_DAYS } from './forget-drafts.ts';
import { typedField } from '../form-fields.ts';
import { groupCode, readCode } from './keys.ts';
import { makeDraftCode, openDraftWithCode } from './open-draft.ts';
import { cookieScope, InConsultation, NONE, type RespondParts } from './respond-parts.ts';
import { hasUnsentChanges, readVisit, type Visit } from './visit.ts';
import { withdrawResponse } from './withdraw-response.ts';

const startContract = pageContract({
  method: 'GET',
  path: '/respond/:reference',
  right: 'anyone',
  params: InConsultation,
  query: NONE,
  body: NONE,
});
const comeBackContract = pageContract({
  ...startContract,
  path: '/respond/:reference/come-back',
  query: z.object({ ref: typedField }),
});
const useCodeContract = pageContract({ ...comeBackContract, method: 'POST', query: NONE, body: z.object({ code: typedField }) });
const codeContract = pageContract({ ...startContract, method: 'POST', path: '/respond/:reference/code' });
const finishedContract = pageContract({ ...startContract, method: 'POST', path: '/respond/:reference/finished' });
const askWithdrawContract = pageContract({ ...startContract, path: '/respond/:reference/withdraw' });
const withdrawContract = pageContract({ ...askWithdrawContract, method: 'POST' });
const askConfirmContract = pageContract({
  ...startContract,
  path: '/respond/:reference/confirm-email',
  query: z.object({ token: typedField }),
});
const confirmContract = pageContract({
  ...askConfirmContract,
  method: 'POST',
  query: NONE,
  body: z.object({ token: typedField }),
});
const againContract = pageContract({ ...startContract, method: 'POST', path: '/respond/:reference/confirmation-again' });

/** Mounts everything a person comes back for: their response, codes, withdrawing, confirming an address. */
export function openReturning(parts: RespondParts): void {
  const { pageDoor } = parts;
  const db = parts.store.read;
  mountPage(pageDoor, startContract, {
    handle: async ({ params, request }) => {
      const { draft, response, facts } = await readVisit(db, params.reference, request);
      const goOn = draft && !response && facts.state === 'open';
      return { goTo: `/respond/${params.reference}/${goOn ? '1' : 'come-back'}` };
    },
  });
  mountPage(pageDoor, comeBackContract, {
    handle: async ({ params, query, request }) => {
      const visit = await readVisit(db, params.reference, request);
      if (query.ref === '') return { page: 'come-back', props: await comeBackProps(db, visit, {}) };
      await parts.tries.spend(networkOf(request));
      return findByTyped(db, visit, query.ref);
    },
  });
  mountPage(pageDoor, useCodeContract, {
    handle: async ({ params, body, request }) => {
      const visit = await readVisit(db, params.reference, request);
      await parts.tries.spend(networkOf(request));
      return useCode(parts, visit, body.code);
    },
  });
  mountPage(pageDoor, codeContract, {
    handle: async ({ params, request }) => codeAnswer(parts, await readVisit(db, params.reference, request), {}, false),
  });
  mountPage(pageDoor, finishedContract, {
    handle: async ({ params, request }) => {
      const visit = await readVisit(db, params.reference, request);
      const sentences = ['This browser no longer opens your response. What you sent still counts, and drafts are kept.'];
      return done(visit, 'You have finished on this computer', sentences, clearCookie(cookieScope(parts, params.reference)));
    },
  });
  openWithdrawing(parts);
  openConfirming(parts);
}

function openWithdrawing(parts: RespondParts): void {
  const db = parts.store.read;
  mountPage(parts.pageDoor, askWithdrawContract, {
    handle: async ({ params, request }) => {
      const { response, facts } = await readVisit(db, params.reference, request);
      if (!response || facts.state === 'closed') return { goTo: `/respond/${params.reference}/come-back` };
      return { page: 'withdraw', props: { ...facts, responseReference: response.reference } };
    },
  });
  mountPage(parts.pageDoor, withdrawContract, {
    handle: async ({ params, request }) => {
      const visit = await readVisit(db, params.reference, request);
      if (visit.key === undefined) throw new Problem('no-response', 409, 'There is no sent response on this device.');
      const reference = await withdrawResponse(parts, { consultationId: visit.consultation.id, key: visit.key });
      const sentences = [`Response ${groupReference(reference)} counts no more. Your words have been deleted.`];
      return done(visit, 'Response withdrawn', sentences, clearCookie(cookieScope(parts, params.reference)));
    },
  });
}

function openConfirming(parts: RespondParts): void {
  const db = parts.store.read;
  mountPage(parts.pageDoor, askConfirmContract, {
    handle: async ({ params, query, request }) => {
      const { facts } = await readVisit(db, params.reference, request);
      const props: ConfirmEmailPageProps = { ...facts, token: query.token.slice(0, 40) };
      return { page: 'confirm-email', props };
    },
  });
  mountPage(parts.pageDoor, confirmContract, {
    handle: async ({ params, body, request }) => {
      const visit = await readVisit(db, params.reference, request);
      await confirmAddress(parts.store, body.token);
      return done(visit, 'E-mail address confirmed', ['We will send the replies to your points to this address.']);
    },
  });
  mountPage(parts.pageDoor, againContract, {
    handle: async ({ params, request }) => {
      const visit = await readVisit(db, params.reference, request);
      if (visit.key === undefined) return { goTo: `/respond/${params.reference}/come-back` };
      await parts.tries.spend(networkOf(request));
      await sendConfirmationAgain(parts.store, {
        consultationId: visit.consultation.id,
        key: visit.key,
        baseUrl: parts.baseUrl(),
      });
      return done(visit, 'We sent the link again', ['Open it and press “Confirm”. It can take a few minutes to arrive.']);
    },
  });
}

function done({ facts }: Visit, heading: string, sentences: string[], headers: Record<string, string> = {}): PageAnswer {
  const next = { words: 'Go to the consultation', href: `/c/${facts.reference}` };
  const props: DonePageProps = { ...facts, heading, sentences, next };
  return { page: 'done', props, headers };
}

/** Shows a new private code for the draft of this device, once. */
export async function codeAnswer(
  parts: RespondParts,
  visit: Visit,
  headers: Record<string, string>,
  stopping = true,
): Promise<PageAnswer> {
  const code = await makeDraftCode(parts.store, { consultationId: visit.consultation.id, key: visit.key });
  if (code === undefined) return { goTo: `/respond/${visit.facts.reference}/come-back` };
  const props: CodePageProps = {
    ...visit.facts,
    code: groupCode(code),
    address: `${parts.baseUrl()}/respond/${visit.facts.reference}/come-back`,
    stopping,
    deletedOn: laterDay(visit.facts.closesAt, DRAFT_DAYS),
  };
  return { page: 'code', props, headers };
}

const WRONG_CODE = 'That code is not right, or has stopped working. Check it, or use the newest one you were shown.';
const WRONG_REFERENCE = 'That reference is not right. The last two digits do not fit the others. Check it.';
const UNKNOWN_REFERENCE = 'We have no response with this reference in this consultation. Check it.';

async function useCode(parts: RespondParts, visit: Visit, typed: string): Promise<PageAnswer> {
  const code = readCode(typed);
  const key = code && (await openDraftWithCode(parts.store, { consultationId: visit.consultation.id, code }));
  if (key) {
    const { reference } = visit.consultation;
    return { goTo: `/respond/${reference}/come-back#main`, headers: keepCookie(key, cookieScope(parts, reference)) };
  }
  const errors = [{ field: 'code', sentence: WRONG_CODE }];
  return { page: 'come-back', props: await comeBackProps(parts.store.read, visit, { errors, code: typed }), status: 422 };
}

async function findByTyped(db: Reader, visit: Visit, typed: string): Promise<PageAnswer> {
  const reference = readReference(typed);
  const response = reference && (await findByReference(db, visit.consultation.id, reference));
  if (response) {
    const status = response.status === 'withdrawn' ? 'withdrawn' : 'we have it';
    const found = { responseReference: response.reference, status, receivedAt: response.received_at };
    return { page: 'come-back', props: await comeBackProps(db, visit, { found, ref: typed }) };
  }
  const errors = [{ field: 'ref', sentence: reference ? UNKNOWN_REFERENCE : WRONG_REFERENCE }];
  return { page: 'come-back', props: await comeBackProps(db, visit, { errors, ref: typed }), status: 422 };
}

type Shown = { found?: ComeBackPageProps['found']; errors?: FieldError[]; code?: string; ref?: string };

async function comeBackProps(db: Reader, visit: Visit, shown: Shown): Promise<ComeBackPageProps> {
  const { facts, draft } = visit;
  return {
    ...facts,
    mine: draft ? await presentMine(db, visit) : null,
    found: shown.found ?? null,
    typed: { code: shown.code ?? '', ref: shown.ref ?? '' },
    errors: shown.errors ?? [],
  };
}

async function presentMine(db: Reader, visit: Visit): Promise<ComeBackPageProps['mine']> {
  const { consultation, draft, response } = visit;
  const written = {
    points: draft?.words.points.length ?? 0,
    answers: draft ? countAnswered(consultation.questions, draft.words.answers) : 0,
    unsentChanges: hasUnsentChanges(visit),
  };
  if (!response) return { ...written, responseReference: null, status: 'draft', receivedAt: null, email: null, sendings: [] };
  const respondent = await findRespondent(db, response.id);
  const sendings = await revisionsOf(db, response.id);
  return {
    ...written,
    responseReference: response.reference,
    status: 'sent',
    receivedAt: response.changed_at,
    email: respondent?.email ? { address: respondent.email, confirmed: respondent.email_confirmed_at !== null } : null,
    sendings: sendings.map(({ revision, at, points, answers }) => ({ revision, at, points, answers })),
  };
}
