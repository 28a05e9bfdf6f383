import type { Request, RequestHandler, Response, Router } from 'express';
import type { z } from 'zod';
import type { Endpoint } from '../../../shared/kernel/endpoint.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { inputProblem } from '../problem-response.ts';
import { traced } from '../tracing.ts';
import type { Authorise, Caller, ResolveCaller, Scope } from './caller.ts';

/** What every mounted route goes through: who asks, may they, is the input right. */
export type Door = { router: Router; resolveCaller: ResolveCaller; authorise: Authorise };

/** The checked request an act gets. */
export type Asked<P, Q, B> = { params: P; query: Q; body: B; caller: Caller; request: Request; response: Response };

/** One mounted route, kept for the tests that walk the route table (PLT-1). */
export type MountedRoute = { method: string; path: string; right: string; hasSchema: boolean };

const mountedRoutes: MountedRoute[] = [];

/** Every route mounted in this process so far. */
export function listMountedRoutes(): readonly MountedRoute[] {
  return mountedRoutes;
}

/** Rights that need no look into any scope. */
export const OPEN_RIGHTS = ['anyone', 'signed-in'] as const;

/**
 * Mounts one endpoint of the API: parses params, query and body, checks the right in its scope, answers the parsed output.
 * `scope` finds the group or document the right is asked about; leave it out only for `anyone`, `signed-in` and installation-wide rights.
 */
export function mount<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
  door: Door,
  contract: Endpoint<P, Q, B, O>,
  act: {
    scope?: (asked: { params: z.output<P>; query: z.output<Q>; body: z.output<B>; caller: Caller }) => Promise<Scope> | Scope;
    handle: (asked: Asked<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<O>>;
  },
): void {
  register(contract);
  const answer = async (request: Request, response: Response): Promise<void> => {
    const caller = await door.resolveCaller(request.headers);
    requireSession(caller, contract.right);
    const asked = {
      params: read(contract.params, request.params),
      query: read(contract.query, request.query),
      body: read(contract.body, request.body ?? {}),
      caller,
    };
    await door.authorise(caller, contract.right, (await act.scope?.(asked)) ?? {});
    const output = await act.handle({ ...asked, request, response });
    if (response.headersSent) return; // a download has answered for itself
    response.set('Cache-Control', 'no-store').json(contract.output.parse(output));
  };
  const about = { 'http.request.method': contract.method, 'http.route': contract.path };
  route(door.router, contract.method, contract.path, (request, response) =>
    traced(`${contract.method} ${contract.path}`, about, () => answer(request, response)),
  );
}

/** Enters a route or socket event into the table the convention tests walk. */
export function register({
  method,
  path,
  right,
  ...schemas
}: {
  method: string;
  path: string;
  right: string;
  params?: unknown;
  query?: unknown;
  body?: unknown;
}): void {
  const hasSchema = Object.values(schemas).some((schema) => isSchema(schema));
  mountedRoutes.push({ method, path, right, hasSchema });
}

function isSchema(value: unknown): boolean {
  return typeof (value as { safeParse?: unknown } | undefined)?.safeParse === 'function';
}

/** Refuses a caller without a session where the right needs one. */
export function requireSession(caller: Caller, right: string): void {
  if (right !== 'anyone' && !caller.personId) throw new Problem('sign-in-needed', 401, 'Sign in to go on.');
}

/** Parses input with its schema; throws the 422 problem that names the fields. */
export function read<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (!result.success) throw inputProblem(result.error);
  return result.data;
}

function route(router: Router, method: string, path: string, handler: RequestHandler): void {
  if (method === 'GET') router.get(path, handler);
  else if (method === 'POST') router.post(path, handler);
  else if (method === 'PUT') router.put(path, handler);
  else router.delete(path, handler);
}
