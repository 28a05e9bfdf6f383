import { Problem, type ProblemFacts } from './problem.ts';

/** What a pure rule answers: go on, or the refusal to throw. */
export type Outcome = { ok: true } | { ok: false; problem: Problem };

/** The answer of a rule that has nothing against the act. */
export const allowed: Outcome = { ok: true };

/** The answer of a rule that refuses, with a stable code, HTTP status and the sentence a person reads. */
export function refused(code: string, status: number, sentence: string, facts: ProblemFacts = {}): Outcome {
  return { ok: false, problem: new Problem(code, status, sentence, facts) };
}

/** Throws the problem of a refused outcome and returns otherwise. */
export function require(outcome: Outcome): void {
  if (!outcome.ok) throw outcome.problem;
}
