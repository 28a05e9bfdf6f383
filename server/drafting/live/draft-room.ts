import * as Y from 'yjs';
import type { RefusalCode, RoomPerson } from '../../../shared/drafting/wire.ts';
import type { WordMark, ErasedWords } from '../erasures/word-marks.ts';
import { checkUpdate, clientIdsOf } from '../../../shared/text/live/check-update.ts';
import type { BoundClients } from './bound-clients.ts';
import type { DraftLog } from './draft-log.ts';
import { changeMessage, presenceMessage, storeTroubleMessage, type PresenceEntry } from './draft-wire.ts';
import { RoomPresence } from './room-presence.ts';
import { SuggestingSessions } from './suggesting-sessions.ts';
import { withoutErased } from './without-erased.ts';

const GATHER_MS = 50; // carets of two people move as smoothly as they can be seen to
const GATHER_MS_A_SEAT = 2; // a tenth of a second for 25 people, half a second for 250
const LARGEST_TOGETHER = 900_000; // bytes of changes stored as one update; the text engine takes a million
const LOOK_BACK_CLOCKS = 64; // characters that are compared again when somebody joins
const LOOK_BACK_IDS = 8; // page loads whose words may still come from a copy
const LARGEST_DRAFT_BYTES = 10_000_000; // a hundred pages take under 1 MB; each byte costs about fifteen in memory

/** One connection as its room sees it. */
export type RoomSeat = {
  readonly person: RoomPerson;
  readonly pageLoad: string;
  readonly mayOnlySuggest: boolean;
  readonly mayNotAcceptOwn: boolean;
  /** How many of the draft's erasures this page has taken; with fewer than there are it may bring erased words back. */
  readonly erasuresTaken: number;
  /** Its first answer has been taken, less what was erased: from now on it has nothing older. */
  caughtUp(erasures: number): void;
  send(message: Uint8Array): void;
  /** All change messages up to this one are on disk. */
  saved(upTo: number): void;
  /** This change message is not taken; with 'missing' the client is asked for everything again. */
  refused(count: number, code: RefusalCode): void;
};

type Change = { seat: RoomSeat; update: Uint8Array; count: number; isAnswer: boolean };
type Job = { changes: Change[] } | { edit: (doc: Y.Doc) => void; actorId: string; done: (error?: unknown) => void };
type Taken = {
  seat: RoomSeat | undefined;
  actorId: string;
  update: Uint8Array;
  count: number;
  mayBeKnown: boolean;
  /** How many erasures the change has been looked through for; the sender hears of it too, because it may be less than was sent. */
  cleanOf?: number;
};

/** What a room is opened with. */
export type RoomParts = {
  documentId: string;
  /** The draft as the log has it; from now on only committed changes are applied to it. */
  doc: Y.Doc;
  /** Bytes the draft takes in the log. */
  bytes: number;
  /** Bytes from which the draft takes no more words; for tests. */
  largest?: number;
  log: DraftLog;
  clients: BoundClients;
  erased: ErasedWords;
  /** The server's own client id in this room, bound before the first edit. */
  serverClient: number;
  /** Told after changes were committed and relayed. */
  onCommitted: (rows: number) => void;
  /** Told when the room cannot go on; nothing has been lost, what is on disk is read again at the next opening. */
  onBroken: (error: unknown) => void;
};

/** The live text of one document: check, commit, and only then apply, relay and say saved (DRA-2). */
export class DraftRoom {
  readonly presence: RoomPresence;
  private presenceWaiting = new Map<number, PresenceEntry>();
  private presenceTimer: NodeJS.Timeout | undefined;
  readonly suggesting: SuggestingSessions;
  private readonly seats = new Set<RoomSeat>();
  private jobs: Job[] = [];
  private working: Promise<void> | undefined;
  private bytes: number;
  private plainUpTo: Uint8Array | undefined;

  constructor(private readonly parts: RoomParts) {
    this.bytes = parts.bytes;
    this.presence = new RoomPresence((clientId) => parts.clients.ownerOf(clientId));
    const { doc, clients } = parts;
    this.suggesting = new SuggestingSessions({ doc, clients, edit: (edit, actorId) => this.edit(edit, actorId) });
  }

  /** The committed text; read it, never write to it. */
  get doc(): Y.Doc {
    return this.parts.doc;
  }

  /** Client ids of this document and their people. */
  get clients(): BoundClients {
    return this.parts.clients;
  }

  /** How often words were erased from this draft. */
  get erasures(): number {
    return this.parts.erased.count;
  }

  /** Words are being erased: from now on pages that do not know it bring none of them back. */
  noteErasure(mark: WordMark & { number: number }): void {
    this.parts.erased.note(mark);
  }

  /** Everybody who is here at the moment. */
  get people(): RoomPerson[] {
    return [...[...this.seats].map(({ person }) => person), ...this.presence.people];
  }

  /** Whether nobody is connected and nothing is under way. */
  get isIdle(): boolean {
    return this.seats.size === 0 && !this.working;
  }

