import { Problem } from '../../shared/kernel/problem.ts';
import * as api from '../../shared/resolution/api.ts';
import { requireConsultation } from '../consultation/consultation-store.ts';
import { latestVersion } from '../drafting/versions/version-store.ts';
import type { Access } from '../identity/access.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import { mount } from '../platform/http/door.ts';
import type { Reader } from '../platform/database/store.ts';
import { addRemark } from './add-remark.ts';
import { applyPointWording, linkChange, unlinkChange } from './apply-wording.ts';
import { countDesk, requireDeskPoint } from './desk-store.ts';
import type { DraftAccess } from './draft-access.ts';
import { explainChange } from './explain-change.ts';
import { leftFor } from './left.ts';
import { readDesk } from './read-desk.ts';
import { readPoint } from './read-point.ts';
import { recordDisposition } from './record-disposition.ts';
import { named, namedApplied } from './who-decided.ts';

/** Opens the room: the desk of points, decisions, wording into the draft, and what is left (RES). */
export function openResolution(parts: HouseParts, access: Access, drafts: DraftAccess): void {
  mountReading(parts, access, drafts);
  mountDeciding(parts, drafts);
  mountLeft(parts);
}

const ofPoint =
  (db: Reader) =>
  async ({ params }: { params: { pointId: string } }): Promise<{ documentId: string }> => ({
    documentId: (await requireDeskPoint(db, params.pointId)).document_id,
  });

function mountReading({ door, store, announcements }: HouseParts, access: Access, drafts: DraftAccess): void {
  const db = store.read;
  mount(door, api.getDesk, {
    scope: async ({ params }) => ({ groupId: await groupOf(db, params.consultationId) }),
    handle: async ({ params, query, caller }) => {
      const rights = await access.rightsOf(caller, { groupId: await groupOf(db, params.consultationId) });
      return readDesk(db, { ...params, hasRight: rights.includes('decide-points') }, query);
    },
  });
  mount(door, api.getPoint, {
    scope: ofPoint(db),
    handle: async ({ params, caller }) => {
      const rights = await access.rightsOf(caller, await ofPoint(db)({ params }));
      return readPoint(db, { drafts, mayReadDraft: rights.includes('read-draft') }, params.pointId);
    },
  });
  mount(door, api.postRemark, {
    scope: ofPoint(db),
    handle: ({ params, body, caller }) =>
      addRemark({ store, announcements }, { ...body, ...params, personId: caller.personId ?? '' }),
  });
}

function mountDeciding({ door, store, announcements }: HouseParts, drafts: DraftAccess): void {
  const db = store.read;
  const house = { store, announcements, drafts };
  const scope = ofPoint(db);
  mount(door, api.putDisposition, {
    scope,
    handle: async ({ params, body, caller }) => {
      const row = await recordDisposition(house, { ...body, ...params, personId: caller.personId ?? '' });
      return { disposition: await named(db, row), left: await leftOf(db, params.pointId) };
    },
  });
  mount(door, api.postWording, {
    scope,
    handle: async ({ params, body, caller }) => {
      const row = await applyPointWording(house, { ...body, ...params, personId: caller.personId ?? '' });
      return { applied: await namedApplied(db, row), left: await leftOf(db, params.pointId) };
    },
  });
  mount(door, api.postLink, {
    scope,
    handle: async ({ params, body, caller }) => {
      const row = await linkChange(house, { ...body, ...params, personId: caller.personId ?? '' });
      return { applied: await namedApplied(db, row), left: await leftOf(db, params.pointId) };
    },
  });
  mount(door, api.deleteLink, {
    scope,
    handle: async ({ params, caller }) => {
      await unlinkChange(house, { ...params, personId: caller.personId ?? '' });
      return { left: await leftOf(db, params.pointId) };
    },
  });
}

function mountLeft({ door, store }: HouseParts): void {
  const db = store.read;
  mount(door, api.getLeft, { scope: ({ params }) => params, handle: ({ params }) => leftFor(db, params.documentId) });
  mount(door, api.postChangeReason, {
    scope: ({ params }) => params,
    handle: async ({ params, body, caller }) => {
      if (!(await latestVersion(db, params.documentId)))
        throw new Problem('no-version', 409, 'Freeze a version first; reasons are given for the changes of a frozen version.');
      await explainChange(store, { ...params, ...body, personId: caller.personId ?? '' });
      return leftFor(db, params.documentId);
    },
  });
}

async function groupOf(db: Reader, consultationId: string): Promise<string> {
  return (await requireConsultation(db, consultationId)).group_id;
}

async function leftOf(db: Reader, pointId: string): Promise<ReturnType<typeof countDesk>> {
  return countDesk(db, (await requireDeskPoint(db, pointId)).consultation_id);
}
