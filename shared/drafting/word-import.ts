import { z } from 'zod';
import { Id } from '../kernel/ids.ts';
import { Instant } from '../kernel/instant.ts';

/** One thing that could not be brought from a Word file, with its place there. */
export const ImportLoss = z.object({
  kind: z.string(),
  place: z.string(),
  sentence: z.string(),
  leftOut: z.string().optional(),
  author: z.string().optional(),
  at: z.string().optional(),
});

/** The reading of one Word file: how far, what came, and what did not. */
export const WordImport = z.object({
  id: Id,
  groupId: Id,
  productId: z.string(),
  title: z.string(),
  fileName: z.string(),
  state: z.enum(['reading', 'done', 'failed', 'stopped']),
  /** What is being done, as a sentence. */
  step: z.string(),
  percent: z.int(),
  documentId: Id.nullable(),
  losses: z.array(ImportLoss),
  counts: z.record(z.string(), z.number()),
  problem: z.object({ code: z.string(), sentence: z.string() }).nullable(),
  askedAt: Instant,
});

/** The content type of a Word file, the only one an import takes. */
export const WORD_FILE_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export type ImportLoss = z.infer<typeof ImportLoss>;
export type WordImport = z.infer<typeof WordImport>;
