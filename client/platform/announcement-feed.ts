import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import { endpoint } from '../../shared/kernel/endpoint.ts';
import { call } from './api-client.ts';

const ASK_EVERY_MS = 10_000; // PLT-5: without a socket the page asks by sequence every 10 seconds

/** One thing that happened under a topic: ids only, the page fetches what it shows. */
export type Announcement = { topic: string; sequence: number; act: string; ids: Record<string, string> };

const Act = z.object({ act: z.string(), ids: z.record(z.string(), z.string()) });
const Message = z.object({ topic: z.string(), first: z.number(), sequence: z.number(), acts: z.array(Act) });
const Subscribed = z.object({ ok: z.boolean(), sequence: z.number().optional() });

/** The contract of catching up: what was announced under a topic after a number. */
export const readAnnouncements = endpoint({
  method: 'GET',
  path: '/api/announcements',
  right: 'signed-in',
  params: z.object({}),
  query: z.object({ topic: z.string(), after: z.number() }),
  body: z.object({}),
  output: z.object({ sequence: z.number(), announcements: z.array(Act.extend({ topic: z.string(), sequence: z.number() })) }),
});

/** What a listener of a topic is told. */
export type FeedListener = {
  onAnnouncement: (announcement: Announcement) => void;
  /** Announcements were missed: fetch everything this topic shows. */
  onGap: () => void;
};

/** The parts of a socket the feed uses; tests bring their own. */
export type FeedSocket = Pick<Socket, 'on' | 'emit' | 'connected' | 'disconnect'>;

type Parts = {
  openSocket: () => FeedSocket;
  ask: (topic: string, after: number) => Promise<{ sequence: number; announcements: Announcement[] }>;
};
type Topic = { listeners: Set<FeedListener>; sequence: number | undefined };

/** The page's one ear: a socket when there is one, else a question every 10 seconds; it never skips a number silently. */
export type AnnouncementFeed = { listen: (topic: string, listener: FeedListener) => () => void; close: () => void };

/** Opens a feed; the socket is made when somebody first listens. */
export function openFeed(parts: Parts = browserParts): AnnouncementFeed {
  const topics = new Map<string, Topic>();
  let socket: FeedSocket | undefined;
  const subscribe = (name: string): void => {
    socket?.emit('subscribe', { topic: name, after: topics.get(name)?.sequence ?? 0 }, (answer: unknown) => {
      const heard = Subscribed.safeParse(answer);
      const topic = topics.get(name);
      if (topic && heard.success && heard.data.ok) catchUp(topic, heard.data.sequence ?? 0);
    });
  };
  const start = (): void => {
    socket = parts.openSocket();
    socket.on('connect', () => [...topics.keys()].forEach(subscribe));
    socket.on('announcement', (message: unknown) => receive(topics, message));
  };
  const timer = setInterval(() => {
    if (socket && !socket.connected) for (const [name, topic] of topics) void askTopic(parts, name, topic);
  }, ASK_EVERY_MS);
  return {
    listen(name, listener) {
      const topic = topics.get(name) ?? { listeners: new Set<FeedListener>(), sequence: undefined };
      topics.set(name, topic);
      topic.listeners.add(listener);
      if (!socket) start();
      else if (socket.connected) subscribe(name);
      return () => {
        topic.listeners.delete(listener);
        if (topic.listeners.size === 0) topics.delete(name);
      };
    },
    close() {
      clearInterval(timer);
      topics.clear();
      socket?.disconnect();
    },
  };
}

const browserParts: Parts = {
  openSocket: () => io({ path: '/socket.io', transports: ['websocket'] }),
  ask: (topic, after) => call(readAnnouncements, { query: { topic, after } }),
};

/** The topic stands at a number: hearing of a later one than we knew means announcements were missed. */
function catchUp(topic: Topic, sequence: number): void {
  const known = topic.sequence;
  topic.sequence = sequence;
  if (known !== undefined && sequence !== known) topic.listeners.forEach((listener) => listener.onGap());
}

function receive(topics: Map<string, Topic>, message: unknown): void {
  const heard = Message.safeParse(message);
  const topic = heard.success ? topics.get(heard.data.topic) : undefined;
  if (!heard.success || !topic) return;
  const { topic: name, first, acts } = heard.data;
  acts.forEach(({ act, ids }, index) => take(topic, { topic: name, sequence: first + index, act, ids }));
}

function take(topic: Topic, announcement: Announcement): void {
  const known = topic.sequence;
  if (known !== undefined && announcement.sequence <= known) return; // told before
  topic.sequence = announcement.sequence;
  const missed = known !== undefined && announcement.sequence > known + 1;
  topic.listeners.forEach((listener) => {
    if (missed) listener.onGap();
    else listener.onAnnouncement(announcement);
  });
}

async function askTopic(parts: Parts, name: string, topic: Topic): Promise<void> {
  const answer = await parts.ask(name, topic.sequence ?? 0).catch(() => undefined); // still offline: the next question comes in 10 seconds
  if (!answer) return;
  if (topic.sequence === undefined) topic.sequence = answer.sequence;
  answer.announcements.forEach((announcement) => take(topic, announcement));
  catchUp(topic, Math.max(answer.sequence, topic.sequence));
}
