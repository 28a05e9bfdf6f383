import type { ErrorRequestHandler } from 'express';
import { randomBytes } from 'node:crypto';
import { ZodError } from 'zod';
import { Problem } from '../../shared/kernel/problem.ts';
import type { Log } from './log.ts';

/** A refusal as it travels: RFC 9457 problem details with Concord's stable code. */
export type ProblemDetails = { status: number; code: string; detail: string; facts: Record<string, unknown> };

/** The only place that turns what was thrown into an answer; anything that is not a Problem is a bug and gets a reference. */
export function problemDetails(error: unknown, log: Log): ProblemDetails {
  const problem = knownProblem(error);
  if (problem) return { status: problem.status, code: problem.code, detail: problem.message, facts: problem.facts };
  const reference = randomBytes(3).toString('hex').toUpperCase();
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  log.error({ reference, message, stack }, 'unexpected error');
  return {
    status: 500,
    code: 'unexpected',
    detail: `Something went wrong on our side. Your words are kept. Say ${reference} if you telephone.`,
    facts: { reference },
  };
}

/** Express's last handler for the API: problem details as JSON. */
export function problemResponse(log: Log): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const details = problemDetails(error, log.child({ requestId: response.get('X-Request-Id') }));
    response.status(details.status).type('application/problem+json').send(JSON.stringify(details));
  };
}

function knownProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof ZodError) return inputProblem(error);
  const type = (error as { type?: string } | null)?.type; // body-parser names its refusals this way
  if (type === 'entity.too.large')
    return new Problem('too-large', 413, 'That is too large to send. Make it smaller, or send it in parts.');
  if (type === 'entity.parse.failed') return new Problem('not-understood', 400, 'The request could not be read.');
  return undefined;
}

/** The problem of input that does not fit its schema; facts.fields names each field and what is wrong with it. */
export function inputProblem(error: ZodError): Problem {
  const fields = error.issues.map((issue) => ({ field: issue.path.join('.'), sentence: issue.message }));
  const first = fields[0];
  return new Problem('wrong-input', 422, first ? `${first.field || 'Input'}: ${first.sentence}` : 'The input is not right.', {
    fields,
  });
}