  /** Gives a connection its place; it hears every commit from now on. */
  enter(seat: RoomSeat): void {
    this.seats.add(seat);
    if (this.parts.log.isFailing) seat.send(storeTroubleMessage(true));
    const here = this.presence.all();
    if (here.length > 0) seat.send(presenceMessage(here));
  }

  /** Takes a connection's place away and tells the others. */
  leave(seat: RoomSeat): void {
    this.seats.delete(seat);
    this.showPresence(this.presence.leave(seat));
  }

  /**
   * Relays what somebody shows of themselves, to all: a client takes its own echo as a sign of life. At once in a quiet room; what
   * follows is gathered, the longer the more people there are, so that traffic grows with them and not with their square (DRA-6).
   */
  showPresence(entries: PresenceEntry[]): void {
    for (const entry of entries) this.presenceWaiting.set(entry.clientId, entry);
    if (!this.presenceTimer) this.relayPresence();
  }

  private relayPresence(): void {
    this.presenceTimer = undefined;
    if (this.presenceWaiting.size === 0) return;
    this.tell(presenceMessage([...this.presenceWaiting.values()]));
    this.presenceWaiting.clear();
    this.presenceTimer = setTimeout(() => this.relayPresence(), GATHER_MS + GATHER_MS_A_SEAT * this.seats.size).unref();
  }

  /** Tells everybody that the store takes nothing, or takes changes again. */
  tellTrouble(failing: boolean): void {
    this.tell(storeTroubleMessage(failing));
  }

  /** The state to ask a client from: what the room has, less the last of this person's own words, so that a fork of them shows (DRA-9). */
  stateToAskFrom(personId: string, declared: number | undefined, theirs: Uint8Array): Uint8Array {
    const from = Y.decodeStateVector(Y.encodeStateVector(this.doc));
    const has = Y.decodeStateVector(theirs);
    const own = this.clients.idsOf(personId).filter((clientId) => has.has(clientId));
    const recent = new Set([...own.slice(-LOOK_BACK_IDS), ...own.filter((clientId) => clientId === declared)]);
    for (const clientId of recent) {
      const both = Math.min(from.get(clientId) ?? 0, has.get(clientId) ?? 0);
      if (both > 0) from.set(clientId, Math.max(0, both - LOOK_BACK_CLOCKS));
    }
    return Y.encodeStateVector(from);
  }

  /** Whether there is nothing new in an update, as in most answers at joining; costs a walk over the text. */
  contains(update: Uint8Array): boolean {
    return Y.snapshotContainsUpdate(Y.snapshot(this.doc), update);
  }

  /** Takes a change of a connection into the queue. */
  submit(change: Change): void {
    const last = this.jobs.at(-1);
    if (last && 'changes' in last) last.changes.push(change);
    else this.jobs.push({ changes: [change] });
    this.start();
  }

