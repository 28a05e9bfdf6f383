import type { Store } from './store.ts';

const REAL = `create or replace function concord_now() returns timestamptz language sql volatile as
  'select date_trunc(''milliseconds'', clock_timestamp())'`;

/** Lets the clock of decisions show the real time; every start does this first, so that no shift outlives a crash (PLT-28). */
export async function showRealTime(store: Store): Promise<void> {
  await store.runScript(REAL);
}

/** Sets the clock of decisions back by whole minutes, for filling the worked example into an empty installation only. */
export async function shiftTime(store: Store, minutesBack: number): Promise<void> {
  if (!Number.isInteger(minutesBack) || minutesBack < 0) throw new Error('the clock is shifted back by whole minutes');
  await store.runScript(`create or replace function concord_now() returns timestamptz language sql volatile as
  'select date_trunc(''milliseconds'', clock_timestamp()) - interval ''${minutesBack} minutes'''`);
}
