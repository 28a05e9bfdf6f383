import { Problem } from '../../shared/kernel/problem.ts';
import type { Store } from '../platform/database/store.ts';
import { appendRecord } from '../record/append-record.ts';
import { deleteSession, deleteSessions } from './session-store.ts';

/** Ends one session of a person, in this browser or another. */
export async function endOneSession(store: Store, given: { personId: string; sessionId: string }): Promise<void> {
  await store.transaction(async (tx) => {
    const ended = await deleteSession(tx, given.personId, given.sessionId);
    if (!ended) throw new Problem('session-not-found', 404, 'This session has already ended.');
    await appendRecord(tx, {
      chain: 'people',
      act: 'end-session',
      actor: given.personId,
      subject: { person: given.personId, session: given.sessionId },
    });
  });
}

/** Ends all sessions of a person but the one they ask from; says how many. */
export async function endOtherSessions(store: Store, given: { personId: string; keep: string | null }): Promise<number> {
  return store.transaction(async (tx) => {
    const ended = await deleteSessions(tx, given.personId, given.keep);
    await appendRecord(tx, {
      chain: 'people',
      act: 'end-other-sessions',
      actor: given.personId,
      subject: { person: given.personId },
      facts: { ended },
    });
    return ended;
  });
}
