import type { MayWrite } from '../../../shared/drafting/rules.ts';
import * as Y from 'yjs';
import {
  CLOSE_CODES,
  type ClientHello,
  type CloseReason,
  type RefusalCode,
  type RoomPerson,
} from '../../../shared/drafting/wire.ts';
import { SCHEMA_VERSION } from '../../../shared/text/live/flat-root.ts';
import type { DraftMetrics } from './draft-metrics.ts';
import type { DraftRoom, RoomSeat } from './draft-room.ts';
import {
  answerSyncMessage,
  askSyncMessage,
  BadMessage,
  helloMessage,
  presenceMessage,
  readMessage,
  refusedMessage,
  savedUpToMessage,
  suggestingMessage,
  type ClientMessage,
  readState,
  type PresenceEntry,
  type SaidPresence,
} from './draft-wire.ts';
import { MessageAllowance } from './message-allowance.ts';

const MAX_UNSENT_BYTES = 2_000_000; // beyond the whole text at joining: a reader this far behind is better off joining again
const CLOSING_MS = 5000; // a client that does not even read why it is closed is cut off
const MAX_UNSAVED_BYTES = 2_000_000; // then no more is read from this client until the store has caught up
const MESSAGE_COST = 100; // bytes a message holds besides its own
const MAX_RESYNCS = 3; // a client that still sends changes without their beginnings is not going to mend
const PRESENCE_EVERY_MS = 50; // 20 carets a second and person are smooth; more is noise

/** Who has joined and what they may do; decided at the door, and again by `recheck`. */
export type Admission = { person: RoomPerson; may: MayWrite; pageLoad: string };

/** What the hello calls each right. */
export const MODES = { edit: 'editing', 'edit-others': 'editing', suggest: 'suggesting', read: 'reading' } as const;

/** What a message holds in memory; a change has its number. */
type Held = { bytes: number; count: number };

/** What a session needs of its socket; a WebSocket, or the messages of one request (DRA-4). */
export type DraftSocket = {
  readonly OPEN: number;
  readonly readyState: number;
  readonly bufferedAmount: number;
  readonly isPaused: boolean;
  on(event: 'message', heard: (bytes: Buffer, isBinary: boolean) => void): unknown;
  on(event: 'close' | 'error', heard: () => void): unknown;
  send(message: Uint8Array): void;
  close(code: number, reason: string): void;
  terminate(): void;
  pause(): void;
  resume(): void;
};

