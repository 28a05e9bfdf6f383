import { AboutYou, aboutFaults } from '../../../shared/consultation/about-you.ts';
import { commentPlace } from '../../../shared/consultation/comment-place.ts';
import { NO_WORDS, type DraftWords } from '../../../shared/consultation/draft-words.ts';
import { NHS_NUMBER_SENTENCE } from '../../../shared/consultation/nhs-number.ts';
import type { AboutYouPageProps, QuestionsPageProps } from '../../../shared/consultation/pages.ts';
import { answerFaults, type Answers, type Question } from '../../../shared/consultation/question.ts';
import type { FieldError } from '../../../shared/kernel/page-frame.ts';
import type { Reader } from '../../platform/database/store.ts';
import { mountPage, pageContract, type PageAnswer } from '../../platform/http/page-door.ts';
import { keepCookie } from './draft-cookie.ts';
import { typedField, typedFields } from '../form-fields.ts';
import { latePage } from './late-page.ts';
import { codeAnswer } from './return-routes.ts';
import { cookieScope, InConsultation, NONE, type RespondParts } from './respond-parts.ts';
import { saveDraft } from './save-draft.ts';
import { documentOfPack, pageFacts, readVisit, type Visit } from './visit.ts';

const questionsContract = pageContract({
  method: 'GET',
  path: '/respond/:reference/questions',
  right: 'anyone',
  params: InConsultation,
  query: NONE,
  body: NONE,
});
const saveQuestionsContract = pageContract({ ...questionsContract, method: 'POST', body: typedFields });
const aboutContract = pageContract({ ...questionsContract, path: '/respond/:reference/about-you' });
const saveAboutContract = pageContract({
  ...aboutContract,
  method: 'POST',
  body: AboutYou.extend({
    organisation: typedField,
    interestWords: typedField,
    name: typedField,
    email: typedField,
    act: typedField,
  }),
});

/** Mounts the questions and the page about the respondent. */
export function openForms(parts: RespondParts): void {
  const db = parts.store.read;
  mountPage(parts.pageDoor, questionsContract, {
    handle: async ({ params, request }) => {
      const visit = await readVisit(db, params.reference, request);
      if (visit.facts.state === 'closed') return { goTo: `/c/${params.reference}` };
      return { page: 'questions', props: await questionsProps(db, visit, { answers: answersOf(visit), errors: [] }) };
    },
  });
  mountPage(parts.pageDoor, saveQuestionsContract, {
    handle: async ({ params, body, request }) => saveQuestions(parts, await readVisit(db, params.reference, request), body),
  });
  mountPage(parts.pageDoor, aboutContract, {
    handle: async ({ params, request }) => {
      const visit = await readVisit(db, params.reference, request);
      if (visit.facts.state === 'closed') return { goTo: `/c/${params.reference}` };
      return { page: 'about-you', props: aboutProps(visit, (visit.draft?.words ?? NO_WORDS).about, []) };
    },
  });
  mountPage(parts.pageDoor, saveAboutContract, {
    handle: async ({ params, body, request }) => {
      const { act, ...about } = body;
      return saveAbout(parts, await readVisit(db, params.reference, request), { about, stopping: act === 'stop' });
    },
  });
}

function answersOf({ draft }: Visit): Answers {
  return draft?.words.answers ?? {};
}

/** The page with all questions, as they were answered. */
export async function questionsProps(
  db: Reader,
  visit: Visit,
  { answers, errors, numbersAsked = false }: { answers: Answers; errors: FieldError[]; numbersAsked?: boolean },
): Promise<QuestionsPageProps> {
  const questions: QuestionsPageProps['questions'] = [];
  for (const question of visit.consultation.questions) questions.push({ ...question, ...(await aboutOf(db, visit, question)) });
  const savedAt = visit.draft && errors.length === 0 ? visit.draft.changed_at : null;
  return { ...pageFacts(visit, 'questions'), questions, answers, numbersAsked, savedAt, errors };
}

