import {
  closeOneGroup,
  endOneException,
  endOneSeat,
  giveOneSeat,
  listAllGroups,
  openOneGroup,
  readGroup,
  recordOneException,
} from '../../shared/directory/api.ts';
import type { Access } from '../identity/access.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import type { Caller } from '../platform/http/caller.ts';
import { mount, type Door } from '../platform/http/door.ts';
import { collectAnswers, type DirectoryAnswers } from './answers.ts';
import { endException, recordException } from './change-exceptions.ts';
import { closeGroup } from './close-group.ts';
import type { DirectoryParts } from './directory-parts.ts';
import { endSeat } from './end-seat.ts';
import { giveSeat } from './give-seat.ts';
import { groupPage } from './group-page.ts';
import { getGroup, listGroups } from './group-store.ts';
import { loadDirectory } from './load-directory.ts';
import { openGroup } from './open-group.ts';
import { listProgrammes } from './programme-store.ts';
import { rolesIn, seatsOfPerson } from './seat-store.ts';

/** Opens the directory, loading it at first start; later rooms add their answers to what it gives back. */
export async function openDirectory(house: HouseParts, access: Access): Promise<DirectoryAnswers> {
  const parts: DirectoryParts = { store: house.store, access, announcements: house.announcements, answers: collectAnswers() };
  access.answer({
    rolesInGroup: async (db, personId, groupId) => ((await getGroup(db, groupId)) ? rolesIn(db, personId, groupId) : undefined),
  });
  await loadDirectory(house.store);
  mountGroups(house.door, parts);
  mountSeats(house.door, parts);
  return parts.answers;
}

function mountGroups(door: Door, parts: DirectoryParts): void {
  mount(door, listAllGroups, { handle: async ({ caller }) => allGroups(parts, caller) });
  mount(door, readGroup, { handle: async ({ params, caller }) => groupPage(parts, params.groupId, caller) });
  mount(door, openOneGroup, {
    handle: async ({ body, caller }) => openGroup(parts, { ...body, actor: actorOf(caller) }),
  });
  mount(door, closeOneGroup, {
    handle: async ({ params, body, caller }) => {
      await closeGroup(parts, { ...params, ...body, actor: actorOf(caller) });
      return {};
    },
  });
}

function mountSeats(door: Door, parts: DirectoryParts): void {
  const scope = ({ params }: { params: { groupId: string } }) => ({ groupId: params.groupId });
  mount(door, giveOneSeat, {
    scope,
    handle: async ({ params, body, caller }) => giveSeat(parts, { ...params, ...body, actor: actorOf(caller) }),
  });
  mount(door, endOneSeat, {
    scope,
    handle: async ({ params, body, caller }) => {
      await endSeat(parts, { ...params, ...body, actor: actorOf(caller) });
      return {};
    },
  });
  mount(door, recordOneException, {
    scope,
    handle: async ({ params, body, caller }) => {
      await recordException(parts, { ...params, ...body, actor: actorOf(caller) });
      return {};
    },
  });
  mount(door, endOneException, {
    scope,
    handle: async ({ params, caller }) => {
      await endException(parts, { ...params, actor: actorOf(caller) });
      return {};
    },
  });
}

async function allGroups({ store, access }: DirectoryParts, caller: Caller) {
  const groups = await listGroups(store.read);
  const mine = new Set((await seatsOfPerson(store.read, actorOf(caller))).map(({ group_id }) => group_id));
  const programmes = await listProgrammes(store.read);
  return {
    programmes: programmes.map(({ id, name, covers, portfolio }) => ({
      id,
      name,
      covers,
      portfolio,
      groups: groups
        .filter(({ programme_id }) => programme_id === id)
        .map((group) => ({
          id: group.id,
          code: group.code,
          name: group.name,
          kind: group.kind,
          closedAt: group.closed_at,
          mine: mine.has(group.id),
        })),
    })),
    mayManage: (await access.rightsOf(caller, {})).includes('manage-installation'),
  };
}

/** The door lets only people with a session this far, so there always is one. */
function actorOf({ personId }: Caller): string {
  return personId ?? 'system';
}
