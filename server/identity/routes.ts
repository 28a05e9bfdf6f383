import type { HouseParts } from '../platform/house-parts.ts';
import { readSecret } from '../platform/secrets.ts';
import type { Access } from './access.ts';
import { openAuth, type Auth } from './auth.ts';
import { makeFirstCode } from './claim-installation.ts';
import { identityLimits, type IdentityParts } from './identity-parts.ts';
import { mountPeople } from './people-routes.ts';
import { mountSessions } from './session-routes.ts';

/** What the house and its commands may use of identity. */
export type Identity = {
  auth: Auth;
  /** The code for the first administrator, while nobody is here; printed by the server, kept nowhere. */
  firstCode: string | undefined;
};

/** Opens identity: sign-in, sessions, people, invitations. */
export async function openIdentity(house: HouseParts, access: Access): Promise<Identity> {
  const secure = house.settings.baseUrl?.startsWith('https:') ?? false;
  const secret = readSecret(house.settings.dataDirectory, 'sign-in');
  access.onSessionsEnded((personId, reason) => house.announcements.dropPerson(personId, reason));
  const auth = openAuth({ store: house.store, secret, secure });
  const parts: IdentityParts = {
    store: house.store,
    auth,
    access,
    secure,
    baseUrl: house.baseUrl,
    dropSockets: (personId, reason) => access.tellSessionsEnded(personId, reason),
    limits: identityLimits(),
  };
  mountSessions(house.door, parts);
  mountPeople(house.door, parts);
  return { auth, firstCode: await makeFirstCode(house.store) };
}
