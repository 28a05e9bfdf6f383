import type { Access } from '../identity/access.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import { collectAnswers, type DirectoryAnswers } from './answers.ts';
import { getGroup } from './group-store.ts';
import { rolesIn } from './seat-store.ts';

/** Opens the directory: its routes, and what it answers identity; later rooms add their answers to what it gives back. */
export function openDirectory(_parts: HouseParts, access: Access): DirectoryAnswers {
  access.answer({
    rolesInGroup: async (db, personId, groupId) => ((await getGroup(db, groupId)) ? rolesIn(db, personId, groupId) : undefined),
  });
  return collectAnswers();
}
