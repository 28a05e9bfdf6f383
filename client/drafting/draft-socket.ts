import { MESSAGE } from '../../shared/drafting/wire.ts';
import { PollingSocket } from './polling-socket.ts';
import type { WireChoice } from './wire-choice.ts';

const SILENT_MS = 8000; // the server speaks first; a socket without a word by then leads nowhere

type Closed = { code: number; reason: string };

/** What a draft's socket is made with. */
export type SocketWishes = {
  documentId: string;
  clientId: () => number;
  hello: () => Uint8Array;
  choice: WireChoice;
  /** Told before a message that is counted leaves. */
  onLeaving: (kind: 'change' | 'answer') => void;
};

/** The socket class for the provider: a WebSocket, or the same over HTTP where none gets through (DRA-4). */
export function draftSocketClass(wishes: SocketWishes): typeof WebSocket {
  const made = class extends DraftSocket {
    constructor(address: string) {
      super(address, wishes);
    }
  };
  return made as unknown as typeof WebSocket; // the provider uses no more of a socket than this class has
}

class DraftSocket {
  readonly OPEN = 1;
  binaryType = 'arraybuffer';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: Closed) => void) | null = null;
  onerror: (() => void) | null = null;
  private readonly inner: WebSocket | PollingSocket;
  private readonly since = Date.now();
  private readonly timers: ReturnType<typeof setTimeout>[] = [];
  private heard = false;
  private probe: WebSocket | undefined;

  constructor(
    private readonly address: string,
    private readonly wishes: SocketWishes,
  ) {
    this.inner = this.wishes.choice.next === 'socket' ? openWebSocket(address) : this.openPolling();
    if (this.inner instanceof WebSocket) this.timers.push(setTimeout(() => this.giveUp(), SILENT_MS));
    this.inner.onopen = () => this.onopen?.();
    this.inner.onmessage = (event: { data: unknown }) => {
      this.heard = true;
      this.onmessage?.(event);
    };
    this.inner.onclose = (event: Closed) => this.ended(event);
  }

  get readyState(): number {
    return this.inner.readyState;
  }

  send(message: Uint8Array<ArrayBuffer>): void {
    if (message[0] === MESSAGE.sync && message[1] !== 0) this.wishes.onLeaving(message[1] === 1 ? 'answer' : 'change');
    this.inner.send(message);
  }

  close(): void {
    this.clear();
    this.inner.onclose = null;
    this.inner.close();
  }

  private openPolling(): PollingSocket {
    const { documentId, clientId, hello, choice } = this.wishes;
    this.timers.push(setTimeout(() => this.tryWebSocket(), choice.nextProbe()));
    return new PollingSocket(documentId, clientId(), hello);
  }

  /** A socket that says nothing is as good as none. */
  private giveUp(): void {
    if (this.heard) return;
    this.close();
    this.ended({ code: 1006, reason: '' });
  }

  private ended(event: Closed): void {
    this.clear();
    const { choice } = this.wishes;
    const byServer = event.code !== 1006;
    if (this.inner instanceof WebSocket) choice.socketEnded({ heard: this.heard, livedMs: Date.now() - this.since, byServer });
    else if (!this.heard && !byServer) choice.pollingFailed();
    this.onclose?.(event);
  }

  /** Tries a WebSocket beside the asking; when the server speaks on it, the provider is made to come back by it. */
  private tryWebSocket(): void {
    const probe = openWebSocket(this.address);
    this.probe = probe;
    probe.onmessage = () => {
      this.wishes.choice.socketWorks();
      this.close();
      this.onclose?.({ code: 1000, reason: '' });
    };
    this.timers.push(
      setTimeout(() => {
        probe.close();
        this.timers.push(setTimeout(() => this.tryWebSocket(), this.wishes.choice.nextProbe()));
      }, SILENT_MS),
    );
  }

  private clear(): void {
    for (const timer of this.timers.splice(0)) clearTimeout(timer);
    this.probe?.close();
    this.probe = undefined;
  }
}

function openWebSocket(address: string): WebSocket {
  const socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  return socket;
}
