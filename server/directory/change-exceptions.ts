import type { CompositionRule } from '../../shared/directory/composition.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { appendRecord } from '../record/append-record.ts';
import type { DirectoryParts } from './directory-parts.ts';
import { endExceptionRow, insertException } from './exception-store.ts';
import { lockGroup } from './group-store.ts';

type Parts = Pick<DirectoryParts, 'store'>;

/** Records with a reason that a group may differ from a rule of composition (MEM-2). */
export async function recordException(
  { store }: Parts,
  given: { groupId: string; rule: CompositionRule; reason: string; actor: string },
): Promise<void> {
  await store.transaction(async (tx) => {
    const group = await lockGroup(tx, given.groupId);
    const id = makeId();
    await insertException(tx, { id, groupId: group.id, rule: given.rule, reason: given.reason, madeBy: given.actor });
    await appendRecord(tx, {
      chain: `group:${group.id}`,
      act: 'record-exception',
      actor: given.actor,
      subject: { group: group.id, exception: id },
      facts: { rule: given.rule },
      personal: { reason: given.reason },
    });
  });
}

/** Ends an exception, so that the rule is said again. */
export async function endException(
  { store }: Parts,
  given: { groupId: string; exceptionId: string; actor: string },
): Promise<void> {
  await store.transaction(async (tx) => {
    const group = await lockGroup(tx, given.groupId);
    const ended = await endExceptionRow(tx, group.id, given.exceptionId);
    if (!ended) throw new Problem('exception-not-found', 404, 'This exception has already been ended.');
    await appendRecord(tx, {
      chain: `group:${group.id}`,
      act: 'end-exception',
      actor: given.actor,
      subject: { group: group.id, exception: given.exceptionId },
    });
  });
}
