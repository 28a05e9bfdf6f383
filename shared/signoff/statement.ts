import { z } from 'zod';
import canonicalize from 'canonicalize';
import { Instant } from '../kernel/instant.ts';
import { Position } from './chain.ts';

/** What a signature binds: who, in which capacity, which exact text, what position, when (SIG-6). */
export const Statement = z.strictObject({
  statement: z.literal('concord-position-1'),
  document: z.string(),
  title: z.string(),
  version: z.string(),
  versionNumber: z.int(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  person: z.string(),
  name: z.string(),
  capacity: z.string(),
  onBehalfOf: z.string().nullable(),
  position: Position,
  words: z.string(),
  at: Instant,
});

export type Statement = z.infer<typeof Statement>;

/** The exact text that is signed: RFC 8785 JSON of the checked statement. */
export function statementText(statement: Statement): string {
  return canonicalize(Statement.parse(statement)) ?? '';
}
