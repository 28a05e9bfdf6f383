import * as Y from 'yjs';
import { CLOSE_CODES, type CloseReason, type RefusalCode, type RoomPerson } from '../../../shared/drafting/wire.ts';
import { SCHEMA_VERSION } from '../../../shared/text/live/flat-root.ts';
import type { DraftRoom, RoomSeat } from './draft-room.ts';
import {
  answerSyncMessage,
  askSyncMessage,
  BadMessage,
  helloMessage,
  readMessage,
  refusedMessage,
  savedUpToMessage,
  type ClientMessage,
  type PresenceEntry,
} from './draft-wire.ts';
import { MessageAllowance } from './message-allowance.ts';

const MAX_UNSENT_BYTES = 8_000_000; // a reader this far behind is better off joining again
const MAX_RESYNCS = 3; // a client that still sends changes without their beginnings is not going to mend
const PRESENCE_EVERY_MS = 50; // 20 carets a second and person are smooth; more is noise

/** Who has joined and what they may do; decided at the door, and again by `recheck`. */
export type Admission = { person: RoomPerson; mayEdit: boolean; pageLoad: string };

/** What a session needs of its socket; a WebSocket, or the messages of one request (DRA-4). */
export type DraftSocket = {
  readonly OPEN: number;
  readonly readyState: number;
  readonly bufferedAmount: number;
  on(event: 'message', heard: (bytes: Buffer, isBinary: boolean) => void): unknown;
  on(event: 'close' | 'error', heard: () => void): unknown;
  send(message: Uint8Array): void;
  close(code: number, reason: string): void;
  terminate(): void;
};

/** One connection to a draft: reads its messages in order, keeps its limits, and closes only itself. */
export class DraftSession implements RoomSeat {
  private received = 0;
  private resyncs = 0;
  private awaitingResync = false;
  private closed = false;
  private reading: Promise<void> = Promise.resolve();
  private pageLoadDeclared: string | undefined;
  private presenceWaiting = new Map<number, PresenceEntry>();
  private presenceTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: DraftSocket,
    private readonly room: DraftRoom,
    readonly admission: Admission,
    private readonly allowance = new MessageAllowance(),
  ) {}

  /** Who is connected. */
  get person(): RoomPerson {
    return this.admission.person;
  }

  /** The page load that client ids met on this connection are bound to. */
  get pageLoad(): string {
    return this.pageLoadDeclared ?? this.admission.pageLoad;
  }

  /** Starts: hello, presence, and the question what the client has that the server has not. */
  open(): void {
    this.socket.on('message', (bytes: Buffer, isBinary: boolean) => this.onMessage(bytes, isBinary));
    this.socket.on('close', () => this.onClose());
    this.socket.on('error', () => this.socket.terminate()); // ws names its own reason to the client; 'close' follows
    const mode = this.admission.mayEdit ? 'editing' : 'reading';
    this.send(helloMessage({ schema: SCHEMA_VERSION, person: this.person, mode }));
    this.room.enter(this);
    this.askSync();
  }

  /** Sends bytes; a client that does not read any more is let go. */
  send(message: Uint8Array): void {
    if (this.closed || this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > MAX_UNSENT_BYTES) this.close('too-slow');
    else this.socket.send(message);
  }

  /** Tells the client that everything up to this change message is on disk. */
  saved(upTo: number): void {
    this.send(savedUpToMessage(upTo));
  }

  /** Tells the client that a change was not taken; a gap is asked for again, anything else ends the connection. */
  refused(count: number, code: RefusalCode): void {
    this.send(refusedMessage(count, code));
    if (code === 'read-only') return;
    if (code !== 'missing' || ++this.resyncs > MAX_RESYNCS) {
      this.close('update-refused');
      return;
    }
    this.awaitingResync = true;
    this.askSync();
  }

  /** Ends the connection with a named reason. */
  close(reason: CloseReason): void {
    if (this.closed) return;
    this.socket.close(CLOSE_CODES[reason], reason);
    this.onClose();
  }

  /** Resolves when every message received so far has been looked at; its changes may still be on their way to the disk. */
  async settled(): Promise<void> {
    await this.reading;
  }

  private askSync(): void {
    this.send(askSyncMessage(Y.encodeStateVector(this.room.doc)));
  }

  private onMessage(bytes: Buffer, isBinary: boolean): void {
    if (this.closed) return;
    if (!this.allowance.spend(bytes.length)) {
      this.close('too-many-messages');
      return;
    }
    try {
      if (!isBinary) throw new BadMessage('text where bytes are spoken');
      const message = readMessage(bytes);
      this.reading = this.reading.then(() => this.take(message)).catch(() => this.close('bad-message'));
    } catch {
      this.close('bad-message');
    }
  }

  private async take(message: ClientMessage): Promise<void> {
    if (this.closed) return;
    if (message.kind === 'hello') await this.takeHello(message.hello);
    else if (message.kind === 'ask-sync') this.answerSync(message.stateVector);
    else if (message.kind === 'change') this.takeChange(message);
    else if (message.kind === 'presence') await this.takePresence(message.entries);
    else this.room.showPresence(this.room.presence.all());
  }

  private async takeHello({ schema, clientId, pageLoad }: { schema: number; clientId: number; pageLoad: string }): Promise<void> {
    if (schema < SCHEMA_VERSION) {
      this.close('newer-concord');
      return;
    }
    this.pageLoadDeclared = pageLoad;
    if (!(await this.room.clients.declare(clientId, this.person.id, pageLoad))) this.close('client-id-taken');
  }

  private answerSync(stateVector: Uint8Array): void {
    if (!this.allowance.spendWhole()) this.close('too-many-messages');
    else this.send(answerSyncMessage(Y.encodeStateAsUpdate(this.room.doc, stateVector)));
  }

  private takeChange({ update, isAnswer }: { update: Uint8Array; isAnswer: boolean }): void {
    const count = ++this.received;
    if (!this.admission.mayEdit) {
      if (isAnswer && this.room.contains(update)) this.saved(count);
      else this.refused(count, 'read-only');
      return;
    }
    if (this.awaitingResync && !isAnswer) return; // its words come again with the answer that was asked for
    this.awaitingResync = false;
    this.room.submit({ seat: this, update, count, isAnswer });
  }

  private async takePresence(entries: PresenceEntry[]): Promise<void> {
    const own = entries.filter(({ clientId }) => !this.room.presence.isOthers(clientId, this));
    await this.room.clients.meet(
      own.map(({ clientId }) => clientId),
      this.person.id,
      this.pageLoad,
    );
    for (const entry of own) this.presenceWaiting.set(entry.clientId, entry);
    if (this.presenceTimer) return;
    this.showPresence();
    this.presenceTimer = setTimeout(() => {
      this.presenceTimer = undefined;
      this.showPresence();
    }, PRESENCE_EVERY_MS);
  }

  private showPresence(): void {
    if (this.closed || this.presenceWaiting.size === 0) return;
    const entries = [...this.presenceWaiting.values()];
    this.presenceWaiting.clear();
    const isOwn = (clientId: number): boolean => this.room.clients.isOf(clientId, this.person.id);
    this.room.showPresence(this.room.presence.take(this, entries, isOwn));
  }

  private onClose(): void {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.presenceTimer);
    this.room.leave(this);
  }
}
