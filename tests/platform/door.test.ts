import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Router } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endpoint } from '../../shared/kernel/endpoint.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { listMountedRoutes, mount, type Door } from '../../server/platform/http/door.ts';
import { rateLimit, networkOf } from '../../server/platform/http/rate-limit.ts';
import { buildWeb } from '../../server/platform/http/web.ts';
import { openLog } from '../../server/platform/log.ts';

const none = z.object({});
const signed = { personId: 'asha', sessionId: 's', signedInAt: null };
let server: Server;
let base: string;
let secretRuns = 0;

beforeAll(async () => {
  const router = Router();
  const door: Door = {
    router,
    resolveCaller: async (headers) =>
      Promise.resolve(headers.cookie === 'who=asha' ? signed : { personId: null, sessionId: null, signedInAt: null }),
    authorise: async (_caller, right, { groupId }) => {
      if (right === 'decide-points' && groupId !== 'sarcoma')
        throw new Problem('not-allowed', 403, 'Your seat does not include this.');
      return Promise.resolve();
    },
  };
  const body = z.strictObject({ words: z.string().min(1, 'Write your comment') });
  const output = z.object({ kept: z.string() });
  mount(
    door,
    endpoint({
      method: 'POST',
      path: '/api/probe/:group',
      right: 'decide-points',
      params: z.object({ group: z.string() }),
      query: none,
      body,
      output,
    }),
    {
      scope: ({ params }) => ({ groupId: params.group }),
      handle: async ({ body: asked }) => Promise.resolve({ kept: asked.words, leaked: 'never sent' }),
    },
  );
  mount(
    door,
    endpoint({ method: 'GET', path: '/api/probe-bug', right: 'anyone', params: none, query: none, body: none, output: none }),
    {
      handle: () => {
        secretRuns += 1;
        throw new Error('secret words of a draft');
      },
    },
  );
  const app = buildWeb({
    router,
    log: openLog('silent'),
    clientDirectory: '/nonexistent',
    secure: false,
    trustProxy: false,
    render: (name, props) => `<h1>${name} ${String(props.status)}</h1>`,
  });
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Posts to the probe as Asha from a page of this site, unless told otherwise. */
async function post(
  group: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; answer: Record<string, unknown> }> {
  const response = await fetch(`${base}/api/probe/${group}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-concord-request': '1', cookie: 'who=asha', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

describe('the door every route goes through', () => {
  it('[PLT-1] answers only what the contract names', async () => {
    expect(await post('sarcoma', { words: 'a' })).toEqual({ status: 200, answer: { kept: 'a' } });
  });

  it('[PLT-1] refuses a caller without a session, without the right, and input that does not fit', async () => {
    expect(await post('sarcoma', { words: 'a' }, { cookie: '' })).toMatchObject({
      status: 401,
      answer: { code: 'sign-in-needed' },
    });
    expect(await post('renal', { words: 'a' })).toMatchObject({ status: 403, answer: { code: 'not-allowed' } });
    expect(await post('sarcoma', { words: '' })).toMatchObject({
      status: 422,
      answer: { code: 'wrong-input', facts: { fields: [{ field: 'words', sentence: 'Write your comment' }] } },
    });
    expect(await post('sarcoma', { words: 'a', also: 1 })).toMatchObject({ status: 422 });
    expect(await post('sarcoma', '{not json')).toMatchObject({ status: 400, answer: { code: 'not-understood' } });
  });

  it('[PLT-30f] answers an address that leads nowhere with a page for a person and a problem for a program', async () => {
    const person = await fetch(`${base}/nothing-here`, { headers: { accept: 'text/html,*/*;q=0.8' } });
    expect([person.status, await person.text()]).toEqual([404, '<h1>error 404</h1>']);
    const program = await fetch(`${base}/api/nothing-here`, { headers: { accept: '*/*' } });
    expect([program.status, await program.json()]).toMatchObject([404, { code: 'not-found' }]);
  });

  it('[PLT-3] refuses a change that another site started', async () => {
    expect(await post('sarcoma', { words: 'a' }, { 'sec-fetch-site': 'cross-site' })).toMatchObject({
      status: 403,
      answer: { code: 'other-site' },
    });
    expect(await post('sarcoma', { words: 'a' }, { origin: 'https://elsewhere.example' })).toMatchObject({
      status: 403,
      answer: { code: 'other-site' },
    });
    expect(
      await post('sarcoma', { words: 'a' }, { 'x-concord-request': '1', origin: base, 'sec-fetch-site': 'same-origin' }),
    ).toMatchObject({ status: 200 });
    const bare = await fetch(`${base}/api/probe/sarcoma`, { method: 'POST', headers: { cookie: 'who=asha' } });
    expect(bare.status).toBe(403);
  });

  it('[PLT-8] a bug is answered with a reference and nothing of its cause', async () => {
    const response = await fetch(`${base}/api/probe-bug`);
    const text = await response.text();
    expect({ status: response.status, secretRuns, leaks: text.includes('secret words') }).toEqual({
      status: 500,
      secretRuns: 1,
      leaks: false,
    });
    expect(JSON.parse(text)).toMatchObject({
      code: 'unexpected',
      detail: expect.stringMatching(/Say [0-9A-F]{6} if you telephone/),
    });
  });

  it('[PLT-2] every answer forbids inline script, foreign frames, sniffing and referrers', async () => {
    const { headers } = await fetch(`${base}/api/probe-bug`);
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('[PLT-1] every mounted route is in the table the conventions walk', () => {
    expect(listMountedRoutes()).toContainEqual({
      method: 'POST',
      path: '/api/probe/:group',
      right: 'decide-points',
      hasSchema: true,
    });
  });
});

describe('limits by network', () => {
  it('[PLT-7] refuses above the ceiling and says when to try again', async () => {
    const limit = rateLimit(2, 60);
    await limit.spend('a');
    await limit.spend('a');
    await expect(limit.spend('a')).rejects.toMatchObject({ code: 'too-many', status: 429 });
    await limit.spend('b');
  });

  it.each([
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
  ])('[PLT-7] %s counts as %s', (ip, network) => {
    expect(networkOf({ ip } as Parameters<typeof networkOf>[0])).toBe(network);
  });
});