  /** Changes the text for somebody on the server's side; resolves when it is on disk and relayed. */
  edit(edit: (doc: Y.Doc) => void, actorId: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.jobs.push({ edit, actorId, done: (error) => (error === undefined ? resolve() : reject(error as Error)) });
      this.start();
    });
  }

  /** Gives back what typing letter by letter takes: Yjs joins letters into ropes of some thirty bytes each, and writing them out makes plain strings. */
  makePlain(): void {
    Y.encodeStateAsUpdate(this.doc, this.plainUpTo);
    this.plainUpTo = Y.encodeStateVector(this.doc);
  }

  /** Resolves when everything taken so far is committed. */
  async settled(): Promise<void> {
    while (this.working) await this.working;
  }

  private start(): void {
    this.working ??= this.work().catch((error: unknown) => {
      this.working = undefined;
      const left = this.jobs;
      this.jobs = [];
      for (const job of left) if ('edit' in job) job.done(error);
      this.parts.onBroken(error);
    });
  }

  private async work(): Promise<void> {
    for (let job = this.jobs.shift(); job; job = this.jobs.shift()) {
      if ('changes' in job) await this.takeChanges(job.changes);
      else await this.takeEdit(job);
    }
    this.working = undefined; // in the same step as the last look at the queue
  }

  private async takeChanges(changes: Change[]): Promise<void> {
    const taken: Taken[] = [];
    const later: Change[] = [];
    for (const seat of new Set(changes.map((change) => change.seat))) {
      const own = changes.filter((change) => change.seat === seat);
      const together = own.slice(0, howManyTogether(own));
      const whole = await this.longestGood(seat, together);
      if (whole) taken.push(whole);
      if (whole?.count === together.at(-1)?.count) later.push(...own.slice(together.length)); // behind one that was refused nothing is taken
    }
    await this.commit(taken);
    if (later.length > 0) this.jobs.unshift({ changes: later });
  }

  /**
   * The longest run of a connection's changes that may be taken, as one update: later ones build on earlier ones that are not
   * applied yet, so they are checked together. What follows the run is refused.
   */
  private async longestGood(seat: RoomSeat, changes: Change[]): Promise<Taken | undefined> {
    await this.clients.meet(
      changes.flatMap(({ update }) => clientIdsOf(update)),
      seat.person.id,
      seat.pageLoad,
    );
    const all = merged(changes);
    if (all && !this.faultOf(all, seat)) return this.takenUpTo(changes, all);
    let good: Taken | undefined;
    for (let length = 1; length <= changes.length; length++) {
      const run = changes.slice(0, length);
      const update = merged(run);
      const fault = update ? this.faultOf(update, seat) : 'undecodable';
      if (fault) {
        seat.refused(changes[length - 1]?.count ?? 0, fault);
        return good;
      }
      if (update) good = this.takenUpTo(run, update);
    }
    return good;
  }

  private takenUpTo(changes: Change[], update: Uint8Array): Taken {
    const last = changes[changes.length - 1];
    if (!last) throw new Error('a run of changes has a last one');
    const mayBeKnown = changes.some(({ isAnswer }) => isAnswer);
    const taken = { seat: last.seat, actorId: last.seat.person.id, update, count: last.count, mayBeKnown };
    const { erased, serverClient } = this.parts;
    const { erasuresTaken } = last.seat;
    if (erasuresTaken >= erased.count) return taken;
    const cleanOf = erased.count;
    const news = Y.diffUpdate(update, Y.encodeStateVector(this.doc)); // what is known already it may still say as it was before the erasure
    if (clientIdsOf(news).length === 0) return { ...taken, update: news, cleanOf }; // it only deletes
    return { ...taken, update: withoutErased(this.doc, news, erased.since(erasuresTaken), serverClient), cleanOf };
  }

  private faultOf(update: Uint8Array, seat: RoomSeat): RefusalCode | null {
    try {
      const { person, mayOnlySuggest, mayNotAcceptOwn } = seat;
      const isOwnClient = (clientId: number): boolean => this.clients.isOf(clientId, person.id);
      const refused = checkUpdate(this.doc, update, { person: person.id, isOwnClient, mayOnlySuggest, mayNotAcceptOwn });
      return refused ?? (this.isTooMuch(update) ? 'draft-full' : null);
    } catch {
      return 'undecodable'; // bytes that even reading trips over are nobody's honest words
    }
  }

  /** Whether new words would take the draft beyond its largest size; deleting is always possible. */
  private isTooMuch(update: Uint8Array): boolean {
    const largest = this.parts.largest ?? LARGEST_DRAFT_BYTES;
    if (this.bytes + update.length <= largest || clientIdsOf(update).length === 0) return false;
    this.bytes = Y.encodeStateAsUpdate(this.doc).length; // single changes take more than the state they end in
    return this.bytes + update.length > largest;
  }

  private async takeEdit({ edit, actorId, done }: Extract<Job, { edit: unknown }>): Promise<void> {
    const scratch = new Y.Doc();
    try {
      Y.applyUpdate(scratch, Y.encodeStateAsUpdate(this.doc));
      scratch.clientID = this.parts.serverClient;
      const before = Y.encodeStateVector(scratch);
      const written: Uint8Array[] = [];
      scratch.on('update', (update: Uint8Array) => written.push(update));
      edit(scratch);
      if (written.length > 0) {
        const update = written.length === 1 && written[0] ? written[0] : Y.encodeStateAsUpdate(scratch, before);
        await this.commit([{ seat: undefined, actorId, update, count: 0, mayBeKnown: false }]);
      }
      done();
    } catch (error) {
      done(error);
    } finally {
      scratch.destroy();
    }
  }

  private async commit(taken: Taken[]): Promise<void> {
    const { documentId, log } = this.parts;
    const news = taken.filter(({ update, mayBeKnown }) => !mayBeKnown || !this.contains(update));
    await Promise.all(news.map(({ actorId, update }) => log.append({ documentId, actorId, bytes: update })));
    for (const { seat, actorId, update, cleanOf } of news) {
      if (seat) this.suggesting.noteTime(clientIdsOf(update), actorId);
      Y.applyUpdate(this.doc, update, 'committed');
      this.bytes += update.length;
      const message = changeMessage(update);
      for (const other of this.seats) if (other !== seat || cleanOf !== undefined) other.send(message);
    }
    for (const { seat, count, mayBeKnown, cleanOf } of taken) {
      if (mayBeKnown && cleanOf !== undefined) seat?.caughtUp(cleanOf);
      seat?.saved(count);
    }
    if (news.length > 0) this.parts.onCommitted(news.length);
  }

  private tell(message: Uint8Array): void {
    for (const seat of this.seats) seat.send(message);
  }
}

/** How many changes of a connection go together without becoming larger than one may be. */
function howManyTogether(changes: Change[]): number {
  let bytes = 0;
  const end = changes.findIndex(({ update }, n) => (bytes += update.length) > LARGEST_TOGETHER && n > 0);
  return end < 0 ? changes.length : end;
}

function merged(changes: Change[]): Uint8Array | undefined {
  if (changes.length === 1) return changes[0]?.update;
  try {
    return Y.mergeUpdates(changes.map(({ update }) => update));
  } catch {
    return undefined; // one of them is no update; the caller finds out which
  }
}
