import * as Y from 'yjs';
import type { RefusalCode, RoomPerson } from '../../../shared/drafting/wire.ts';
import { checkUpdate, clientIdsOf } from '../../../shared/text/live/check-update.ts';
import type { BoundClients } from './bound-clients.ts';
import type { DraftLog } from './draft-log.ts';
import { changeMessage, presenceMessage, storeTroubleMessage, type PresenceEntry } from './draft-wire.ts';
import { RoomPresence } from './room-presence.ts';

/** One connection as its room sees it. */
export type RoomSeat = {
  readonly person: RoomPerson;
  readonly pageLoad: string;
  send(message: Uint8Array): void;
  /** All change messages up to this one are on disk. */
  saved(upTo: number): void;
  /** This change message is not taken; with 'missing' the client is asked for everything again. */
  refused(count: number, code: RefusalCode): void;
};

type Change = { seat: RoomSeat; update: Uint8Array; count: number; isAnswer: boolean };
type Job = { changes: Change[] } | { edit: (doc: Y.Doc) => void; actorId: string; done: (error?: unknown) => void };
type Taken = { seat: RoomSeat | undefined; actorId: string; update: Uint8Array; count: number; mayBeKnown: boolean };

/** What a room is opened with. */
export type RoomParts = {
  documentId: string;
  /** The draft as the log has it; from now on only committed changes are applied to it. */
  doc: Y.Doc;
  log: DraftLog;
  clients: BoundClients;
  /** The server's own client id in this room, bound before the first edit. */
  serverClient: number;
  /** Told after changes were committed and relayed. */
  onCommitted: (rows: number) => void;
  /** Told when the room cannot go on; nothing has been lost, what is on disk is read again at the next opening. */
  onBroken: (error: unknown) => void;
};

/** The live text of one document: check, commit, and only then apply, relay and say saved (DRA-2). */
export class DraftRoom {
  readonly presence = new RoomPresence();
  private readonly seats = new Set<RoomSeat>();
  private jobs: Job[] = [];
  private working: Promise<void> | undefined;

  constructor(private readonly parts: RoomParts) {}

  /** The committed text; read it, never write to it. */
  get doc(): Y.Doc {
    return this.parts.doc;
  }

  /** Client ids of this document and their people. */
  get clients(): BoundClients {
    return this.parts.clients;
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

  /** Relays what somebody shows of themselves, to all: a client takes its own echo as a sign of life. */
  showPresence(entries: PresenceEntry[]): void {
    if (entries.length > 0) this.tell(presenceMessage(entries));
  }

  /** Tells everybody that the store takes nothing, or takes changes again. */
  tellTrouble(failing: boolean): void {
    this.tell(storeTroubleMessage(failing));
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

  /** Resolves when everything taken so far is committed. */
  async settled(): Promise<void> {
    while (this.working) await this.working;
  }

  private start(): void {
    this.working ??= this.work().catch((error: unknown) => {
      this.working = undefined;
      this.jobs = [];
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
    for (const seat of new Set(changes.map((change) => change.seat))) {
      const whole = await this.longestGood(
        seat,
        changes.filter((change) => change.seat === seat),
      );
      if (whole) taken.push(whole);
    }
    await this.commit(taken);
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
    return { seat: last.seat, actorId: last.seat.person.id, update, count: last.count, mayBeKnown };
  }

  private faultOf(update: Uint8Array, seat: RoomSeat): RefusalCode | null {
    try {
      return checkUpdate(this.doc, update, { isOwnClient: (clientId) => this.clients.isOf(clientId, seat.person.id) });
    } catch {
      return 'undecodable'; // bytes that even reading trips over are nobody's honest words
    }
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
    for (const { seat, update } of news) {
      Y.applyUpdate(this.doc, update, 'committed');
      const message = changeMessage(update);
      for (const other of this.seats) if (other !== seat) other.send(message);
    }
    for (const { seat, count } of taken) seat?.saved(count);
    if (news.length > 0) this.parts.onCommitted(news.length);
  }

  private tell(message: Uint8Array): void {
    for (const seat of this.seats) seat.send(message);
  }
}

function merged(changes: Change[]): Uint8Array | undefined {
  if (changes.length === 1) return changes[0]?.update;
  try {
    return Y.mergeUpdates(changes.map(({ update }) => update));
  } catch {
    return undefined; // one of them is no update; the caller finds out which
  }
}
