import type { Access } from '../identity/access.ts';
import type { HouseParts } from '../platform/house-parts.ts';
import { getGroup } from './group-store.ts';
import { rolesIn } from './seat-store.ts';

/** Opens the directory: its routes, and what it answers identity. */
export function openDirectory(_parts: HouseParts, access: Access): void {
  access.answer({
    rolesInGroup: async (db, personId, groupId) => ((await getGroup(db, groupId)) ? rolesIn(db, personId, groupId) : undefined),
  });
}
