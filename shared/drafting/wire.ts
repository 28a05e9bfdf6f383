import { z } from 'zod';

/** Types of message on `/collab/<documentId>`: 0–3 are those of y-websocket, 100 and up are Concord's own (DRA-1). */
export const MESSAGE = {
  sync: 0,
  presence: 1,
  auth: 2,
  askPresence: 3,
  /** Server: how many change messages of this connection are on disk. */
  savedUpTo: 100,
  /** Server: change message n was not taken, and why. */
  refused: 101,
  /** Both ways, first: who is who, which schema, which client id. */
  hello: 102,
  /** Server: the store takes nothing at the moment (1) or takes changes again (0). */
  storeTrouble: 103,
  /** Client: may I have a client id to suggest under; server: this one. */
  suggest: 104,
} as const;

/** Why a socket was closed; 44xx are final, 45xx and 1012 ask the client to come back. The reason that travels is the key. */
export const CLOSE_CODES = {
  'bad-message': 4400,
  'signed-out': 4401,
  'seat-ended': 4403,
  'client-id-taken': 4409,
  'draft-full': 4413,
  'update-refused': 4422,
  'newer-concord': 4426,
  'draft-quarantined': 4451,
  'try-again': 4500,
  'rights-changed': 4503,
  'words-erased': 4504,
  'too-slow': 4508,
  'too-many-messages': 4529,
  restarting: 1012,
} as const;

/** The name of a reason for closing a socket. */
export type CloseReason = keyof typeof CLOSE_CODES;

/** Why a change was not taken, besides what the text engine finds wrong with it. */
export type RefusalCode =
  | 'read-only'
  | 'draft-full'
  | 'too-large'
  | 'forked'
  | 'undecodable'
  | 'missing'
  | 'foreign-client'
  | 'server-only'
  | 'ledger'
  | 'unknown-root'
  | 'unknown-content'
  | 'bad-marker'
  | 'bad-table'
  | 'tables-full'
  | 'not-suggestion'
  | 'decided'
  | 'own-suggestion';

const ClientId = z.int().min(0).max(0xffffffff);

/** Who somebody in the draft room is, stamped by the server on everything they show. */
export const RoomPerson = z.object({
  id: z.string(),
  name: z.string(),
  initials: z.string(),
  /** 1 to 8, in order of joining; the ninth person starts again at 1. */
  colour: z.int().min(1).max(8),
});

/** The server's hello. */
export const ServerHello = z.object({
  schema: z.int(),
  person: RoomPerson,
  /** The most this person may do here; whoever may edit may also suggest, and everybody may read. */
  mode: z.enum(['editing', 'suggesting', 'reading']),
  /** How often words were erased from this draft; absent from a server that could not erase. */
  erasures: z.int().min(0).optional(),
});

/** The client's hello: the schema it speaks, the client id it will edit under, and the page load that drew it (DRA-9). */
export const ClientHello = z.strictObject({
  schema: z.int().min(1).max(1_000_000),
  clientId: ClientId,
  pageLoad: z.string().min(8).max(64),
  /** How many of the draft's erasures the text of this page has taken; absent from pages that do not know. */
  erasures: z.int().min(0).max(1_000_000).optional(),
});

/** A client's question for a client id to suggest under, naming the one it was given earlier in this page load. */
export const SuggestingAsk = z.strictObject({ session: ClientId.optional() });

/** The server's answer: the client id, now registered in the ledger (DRA-9). */
export const SuggestingAnswer = z.object({ session: ClientId });

export type RoomPerson = z.infer<typeof RoomPerson>;
export type ServerHello = z.infer<typeof ServerHello>;
export type ClientHello = z.infer<typeof ClientHello>;

/** "AV" for Asha Verma: the first letters of the first and the last name; what stands in brackets is no name. */
export function initialsOf(name: string): string {
  const names = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const letters = [names[0], names.length > 1 ? names.at(-1) : undefined].map((part) => Array.from(part ?? '')[0] ?? '');
  return letters.join('').toUpperCase() || '?';
}