async function aboutOf(db: Reader, visit: Visit, { about }: Question): Promise<{ aboutHref: string | null; aboutName: string }> {
  if (!about || !visit.pack.some(({ place }) => place === about.document)) return { aboutHref: null, aboutName: '' };
  const { text } = await documentOfPack(db, visit, about.document);
  const place = commentPlace(text, about.blockId);
  const base = `/respond/${visit.consultation.reference}/${about.document}`;
  return { aboutHref: place?.address ? `${base}#${place.address}` : base, aboutName: place?.name ?? 'the document' };
}

async function saveQuestions(parts: RespondParts, visit: Visit, body: Map<string, string[]>): Promise<PageAnswer> {
  const { questions, reference } = visit.consultation;
  const cleared = body.get('clear')?.[0];
  const answers = readAnswers(questions, body, cleared);
  const asked = body.get('numbers-asked')?.[0] === 'yes';
  const stopping = body.get('act')?.[0] === 'stop';
  const errors = answerFaults(questions, answers, { complete: !stopping && cleared === undefined, numbersAsked: asked });
  const saved = await keep(parts, visit, (words) => ({ ...words, answers }));
  if (saved.visit.facts.state === 'closed') return latePage(parts.store.read, saved.visit, saved.headers);
  if (stopping && errors.length === 0) return codeAnswer(parts, saved.visit, saved.headers);
  if (errors.length > 0) {
    const numbersAsked = asked || errors.some(({ sentence }) => sentence === NHS_NUMBER_SENTENCE);
    const props = await questionsProps(parts.store.read, saved.visit, { answers, errors, numbersAsked });
    return { page: 'questions', props, status: 422, headers: saved.headers };
  }
  const next = cleared === undefined ? `/respond/${reference}/about-you#main` : `/respond/${reference}/questions#h-${cleared}`;
  return { goTo: next, headers: saved.headers };
}

function readAnswers(questions: readonly Question[], body: Map<string, string[]>, cleared: string | undefined): Answers {
  return Object.fromEntries(
    questions.map(({ id }) => {
      const choices = id === cleared ? [] : (body.get(`q-${id}`) ?? []).filter(Boolean);
      return [id, { choices, words: body.get(`w-${id}`)?.[0] ?? '' }];
    }),
  );
}

/** The page about the respondent, as it was filled in. */
export function aboutProps(visit: Visit, about: AboutYou, errors: FieldError[]): AboutYouPageProps {
  return { ...pageFacts(visit, 'about-you'), about, askTobacco: visit.consultation.ask_tobacco, errors };
}

async function saveAbout(
  parts: RespondParts,
  visit: Visit,
  { about, stopping }: { about: AboutYou; stopping: boolean },
): Promise<PageAnswer> {
  const { ask_tobacco: askTobacco, reference } = visit.consultation;
  const saved = await keep(parts, visit, (words) => ({ ...words, about }));
  if (saved.visit.facts.state === 'closed') return latePage(parts.store.read, saved.visit, saved.headers);
  if (stopping) return codeAnswer(parts, saved.visit, saved.headers);
  const errors = aboutFaults(about, { askTobacco });
  if (errors.length > 0)
    return { page: 'about-you', props: aboutProps(saved.visit, about, errors), status: 422, headers: saved.headers };
  return { goTo: `/respond/${reference}/check#main`, headers: saved.headers };
}

/** Keeps what was typed whether or not it is right: nothing is lost to a wrong field. */
async function keep(
  parts: RespondParts,
  visit: Visit,
  change: (words: DraftWords) => DraftWords,
): Promise<{ visit: Visit; headers: Record<string, string> }> {
  const { id, reference } = visit.consultation;
  const saved = await saveDraft(parts.store, { consultationId: id, key: visit.key, change });
  const known = visit.draft ?? { consultation_id: id, code_hash: null, begun_at: visit.now };
  const draft = { ...known, id: saved.draftId, words: saved.words, changed_at: visit.now };
  return { visit: { ...visit, key: saved.key, draft }, headers: keepCookie(saved.key, cookieScope(parts, reference)) };
}
