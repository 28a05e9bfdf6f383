import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { IndexeddbPersistence } from 'y-indexeddb';
import { WebsocketProvider } from 'y-websocket';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { MESSAGE, RoomPerson, ServerHello } from '../../shared/drafting/wire.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { openRoots, SCHEMA_VERSION } from '../../shared/text/live/flat-root.ts';
import { CLOSINGS, endingOf, type Ending } from './closings.ts';
import { draftSocketClass } from './draft-socket.ts';
import { LeaveGuard } from './leave-guard.ts';
import { layCopyAside, openLocalCopy } from './local-copies.ts';
import { pauseBefore } from './reconnect-pause.ts';
import { SaveLedger, type SaveState } from './save-ledger.ts';
import { WireChoice, type WireKind } from './wire-choice.ts';

const TICK_MS = 250; // how often the words about saving are looked at again
const LINGER_MS = 30_000; // a page that was left sends its last words first, this long at most
const RESTART_TRIES = 5; // makes the provider's own pause longer than ours, so that ours holds
const WAKES = ['online', 'pageshow', 'focus'] as const;
const SILENT_MS = 30_000; // the server answers every sign of life within 15 seconds; after twice that the line is dead

/** Somebody in the room, and the block they are in. */
export type PersonHere = { person: RoomPerson; blockId: string | undefined; self: boolean };

/** Everything a page shows of the connection; a new object whenever something of it has changed. */
export type DraftStatus = {
  save: SaveState;
  /** Whether the text is here: from the server, or from this device. */
  ready: boolean;
  mode: 'editing' | 'reading' | undefined;
  people: readonly PersonHere[];
  /** Why the connection ended for good, or undefined. */
  ended: Ending | undefined;
  /** Why it was interrupted, while it is; undefined when the line just broke. */
  paused: Ending | undefined;
  /** How the server is reached: over HTTP the others' words come a little later. */
  wire: WireKind;
  /** Whether this browser keeps a copy of the text on the device. */
  kept: boolean;
  unsaved: number;
};

/** One page load's place in a draft: the shared text, the wire, the copy on this device, and what is saved. */
export class DraftConnection {
  readonly doc = new Y.Doc();
  readonly awareness: Awareness;
  private readonly provider: WebsocketProvider;
  private readonly ledger: SaveLedger;
  private readonly pageLoad = makeId();
  private readonly listeners = new Set<() => void>();
  private readonly timer: ReturnType<typeof setInterval>;
  private copy: IndexeddbPersistence | undefined;
  private hello: ServerHello | undefined;
  private readonly guard = new LeaveGuard();
  private readonly choice = new WireChoice();
  private endedFor: Ending | undefined;
  private pausedFor: Ending | undefined;
  private ready = false;
  private started = false;
  private closed = false;
  private tickedAt = Date.now();
  private current: DraftStatus;

  constructor(
    private readonly documentId: string,
    private readonly personId: string,
  ) {
    openRoots(this.doc);
    this.ledger = new SaveLedger(() => this.copy !== undefined, Date.now());
    this.doc.on('update', this.onUpdate); // before the provider listens: a change is counted before it is sent
    this.provider = new WebsocketProvider(wireAddress(), documentId, this.doc, {
      connect: false,
      disableBc: true, // another tab would show words that are not stored yet (DRA-2)
      shouldReconnect: (event) => !isFinal(endingOf(event)),
      WebSocketPolyfill: draftSocketClass({
        documentId,
        clientId: () => this.doc.clientID,
        hello: () => this.helloMessage(),
        choice: this.choice,
        onLeaving: (kind) => this.ledger.sending(kind),
      }),
    });
    this.awareness = this.provider.awareness;
    this.current = this.look();
    this.listen();
    this.timer = setInterval(this.tick, TICK_MS);
    window.addEventListener('offline', this.goOffline);
    for (const wake of WAKES) window.addEventListener(wake, this.wakeUp);
    document.addEventListener('visibilitychange', this.wakeUp);
    void this.start();
  }

  /** What to show now. */
  readonly status = (): DraftStatus => this.current;

  /** Tells when the status has changed. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Says in which block this person is, for the others. */
  showPlace(blockId: string | undefined): void {
    this.awareness.setLocalStateField('blockId', blockId ?? null);
  }

  /** Lets the page go without a question, for a reload after which the words come back from this device. */
  letGo(): void {
    this.guard.arm(false);
    clearInterval(this.timer);
  }

  /** Leaves the draft; words that are still on their way are sent first. */
  close(): void {
    this.closed = true;
    this.awareness.setLocalState(null);
    const since = Date.now();
    const waiting = setInterval(() => {
      if (this.ledger.unsaved > 0 && !this.endedFor && Date.now() - since < LINGER_MS) return;
      clearInterval(waiting);
      this.destroy();
    }, 50);
  }

  private async start(): Promise<void> {
    this.copy = await openLocalCopy(this.documentId, this.personId, this.doc);
    if (this.closed) return;
    this.started = true;
    this.ready ||= openRoots(this.doc).meta.has('v');
    this.provider.connect();
    this.tell();
  }

