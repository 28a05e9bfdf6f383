import { countAnswered } from '../../../shared/consultation/question.ts';
import { responseFaults } from '../../../shared/consultation/rules.ts';
import { Id, makeId } from '../../../shared/kernel/ids.ts';
import type { FieldError } from '../../../shared/kernel/page-frame.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { NO_WORDS } from '../../../shared/consultation/draft-words.ts';
import type { CheckPageProps, CopyPageProps, SentPageProps } from '../../../shared/consultation/pages.ts';
import { z } from 'zod';
import type { Request } from 'express';
import { requireGroup } from '../../directory/group-store.ts';
import type { Reader } from '../../platform/database/store.ts';
import { mountPage, pageContract, type PageAnswer } from '../../platform/http/page-door.ts';
import { networkOf } from '../../platform/http/rate-limit.ts';
import { outcomeDue } from '../present-facts.ts';
import { findRespondent, revisionsOf, type ResponseRow } from '../response-store.ts';
import { keepCookie } from './draft-cookie.ts';
import { typedField } from '../form-fields.ts';
import { aboutProps, questionsProps } from './form-routes.ts';
import { latePage } from './late-page.ts';
import { presentWords, wordsAsText } from './present-words.ts';
import { cookieScope, InConsultation, NONE, type RespondParts } from './respond-parts.ts';
import { submitResponse } from './submit-response.ts';
import { pageFacts, readVisit, type Visit } from './visit.ts';

const checkContract = pageContract({
  method: 'GET',
  path: '/respond/:reference/check',
  right: 'anyone',
  params: InConsultation,
  query: NONE,
  body: NONE,
});
const sendContract = pageContract({
  ...checkContract,
  method: 'POST',
  path: '/respond/:reference/send',
  body: z.object({ send: typedField, token: typedField, website: typedField }),
});
const sentContract = pageContract({ ...checkContract, path: '/respond/:reference/sent' });
const lateContract = pageContract({ ...checkContract, path: '/respond/:reference/late' });
const copyTextContract = pageContract({ ...checkContract, path: '/respond/:reference/copy.txt' });
const copyPageContract = pageContract({ ...checkContract, path: '/respond/:reference/copy.html' });

/** Mounts reading back, sending, the receipt and the copies. */
export function openSending(parts: RespondParts): void {
  const { pageDoor } = parts;
  const db = parts.store.read;
  mountPage(pageDoor, checkContract, {
    handle: async ({ params, request }) => {
      const visit = await readVisit(db, params.reference, request);
      if (visit.facts.state === 'closed') return { goTo: `/respond/${params.reference}/late` };
      return { page: 'check', props: await checkProps(parts, visit, []) };
    },
  });
  mountPage(pageDoor, sendContract, {
    handle: async ({ params, body, request }) => send(parts, await readVisit(db, params.reference, request), { body, request }),
  });
  mountPage(pageDoor, sentContract, {
    handle: async ({ params, request }) => {
      const visit = await readVisit(db, params.reference, request);
      if (!visit.response) return { goTo: `/respond/${params.reference}/come-back` };
      return { page: 'sent', props: await sentProps(db, visit, visit.response) };
    },
  });
  mountPage(pageDoor, lateContract, {
    handle: async ({ params, request }) => {
      const visit = await readVisit(db, params.reference, request);
      if (visit.facts.state === 'open') return { goTo: `/respond/${params.reference}/check` };
      if (!visit.draft || visit.response) return { goTo: `/respond/${params.reference}/come-back` };
      return { ...(await latePage(db, visit)), status: 200 };
    },
  });
  mountPage(pageDoor, copyTextContract, {
    handle: async ({ params, request }) => {
      const visit = requireDraft(await readVisit(db, params.reference, request));
      const text = wordsAsText(await presentWords(db, visit, (visit.draft ?? { words: NO_WORDS }).words));
      const head = `My response to “${visit.consultation.title}”, consultation ${params.reference}`;
      return { bytes: `${head}\n\n${text}\n`, type: 'text/plain; charset=utf-8', fileName: `response-${params.reference}.txt` };
    },
  });
  mountPage(pageDoor, copyPageContract, {
    handle: async ({ params, request }) => {
      const visit = requireDraft(await readVisit(db, params.reference, request));
      const bytes = pageDoor.render('response-copy', await copyProps(db, visit));
      return { bytes, type: 'text/html; charset=utf-8', fileName: `response-${params.reference}.html` };
    },
  });
}

