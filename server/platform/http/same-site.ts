import type { RequestHandler } from 'express';
import { Problem } from '../../../shared/kernel/problem.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses state changes that another site started (PLT-3): a browser that sends Sec-Fetch-Site must say same-origin, one that
 * sends Origin must name this host, and the API further needs the header a foreign form cannot send.
 */
export function sameSite(): RequestHandler {
  return (request, _response, next) => {
    if (SAFE.has(request.method)) return next();
    const site = request.get('sec-fetch-site');
    const origin = request.get('origin');
    const foreign =
      (site !== undefined && site !== 'same-origin' && site !== 'none') ||
      (origin !== undefined && origin !== 'null' && hostOf(origin) !== request.get('host'));
    const bare = request.path.startsWith('/api/') && request.get('x-concord-request') === undefined;
    if (foreign || bare)
      throw new Problem('other-site', 403, 'This request did not come from a page of Concord, so nothing was changed.');
    next();
  };
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
