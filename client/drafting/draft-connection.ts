import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { IndexeddbPersistence } from 'y-indexeddb';
import { WebsocketProvider } from 'y-websocket';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { MESSAGE, RoomPerson, ServerHello, SuggestingAnswer } from '../../shared/drafting/wire.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { openRoots, SCHEMA_VERSION } from '../../shared/text/live/flat-root.ts';
import { layCopyAside, openLocalCopy } from './local-copies.ts';
import { SaveLedger, type SaveState } from './save-ledger.ts';

const TICK_MS = 250; // how often the words about saving are looked at again
const LINGER_MS = 30_000; // a page that was left sends its last words first, this long at most
const MAX_BACKOFF_MS = 5000;

/** Somebody in the room, and the block they are in. */
export type PersonHere = { person: RoomPerson; blockId: string | undefined; self: boolean };

/** Everything a page shows of the connection; a new object whenever something of it has changed. */
export type DraftStatus = {
  save: SaveState;
  /** Whether the text is here: from the server, or from this device. */
  ready: boolean;
  /** The most this person may do here. */
  mode: ServerHello['mode'] | undefined;
  /** The client id to suggest under, once the server has given one. */
  session: number | undefined;
  people: readonly PersonHere[];
  /** Why the server ended the connection for good, or undefined. */
  ended: string | undefined;
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
  private session: number | undefined;
  private wantsSession = false;
  private endedFor: string | undefined;
  private ready = false;
  private closed = false;
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
      maxBackoffTime: MAX_BACKOFF_MS,
      WebSocketPolyfill: countingSocket((kind) => this.ledger.sending(kind)),
    });
    this.awareness = this.provider.awareness;
    this.current = this.look();
    this.listen();
    this.timer = setInterval(() => this.tell(), TICK_MS);
    window.addEventListener('beforeunload', this.guardLeaving);
    window.addEventListener('offline', this.goOffline);
    window.addEventListener('online', this.goOnline);
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

  /** Asks the server for a client id to suggest under; it comes with the status. Without a connection it is asked for later. */
  askToSuggest(): void {
    if (this.wantsSession) return;
    this.wantsSession = true;
    if (this.provider.wsconnected) this.sendAsk();
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
    this.ready ||= openRoots(this.doc).meta.has('v');
    this.provider.connect();
    this.tell();
  }

  private listen(): void {
    const { provider, ledger } = this;
    provider.on('status', ({ status }) => {
      if (status === 'connected') {
        ledger.connected();
        this.sayHello();
        if (this.wantsSession) this.sendAsk(); // the same page load keeps the id it has
      } else if (status === 'disconnected') ledger.disconnected(Date.now());
      this.tell();
    });
    provider.on('sync', (synced) => {
      this.ready ||= synced;
      this.tell();
    });
    provider.on('closed', ({ reason }) => {
      this.endedFor = reason || 'closed';
      if (reason === 'update-refused') layCopyAside(this.documentId, this.personId);
      ledger.end();
      this.tell();
    });
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
    provider.messageHandlers[MESSAGE.suggest] = (_encoder, decoder) => {
      const answer = SuggestingAnswer.safeParse(JSON.parse(decoding.readVarString(decoder)));
      if (answer.success) this.session = answer.data.session;
      this.tell();
    };
    provider.messageHandlers[MESSAGE.hello] = (_encoder, decoder) => {
      const hello = ServerHello.safeParse(JSON.parse(decoding.readVarString(decoder)));
      if (hello.success) this.heardHello(hello.data);
      this.tell();
    };
  }

  private readonly onUpdate = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.provider || origin instanceof IndexeddbPersistence) return;
    this.ledger.changed(Date.now());
    this.tell();
  };

  /** The client id of this page load, before anything is sent under it (DRA-9). */
  private sayHello(): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.hello);
    const hello = { schema: SCHEMA_VERSION, clientId: this.doc.clientID, pageLoad: this.pageLoad };
    encoding.writeVarString(encoder, JSON.stringify(hello));
    this.provider.ws?.send(encoding.toUint8Array(encoder));
  }

  private sendAsk(): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.suggest);
    encoding.writeVarString(encoder, JSON.stringify({ session: this.session }));
    this.provider.ws?.send(encoding.toUint8Array(encoder));
  }

  private heardHello(hello: ServerHello): void {
    this.hello = hello;
    if (hello.mode === 'suggesting') this.askToSuggest();
  }

  private tell(): void {
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
      session: this.session,
      people: this.peopleHere(),
      ended: this.endedFor,
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

  /** Armed only while something would be lost to the others (DRA-2). */
  private readonly guardLeaving = (event: BeforeUnloadEvent): void => {
    if (this.ledger.unsaved > 0) event.preventDefault();
  };

  /** The device says that its network has gone: no use in waiting half a minute for the socket to notice. */
  private readonly goOffline = (): void => this.provider.disconnect();

  private readonly goOnline = (): void => {
    if (!this.endedFor && !this.closed) this.provider.connect();
  };

  private destroy(): void {
    clearInterval(this.timer);
    window.removeEventListener('beforeunload', this.guardLeaving);
    window.removeEventListener('offline', this.goOffline);
    window.removeEventListener('online', this.goOnline);
    this.listeners.clear();
    this.provider.destroy();
    this.doc.destroy();
  }
}

function wireAddress(): string {
  return `${window.location.origin.replace(/^http/, 'ws')}/collab`;
}

/** A WebSocket that tells of each change message before it leaves, so that "saved up to N" can be counted. */
function countingSocket(onLeaving: (kind: 'change' | 'answer') => void): typeof WebSocket {
  return class extends WebSocket {
    override send(message: Parameters<WebSocket['send']>[0]): void {
      if (message instanceof Uint8Array && message[0] === MESSAGE.sync && message[1] !== 0)
        onLeaving(message[1] === 1 ? 'answer' : 'change');
      super.send(message);
    }
  };
}
