import {
  dropAdministrator,
  givePersonAccess,
  inviteSomebody,
  inviteSomebodyAgain,
  listAllPeople,
  makeFirstAdministrator,
  nameAdministrator,
  readFirstAdministrator,
  stopPersonsAccess,
  takeInvitation,
} from '../../shared/identity/api.ts';
import type { Caller } from '../platform/http/caller.ts';
import { mount, type Door } from '../platform/http/door.ts';
import { networkOf } from '../platform/http/rate-limit.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { endAdministration, makeAdministrator } from './change-administrators.ts';
import { claimInstallation } from './claim-installation.ts';
import type { IdentityParts } from './identity-parts.ts';
import { listOpenInvitations } from './invitation-store.ts';
import { inviteAgain, invitePerson } from './invite-person.ts';
import { signInWithPassword } from './open-session.ts';
import { anyPerson, listPeople, type ListedPerson } from './person-store.ts';
import { browserOf, welcome } from './session-routes.ts';
import { giveAccessBack, stopAccess } from './stop-access.ts';

const PEOPLE_PER_PAGE = 50; // two screens; a search finds anybody faster than paging

/** Mounts how people come in: the first administrator, invitations, and what administrators do with people. */
export function mountPeople(door: Door, parts: IdentityParts): void {
  mountComingIn(door, parts);
  mountList(door, parts);
  mountAdministration(door, parts);
}

function mountComingIn(door: Door, parts: IdentityParts): void {
  const { store, limits } = parts;
  mount(door, readFirstAdministrator, { handle: async () => ({ needed: !(await anyPerson(store.read)) }) });
  mount(door, makeFirstAdministrator, {
    handle: async ({ body, request, response }) => {
      await limits.codeByNetwork.spend(networkOf(request));
      await claimInstallation(parts, body);
      return welcome(parts, response, await signInWithPassword(parts, { ...body, browser: browserOf(request) }));
    },
  });
  mount(door, takeInvitation, {
    handle: async ({ body, request, response }) => {
      await limits.invitationByNetwork.spend(networkOf(request));
      await acceptInvitation(parts, body);
      return welcome(parts, response, await signInWithPassword(parts, { ...body, browser: browserOf(request) }));
    },
  });
}

function mountList(door: Door, parts: IdentityParts): void {
  const { store } = parts;
  mount(door, listAllPeople, {
    handle: async ({ query }) => {
      const skip = (query.page - 1) * PEOPLE_PER_PAGE;
      const { people, total } = await listPeople(store.read, { search: query.search, limit: PEOPLE_PER_PAGE, skip });
      const invitations = await listOpenInvitations(store.read);
      return {
        people: people.map((person) => ({
          id: person.id,
          name: person.name,
          email: person.email,
          state: stateOf(person),
          administrator: person.administrator,
        })),
        total,
        perPage: PEOPLE_PER_PAGE,
        invitations: invitations.map(({ person_id, name, email, made_at, expires_at, too_old }) => ({
          personId: person_id,
          name,
          email,
          sentAt: made_at,
          endsAt: expires_at,
          tooOld: too_old,
        })),
      };
    },
  });
  mount(door, inviteSomebody, {
    handle: async ({ body, caller }) => invitePerson(parts, { ...body, actor: actorOf(caller) }),
  });
  mount(door, inviteSomebodyAgain, {
    handle: async ({ params, caller }) => {
      await inviteAgain(parts, { ...params, actor: actorOf(caller) });
      return {};
    },
  });
}

function mountAdministration(door: Door, parts: IdentityParts): void {
  const { store } = parts;
  mount(door, stopPersonsAccess, {
    handle: async ({ params, body, caller }) => {
      await stopAccess(store, { ...params, ...body, actor: actorOf(caller) });
      parts.dropSockets(params.personId, 'access-stopped');
      return {};
    },
  });
  mount(door, givePersonAccess, {
    handle: async ({ params, caller }) => {
      await giveAccessBack(store, { ...params, actor: actorOf(caller) });
      return {};
    },
  });
  mount(door, nameAdministrator, {
    handle: async ({ params, caller }) => {
      await makeAdministrator(store, { ...params, actor: actorOf(caller) });
      return {};
    },
  });
  mount(door, dropAdministrator, {
    handle: async ({ params, caller }) => {
      await endAdministration(store, { ...params, actor: actorOf(caller) });
      return {};
    },
  });
}

function stateOf({ joined_at, closed_at }: ListedPerson): 'invited' | 'here' | 'stopped' {
  if (closed_at !== null) return 'stopped';
  return joined_at === null ? 'invited' : 'here';
}

/** The door lets only people with the right this far, so there always is one. */
function actorOf({ personId }: Caller): string {
  return personId ?? 'system';
}
