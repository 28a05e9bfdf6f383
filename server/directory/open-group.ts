import { makeId } from '../../shared/kernel/ids.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { appendRecord } from '../record/append-record.ts';
import type { DirectoryParts } from './directory-parts.ts';
import { insertGroup } from './group-store.ts';
import { listProgrammes } from './programme-store.ts';

/** Adds a group to a programme from now on; its code must be new within the programme only (MEM-1). */
export async function openGroup(
  { store }: Pick<DirectoryParts, 'store'>,
  given: { programmeId: string; name: string; code: string; kind: string; actor: string },
): Promise<{ groupId: string }> {
  const groupId = makeId();
  await store.transaction(async (tx) => {
    const programme = (await listProgrammes(tx)).find(({ id }) => id === given.programmeId);
    if (!programme) throw new Problem('programme-not-found', 404, 'There is no such programme here.');
    const { name, code, kind } = given;
    await insertGroup(tx, { id: groupId, programme_id: programme.id, slug: code, code, name, kind, service_reference: null });
    await appendRecord(tx, {
      chain: 'installation',
      act: 'open-group',
      actor: given.actor,
      subject: { group: groupId, programme: programme.id },
      facts: { code, name, kind },
    });
  });
  return { groupId };
}
