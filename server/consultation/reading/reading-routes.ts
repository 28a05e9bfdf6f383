import { z } from 'zod';
import { stateAt } from '../../../shared/consultation/consultation.ts';
import type { ConsultationPageProps, PackedDocument } from '../../../shared/consultation/pages.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { shortFingerprint } from '../../../shared/text/canonical-form.ts';
import { PictureSource } from '../../../shared/text/document-text.ts';
import { requireGroup } from '../../directory/group-store.ts';
import { requireDocument } from '../../drafting/document-store.ts';
import { requirePictureIn } from '../../drafting/pictures/picture-store.ts';
import { pictureAnswer } from '../../drafting/pictures/send-picture.ts';
import type { Reader } from '../../platform/database/store.ts';
import { databaseNow } from '../../platform/database/values.ts';
import type { HouseParts } from '../../platform/house-parts.ts';
import { mountPage, pageContract, type PageAnswer } from '../../platform/http/page-door.ts';
import {
  extensionsOf,
  packOf,
  requireByReference,
  timesOf,
  type ConsultationRow,
  type PackedVersion,
} from '../consultation-store.ts';
import { KnownReference, typedField } from '../form-fields.ts';
import { frozenText, type FrozenText } from '../frozen-text.ts';
import { countPoints } from '../point-store.ts';
import { outcomeDue, presentFacts } from '../present-facts.ts';
import type { ConsultationQuestions } from '../questions.ts';
import { countResponses } from '../response-store.ts';
import { presentDocument } from './present-document.ts';
import { presentHome } from './present-home.ts';

const FRAME_SECONDS = 60; // "21 days left" and notices may be this old; the text itself never changes
const NONE = z.object({});
const MAX_SEARCH = 200; // characters; nobody looks for more
const SMALLEST_COUNT = 10; // fewer people than this are not counted in public (CON-43)

const homeContract = pageContract({
  method: 'GET',
  path: '/',
  right: 'anyone',
  params: NONE,
  query: z.object({ q: typedField }),
  body: NONE,
});
const consultationContract = pageContract({
  method: 'GET',
  path: '/c/:reference',
  right: 'anyone',
  params: z.object({ reference: KnownReference }),
  query: NONE,
  body: NONE,
});
const documentContract = pageContract({
  method: 'GET',
  path: '/c/:reference/:document',
  right: 'anyone',
  params: z.object({ reference: KnownReference, document: z.coerce.number().int().min(1).max(1000).catch(0) }),
  query: z.object({ view: z.literal('reading').optional().catch(undefined) }),
  body: NONE,
});

const pictureContract = pageContract({
  method: 'GET',
  path: '/c/:reference/:document/pictures/:src',
  right: 'anyone',
  params: documentContract.params.extend({ src: PictureSource.shape.src }),
  query: NONE,
  body: NONE,
});

/** Mounts the pages everyone reads: the same bytes for all, cached for a minute, never a cookie (CON-12). */
export function openReading(parts: HouseParts, questions: ConsultationQuestions): void {
  const db = parts.store.read;
  mountPage(parts.pageDoor, homeContract, {
    handle: async ({ query }) => {
      const props = await presentHome(db, questions, query.q.trim().slice(0, MAX_SEARCH) || undefined);
      return { page: 'home', props, cacheSeconds: FRAME_SECONDS };
    },
  });
  mountPage(parts.pageDoor, consultationContract, {
    handle: async ({ params }) => ({
      page: 'consultation',
      props: await consultationProps(db, questions, await requireByReference(db, params.reference)),
      cacheSeconds: FRAME_SECONDS,
    }),
  });
  mountPage(parts.pageDoor, documentContract, {
    handle: async ({ params, query }) => documentAnswer(db, parts.baseUrl(), { ...params, reading: query.view === 'reading' }),
  });
  mountPage(parts.pageDoor, pictureContract, {
    handle: async ({ params }) => {
      const { frozen } = await readable(db, params);
      return pictureAnswer(await requirePictureIn(db, frozen, params.src), FRAME_SECONDS);
    },
  });
}

