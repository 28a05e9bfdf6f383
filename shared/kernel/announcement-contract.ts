import { z } from 'zod';
import { endpoint } from './endpoint.ts';

/** What happened, and the ids it happened to; never text (PLT-5). */
export const AnnouncedAct = z.object({ act: z.string(), ids: z.record(z.string(), z.string()) });

/** One announcement with its place in the topic's unbroken row of numbers. */
export const Announcement = AnnouncedAct.extend({ topic: z.string(), sequence: z.int() });

/** One announcement as a page is told it. */
export type Announcement = z.output<typeof Announcement>;

/** The socket's message: everything announced under a topic in the last second, the first and the last number. */
export const AnnouncementMessage = z.object({
  topic: z.string(),
  first: z.int(),
  sequence: z.int(),
  acts: z.array(AnnouncedAct),
});

/** The socket's answer to a subscription: where the topic stands now. */
export const SubscriptionAnswer = z.object({ ok: z.boolean(), sequence: z.int().optional(), code: z.string().optional() });

/** The socket's farewell: one topic may no longer be heard, or, without a topic, the whole session has ended. */
export const ClosedMessage = z.object({ topic: z.string().optional(), reason: z.string() });

/** Catching up by number, and listening at all where sockets do not pass: what was announced under a topic after a number. */
export const readAnnouncements = endpoint({
  method: 'GET',
  path: '/api/announcements',
  right: 'signed-in',
  params: z.object({}),
  query: z.object({ topic: z.string(), after: z.coerce.number().int().min(0) }),
  body: z.object({}),
  output: z.object({ sequence: z.int(), announcements: z.array(Announcement) }),
});
