import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { hearFromDraft, sendToDraft, type DraftAnswer } from '../../shared/drafting/polling.ts';
import { CLOSE_CODES, MESSAGE, ServerHello, type CloseReason } from '../../shared/drafting/wire.ts';
import { asProblem, call } from '../platform/api-client.ts';
import { clocksIn, PresenceEcho } from './presence-echo.ts';

const GATHER_MS = 300; // what is typed in this time travels in one request
const AGAIN_MS = 2000; // until changes that were not stored are sent again
const SYNC = { ask: 0, answer: 1, change: 2 } as const; // y-protocols/sync

type Closed = { code: number; reason: string };

/** What waits to be sent: the latest question, the latest presence, all changes. */
type Waiting = { ask?: Uint8Array; presence?: Uint8Array; suggest?: Uint8Array; changes: Uint8Array[]; upTo: number };

/**
 * Speaks the wire over two HTTP routes, for networks that let no WebSocket through (DRA-4). It looks like a socket to the provider:
 * changes that wait are merged into one, numbered as if each had been sent, and called saved when the request that held them is.
 */
export class PollingSocket {
  readonly OPEN = 1;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: Uint8Array }) => void) | null = null;
  onclose: ((event: Closed) => void) | null = null;
  private readonly leaving = new AbortController();
  private readonly echo = new PresenceEcho();
  private waiting: Waiting = { changes: [], upTo: 0 };
  private sent = 0;
  private sending = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private mode: ServerHello['mode'] = 'reading';

  constructor(
    private readonly documentId: string,
    private readonly clientId: number,
    private readonly hello: () => Uint8Array,
  ) {
    void this.open();
  }

  /** Takes a message of the provider; it leaves with the next request. */
  send(message: Uint8Array): void {
    const decoder = decoding.createDecoder(message);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.presence) {
      if (!clocksIn(message).has(this.clientId)) return; // only what this page shows of itself; stock code echoes the others too
      this.waiting.presence = message;
    } else if (type === MESSAGE.suggest) this.waiting.suggest = message;
    else if (type !== MESSAGE.sync)
      return; // every request says hello by itself
    else if (decoding.readVarUint(decoder) === SYNC.ask) this.waiting.ask = message;
    else {
      this.sent += 1;
      this.waiting.changes.push(decoding.readVarUint8Array(decoder));
      this.waiting.upTo = this.sent;
    }
    this.sendSoon(GATHER_MS);
  }

  /** Ends it; what is under way is not waited for. */
  close(): void {
    if (this.readyState === 3) return;
    const last = this.waiting.presence; // so that the others need not wait until the page counts as gone
    this.stop();
    if (last) void this.post([last]).catch(() => undefined);
  }

  private async open(): Promise<void> {
    try {
      const answer = await this.post([]);
      if (this.readyState !== 0) return;
      this.readyState = this.OPEN;
      this.onopen?.();
      this.hear(answer, 0);
      await this.listen(answer.position);
    } catch (error) {
      this.fail(error);
    }
  }

  private async listen(position: string): Promise<void> {
    for (let since = position; this.readyState === this.OPEN;) {
      const query = { since, clientId: this.clientId, mode: this.mode };
      const answer = await call(hearFromDraft, { ...this.address(), query, signal: this.leaving.signal });
      if (answer.lost) this.end({ code: 1006, reason: '' });
      else this.hear(answer, 0);
      since = answer.position;
    }
  }

  private sendSoon(ms: number): void {
    if (this.readyState === this.OPEN) this.timer ??= setTimeout(() => void this.flush(), ms);
  }

  private async flush(): Promise<void> {
    this.timer = undefined;
    const { ask, presence, suggest, changes, upTo } = this.waiting;
    if (this.sending || this.readyState !== this.OPEN) return;
    this.sending = true;
    this.waiting = { changes: [], upTo };
    const messages = [suggest, ask, changes.length > 0 ? changeOf(changes) : undefined, presence];
    try {
      const answer = await this.post(messages.filter((message) => message !== undefined));
      if (!this.hear(answer, upTo) && changes.length > 0) this.keep(changes);
    } catch (error) {
      this.fail(error);
    }
    this.sending = false;
    const { waiting } = this;
    if (waiting.ask ?? waiting.presence ?? waiting.suggest ?? waiting.changes[0]) this.sendSoon(GATHER_MS);
  }

  /** The store took nothing: the same changes are sent again, before later ones. */
  private keep(changes: Uint8Array[]): void {
    this.waiting.changes.unshift(...changes);
    this.sendSoon(AGAIN_MS);
  }

  private post(messages: Uint8Array[]): Promise<DraftAnswer> {
    const body = { messages: [this.hello(), ...messages].map(toBase64) };
    return call(sendToDraft, { ...this.address(), body });
  }

  private address(): { params: { documentId: string } } {
    return { params: { documentId: this.documentId } };
  }

  /** Hands on what the server said; whether changes up to this number were called saved or refused. */
  private hear({ messages, closed }: DraftAnswer, upTo: number): boolean {
    const heard = messages.map(fromBase64);
    const answered = heard.filter(isNumbered);
    for (const message of heard) this.handOn(message, upTo);
    if (closed) this.end(closed);
    return answered.length > 0;
  }

  private handOn(message: Uint8Array, upTo: number): void {
    if (message[0] === MESSAGE.hello) this.mode = modeOf(message);
    this.onmessage?.({ data: isNumbered(message) ? renumbered(message, upTo) : message });
    if (message[0] !== MESSAGE.presence) return;
    for (const gone of this.echo.goneSince(message)) this.onmessage?.({ data: gone });
  }

  private fail(error: unknown): void {
    if (this.readyState === 3) return;
    const { status } = asProblem(error);
    const reason = REASONS[status];
    this.end(reason ? { code: CLOSE_CODES[reason], reason } : { code: 1006, reason: '' });
  }

  private end(closed: Closed): void {
    if (this.readyState === 3) return;
    this.stop();
    this.onclose?.(closed);
  }

  private stop(): void {
    this.readyState = 3;
    clearTimeout(this.timer);
    this.leaving.abort();
  }
}

