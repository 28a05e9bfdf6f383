import type { Announcement } from '../../shared/kernel/announcement-contract.ts';
import {
  AnnouncementMessage,
  ClosedMessage,
  readAnnouncements,
  SubscriptionAnswer,
} from '../../shared/kernel/announcement-contract.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { call } from './api-client.ts';

const ASK_EVERY_MS = 10_000; // PLT-5: without a socket the page asks by number every 10 seconds

/** What a listener of a topic is told. */
export type FeedListener = {
  onAnnouncement: (announcement: Announcement) => void;
  /** Something may have been missed: fetch everything this topic shows. Told once when listening begins, unless `after` is up to date. */
  onGap: () => void;
  /** The topic may no longer be heard: signed out, or the right to it has ended. */
  onClosed?: (reason: string) => void;
  /** The topic's number in what the page has already fetched. */
  after?: number;
};

/** The parts of a socket the feed uses. */
export type FeedSocket = {
  readonly connected: boolean;
  on: (event: string, act: (message: unknown) => void) => unknown;
  emit: (event: string, message: unknown, answer: (message: unknown) => void) => unknown;
  disconnect: () => unknown;
};

/** What the feed is made of; tests bring their own. */
export type FeedParts = {
  openSocket: () => Promise<FeedSocket>;
  ask: (topic: string, after: number) => Promise<{ sequence: number; announcements: Announcement[] }>;
};

type Topic = { name: string; sequence: number | undefined; listeners: Set<FeedListener>; joining: Set<FeedListener> };

/** The page's one ear: a socket where there is one, else a question every 10 seconds. It never skips a number silently. */
export class AnnouncementFeed {
  readonly #parts: FeedParts;
  readonly #topics = new Map<string, Topic>();
  #socket: FeedSocket | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Makes a feed; the socket is opened when somebody first listens. */
  constructor(parts: FeedParts = browserParts) {
    this.#parts = parts;
  }

  /** Tells the listener what happens under a topic until the returned act is called. */
  listen(name: string, listener: FeedListener): () => void {
    const topic = this.#topics.get(name) ?? { name, sequence: undefined, listeners: new Set(), joining: new Set() };
    this.#topics.set(name, topic);
    topic.listeners.add(listener);
    topic.joining.add(listener);
    if (!this.#timer) this.#start();
    else if (this.#socket?.connected) this.#subscribe(topic);
    return () => {
      topic.listeners.delete(listener);
      topic.joining.delete(listener);
      if (topic.listeners.size === 0 && this.#topics.get(name) === topic) this.#topics.delete(name);
    };
  }

  /** Ends the socket and forgets who listens. */
  close(): void {
    clearInterval(this.#timer);
    this.#topics.clear();
    this.#socket?.disconnect();
  }

  #start(): void {
    this.#timer = setInterval(() => void this.#askAll(), ASK_EVERY_MS);
    this.#parts.openSocket().then(
      (socket) => this.#use(socket),
      () => undefined, // no socket to be had: the question every 10 seconds goes on
    );
  }

  #use(socket: FeedSocket): void {
    this.#socket = socket;
    socket.on('connect', () => this.#topics.forEach((topic) => this.#subscribe(topic)));
    socket.on('announcement', (message) => this.#receive(message));
    socket.on('closed', (message) => this.#closed(message));
    if (socket.connected) this.#topics.forEach((topic) => this.#subscribe(topic));
  }

  #subscribe(topic: Topic): void {
    this.#socket?.emit('subscribe', { topic: topic.name, after: topic.sequence ?? 0 }, (message) => {
      const answer = SubscriptionAnswer.safeParse(message);
      if (!answer.success) return;
      const { ok, sequence = 0, code = 'not-allowed' } = answer.data;
      if (ok) standAt(topic, sequence);
      else this.#end(topic, code);
    });
  }

  #receive(message: unknown): void {
    const heard = AnnouncementMessage.safeParse(message);
    const topic = heard.success ? this.#topics.get(heard.data.topic) : undefined;
    if (!heard.success || !topic) return;
    const { topic: name, first, acts } = heard.data;
    acts.forEach(({ act, ids }, index) => take(topic, { topic: name, sequence: first + index, act, ids }));
  }

  #closed(message: unknown): void {
    const closed = ClosedMessage.safeParse(message);
    if (!closed.success) return;
    const { topic: name, reason } = closed.data;
    for (const topic of [...this.#topics.values()]) if (name === undefined || topic.name === name) this.#end(topic, reason);
  }

  #end(topic: Topic, reason: string): void {
    this.#topics.delete(topic.name);
    topic.listeners.forEach((listener) => listener.onClosed?.(reason));
  }

  async #askAll(): Promise<void> {
    if (this.#socket?.connected) return;
    for (const topic of [...this.#topics.values()]) await this.#ask(topic);
  }

  async #ask(topic: Topic): Promise<void> {
    try {
      const { sequence, announcements } = await this.#parts.ask(topic.name, topic.sequence ?? 0);
      if (topic.sequence !== undefined) announcements.forEach((announcement) => take(topic, announcement));
      standAt(topic, sequence);
    } catch (thrown) {
      const ended = thrown instanceof Problem && (thrown.status === 401 || thrown.status === 403);
      if (ended) this.#end(topic, thrown.code); // otherwise still offline: the next question comes in 10 seconds
    }
  }
}

const browserParts: FeedParts = {
  async openSocket() {
    const { io } = await import('socket.io-client');
    return io({ path: '/socket.io', transports: ['websocket'] });
  },
  ask: (topic, after) => call(readAnnouncements, { query: { topic, after } }),
};

/** The topic stands at a number: whoever has not been told everything up to it must fetch. */
function standAt(topic: Topic, sequence: number): void {
  const missed = topic.sequence !== undefined && topic.sequence < sequence;
  topic.sequence = Math.max(topic.sequence ?? 0, sequence);
  topic.listeners.forEach((listener) => {
    const behind = topic.joining.has(listener) ? listener.after !== sequence : missed;
    if (behind) listener.onGap();
  });
  topic.joining.clear();
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
