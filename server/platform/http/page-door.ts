import { createHash } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Log } from '../log.ts';
import type { RenderPage } from '../pages/render-page.ts';
import { problemDetails } from '../problem-response.ts';
import type { Caller, Scope } from './caller.ts';
import { read, register, requireSession, type Asked, type Door } from './door.ts';

/** What a page route answers: a page with its props, another address to go to, or bytes to download. */
export type PageAnswer =
  | { page: string; props: Record<string, unknown>; status?: number; cacheSeconds?: number; headers?: Record<string, string> }
  | { goTo: string; headers?: Record<string, string> }
  | { bytes: string | Uint8Array; type: string; fileName?: string; cacheSeconds?: number; headers?: Record<string, string> };

/** The door for server-rendered pages and their forms. */
export type PageDoor = Door & { render: RenderPage; log: Log };

/** A page route: GET shows, POST takes a form; both name schema and right like any endpoint of the API. */
export type PageContract<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  method: 'GET' | 'POST';
  path: string;
  right: string;
  params: P;
  query: Q;
  body: B;
};

/** Declares a page route, keeping the exact types of its schemas. */
export function pageContract<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  contract: PageContract<P, Q, B>,
): PageContract<P, Q, B> {
  return contract;
}

/** Mounts a page: same checks as the API; refusals become a page with the same sentence. Pages with `cacheSeconds` get an ETag and never a cookie (CON-12). */
export function mountPage<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  door: PageDoor,
  contract: PageContract<P, Q, B>,
  act: {
    scope?: (asked: { params: z.output<P>; caller: Caller }) => Promise<Scope> | Scope;
    handle: (asked: Asked<z.output<P>, z.output<Q>, z.output<B>>) => Promise<PageAnswer>;
  },
): void {
  register(contract);
  const handler: RequestHandler = async (request, response) => {
    try {
      const caller = await door.resolveCaller(request.headers);
      requireSession(caller, contract.right);
      const asked = {
        params: read(contract.params, request.params),
        query: read(contract.query, request.query),
        body: read(contract.body, request.body ?? {}),
        caller,
      };
      await door.authorise(caller, contract.right, (await act.scope?.(asked)) ?? {});
      send(door, response, await act.handle({ ...asked, request, response }), request.get('if-none-match'));
    } catch (error) {
      const details = problemDetails(error, door.log.child({ requestId: response.get('X-Request-Id') }));
      send(
        door,
        response,
        {
          page: 'error',
          props: { status: details.status, code: details.code, sentence: details.detail },
          status: details.status,
        },
        undefined,
      );
    }
  };
  if (contract.method === 'GET') door.router.get(contract.path, handler);
  else door.router.post(contract.path, handler);
}

function send(door: PageDoor, response: Response, answer: PageAnswer, known: string | undefined): void {
  if (response.headersSent) return;
  response.set(answer.headers ?? {});
  if ('goTo' in answer) {
    response.set('Cache-Control', 'no-store').redirect(303, answer.goTo);
    return;
  }
  const body = 'page' in answer ? door.render(answer.page, answer.props) : answer.bytes;
  cacheHeaders(response, body, answer.cacheSeconds);
  if (answer.cacheSeconds !== undefined && known === response.get('ETag')) {
    response.status(304).end();
    return;
  }
  if ('page' in answer)
    response
      .status(answer.status ?? 200)
      .type('html')
      .send(body);
  else {
    if (answer.fileName) response.attachment(answer.fileName);
    response.type(answer.type).send(typeof body === 'string' ? body : Buffer.from(body));
  }
}

function cacheHeaders(response: Response, body: string | Uint8Array, seconds: number | undefined): void {
  if (seconds === undefined) {
    response.set('Cache-Control', 'no-store');
    return;
  }
  response.set('Cache-Control', `public, max-age=${seconds}`);
  response.set('ETag', `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`);
}
