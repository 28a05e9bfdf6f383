import { z } from 'zod';
import { endpoint } from '../../shared/kernel/endpoint.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { databaseNow } from './database/values.ts';
import { schemaVersion } from './database/migrate.ts';
import type { Store } from './database/store.ts';
import { mount, type Door } from './http/door.ts';

const none = z.object({});

/** Is the process alive; answers without looking at anything (PLT-23). */
export const liveness = endpoint({
  method: 'GET',
  path: '/health/live',
  right: 'anyone',
  params: none,
  query: none,
  body: none,
  output: z.object({ status: z.literal('ok') }),
});

/** Can it serve: database reached, schema up to date, not about to stop (PLT-23). */
export const readiness = endpoint({
  method: 'GET',
  path: '/health/ready',
  right: 'anyone',
  params: none,
  query: none,
  body: none,
  output: z.object({ status: z.literal('ok'), storage: z.string(), schema: z.string() }),
});

/** Mounts the two health addresses. */
export function mountHealth(door: Door, store: Store, { isStopping }: { isStopping: () => boolean }): void {
  mount(door, liveness, { handle: async () => Promise.resolve({ status: 'ok' as const }) });
  mount(door, readiness, {
    handle: async () => {
      if (isStopping()) throw new Problem('not-ready', 503, 'Concord is about to stop.');
      await databaseNow(store.read).catch(() => {
        throw new Problem('not-ready', 503, 'The database cannot be reached.');
      });
      return { status: 'ok' as const, storage: store.storage, schema: schemaVersion() };
    },
  });
}
