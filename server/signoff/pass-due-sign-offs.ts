import { chainState } from '../../shared/signoff/rules.ts';
import type { Store } from '../platform/database/store.ts';
import { databaseNow } from '../platform/database/values.ts';
import type { Announcements } from '../platform/live/announcements.ts';
import { appendRecord } from '../record/append-record.ts';
import { endSignOff, lockSignOff, openSignOffs, signaturesOf } from './sign-off-store.ts';
import { newerText } from './same-text.ts';
import { givenOf } from './take-position.ts';

/** Passes the open sign-offs whose quorum was reached when the last day ended; answers how many passed. Silence stays silence in each. */
export async function passDueSignOffs({ store, announcements }: { store: Store; announcements: Announcements }): Promise<number> {
  let passed = 0;
  for (const { id } of await openSignOffs(store.read)) {
    passed += await store.transaction(async (tx) => {
      const row = await lockSignOff(tx, id);
      const now = await databaseNow(tx);
      const { state } = chainState(row.steps, (await signaturesOf(tx, id)).map(givenOf), now);
      if (row.state !== 'open' || state !== 'passed' || (await newerText(tx, row))) return 0;
      await endSignOff(tx, id, { state: 'passed', ended_at: now, ended_by: 'system', end_reason: null });
      await announcements.announce(tx, { topic: `document:${row.document_id}`, act: 'sign-off-passed', ids: { signOff: id } });
      await appendRecord(tx, {
        chain: `document:${row.document_id}`,
        act: 'pass-sign-off',
        actor: 'system',
        subject: { signOff: id, version: row.version_id },
      });
      return 1;
    });
  }
  return passed;
}
