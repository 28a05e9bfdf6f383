import { EventEmitter } from 'node:events';
import { MESSAGE } from '../../../shared/drafting/wire.ts';
import type { DraftSocket } from './draft-session.ts';

const OPEN = 1;
const CLOSED = 3;

/** The socket of one HTTP request: gives a session the messages that were posted and keeps what it answers (DRA-4). */
export class PolledSocket extends EventEmitter implements DraftSocket {
  readonly OPEN = OPEN;
  readonly bufferedAmount = 0;
  readonly isPaused = false; // a request is read whole before its session begins
  readyState: number = OPEN;
  readonly messages: Uint8Array[] = [];
  closedWith: { code: number; reason: string } | null = null;
  private answers = 0;

  /** Hands the session a message. */
  receive(message: Uint8Array): void {
    this.emit('message', Buffer.from(message), true);
  }

  /** Keeps a message of the session for the answer. */
  send(message: Uint8Array): void {
    this.messages.push(message);
    if (message[0] !== MESSAGE.savedUpTo && message[0] !== MESSAGE.refused) return;
    this.answers += 1;
    this.emit('answered');
  }

  /** The session ends with a reason, which the page is told. */
  close(code = 1000, reason = ''): void {
    this.closedWith ??= { code, reason };
    this.terminate();
  }

  /** The request has been answered: the session leaves its room. */
  terminate(): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.emit('answered');
    this.emit('close');
  }

  /** Nothing is read any more after the request, so there is nothing to hold back. */
  pause(): void {
    this.resume();
  }

  /** There is nothing to go on with either. */
  resume(): void {
    return;
  }

  /** Resolves when the session has called changes saved or refused them, or has ended, or after `ms`. */
  async settled(ms: number): Promise<void> {
    if (this.answers > 0 || this.readyState === CLOSED) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.once('answered', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
