/** Facts that travel with a problem: plain values a client may show beside the sentence. */
export type ProblemFacts = Record<string, unknown>;

/** A refusal with a stable code, the plain sentence a person reads, and the HTTP status it maps to (RFC 9457). */
export type ProblemKind = { status: number; sentence: string };

/** Every refusal Concord gives on purpose; anything else that is thrown is a bug. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly facts: ProblemFacts;

  /** Makes a refusal; `sentence` is shown to people, `code` is stable for programs. */
  constructor(code: string, status: number, sentence: string, facts: ProblemFacts = {}) {
    super(sentence);
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.facts = facts;
  }
}
