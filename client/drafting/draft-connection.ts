import * as decoding from 'lib0/decoding';
import { WebsocketProvider } from 'y-websocket';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { MESSAGE, ServerHello, SuggestingAnswer } from '../../shared/drafting/wire.ts';
import { makeId } from '../../shared/kernel/ids.ts';
import { openRoots, SCHEMA_VERSION } from '../../shared/text/live/flat-root.ts';
import { readDocumentText } from '../../shared/text/live/read-document-text.ts';
import { storedMark, unsentPassages } from '../../shared/text/live/unsent-passages.ts';
import { endingOf, isFinal, mayReturn, spoilsCopy, type Ending } from './closings.ts';
import type { FileWords } from './download-words.tsx';
import { draftSocketClass } from './draft-socket.ts';
import { ErasuresTaken } from './erasures-taken.ts';
import { followClientId } from './follow-client-id.ts';
import { LeaveGuard } from './leave-guard.ts';
import { forgetLocalCopy, isFromCopy, layCopyAside, openLocalCopy, type LocalCopy } from './local-copies.ts';
import { pauseBefore } from './reconnect-pause.ts';
import { RecoveryTray } from './recovery-tray.ts';
import { peopleHere, type PersonHere } from './room-people.ts';
import { SaveLedger, type SaveState } from './save-ledger.ts';
import { markAsText, PageNotes, storedBefore } from './unsent-notes.ts';
import { askToSuggestBytes, helloBytes } from './wire-bytes.ts';
import { WireChoice, type WireKind } from './wire-choice.ts';

const TICK_MS = 250; // how often the words about saving are looked at again
const LINGER_MS = 30_000; // a page that was left sends its last words first, this long at most
const RESTART_TRIES = 5; // makes the provider's own pause longer than ours, so that ours holds
const WAKES = ['online', 'pageshow', 'focus'] as const;
const SILENT_MS = 30_000; // the server answers every sign of life within 15 seconds; after twice that the line is dead

