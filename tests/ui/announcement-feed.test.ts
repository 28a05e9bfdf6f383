import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AnnouncementFeed, type FeedParts, type FeedSocket } from '../../client/platform/announcement-feed.ts';
import type { Announcement } from '../../shared/kernel/announcement-contract.ts';
import { Problem } from '../../shared/kernel/problem.ts';

const TOPIC = 'thing:1';
const ASK_EVERY_MS = 10_000;

/** A socket whose other end is the test. */
class TestSocket implements FeedSocket {
  connected = false;
  stands = 0;
  readonly subscriptions: unknown[] = [];
  readonly #acts = new Map<string, (message: unknown) => void>();

  on(event: string, act: (message: unknown) => void): void {
    this.#acts.set(event, act);
  }

  emit(_event: string, message: unknown, answer: (message: unknown) => void): void {
    this.subscriptions.push(message);
    answer({ ok: true, sequence: this.stands });
  }

  disconnect(): void {
    this.connected = false;
  }

  comeUp(stands: number): void {
    this.connected = true;
    this.stands = stands;
    this.#acts.get('connect')?.(undefined);
  }

  say(event: string, message: unknown): void {
    this.#acts.get(event)?.(message);
  }
}

function announcement(sequence: number): Announcement {
  return { topic: TOPIC, sequence, act: 'thing-changed', ids: { thing: '1' } };
}

function message(first: number, count = 1): unknown {
  const acts = Array.from({ length: count }, () => ({ act: 'thing-changed', ids: { thing: '1' } }));
  return { topic: TOPIC, first, sequence: first + count - 1, acts };
}

async function listening({
  after,
  ask,
  socket = new TestSocket(),
}: { after?: number; ask?: FeedParts['ask']; socket?: TestSocket } = {}) {
  const told: string[] = [];
  const feed = new AnnouncementFeed({
    openSocket: () => Promise.resolve(socket),
    ask: ask ?? (() => Promise.reject(new Problem('no-connection', 0, 'No connection.'))),
  });
  const listener = {
    onAnnouncement: ({ sequence }: Announcement) => void told.push(String(sequence)),
    onGap: () => void told.push('gap'),
    onClosed: (reason: string) => void told.push(reason),
  };
  const leave = feed.listen(TOPIC, after === undefined ? listener : { ...listener, after });
  await vi.advanceTimersByTimeAsync(0);
  return { told, socket, feed, leave };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the announcement feed', () => {
  it('[PLT-5b] tells announcements in order, each once', async () => {
    const { told, socket } = await listening({ after: 4 });
    socket.comeUp(4);
    socket.say('announcement', message(5, 2));
    socket.say('announcement', message(6));
    socket.say('announcement', message(7));
    expect(told).toEqual(['5', '6', '7']);
  });

  it('[PLT-5b] says that something may be missing when listening begins after fetching', async () => {
    const upToDate = await listening({ after: 4 });
    upToDate.socket.comeUp(4);
    expect(upToDate.told).toEqual([]);
    const behind = await listening({ after: 3 });
    behind.socket.comeUp(4);
    expect(behind.told).toEqual(['gap']);
    const unknown = await listening();
    unknown.socket.comeUp(0);
    expect(unknown.told).toEqual(['gap']);
  });

  it('[PLT-5b] calls a gap when a number is missing, and goes on from there', async () => {
    const { told, socket } = await listening({ after: 4 });
    socket.comeUp(4);
    socket.say('announcement', message(7));
    socket.say('announcement', message(8));
    expect(told).toEqual(['gap', '8']);
  });

  it('[PLT-5b] calls a gap when the topic moved on while the connection was gone', async () => {
    const { told, socket } = await listening({ after: 4 });
    socket.comeUp(4);
    socket.connected = false;
    socket.comeUp(9);
    socket.comeUp(9);
    socket.say('announcement', message(10));
    expect(told).toEqual(['gap', '10']);
    expect(socket.subscriptions).toEqual([0, 4, 9].map((after) => ({ topic: TOPIC, after })));
  });

  it('[PLT-5c] asks by number every 10 seconds where no socket passes', async () => {
    const asked: number[] = [];
    const ask: FeedParts['ask'] = (_, after) => {
      asked.push(after);
      const announcements = [5, 6].filter((sequence) => sequence > after).map(announcement);
      return Promise.resolve({ sequence: asked.length > 1 ? 6 : 4, announcements: asked.length > 1 ? announcements : [] });
    };
    const { told } = await listening({ after: 4, ask });
    await vi.advanceTimersByTimeAsync(3 * ASK_EVERY_MS);
    expect(asked).toEqual([0, 4, 6]);
    expect(told).toEqual(['5', '6']);
  });

  it('[PLT-5c] stops asking while a socket is up, and when nobody listens', async () => {
    const ask = vi.fn(() => Promise.resolve({ sequence: 1, announcements: [] }));
    const { socket, leave } = await listening({ ask });
    socket.comeUp(1);
    await vi.advanceTimersByTimeAsync(2 * ASK_EVERY_MS);
    expect(ask).not.toHaveBeenCalled();
    socket.connected = false;
    leave();
    await vi.advanceTimersByTimeAsync(2 * ASK_EVERY_MS);
    expect(ask).not.toHaveBeenCalled();
  });

  it('[PLT-5c] says so when the topic may no longer be heard', async () => {
    const { told, socket } = await listening({ after: 0 });
    socket.comeUp(0);
    socket.say('closed', { topic: TOPIC, reason: 'not-allowed' });
    socket.say('announcement', message(1));
    expect(told).toEqual(['not-allowed']);
    const signedOut = await listening({ ask: () => Promise.reject(new Problem('sign-in-needed', 401, 'Sign in to go on.')) });
    await vi.advanceTimersByTimeAsync(2 * ASK_EVERY_MS);
    expect(signedOut.told).toEqual(['sign-in-needed']);
  });

  it('[PLT-5b] ignores a message it does not understand', async () => {
    const { told, socket } = await listening({ after: 0 });
    socket.comeUp(0);
    socket.say('announcement', { topic: TOPIC, sequence: 'many' });
    socket.say('closed', 'now');
    expect(told).toEqual([]);
  });
});
