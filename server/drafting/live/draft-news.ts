import { createHash } from 'node:crypto';
import { makeId } from '../../../shared/kernel/ids.ts';
import type { DraftRoom } from './draft-room.ts';
import { changeMessage, presenceMessage, storeTroubleMessage } from './draft-wire.ts';

const KEPT_BYTES = 500_000; // minutes of typing by everybody; who is further behind joins anew
const LOOK_EVERY_MS = 1000; // presence is looked at again this often; changes of the text are told at once

/** What has happened in a room lately, for pages that ask instead of listening (DRA-4). */
export class DraftNews {
  private readonly opening = makeId();
  private changes: Uint8Array[] = [];
  private bytes = 0;
  private forgotten = 0;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly room: DraftRoom,
    private readonly isFailing: () => boolean,
  ) {
    room.doc.on('update', (update: Uint8Array) => this.remember(update)); // a room's text changes by commits only
  }

  /** Where the news end now: which opening of the room, how many changes, and a mark of who is shown and whether the store works. */
  get position(): string {
    return [this.opening, this.forgotten + this.changes.length, this.mark()].join('.');
  }

  /** The messages since a position; undefined when it is of another opening, another server, or too long ago. */
  since(position: string): Uint8Array[] | undefined {
    const [opening, count, mark] = position.split('.');
    const from = Number(count) - this.forgotten;
    if (opening !== this.opening || !(from >= 0 && from <= this.changes.length)) return undefined;
    const messages = this.changes.slice(from).map((update) => changeMessage(update));
    if (mark === this.mark()) return messages;
    return [...messages, presenceMessage(this.room.presence.all()), storeTroubleMessage(this.isFailing())];
  }

  /** Resolves when there is something since a position, when `stopped` aborts, or after `ms`. */
  async wait(position: string, ms: number, stopped: AbortSignal): Promise<void> {
    const end = performance.now() + ms;
    while (position === this.position && performance.now() < end && !stopped.aborted)
      await this.nextChange(Math.min(LOOK_EVERY_MS, end - performance.now()), stopped);
  }

  private nextChange(ms: number, stopped: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        stopped.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.max(0, ms));
      this.waiting.add(done);
      stopped.addEventListener('abort', done);
    });
  }

  private remember(update: Uint8Array): void {
    this.changes.push(update);
    this.bytes += update.length;
    while (this.bytes > KEPT_BYTES && this.changes.length > 1) {
      this.bytes -= this.changes.shift()?.length ?? 0;
      this.forgotten += 1;
    }
    for (const wake of [...this.waiting]) wake();
  }

  private mark(): string {
    const shown = JSON.stringify([this.room.presence.all(), this.isFailing()]);
    return createHash('sha256').update(shown).digest('base64url').slice(0, 10);
  }
}
