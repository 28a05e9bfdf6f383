import type { Role } from '../../shared/identity/rules.ts';
import { isAdministrator } from '../identity/person-store.ts';
import type { Reader } from '../platform/database/store.ts';
import { rolesIn } from './seat-store.ts';

/** Somebody who gives or ends seats, with their roles in the group at this moment. */
export async function giverIn(db: Reader, personId: string, groupId: string): Promise<{ personId: string; roles: Role[] }> {
  const roles: Role[] = await rolesIn(db, personId, groupId);
  return { personId, roles: (await isAdministrator(db, personId)) ? [...roles, 'administrator'] : roles };
}