/** One connection to a draft: reads its messages in order, keeps its limits, and closes only itself. */
export class DraftSession implements RoomSeat {
  private received = 0;
  private resyncs = 0;
  private awaitingResync = false;
  private closed = false;
  private draining = false;
  /** Why the server has closed the connection, if it was the server. */
  closedFor: CloseReason | undefined;
  private reading: Promise<void> = Promise.resolve();
  private declared: { clientId: number; pageLoad: string } | undefined;
  private erasures = 0;
  private readonly unsaved: Held[] = [];
  private heldBytes = 0;
  private wholeBytes = 0;
  private presenceWaiting = new Map<number, PresenceEntry>();
  private presenceTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: DraftSocket,
    private readonly room: DraftRoom,
    readonly admission: Admission,
    private readonly metrics: DraftMetrics,
    private readonly allowance = new MessageAllowance(),
  ) {}

  /** Who is connected. */
  get person(): RoomPerson {
    return this.admission.person;
  }

  /** Whether this person may change the text by suggestions only. */
  get mayOnlySuggest(): boolean {
    return this.admission.may === 'suggest';
  }

  /** Whether this person may accept what others have suggested, but not what they have suggested themselves (DRA-29). */
  get mayNotAcceptOwn(): boolean {
    return this.admission.may === 'edit-others';
  }

  /** How many of the draft's erasures this page has taken. */
  get erasuresTaken(): number {
    return this.erasures;
  }

  /** Everything this page had from before these erasures has been looked through. */
  caughtUp(erasures: number): void {
    this.erasures = erasures;
  }

  /** The page load that client ids met on this connection are bound to. */
  get pageLoad(): string {
    return this.declared?.pageLoad ?? this.admission.pageLoad;
  }

  /** Starts: hello and presence. */
  open(): void {
    this.socket.on('message', (bytes: Buffer, isBinary: boolean) => this.onMessage(bytes, isBinary));
    this.socket.on('close', () => this.onClose());
    this.socket.on('error', () => this.socket.terminate()); // ws names its own reason to the client; 'close' follows
    this.sayHello();
    this.room.enter(this);
  }

  /** Sends bytes; a client that does not read any more is let go. */
  send(message: Uint8Array): void {
    if (this.closed || this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > MAX_UNSENT_BYTES + this.wholeBytes) this.close('too-slow');
    else this.socket.send(message);
  }

  /** Whether nothing is read from the client until the store has caught up: its signs of life wait too. */
  get isHeldBack(): boolean {
    return this.socket.isPaused;
  }

  /** Tells the client that everything up to this change message is on disk. */
  saved(upTo: number): void {
    this.send(savedUpToMessage(upTo));
    this.settle(upTo);
  }

  /** Tells the client that a change was not taken; a gap is asked for again, anything else ends the connection. */
  refused(count: number, code: RefusalCode): void {
    this.metrics.refused(code);
    this.send(refusedMessage(count, code));
    this.settle(this.received); // what was sent behind it is not taken either, and comes again after a gap
    if (code === 'read-only') return;
    if (code !== 'missing' || ++this.resyncs > MAX_RESYNCS) {
      this.close(code === 'draft-full' ? 'draft-full' : 'update-refused');
      return;
    }
    this.awaitingResync = true;
    this.send(askSyncMessage(Y.encodeStateVector(this.room.doc)));
  }

  /** Takes nothing more: what the client sends from now on is not called saved, and comes again at the next joining. */
  drain(): void {
    this.draining = true;
  }

  /** Ends the connection with a named reason. */
  close(reason: CloseReason): void {
    if (this.closed) return;
    this.closedFor = reason;
    this.metrics.closed(reason);
    this.socket.resume(); // the other side's own close must be heard
    this.socket.close(CLOSE_CODES[reason], reason);
    setTimeout(() => this.socket.terminate(), CLOSING_MS).unref();
    this.onClose();
  }

  /** Resolves when every message received so far has been looked at; its changes may still be on their way to the disk. */
  async settled(): Promise<void> {
    await this.reading;
  }

  private sayHello(): void {
    const { erasures } = this.room;
    this.send(helloMessage({ schema: SCHEMA_VERSION, person: this.person, mode: MODES[this.admission.may], erasures }));
  }

  private onMessage(bytes: Buffer, isBinary: boolean): void {
    if (this.closed || this.draining) return;
    if (!this.allowance.spend(bytes.length)) {
      this.close('too-many-messages');
      return;
    }
    try {
      if (!isBinary) throw new BadMessage('text where bytes are spoken');
      const message = readMessage(bytes);
      const held = this.hold(bytes.length + MESSAGE_COST, message.kind === 'change' ? ++this.received : undefined);
      this.reading = this.reading.then(() => this.take(message, held)).catch(() => this.close('bad-message'));
    } catch {
      this.close('bad-message');
    }
  }

  /** Counts what a message holds in memory until it is done with or, a change, on disk; too much, and the client is not read for a while. */
  private hold(bytes: number, count: number | undefined): Held {
    this.heldBytes += bytes;
    if (this.heldBytes > MAX_UNSAVED_BYTES) this.socket.pause();
    const held = { bytes, count: count ?? 0 };
    if (count !== undefined) this.unsaved.push(held);
    return held;
  }

  private letGo(bytes: number): void {
    this.heldBytes -= bytes;
    if (this.socket.isPaused && this.heldBytes < MAX_UNSAVED_BYTES / 2) this.socket.resume();
  }

  private settle(upTo: number): void {
    for (let first = this.unsaved[0]; first && first.count <= upTo; first = this.unsaved[0]) {
      this.unsaved.shift();
      this.letGo(first.bytes);
    }
  }

  private async take(message: ClientMessage, held: Held): Promise<void> {
    if (this.closed) return;
    if (message.kind === 'change') {
      this.takeChange(message, held.count);
      return;
    }
    if (message.kind === 'hello') await this.takeHello(message.hello);
    else if (message.kind === 'ask-sync') this.answerSync(message.stateVector);
    else if (message.kind === 'suggest') await this.takeSuggesting(message.session);
    else if (message.kind === 'presence') await this.takePresence(message.said);
    else this.answerPresence();
    this.letGo(held.bytes);
  }

  private async takeHello({ schema, clientId, pageLoad, erasures }: ClientHello): Promise<void> {
    if (schema < SCHEMA_VERSION) {
      this.close('newer-concord');
      return;
    }
    if (this.declared) throw new BadMessage('one hello is enough');
    this.declared = { clientId, pageLoad };
    this.erasures = erasures ?? 0;
    if (!(await this.room.clients.declare(clientId, this.person.id, pageLoad))) this.close('client-id-taken');
  }

  /** Gives out a client id to suggest under, after the hello that says which page load asks. */
  private async takeSuggesting(session: number | undefined): Promise<void> {
    if (!this.declared) throw new BadMessage('a hello comes first');
    if (this.admission.may === 'read') return;
    if (!this.allowance.spendWhole()) this.close('too-many-messages');
    else this.send(suggestingMessage(await this.room.suggesting.open(this.person, this.pageLoad, session)));
  }

  /** Sends what the client has not, and asks for what the server has not: only now it is known what to compare (DRA-9). */
  private answerSync(stateVector: Uint8Array): void {
    if (!this.allowance.spendWhole()) {
      this.close('too-many-messages');
      return;
    }
    const answer = answerSyncMessage(Y.encodeStateAsUpdate(this.room.doc, stateVector));
    this.wholeBytes = answer.length;
    this.send(answer);
    this.send(askSyncMessage(this.room.stateToAskFrom(this.person.id, this.declared?.clientId, stateVector)));
  }

  private answerPresence(): void {
    if (this.allowance.spendWhole()) this.send(presenceMessage(this.room.presence.all()));
    else this.close('too-many-messages');
  }

  private takeChange({ update, isAnswer }: { update: Uint8Array; isAnswer: boolean }, count: number): void {
    if (this.admission.may === 'read') {
      if (isAnswer && this.room.contains(update)) this.saved(count);
      else this.refused(count, 'read-only');
      return;
    }
    if (this.awaitingResync && !isAnswer) {
      this.settle(count); // its words come again with the answer that was asked for
      return;
    }
    this.awaitingResync = false;
    this.room.submit({ seat: this, update, count, isAnswer });
  }

  private async takePresence(said: SaidPresence[]): Promise<void> {
    const own = said.filter(({ clientId }) => this.room.presence.mayBeOf(clientId, this)).map(readState);
    if (own.length === 0) return;
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
