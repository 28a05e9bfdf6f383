import {
  clearResponse as clearContract,
  extendConsultation as extendContract,
  listAddresses,
  listConsultations,
  listPlaces,
  listPoints,
  listResponses,
  openConsultation as openContract,
  readConsultation,
  readOpening,
  readResponse,
} from '../../shared/consultation/api.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { seatsOfPerson } from '../directory/seat-store.ts';
import { documentOfVersion } from '../drafting/versions/version-store.ts';
import type { Access } from '../identity/access.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { Caller, Scope } from '../platform/http/caller.ts';
import { mount } from '../platform/http/door.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import { repeat } from '../platform/repeat.ts';
import { clearResponse } from './clear-response.ts';
import { consultationsOfGroups, requireConsultation } from './consultation-store.ts';
import { extendConsultation } from './extend-consultation.ts';
import { followTimes } from './follow-times.ts';
import { frozenText } from './frozen-text.ts';
import { openConsultation } from './open-consultation.ts';
import { pointsOf } from './point-store.ts';
import { presentHead, presentPointView, presentResponse, presentView } from './present-consultation.ts';
import { presentOpening, questionPlaces } from './present-opening.ts';
import { NOTHING_PUBLISHED, type ConsultationQuestions } from './questions.ts';
import { openReading } from './reading/reading-routes.ts';
import { forgetDrafts } from './responding/forget-drafts.ts';
import { openResponding } from './responding/respond-routes.ts';
import { answersOf, findResponse, respondentsOf, responsesOf } from './response-store.ts';

const FOLLOW_EVERY_MS = 10_000; // a document's stage follows the clock; what is open is decided without it
const FORGET_EVERY_MS = 3_600_000; // drafts go within an hour of their thirtieth day

/** What the consultation room asks later rooms; they answer as they open. */
export type ConsultationRoom = { answer(answers: Partial<ConsultationQuestions>): void };

/** Opens the consultation room: what staff do, what everyone reads, how people respond, and what happens by itself. */
export function openConsultations(parts: HouseParts, access: Access): ConsultationRoom {
  const questions = { ...NOTHING_PUBLISHED };
  access.answerTopic('consultation', async (db, caller, id) => {
    const { group_id } = await requireConsultation(db, id);
    return (await access.rightsOf(caller, { groupId: group_id })).includes('read-responses');
  });
  mountOpening(parts);
  mountConsultations(parts, access);
  mountResponses(parts);
  openReading(parts, questions);
  openResponding(parts);
  repeat(parts, FOLLOW_EVERY_MS, () => followTimes(parts));
  repeat(parts, FORGET_EVERY_MS, () => forgetDrafts(parts.store));
  return { answer: (answers) => void Object.assign(questions, answers) };
}

function mountOpening(parts: HouseParts): void {
  const db = parts.store.read;
  mount(parts.door, readOpening, {
    scope: ({ params }) => ({ documentId: params.documentId }),
    handle: async ({ params }) => presentOpening(db, params.documentId),
  });
  mount(parts.door, listPlaces, {
    scope: async ({ params }) => ({ documentId: await documentOfVersion(db, params.versionId) }),
    handle: async ({ params }) => ({ places: questionPlaces((await frozenText(db, params.versionId)).text) }),
  });
  mount(parts.door, openContract, {
    scope: async ({ body }) => ({ documentId: await documentOfVersion(db, body.versionIds[0] ?? '') }),
    handle: async ({ body, caller }) => openConsultation(parts, body, personOf(caller)),
  });
  mount(parts.door, extendContract, {
    scope: async ({ params }) => groupScope(parts, params.consultationId),
    handle: async ({ params, body, caller }) => {
      await extendConsultation(parts, { ...params, ...body, personId: personOf(caller) });
      return {};
    },
  });
}

function mountConsultations(parts: HouseParts, access: Access): void {
  const db = parts.store.read;
  mount(parts.door, listConsultations, {
    handle: async ({ caller }) => {
      const groups = new Set((await seatsOfPerson(db, personOf(caller))).map(({ group_id }) => group_id));
      const surroundings = { now: await databaseNow(db), baseUrl: parts.baseUrl() };
      const consultations = [];
      for (const row of await consultationsOfGroups(db, [...groups])) {
        const rights = await access.rightsOf(caller, { groupId: row.group_id });
        if (rights.includes('read-responses')) consultations.push(await presentHead(db, row, { ...surroundings, rights }));
      }
      return { consultations };
    },
  });
  mount(parts.door, readConsultation, {
    scope: async ({ params }) => groupScope(parts, params.consultationId),
    handle: async ({ params, caller }) => {
      const row = await requireConsultation(db, params.consultationId);
      const rights = await access.rightsOf(caller, { groupId: row.group_id });
      return presentView(db, row, { now: await databaseNow(db), baseUrl: parts.baseUrl(), rights });
    },
  });
  mount(parts.door, listPoints, {
    scope: async ({ params }) => groupScope(parts, params.consultationId),
    handle: async ({ params, query }) => ({
      points: (await pointsOf(db, params.consultationId, query)).map(presentPointView),
    }),
  });
}

function mountResponses(parts: HouseParts): void {
  const db = parts.store.read;
  const scope = async ({ params }: { params: { consultationId: string } }): Promise<Scope> =>
    groupScope(parts, params.consultationId);
  mount(parts.door, listResponses, {
    scope,
    handle: async ({ params, query }) => ({
      responses: (await responsesOf(db, params.consultationId, query)).map(presentResponse),
    }),
  });
  mount(parts.door, readResponse, {
    scope,
    handle: async ({ params }) => {
      const row = await findResponse(db, params.responseId);
      if (!row || row.consultation_id !== params.consultationId)
        throw new Problem('response-not-found', 404, 'There is no such response.');
      const points = await pointsOf(db, row.consultation_id, { responseId: row.id, held: 'with', limit: 500 });
      const head = presentResponse({ ...row, points: points.length });
      return { ...head, pointList: points.map(presentPointView), answers: await answersOf(db, row.id) };
    },
  });
  mount(parts.door, clearContract, {
    scope,
    handle: async ({ params, caller }) => {
      await clearResponse(parts, { ...params, personId: personOf(caller) });
      return {};
    },
  });
  mount(parts.door, listAddresses, {
    scope,
    handle: async ({ params, query }) => {
      const responses = await responsesOf(db, params.consultationId, query);
      const people = await respondentsOf(
        db,
        responses.map(({ id }) => id),
      );
      return {
        people: responses.flatMap(({ id, reference }) => {
          const person = people.get(id);
          if (!person) return [];
          const { name, email, email_confirmed_at, interest_words: interest } = person;
          return [{ responseId: id, reference, name, email, emailConfirmed: email_confirmed_at !== null, interest }];
        }),
      };
    },
  });
}

async function groupScope({ store }: HouseParts, consultationId: string): Promise<Scope> {
  return { groupId: (await requireConsultation(store.read, consultationId)).group_id };
}

/** The door has refused a caller without a session; this tells the compiler. */
function personOf({ personId }: Caller): string {
  if (personId === null) throw new Problem('sign-in-needed', 401, 'Sign in to go on.');
  return personId;
}
