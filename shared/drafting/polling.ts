import { z } from 'zod';
import { endpoint } from '../kernel/endpoint.ts';
import { Id } from '../kernel/ids.ts';

/** How long a question for news may be held before it is answered with none; proxies cut silent requests after 30 seconds (DRA-4). */
export const HELD_MS = 25_000;

const MAX_MESSAGES = 8; // hello, question, changes, presence: a page sends each at most once in a request
const MAX_MESSAGE_CHARS = 1_400_004; // the base 64 of the largest message a WebSocket may carry

/** One message of the wire in base 64. */
const WireMessage = z.base64().min(1).max(MAX_MESSAGE_CHARS);

/** What both routes answer: messages of the wire, and where the page now stands in the news of the draft. */
const Answered = z.object({
  messages: z.array(z.base64()),
  /** To ask on from; the server that gave it understands it, any other says "lost". */
  position: z.string(),
  /** The server that answers does not know the position: the page joins anew and is given what it lacks. */
  lost: z.boolean(),
  /** Why a WebSocket would have been closed by now, with its code. */
  closed: z.object({ code: z.int(), reason: z.string() }).nullable(),
});

const ofDocument = z.object({ documentId: Id });

/** Sends messages of the wire where WebSockets are blocked: the hello first, then what is new. Sending twice is the same as once. */
export const sendToDraft = endpoint({
  method: 'POST',
  path: '/api/documents/:documentId/draft/messages',
  right: 'read-draft',
  params: ofDocument,
  query: z.object({}),
  body: z.object({ messages: z.array(WireMessage).min(1).max(MAX_MESSAGES) }),
  output: Answered,
});

/** Asks for everything since a position; held until there is something, 25 seconds at most. */
export const hearFromDraft = endpoint({
  method: 'GET',
  path: '/api/documents/:documentId/draft/messages',
  right: 'read-draft',
  params: ofDocument,
  query: z.object({
    since: z.string().min(1).max(100),
    clientId: z.coerce.number().int().min(0).max(0xffffffff),
    mode: z.enum(['editing', 'suggesting', 'reading']),
  }),
  body: z.object({}),
  output: Answered,
});

/** What both routes answer. */
export type DraftAnswer = z.output<typeof Answered>;
