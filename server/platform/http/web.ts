import compression from 'compression';
import express, { type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../../shared/kernel/problem.ts';
import type { Log } from '../log.ts';
import type { RenderPage } from '../pages/render-page.ts';
import { problemResponse } from '../problem-response.ts';
import { sameSite } from './same-site.ts';

const JSON_LIMIT = '2mb'; // a response with its longest points fits many times over
const FORM_LIMIT = '1mb'; // one page's form
const ASSET_SECONDS = 31_536_000; // hashed names never change their content

/** Builds the web application: headers, bodies, rooms' routes, built client, then refusals (PLT-2, PLT-3). */
export function buildWeb({
  router,
  log,
  clientDirectory,
  secure,
  trustProxy,
  render,
}: {
  router: Router;
  log: Log;
  clientDirectory: string;
  secure: boolean;
  trustProxy: boolean;
  /** Draws the page for an address that leads nowhere; without it programs' answers are all there is. */
  render?: RenderPage;
}): Express {
  const app = express();
  app.disable('x-powered-by');
  if (trustProxy) app.set('trust proxy', 1);
  app.use(requestLog(log));
  app.use(securityHeaders(secure));
  app.use(compression());
  app.use(
    '/assets',
    express.static(join(clientDirectory, 'assets'), { immutable: true, maxAge: ASSET_SECONDS * 1000, index: false }),
  );
  app.get('/shell-worker.js', (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile(join(clientDirectory, 'shell-worker.js')); // asked anew each time, so that a new build is noticed
  });
  app.use(sameSite());
  app.use(express.json({ limit: JSON_LIMIT }), express.urlencoded({ extended: true, limit: FORM_LIMIT, parameterLimit: 2000 }));
  app.use(router);
  app.get('/app{/*rest}', (_request, response) => {
    const shell = join(clientDirectory, 'index.html');
    if (existsSync(shell)) response.set('Cache-Control', 'no-store').sendFile(shell);
    else response.status(503).type('text').send('The pages have not been built. Run: npm run build');
  });
  app.use(leadsNowhere(render));
  app.use(problemResponse(log));
  return app;
}

/** Answers an address that no route knows: the site's own page for a person at a browser, a problem for a program. */
function leadsNowhere(render: RenderPage | undefined): RequestHandler {
  return (request, response) => {
    const problem = new Problem('not-found', 404, 'There is no page at this address. Check it, or start from the home page.');
    const person = (request.method === 'GET' || request.method === 'HEAD') && request.accepts(['json', 'html']) === 'html';
    if (!render || !person) throw problem;
    const { status, code, message } = problem;
    const page = render('error', { status, code, sentence: message });
    response.status(status).set('Cache-Control', 'no-store').type('html').send(page);
  };
}

/** Gives each request an id and logs how it was answered; the route's pattern, never the address people typed (PLT-8). */
function requestLog(log: Log): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    response.set('X-Request-Id', requestId);
    const started = process.hrtime.bigint();
    response.on('finish', () => {
      const route = (request.route as { path?: string } | undefined)?.path; // set by the router once one matched
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      log.debug({ requestId, method: request.method, route, status: response.statusCode, ms }, 'answered');
    });
    next();
  };
}

function securityHeaders(secure: boolean): ReturnType<typeof helmet> {
  const policy = {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  };
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: secure ? { ...policy, upgradeInsecureRequests: [] } : policy },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure ? undefined : false,
    xFrameOptions: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
  });
}
