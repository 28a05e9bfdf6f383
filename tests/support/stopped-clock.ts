import { sql } from 'kysely';
import type { Store } from '../../server/platform/database/store.ts';

/** Stops the database's clock at an instant, so that everything decided by time can be tested (PLT-28). */
export async function stopClock(store: Store, at: string): Promise<void> {
  if (!/^[0-9TZ:.+-]+$/.test(at)) throw new Error('not an instant');
  await sql
    .raw(`create or replace function concord_now() returns timestamptz language sql volatile as 'select timestamptz ''${at}'''`)
    .execute(store.read);
}

/** Lets the database's clock run again. */
export async function startClock(store: Store): Promise<void> {
  await sql
    .raw(
      `create or replace function concord_now() returns timestamptz language sql volatile as 'select date_trunc(''milliseconds'', clock_timestamp())'`,
    )
    .execute(store.read);
}
