import { z } from 'zod';
import { SEAT_ROLES } from '../identity/rules.ts';
import { endpoint } from '../kernel/endpoint.ts';
import { Id } from '../kernel/ids.ts';
import { Instant } from '../kernel/instant.ts';

const nothing = z.object({});

/** A document as home page and work programme show it. */
export const PlannedDocument = z.object({
  documentId: Id,
  groupId: Id,
  title: z.string(),
  product: z.string(),
  stage: z.string(),
  step: z.object({ number: z.number(), of: z.number() }).nullable(),
  madeAt: Instant,
  dates: z.array(z.object({ words: z.string(), at: Instant })),
});
export type PlannedDocument = z.infer<typeof PlannedDocument>;

/** One thing that waits for the caller. */
export const Waiting = z.object({
  title: z.string(),
  sentence: z.string(),
  href: z.string(),
  dueAt: Instant.nullable(),
  minutes: z.number().nullable(),
});
export type Waiting = z.infer<typeof Waiting>;

/** The caller's home page: their seats, what waits for them, their groups' documents. */
export const readHome = endpoint({
  method: 'GET',
  path: '/api/home',
  right: 'signed-in',
  params: nothing,
  query: nothing,
  body: nothing,
  output: z.object({
    person: z.object({ id: Id, name: z.string() }),
    administrator: z.boolean(),
    now: Instant,
    seats: z.array(z.object({ groupId: Id, group: z.string(), role: z.enum(SEAT_ROLES), area: z.string().nullable() })),
    waiting: z.array(Waiting),
    documents: z.array(PlannedDocument),
  }),
});

/** The documents of a group with stage and dates, for its work programme and its own page. */
export const readWorkProgramme = endpoint({
  method: 'GET',
  path: '/api/groups/:groupId/work-programme',
  right: 'read-draft',
  params: z.object({ groupId: Id }),
  query: nothing,
  body: nothing,
  output: z.object({ now: Instant, group: z.string(), documents: z.array(PlannedDocument) }),
});