async function consultationProps(
  db: Reader,
  questions: ConsultationQuestions,
  consultation: ConsultationRow,
): Promise<ConsultationPageProps> {
  const facts = presentFacts(consultation, await databaseNow(db));
  const group = await requireGroup(db, consultation.group_id);
  return {
    ...facts,
    summary: facts.state === 'soon' ? '' : consultation.summary,
    whatChanged: facts.state === 'soon' ? '' : consultation.what_changed,
    lengthReason: consultation.length_reason,
    group: `${group.name} group`,
    documents: facts.state === 'soon' ? [] : await documentsOf(db, consultation),
    questions: consultation.questions.length,
    extensions: await extensionsOf(db, consultation.id),
    outcomeBy: outcomeDue(consultation),
    counts: facts.state === 'closed' ? await publicCounts(db, consultation.id) : null,
    outcomes: facts.state === 'closed' ? await outcomesOf(db, questions, consultation) : [],
  };
}

async function outcomesOf(
  db: Reader,
  questions: ConsultationQuestions,
  { id, closes_at }: ConsultationRow,
): Promise<ConsultationPageProps['outcomes']> {
  const outcomes: ConsultationPageProps['outcomes'] = [];
  for (const { document_id } of await packOf(db, id)) {
    const href = await questions.outcomeOf(db, document_id, closes_at);
    if (href) outcomes.push({ title: (await requireDocument(db, document_id)).title, href });
  }
  return outcomes;
}

async function documentsOf(db: Reader, { id, reference }: ConsultationRow): Promise<PackedDocument[]> {
  const documents: PackedDocument[] = [];
  for (const { place, document_id, version_id } of await packOf(db, id)) {
    const frozen = await frozenText(db, version_id);
    const { title } = await requireDocument(db, document_id);
    documents.push({
      place,
      href: `/c/${reference}/${place}`,
      title,
      versionNumber: frozen.number,
      words: frozen.words,
      frozenAt: frozen.madeAt,
      fingerprint: shortFingerprint(frozen.hash),
    });
  }
  return documents;
}

/** People are rounded to five and hidden under ten, so that nobody can be counted out; points are exact (CON-43). */
async function publicCounts(db: Reader, consultationId: string): Promise<{ responses: string; points: number }> {
  const [{ received }, { points }] = [await countResponses(db, consultationId), await countPoints(db, consultationId)];
  if (received === 0) return { responses: 'None', points };
  if (received < SMALLEST_COUNT) return { responses: `Fewer than ${SMALLEST_COUNT}`, points };
  return { responses: `About ${(Math.round(received / 5) * 5).toLocaleString('en-GB')}`, points };
}

/** A text that everyone may read now; before the opening there is none. */
async function readable(
  db: Reader,
  asked: { reference: string; document: number },
): Promise<{ consultation: ConsultationRow; now: string; pack: PackedVersion[]; packed: PackedVersion; frozen: FrozenText }> {
  const consultation = await requireByReference(db, asked.reference);
  const now = await databaseNow(db);
  const state = stateAt(timesOf(consultation), now);
  const pack = await packOf(db, consultation.id);
  const packed = pack.find(({ place }) => place === asked.document);
  if (!packed || state === 'soon') throw new Problem('document-not-found', 404, 'There is no such document to read here now.');
  return { consultation, now, pack, packed, frozen: await frozenText(db, packed.version_id) };
}

async function documentAnswer(
  db: Reader,
  baseUrl: string,
  asked: { reference: string; document: number; reading: boolean },
): Promise<PageAnswer> {
  const { consultation, now, pack, packed, frozen } = await readable(db, asked);
  const document = await requireDocument(db, packed.document_id);
  const props = presentDocument(frozen, {
    facts: presentFacts(consultation, now),
    title: document.title,
    place: packed.place,
    documents: pack.length,
    baseUrl,
    comments: stateAt(timesOf(consultation), now) === 'open' && !asked.reading,
  });
  return { page: 'consulted-document', props, cacheSeconds: FRAME_SECONDS };
}
