import type { z } from 'zod';
import type { Endpoint } from '../../shared/kernel/endpoint.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { Problem, type ProblemFacts } from '../../shared/kernel/problem.ts';

const NO_CONNECTION = 'We could not reach Concord. Check your connection and try again. Nothing you have written here is lost.';
const NOT_UNDERSTOOD = 'Concord gave an answer this page does not understand. Load the page again.';

/** What a call sends: the parts its contract names, and a key that makes pressing twice the same as pressing once. */
export type CallInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  params?: z.input<P>;
  query?: z.input<Q>;
  body?: z.input<B>;
  /** Made by the caller when a repeated press must count once; otherwise each call gets its own. */
  idempotencyKey?: string;
  signal?: AbortSignal;
};

/** Calls an endpoint by its contract and gives its output; every failure is a Problem. */
export async function call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
  contract: Endpoint<P, Q, B, O>,
  input: CallInput<P, Q, B> = {},
): Promise<z.output<O>> {
  const response = await send(contract.method, addressOf(contract.path, input.params, input.query), input);
  const answer = await readAnswer(response);
  if (!response.ok) throw problemOf(response.status, answer);
  const output = contract.output.safeParse(answer);
  if (!output.success) throw new Problem('not-understood', response.status, NOT_UNDERSTOOD);
  return output.data;
}

/** The address of a path with its params filled in and its query behind it. */
export function addressOf(path: string, params: unknown, query: unknown): string {
  const named = recordOf(params);
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(String(named[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(recordOf(query))) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null) search.append(name, String(one));
  }
  const text = search.toString();
  return text ? `${filled}?${text}` : filled;
}

async function send(
  method: string,
  address: string,
  input: { body?: unknown; idempotencyKey?: string; signal?: AbortSignal },
): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  const init: RequestInit = { method, credentials: 'same-origin', headers };
  if (input.signal) init.signal = input.signal;
  if (method !== 'GET') {
    headers['x-concord-request'] = '1'; // another site's form cannot set this header (PLT-3)
    headers['idempotency-key'] = input.idempotencyKey ?? makeId();
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(input.body ?? {});
  }
  try {
    return await fetch(address, init);
  } catch (cause) {
    if (input.signal?.aborted) throw cause; // the caller left; nobody is waiting for a sentence
    throw new Problem('no-connection', 0, NO_CONNECTION);
  }
}

async function readAnswer(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await response.text().catch(() => {
    throw new Problem('no-connection', 0, NO_CONNECTION);
  });
  if (!/\bjson\b/.test(response.headers.get('content-type') ?? '')) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new Problem('not-understood', response.status, NOT_UNDERSTOOD, { cause: String(cause) });
  }
}

/** The Problem in a refusal's body (RFC 9457), or one made from its status when something between us answered. */
export function problemOf(status: number, body: unknown): Problem {
  const { code, detail, facts } = recordOf(body);
  if (typeof code === 'string' && typeof detail === 'string') return new Problem(code, status, detail, recordOf(facts));
  if (status === 413) return new Problem('too-large', status, 'That is too large to send. Make it smaller, or send it in parts.');
  if (status === 429) return new Problem('too-many', status, 'Too many requests in a short time. Wait a minute and try again.');
  if (status >= 500)
    return new Problem(
      'unavailable',
      status,
      'Concord is not answering just now. Try again in a minute. Nothing you have written here is lost.',
    );
  return new Problem('not-understood', status, NOT_UNDERSTOOD);
}

/** Any thrown thing as a Problem; what is not one is a fault of this page and says so. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  return new Problem('unexpected', 0, 'Something went wrong on this page. Load it again.', { cause: String(thrown) });
}

function recordOf(value: unknown): ProblemFacts {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