  private listen(): void {
    const { provider, ledger } = this;
    provider.on('status', ({ status }) => {
      if (status === 'connected') {
        this.onConnected();
      } else if (status === 'disconnected') ledger.disconnected(Date.now());
      this.tell();
    });
    provider.on('sync', (synced) => {
      this.ready ||= synced;
      this.tell();
    });
    provider.on('connection-close', (event) => {
      this.pausedFor = event ? endingOf(event) : undefined;
      this.pause(this.pausedFor === 'restarting');
    });
    provider.on('closed', (event) => this.end(endingOf(event) ?? 'closed'));
    this.awareness.on('change', () => this.tell());
    provider.messageHandlers[MESSAGE.savedUpTo] = (_encoder, decoder) => {
      ledger.saved(decoding.readVarUint(decoder), Date.now());
      this.tell();
    };
    provider.messageHandlers[MESSAGE.refused] = () => this.tell(); // a refusal that ends the connection says so when it closes
    provider.messageHandlers[MESSAGE.storeTrouble] = (_encoder, decoder) => {
      ledger.storeTrouble(decoding.readVarUint(decoder) === 1);
      this.tell();
    };
    provider.messageHandlers[MESSAGE.hello] = (_encoder, decoder) => {
      const hello = ServerHello.safeParse(JSON.parse(decoding.readVarString(decoder)));
      if (hello.success) this.takeHello(hello.data);
      this.tell();
    };
  }

  private onConnected(): void {
    this.pausedFor = undefined;
    if (this.endedFor) this.ledger.resume();
    this.endedFor = undefined;
    this.ledger.connected();
    this.provider.ws?.send(this.helloMessage());
  }

  /** Who the server takes this page for; words are never sent in the name of somebody who signed in meanwhile. */
  private takeHello(hello: ServerHello): void {
    this.hello = hello;
    if (hello.person.id !== this.personId) this.end('other-person');
  }

  /** Stops for good, or until the person has signed in again. */
  private end(reason: Ending): void {
    this.endedFor = reason;
    const closing = CLOSINGS[reason];
    if (!closing.comesBack && !closing.wordsMayFollow && reason !== 'seat-ended') layCopyAside(this.documentId, this.personId);
    this.ledger.end();
    this.provider.disconnect();
    this.tell();
  }

  /** Sets how long the provider waits before it tries again; it reads both values right after this. */
  private pause(restarting: boolean): void {
    const { provider } = this;
    const tries = provider.wsUnsuccessfulReconnects + 1;
    provider.maxBackoffTime = pauseBefore(tries, restarting, Math.random());
    if (restarting) provider.wsUnsuccessfulReconnects = Math.max(tries, RESTART_TRIES);
  }

  private readonly onUpdate = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.provider || origin instanceof IndexeddbPersistence) return;
    this.ledger.changed(Date.now());
    this.tell();
  };

  /** The client id of this page load, before anything is sent under it (DRA-9). */
  private helloMessage(): Uint8Array<ArrayBuffer> {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.hello);
    const hello = { schema: SCHEMA_VERSION, clientId: this.doc.clientID, pageLoad: this.pageLoad };
    encoding.writeVarString(encoder, JSON.stringify(hello));
    return encoding.toUint8Array(encoder);
  }

  private readonly tick = (): void => {
    const slept = Date.now() - this.tickedAt > SILENT_MS;
    this.tickedAt = Date.now();
    if (slept) this.wakeUp();
    this.tell();
  };

  private tell(): void {
    this.guard.arm(this.ledger.unsaved > 0);
    const next = this.look();
    if (JSON.stringify(next) === JSON.stringify(this.current)) return;
    this.current = next;
    for (const listener of this.listeners) listener();
  }

  private look(): DraftStatus {
    return {
      save: this.ledger.say(Date.now()),
      ready: this.ready,
      mode: this.hello?.mode,
      people: this.peopleHere(),
      ended: this.endedFor,
      paused: this.pausedFor,
      wire: this.provider.wsconnected ? this.choice.next : 'socket',
      kept: this.copy !== undefined,
      unsaved: this.ledger.unsaved,
    };
  }

  private peopleHere(): PersonHere[] {
    const here = new Map<string, PersonHere>();
    for (const [client, shown] of this.awareness.getStates()) {
      if (client === this.doc.clientID) continue;
      const person = RoomPerson.safeParse(shown['person']);
      if (!person.success || person.data.id === this.hello?.person.id) continue;
      const blockId = typeof shown['blockId'] === 'string' ? shown['blockId'] : undefined;
      here.set(person.data.id, { person: person.data, blockId: blockId ?? here.get(person.data.id)?.blockId, self: false });
    }
    const others = [...here.values()].sort((one, other) => one.person.name.localeCompare(other.person.name));
    return this.hello ? [...others, { person: this.hello.person, blockId: undefined, self: true }] : others;
  }

  /** The device says that its network has gone: no use in waiting half a minute for the socket to notice. */
  private readonly goOffline = (): void => this.provider.disconnect();

  /** The device is back, or the page is looked at again, perhaps after a night's sleep: a dead line is replaced at once. */
  private readonly wakeUp = (): void => {
    if (!this.started || this.closed || document.visibilityState === 'hidden') return;
    if (this.endedFor && !mayReturn(this.endedFor)) return;
    const { provider } = this;
    if (provider.wsconnected && Date.now() - provider.wsLastMessageReceived > SILENT_MS) provider.disconnect();
    provider.connect();
  };

  private destroy(): void {
    clearInterval(this.timer);
    this.guard.arm(false);
    window.removeEventListener('offline', this.goOffline);
    for (const wake of WAKES) window.removeEventListener(wake, this.wakeUp);
    document.removeEventListener('visibilitychange', this.wakeUp);
    this.listeners.clear();
    this.provider.destroy();
    this.doc.destroy();
  }
}

function isFinal(reason: Ending | undefined): boolean {
  return reason !== undefined && !CLOSINGS[reason].comesBack;
}

/** Whether signing in again is enough to go on. */
function mayReturn(reason: Ending): boolean {
  const closing = CLOSINGS[reason];
  return closing.comesBack || closing.act === 'sign-in';
}

function wireAddress(): string {
  return `${window.location.origin.replace(/^http/, 'ws')}/collab`;
}