function requireDraft(visit: Visit): Visit {
  if (!visit.draft) throw new Problem('no-draft', 404, 'There is no response on this device. Open yours with a private code.');
  return visit;
}

async function checkProps({ store, tokens }: RespondParts, visit: Visit, errors: FieldError[]): Promise<CheckPageProps> {
  const presented = await presentWords(store.read, visit, visit.draft?.words ?? NO_WORDS);
  return {
    ...pageFacts(visit, 'check'),
    ...presented,
    sendId: makeId(),
    token: tokens.draw(visit.draft?.id ?? '', visit.now),
    sentBefore: visit.response !== undefined,
    errors,
  };
}

type SentForm = { body: { send: string; token: string; website: string }; request: Request };

async function send(parts: RespondParts, visit: Visit, { body, request }: SentForm): Promise<PageAnswer> {
  const { consultation, draft, key } = visit;
  if (!draft || key === undefined) return { page: 'check', props: await checkProps(parts, visit, NOTHING_HERE), status: 422 };
  const missing = visit.facts.state === 'open' ? await missingPage(parts, visit) : undefined;
  if (missing) return missing;
  const submission = await submitResponse(parts, {
    consultationId: consultation.id,
    key,
    sendId: Id.safeParse(body.send).data ?? makeId(),
    arrivedAt: visit.now,
    heldFor: await oddities(parts, visit, { body, request }),
    baseUrl: parts.baseUrl(),
  });
  if (submission.outcome === 'late') return latePage(parts.store.read, visit);
  const headers = keepCookie(key, cookieScope(parts, consultation.reference));
  return { goTo: `/respond/${consultation.reference}/sent#main`, headers };
}

const NOTHING_HERE: FieldError[] = [
  {
    field: 'points',
    sentence: 'There is nothing to send on this device. If you began elsewhere, open your response with its private code.',
  },
];

/** The first page on which something is still to be put right, with its error summary; nothing when all is there. */
async function missingPage(parts: RespondParts, visit: Visit): Promise<PageAnswer | undefined> {
  const { questions, ask_tobacco: askTobacco } = visit.consultation;
  const words = visit.draft?.words ?? NO_WORDS;
  const faults = responseFaults(words, { questions, askTobacco });
  if (faults.whole.length > 0) return { page: 'check', props: await checkProps(parts, visit, faults.whole), status: 422 };
  if (faults.questions.length > 0) {
    const props = await questionsProps(parts.store.read, visit, { answers: words.answers, errors: faults.questions });
    return { page: 'questions', props, status: 422 };
  }
  if (faults.about.length === 0) return undefined;
  return { page: 'about-you', props: aboutProps(visit, words.about, faults.about), status: 422 };
}

/** Why somebody should look at a sending before it counts; none of it refuses (CON-41). */
async function oddities(parts: RespondParts, visit: Visit, { body, request }: SentForm): Promise<string[]> {
  const found = parts.tokens.oddities(body.token, visit.draft?.id ?? '', visit.now);
  if (body.website !== '') found.push('trap-filled');
  const network = await parts.sendings.spend(networkOf(request)).catch((refusal: unknown) => refusal);
  if (network instanceof Problem) found.push('busy-network');
  return found;
}

async function sentProps(db: Reader, visit: Visit, response: ResponseRow): Promise<SentPageProps> {
  const group = await requireGroup(db, visit.consultation.group_id);
  const respondent = await findRespondent(db, response.id);
  const [latest] = await revisionsOf(db, response.id);
  const email = respondent?.email ? { address: respondent.email, confirmed: respondent.email_confirmed_at !== null } : null;
  return {
    ...visit.facts,
    responseReference: response.reference,
    receivedAt: response.changed_at,
    revision: response.revision,
    points: latest?.points ?? 0,
    answers: latest?.answers ?? 0,
    email,
    outcomeBy: outcomeDue(visit.consultation),
    group: `${group.name} group`,
  };
}

async function copyProps(db: Reader, visit: Visit): Promise<CopyPageProps> {
  const words = visit.draft?.words ?? NO_WORDS;
  const answered = countAnswered(visit.consultation.questions, words.answers);
  const presented = await presentWords(db, visit, words);
  return {
    ...visit.facts,
    ...presented,
    answers: answered === 0 ? [] : presented.answers,
    responseReference: visit.response?.reference ?? null,
    receivedAt: visit.response?.changed_at ?? null,
  };
}
