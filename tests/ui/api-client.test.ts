import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { asProblem, call, problemOf } from '../../client/platform/api-client.ts';
import { endpoint } from '../../shared/kernel/endpoint.ts';
import { Problem } from '../../shared/kernel/problem.ts';

const nothing = z.object({});
const rename = endpoint({
  method: 'PUT',
  path: '/api/things/:thingId/name',
  right: 'signed-in',
  params: z.object({ thingId: z.string() }),
  query: nothing,
  body: z.object({ name: z.string() }),
  output: z.object({ name: z.string() }),
});
const find = endpoint({
  method: 'GET',
  path: '/api/things',
  right: 'signed-in',
  params: nothing,
  query: z.object({ words: z.string(), kind: z.array(z.string()).optional() }),
  body: nothing,
  output: z.object({ found: z.number() }),
});

type Sent = { address: string; init: RequestInit };

function answer(respond: (sent: Sent) => Response | Promise<Response>): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => {
    sent.push({ address, init });
    return Promise.resolve(respond({ address, init }));
  });
  return sent;
}

function json(body: unknown, status = 200): Response {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': type } });
}

async function refusal(act: Promise<unknown>): Promise<Problem> {
  const thrown: unknown = await act.then(
    () => undefined,
    (problem: unknown) => problem,
  );
  if (!(thrown instanceof Problem)) throw new Error('no problem was thrown');
  return thrown;
}

afterEach(() => vi.unstubAllGlobals());

describe('the api client', () => {
  it('[PLT-3c] proves its own site, and makes a key for each change', async () => {
    const sent = answer(() => json({ name: 'New' }));
    await call(rename, { params: { thingId: 'a/b' }, body: { name: 'New' } });
    await call(rename, { params: { thingId: 'a' }, body: { name: 'New' }, idempotencyKey: 'mine' });
    const headers = sent.map(({ init }) => new Headers(init.headers));
    expect(sent[0]?.address).toBe('/api/things/a%2Fb/name');
    expect(sent[0]?.init).toMatchObject({ method: 'PUT', credentials: 'same-origin', body: '{"name":"New"}' });
    expect(headers[0]?.get('x-concord-request')).toBe('1');
    expect(headers[0]?.get('idempotency-key')).toMatch(/^[0-9a-z]{20}$/);
    expect(headers[1]?.get('idempotency-key')).toBe('mine');
  });

  it('[PLT-3c] sends no body and no key when it only asks', async () => {
    const sent = answer(() => json({ found: 2 }));
    expect(await call(find, { query: { words: 'B12 & more', kind: ['a', 'b'] } })).toEqual({ found: 2 });
    expect(sent[0]?.address).toBe('/api/things?words=B12+%26+more&kind=a&kind=b');
    expect(sent[0]?.init.body).toBeUndefined();
    expect(new Headers(sent[0]?.init.headers).has('idempotency-key')).toBe(false);
  });

  it('[PLT-34b] gives the sentence, code and facts of a refusal', async () => {
    answer(() =>
      json({ status: 409, code: 'changed-meanwhile', detail: 'It was changed at 14:03.', facts: { revision: 2 } }, 409),
    );
    const problem = await refusal(call(find, { query: { words: 'x' } }));
    expect(problem).toMatchObject({
      code: 'changed-meanwhile',
      status: 409,
      message: 'It was changed at 14:03.',
      facts: { revision: 2 },
    });
  });

  it('[PLT-34b] says in plain words that there is no connection', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    const problem = await refusal(call(find, { query: { words: 'x' } }));
    expect(problem.code).toBe('no-connection');
    expect(problem.message).toContain('Nothing you have written here is lost');
  });

  it('[PLT-34b] leaves a call that its page gave up to the one who gave it up', async () => {
    const leaving = new AbortController();
    leaving.abort();
    vi.stubGlobal('fetch', () => Promise.reject(new DOMException('left', 'AbortError')));
    await expect(call(find, { query: { words: 'x' }, signal: leaving.signal })).rejects.toThrow('left');
  });

  it('[PLT-34b] takes no answer that its contract does not name', async () => {
    answer(() => json({ found: 'many' }));
    expect((await refusal(call(find, { query: { words: 'x' } }))).code).toBe('not-understood');
    answer(() => new Response('{"found": 2', { headers: { 'content-type': 'application/json' } }));
    expect((await refusal(call(find, { query: { words: 'x' } }))).code).toBe('not-understood');
    answer(() => new Response('<html>gateway</html>', { status: 502, headers: { 'content-type': 'text/html' } }));
    expect((await refusal(call(find, { query: { words: 'x' } }))).code).toBe('unavailable');
  });

  it('[PLT-34b] never shows what something between us wrote', () => {
    expect([413, 429, 500, 400].map((status) => problemOf(status, { detail: 'nginx' }).code)).toEqual([
      'too-large',
      'too-many',
      'unavailable',
      'not-understood',
    ]);
    expect(asProblem(new Error('x is undefined')).message).toBe('Something went wrong on this page. Load it again.');
  });
});
