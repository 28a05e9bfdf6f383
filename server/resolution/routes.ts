import { Problem } from '../../shared/kernel/problem.ts';
import * as api from '../../shared/resolution/api.ts';
import { requireConsultation } from '../consultation/consultation-store.ts';
import { latestVersion } from '../drafting/versions/version-store.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import { mount } from '../platform/http/door.ts';
import type { Reader } from '../platform/database/store.ts';
import { addRemark } from './add-remark.ts';
import { applyPointWording, linkChange, unlinkChange, type DraftAccess } from './apply-wording.ts';
import { countDesk, deskPoint, type DeskPoint } from './desk-store.ts';
import { explainChange } from './explain-change.ts';
import { leftFor } from './left.ts';
import { named, namedApplied, readDesk, readPoint } from './read-desk.ts';
import { recordDisposition } from './record-disposition.ts';

/** Opens the room: the desk of points, decisions, wording into the draft, and what is left (RES). */
export function openResolution(parts: HouseParts, drafts: DraftAccess): void {
  const { door, store, announcements } = parts;
  const db = store.read;
  const house = { store, announcements, drafts };
  const ofPoint = async ({ params }: { params: { pointId: string } }): Promise<{ documentId: string }> => ({
    documentId: (await requirePoint(db, params.pointId)).document_id,
  });
  mount(door, api.getDesk, {
    scope: async ({ params }) => ({ groupId: (await requireConsultation(db, params.consultationId)).group_id }),
    handle: ({ params, query }) => readDesk(db, params.consultationId, query),
  });
  mount(door, api.getPoint, { scope: ofPoint, handle: ({ params }) => readPoint(db, drafts, params.pointId) });
  mount(door, api.putDisposition, {
    scope: ofPoint,
    handle: async ({ params, body, caller }) => {
      const row = await recordDisposition(house, { ...body, ...params, personId: caller.personId ?? '' });
      return { disposition: await named(db, row), left: await leftOf(db, params.pointId) };
    },
  });
  mount(door, api.postWording, {
    scope: ofPoint,
    handle: async ({ params, body, caller }) => {
      const row = await applyPointWording(house, { ...body, ...params, personId: caller.personId ?? '' });
      return { applied: await namedApplied(db, row), left: await leftOf(db, params.pointId) };
    },
  });
  mount(door, api.postLink, {
    scope: ofPoint,
    handle: async ({ params, body, caller }) => {
      const row = await linkChange(house, { ...body, ...params, personId: caller.personId ?? '' });
      return { applied: await namedApplied(db, row), left: await leftOf(db, params.pointId) };
    },
  });
  mount(door, api.deleteLink, {
    scope: ofPoint,
    handle: async ({ params, caller }) => {
      await unlinkChange(house, { ...params, personId: caller.personId ?? '' });
      return { left: await leftOf(db, params.pointId) };
    },
  });
  mount(door, api.postRemark, {
    scope: ofPoint,
    handle: ({ params, body, caller }) => addRemark(house, { ...body, ...params, personId: caller.personId ?? '' }),
  });
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

async function requirePoint(db: Reader, pointId: string): Promise<DeskPoint> {
  const point = await deskPoint(db, pointId);
  if (!point) throw new Problem('point-not-found', 404, 'There is no such point. It may have been withdrawn by its respondent.');
  return point;
}

async function leftOf(db: Reader, pointId: string): Promise<ReturnType<typeof countDesk>> {
  return countDesk(db, (await requirePoint(db, pointId)).consultation_id);
}
