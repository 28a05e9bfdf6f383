import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import { Problem } from '../../../shared/kernel/problem.ts';
import { afterCommit, requireNoChainLocked, type Reader, type Tx } from '../database/store.ts';
import type { Caller, ResolveCaller } from '../http/caller.ts';
import { register } from '../http/door.ts';
import type { Log } from '../log.ts';
import { problemDetails } from '../problem-response.ts';
import { insertAnnouncement, lastSequence, type Announcement } from './announcement-store.ts';

const GATHER_MS = 1000; // at most one message a second for each topic (RES-1)
const MAX_TOPICS = 50; // topics one socket may listen to: a person's pages need a handful
const MAX_MESSAGE_BYTES = 4096; // a subscription is a few ids

/** Input of the one event clients send. */
export const Subscription = z.strictObject({
  topic: z.string().regex(/^[a-z-]+:[0-9a-z-]{1,60}$/),
  after: z.int().min(0).optional(),
});

/** Decides whether a caller may hear a topic, asked at subscribing and again before each sending. */
export type MayHear = (caller: Caller, topic: string) => Promise<boolean>;

/** The house's one voice: announcements only, every decision goes over HTTP (PLT-5). */
export type Announcements = {
  /** Adds an announcement in the caller's transaction; listeners hear of it after the commit. */
  announce(tx: Tx, announcement: { topic: string; act: string; ids: Record<string, string> }): Promise<void>;
  /** Ends every socket of a person, for instance when a membership ends. */
  dropPerson(personId: string, reason: string): void;
  close(): Promise<void>;
};

type Listener = { socket: Socket; caller: Caller; topics: Set<string> };
type Answer = { ok: boolean; sequence?: number; code?: string };
type Wiring = {
  http: HttpServer;
  log: Log;
  read: Reader;
  resolveCaller: ResolveCaller;
  mayHear: MayHear;
  allowedOrigin: (origin: string, host: string) => boolean;
};

/** Opens socket.io on the house's HTTP server: websocket transport, session checked at the handshake. */
export function openAnnouncements(wiring: Wiring): Announcements {
  const listeners = new Map<string, Listener>();
  const waiting = new Map<string, Announcement[]>();
  const io = new Server(wiring.http, {
    path: '/socket.io',
    transports: ['websocket'],
    destroyUpgrade: false,
    serveClient: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
  });
  register({ method: 'SOCKET', path: 'subscribe', right: 'signed-in', body: Subscription });
  io.use((socket, next) => void admit(wiring, socket).then(() => next(), next));
  io.on('connection', (socket) => {
    const listener: Listener = { socket, caller: socket.data['caller'] as Caller, topics: new Set() }; // set by admit
    listeners.set(socket.id, listener);
    socket.on('disconnect', () => listeners.delete(socket.id));
    socket.on(
      'subscribe',
      (input: unknown, reply: unknown) =>
        void subscribe(wiring, listener, input).then((answer) => typeof reply === 'function' && reply(answer)),
    );
  });
  const send = (topic: string): void => {
    const gathered = waiting.get(topic) ?? [];
    waiting.delete(topic);
    for (const listener of listeners.values()) if (listener.topics.has(topic)) void deliver(wiring, listener, topic, gathered);
  };
  return {
    async announce(tx, announcement) {
      requireNoChainLocked(tx);
      const made = await insertAnnouncement(tx, announcement);
      afterCommit(tx, () => {
        const gathered = waiting.get(made.topic);
        if (gathered) gathered.push(made);
        else {
          waiting.set(made.topic, [made]);
          setTimeout(() => send(made.topic), GATHER_MS).unref();
        }
      });
    },
    dropPerson(personId, reason) {
      for (const { socket, caller } of listeners.values()) {
        if (caller.personId !== personId) continue;
        socket.emit('closed', { reason });
        socket.disconnect(true);
      }
    },
    close: () => io.close(),
  };
}

async function admit({ resolveCaller, allowedOrigin }: Wiring, socket: Socket): Promise<void> {
  const { headers } = socket.handshake;
  if (headers.origin && !allowedOrigin(headers.origin, headers.host ?? '')) throw new Error('other-site');
  const caller = await resolveCaller(headers);
  if (!caller.personId) throw new Error('sign-in-needed');
  socket.data['caller'] = caller;
}

async function subscribe({ mayHear, read, log }: Wiring, listener: Listener, input: unknown): Promise<Answer> {
  const wanted = Subscription.safeParse(input);
  if (!wanted.success || listener.topics.size >= MAX_TOPICS) return { ok: false, code: 'wrong-input' };
  const { topic } = wanted.data;
  try {
    if (!(await hears(mayHear, listener.caller, topic))) return { ok: false, code: 'not-allowed' };
    listener.topics.add(topic);
    return { ok: true, sequence: await lastSequence(read, topic) };
  } catch (error) {
    return { ok: false, code: problemDetails(error, log).code };
  }
}

/** A refusal, for instance because there is no such thing, is a no like any other: a mistyped topic says nothing and ends nothing. */
async function hears(mayHear: MayHear, caller: Caller, topic: string): Promise<boolean> {
  try {
    return await mayHear(caller, topic);
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

/** Sends what was gathered to one listener who may still hear it; a fault is logged and leaves a gap that the listener notices by the number. */
async function deliver({ mayHear, log }: Wiring, listener: Listener, topic: string, gathered: Announcement[]): Promise<void> {
  const last = gathered.at(-1);
  if (!last) return;
  try {
    if (await hears(mayHear, listener.caller, topic)) {
      const acts = gathered.map(({ act, ids }) => ({ act, ids }));
      listener.socket.emit('announcement', { topic, first: gathered[0]?.sequence, sequence: last.sequence, acts });
      return;
    }
  } catch (error) {
    problemDetails(error, log);
    return;
  }
  listener.topics.delete(topic);
  listener.socket.emit('closed', { topic, reason: 'not-allowed' });
}
