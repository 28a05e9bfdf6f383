import type { Right } from '../../shared/identity/rules.ts';
import * as api from '../../shared/signoff/api.ts';
import type { Access } from '../identity/access.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import { mount } from '../platform/http/door.ts';
import type { Caller } from '../platform/http/caller.ts';
import { repeat } from '../platform/repeat.ts';
import { askSignOff } from './ask-sign-off.ts';
import { passDueSignOffs } from './pass-due-sign-offs.ts';
import { readSigning, readSignOffPage, viewOf } from './read-sign-off.ts';
import { sendBack } from './send-back.ts';
import { requireSignOff } from './sign-off-store.ts';
import { ensureSigningKey } from './signing-key.ts';
import { takePosition } from './take-position.ts';

const LOOK_EVERY_MS = 60_000; // a step whose day has passed moves on within a minute

/** Opens the room: asking, signing, sending back; makes the key at the first start of an embedded installation only (SIG-6). */
export function openSignoff(parts: HouseParts, access: Access): void {
  const { door, store, announcements, settings } = parts;
  const { keyDirectory } = settings;
  ensureSigningKey(keyDirectory, settings);
  const db = store.read;
  const house = { store, announcements, keyDirectory };
  const ofSignOff = async ({ params }: { params: { signOffId: string } }): Promise<{ documentId: string }> => ({
    documentId: (await requireSignOff(db, params.signOffId)).document_id,
  });
  const rightsIn = async (caller: Caller, signOffId: string): Promise<Right[]> =>
    access.rightsOf(caller, await ofSignOff({ params: { signOffId } }));
  mount(door, api.getSignOffPage, {
    scope: ({ params }) => params,
    handle: async ({ params, caller }) =>
      readSignOffPage(db, params.documentId, { keyDirectory, rights: await access.rightsOf(caller, params) }),
  });
  mount(door, api.postSignOff, {
    scope: ({ params }) => params,
    handle: async ({ params, body, caller }) => {
      await askSignOff(house, { ...params, ...body, personId: caller.personId ?? '' });
      return viewOf(db, await requireSignOff(db, body.id));
    },
  });
  mount(door, api.getSigning, {
    scope: ofSignOff,
    handle: async ({ params, caller }) =>
      readSigning(db, params.signOffId, { caller, rights: await rightsIn(caller, params.signOffId) }),
  });
  mount(door, api.postPosition, {
    scope: ofSignOff,
    handle: async ({ params, body, caller }) => {
      const rights = await rightsIn(caller, params.signOffId);
      await takePosition(house, { ...body, ...params, caller, mayRecordBody: rights.includes('record-body-position') });
      return viewOf(db, await requireSignOff(db, params.signOffId));
    },
  });
  mount(door, api.postSendBack, {
    scope: ofSignOff,
    handle: async ({ params, body, caller }) => {
      await sendBack(house, { ...params, ...body, personId: caller.personId ?? '' });
      return viewOf(db, await requireSignOff(db, params.signOffId));
    },
  });
  repeat(parts, LOOK_EVERY_MS, () => passDueSignOffs(house));
}
