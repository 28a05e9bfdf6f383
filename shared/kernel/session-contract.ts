import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id } from './ids.ts';

const nothing = z.object({});

/** Who is signed in, as the frame of every page shows it; null for nobody. */
export const readSession = endpoint({
  method: 'GET',
  path: '/api/session',
  right: 'anyone',
  params: nothing,
  query: nothing,
  body: nothing,
  output: z.object({ person: z.object({ id: Id, name: z.string() }).nullable() }),
});

/** Ends the caller's session in this browser. */
export const endSession = endpoint({
  method: 'DELETE',
  path: '/api/session',
  right: 'signed-in',
  params: nothing,
  query: nothing,
  body: nothing,
  output: nothing,
});