/** Which draft a page opens for whom; the title is for finding words again that were never sent. */
export type DraftPage = { documentId: string; personId: string; title: string };

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
  /** What others took from under this person's typing. */
  readonly tray: RecoveryTray;
  /** What this page has taken of the draft's erasures. */
  readonly erasures: ErasuresTaken;
  private readonly provider: WebsocketProvider;
  private readonly ledger: SaveLedger;
  private readonly notes: PageNotes;
  private readonly pageLoad = makeId();
  private readonly listeners = new Set<() => void>();
  private readonly timer: ReturnType<typeof setInterval>;
  private copy: LocalCopy | undefined;
  private hello: ServerHello | undefined;
  private session: number | undefined;
  private wantsSession = false;
  private readonly guard = new LeaveGuard();
  private readonly choice = new WireChoice();
  private endedFor: Ending | undefined;
  private pausedFor: Ending | undefined;
  private ready = false;
  private started = false;
  private closed = false;
  private stored: Uint8Array | undefined;
  private tickedAt = Date.now();
  private current: DraftStatus;

  constructor(private readonly page: DraftPage) {
    const { documentId } = page;
    openRoots(this.doc);
    this.notes = new PageNotes({ ...page, pageLoad: this.pageLoad });
    this.stored = storedBefore(this.notes.carried);
    this.ledger = new SaveLedger(() => this.copy?.isKept ?? false, Date.now(), this.notes.carried);
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
    followClientId(this.doc, this.awareness);
    this.tray = new RecoveryTray(this.doc, this.awareness, page);
    this.erasures = new ErasuresTaken(page, { doc: this.doc, tray: this.tray, copy: () => this.copy });
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

  /** Asks the server for a client id to suggest under; it comes with the status. Without a connection it is asked for later. */
  askToSuggest(): void {
    if (this.wantsSession) return;
    this.wantsSession = true;
    if (this.provider.wsconnected) this.sendAsk();
  }

  /** Lets the page go without a question, for a reload after which the words come back from this device. */
  letGo(): void {
    this.guard.arm(false);
    clearInterval(this.timer);
  }

  /** Takes this device's copy of the draft away, after its words have been saved as a file or let go. */
  dropCopy(): void {
    void this.copy?.remove();
    forgetLocalCopy(this.page.documentId, this.page.personId);
  }

  /** The words of this page for a file, to the last letter. */
  words(): FileWords {
    const unsent = this.ledger.unsaved > 0 ? unsentPassages(this.doc, this.stored, this.tray.isOwn) : [];
    return { text: readDocumentText(this.doc), unsent };
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
    this.copy = await openLocalCopy(this.page.documentId, this.page.personId, this.doc);
    if (this.closed) return;
    this.started = true;
    this.ready ||= openRoots(this.doc).meta.has('v');
    this.erasures.begin(this.ready);
    this.mark();
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
      this.mark();
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
      this.mark();
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
      if (hello.success) this.takeHello(hello.data);
      this.tell();
    };
  }

  private onConnected(): void {
    this.pausedFor = undefined;
    if (this.endedFor) this.ledger.resume();
    this.endedFor = undefined;
    this.ledger.connected(Date.now());
    this.provider.ws?.send(this.helloMessage());
    if (this.wantsSession) this.sendAsk(); // the same page load keeps the id it has
  }

  private sendAsk(): void {
    this.provider.ws?.send(askToSuggestBytes(this.session));
  }

  /** Who the server takes this page for; words are never sent in the name of somebody who signed in meanwhile. */
  private takeHello(hello: ServerHello): void {
    this.hello = hello;
    this.erasures.hear(hello.erasures ?? 0);
    if (hello.person.id !== this.page.personId) this.end('other-person');
    else if (hello.mode === 'suggesting') this.askToSuggest();
  }

  /** Stops for good, or until the person has signed in again. */
  private end(reason: Ending): void {
    this.endedFor = reason;
    if (spoilsCopy(reason)) this.layAside();
    if (reason === 'seat-ended' && this.ledger.unsaved === 0) this.dropCopy();
    this.ledger.end();
    this.provider.disconnect();
    this.tell();
  }

  private layAside(): void {
    this.note(); // to the last word, for the page that offers them
    void this.copy?.stop();
    layCopyAside(this.page.documentId, this.page.personId);
  }

  /** Sets how long the provider waits before it tries again; it reads both values right after this. */
  private pause(restarting: boolean): void {
    const { provider } = this;
    const tries = provider.wsUnsuccessfulReconnects + 1;
    provider.maxBackoffTime = pauseBefore(tries, restarting, Math.random());
    if (restarting) provider.wsUnsuccessfulReconnects = Math.max(tries, RESTART_TRIES);
  }

  private readonly onUpdate = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.provider || isFromCopy(origin)) return;
    this.ledger.changed(Date.now());
    this.tell();
  };

  private helloMessage(): Uint8Array<ArrayBuffer> {
    const { taken } = this.erasures;
    return helloBytes({ schema: SCHEMA_VERSION, clientId: this.doc.clientID, pageLoad: this.pageLoad, erasures: taken });
  }

  private readonly tick = (): void => {
    const slept = Date.now() - this.tickedAt > SILENT_MS;
    this.tickedAt = Date.now();
    if (slept) this.wakeUp();
    this.mark();
    this.note();
    if (this.provider.synced && this.ledger.unsaved === 0) void this.erasures.settle(this.tickedAt);
    this.tell();
  };

  /** Notes how far the text is stored, whenever all of it is: at once, because somebody may begin to write the next moment. */
  private mark(): void {
    if (this.ready && this.ledger.unsaved === 0) this.stored = storedMark(this.doc);
  }

  /** Notes on this device what is not sent. */
  private note(): void {
    const stored = this.stored && markAsText(this.stored);
    if (this.copy?.isKept) this.notes.update(this.ledger.unsaved, this.ledger.since ?? this.tickedAt, stored);
  }

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
      session: this.session,
      people: peopleHere(this.awareness, this.hello?.person),
      ended: this.endedFor,
      paused: this.pausedFor,
      wire: this.provider.wsconnected ? this.choice.next : 'socket',
      kept: this.copy?.isKept ?? false,
      unsaved: this.ledger.unsaved,
    };
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
    this.tray.stop();
    this.provider.destroy();
    this.doc.destroy();
  }
}

function wireAddress(): string {
  return `${window.location.origin.replace(/^http/, 'ws')}/collab`;
}