/** What a refused request means, as a socket would have been told. */
const REASONS: Record<number, CloseReason> = {
  401: 'signed-out',
  403: 'seat-ended',
  404: 'seat-ended',
  409: 'draft-quarantined',
  413: 'update-refused',
  422: 'bad-message',
  429: 'too-many-messages',
  503: 'restarting',
};

/** All changes as one, sent as an answer: the server looks whether it has them already. */
function changeOf(changes: Uint8Array[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.sync);
  encoding.writeVarUint(encoder, SYNC.answer);
  encoding.writeVarUint8Array(encoder, changes.length === 1 && changes[0] ? changes[0] : Y.mergeUpdates(changes));
  return encoding.toUint8Array(encoder);
}

/** Whether a message says "saved" or "refused" of a numbered one. */
function isNumbered([type]: Uint8Array): boolean {
  return type === MESSAGE.savedUpTo || type === MESSAGE.refused;
}

/** "Saved" or "refused" with the number of the last change of the request instead of the number within it. */
function renumbered(message: Uint8Array, upTo: number): Uint8Array {
  const decoder = decoding.createDecoder(message);
  const type = decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  encoding.writeVarUint(encoder, upTo);
  encoding.writeUint8Array(encoder, message.slice(decoder.pos));
  return encoding.toUint8Array(encoder);
}

function modeOf(hello: Uint8Array): ServerHello['mode'] {
  const decoder = decoding.createDecoder(hello);
  decoding.readVarUint(decoder);
  return ServerHello.safeParse(JSON.parse(decoding.readVarString(decoder))).data?.mode ?? 'reading';
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
