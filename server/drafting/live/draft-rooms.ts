import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { makeId } from '../../../shared/kernel/ids.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { placeOfRelative, type PlaceNow } from '../../../shared/text/live/relative-place.ts';
import { hasKeptTables, unfoldTables } from '../../../shared/text/live/unfold-tables.ts';
import type { Store } from '../../platform/database/store.ts';
import type { Log } from '../../platform/log.ts';
import { openMetrics } from '../../platform/metrics.ts';
import { traced } from '../../platform/tracing.ts';
import { noteChange, quarantineDocument, requireDocument } from '../document-store.ts';
import { SERVER_WRITER } from '../make-document.ts';
import { PlaceKeeper } from '../places/place-keeper.ts';
import type { Moment } from '../checkpoints/keep-checkpoint.ts';
import { ErasedWords, WordMarks, type WordMark } from '../erasures/word-marks.ts';
import { erasuresOf } from '../erasures/erasure-store.ts';
import { BoundClients } from './bound-clients.ts';
import { changeText } from './change-text.ts';
import { bindClients, clientsOf, countUpdates, lastUpdate } from './draft-log-store.ts';
import { DraftLog } from './draft-log.ts';
import { openDraftMetrics, type DraftMetrics } from './draft-metrics.ts';
import { DraftRoom } from './draft-room.ts';
import type { DraftSession } from './draft-session.ts';
import { DocumentTurns } from './document-turns.ts';
import { FOLD_AFTER_ROWS, foldDraft } from './fold-draft.ts';
import { FoldThread } from './folding/fold-thread.ts';
import { loadDraft } from './load-draft.ts';
import { UnreadableDraft } from './put-together.ts';

const UNLOAD_AFTER_MS = 30_000; // a reload or a short walk through a tunnel finds the room still warm
const DRAIN_MS = 8000; // a store that takes nothing when Concord stops is not waited for longer: nothing of it was called saved
const KEEP_EVERY_MS = 3_600_000; // DRA-25: at most hourly while people write
const NOTE_CHANGE_EVERY_MS = 60_000; // lists show the day and hour of the last change, not the second

/** A server-side edit: of the text as data, or of the shared document itself. */
export type DraftEdit = { text: (text: DocumentText, placeNow: PlaceNow) => DocumentText } | { doc: (doc: Y.Doc) => void };

type OpenRoom = {
  room: DraftRoom;
  sessions: Set<DraftSession>;
  rows: number;
  isFolding: boolean;
  notedAt: number;
  /** When a checkpoint was last asked for, and whether something was written since the last one at rest. */
  keptAt: number;
  isUnkept: boolean;
  timer: NodeJS.Timeout | undefined;
};

/** Every draft that is open in this process, and the one log they all write to. */
export class DraftRooms {
  readonly log: DraftLog;
  readonly places: PlaceKeeper;
  private readonly open = new Map<string, Promise<OpenRoom>>();
  private readonly loaded = new Set<OpenRoom>();
  private readonly turns = new DocumentTurns();
  private readonly thread = new FoldThread();
  private stopped = false;

  constructor(
    private readonly store: Store,
    private readonly houseLog: Log,
    readonly metrics: DraftMetrics = openDraftMetrics(openMetrics()),
    private readonly unloadAfterMs = UNLOAD_AFTER_MS,
    private readonly marks = new WordMarks(randomUUID()), // one that lives as long as the rooms, where nothing is ever erased
  ) {
    this.log = new DraftLog(store.lane, houseLog, metrics);
    this.places = new PlaceKeeper({ store, log: houseLog, renew: (task) => this.thread.renew(task) });
    this.log.onTrouble((failing) => this.loaded.forEach(({ room }) => room.tellTrouble(failing)));
    metrics.watch(() => ({
      rooms: this.loaded.size,
      connections: [...this.loaded].reduce((sum, { sessions }) => sum + sessions.size, 0),
      ...this.log.queue,
    }));
  }

  /** The committed text of a draft. */
  async readDraft(documentId: string): Promise<DocumentText> {
    return readDocumentText((await this.enter(documentId)).room.doc);
  }

  /** Reads something from the committed text of a draft. */
  async readFrom<T>(documentId: string, read: (doc: Y.Doc) => T): Promise<T> {
    return read((await this.enter(documentId)).room.doc);
  }

  /** The committed text of a draft, with where relative places are in it. */
  async lookIntoDraft(documentId: string): Promise<{ text: DocumentText; placeNow: PlaceNow }> {
    const { doc } = (await this.enter(documentId)).room;
    return { text: readDocumentText(doc), placeNow: (place) => placeOfRelative(doc, place) };
  }

  /** Changes a draft for a person on the server's side, through the same log as everybody's typing; resolves once on disk. */
  async changeDraft(documentId: string, actorId: string, change: DraftEdit): Promise<void> {
    const { room } = await this.enter(documentId);
    await room.edit((doc) => ('doc' in change ? change.doc(doc) : changeText(doc, change.text)), actorId);
  }

  /** Says in a draft's room that words are being erased: pages that do not know it bring none of them back from now on. */
  async noteErasure(documentId: string, mark: WordMark & { number: number }): Promise<void> {
    (await this.enter(documentId)).room.noteErasure(mark);
  }

  /**
   * Folds everything that is in the log of a draft now, so that nothing deleted before is stored any more, and does something before
   * the next fold or opening.
   */
  async purge(documentId: string, andThen: () => Promise<void>): Promise<void> {
    await this.turns.take(documentId, async () => {
      const last = await lastUpdate(this.store.read, documentId);
      while ((await countUpdates(this.store.read, documentId, last)) > 0)
        await foldDraft(this.store, documentId, 'at-work', (task) => this.thread.fold(task));
      const opened = await this.open.get(documentId);
      if (opened) opened.rows = await countUpdates(this.store.read, documentId);
      await andThen();
    });
  }

  /** Resolves when every change that a room of this document has taken is committed. */
  async settle(documentId: string): Promise<void> {
    await (await this.open.get(documentId))?.room.settled();
  }

  /** The room of a document, for a connection that has been let in. */
  async enter(documentId: string): Promise<OpenRoom> {
    if (this.stopped) throw restarting();
    const known = this.open.get(documentId);
    if (known) {
      this.considerUnloading(documentId, await known); // whoever comes in now has time to sit down
      return known;
    }
    const opening = this.turns.take(documentId, () =>
      traced('open a draft', { 'concord.document': documentId }, () => this.load(documentId)),
    );
    this.open.set(documentId, opening);
    try {
      const opened = await opening;
      if (this.stopped) throw restarting();
      this.loaded.add(opened);
      this.places.opened(documentId, opened.room.doc);
      this.considerUnloading(documentId, opened);
      return opened;
    } catch (error) {
      this.open.delete(documentId);
      throw error;
    }
  }

  /** Counts a connection in, so that its room stays in memory; false when the room has left it meanwhile. */
  join(opened: OpenRoom, session: DraftSession): boolean {
    if (!this.loaded.has(opened)) return false;
    opened.sessions.add(session);
    return true;
  }

  /** Counts a connection out; an empty room is folded and leaves memory after a while. */
  leave(documentId: string, opened: OpenRoom, session: DraftSession): void {
    opened.sessions.delete(session);
    this.considerUnloading(documentId, opened);
  }

  /** Takes no more, commits what has been taken, then closes every connection with "restarting" (PLT-22). */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const { sessions } of this.loaded) sessions.forEach((session) => session.drain());
    await atMost(DRAIN_MS, Promise.all([...this.loaded].map(({ room }) => room.settled())));
    await atMost(DRAIN_MS, this.log.stop());
    for (const { sessions, timer } of this.loaded) {
      clearTimeout(timer);
      for (const session of [...sessions]) session.close('restarting');
    }
    await atMost(DRAIN_MS, Promise.all([this.turns.settled(), this.places.settled()]));
    await this.thread.stop();
    this.open.clear();
    this.loaded.clear();
  }

  private async load(documentId: string): Promise<OpenRoom> {
    const document = await requireDocument(this.store.read, documentId);
    if (document.quarantined) throw quarantined();
    const { doc, rows, bytes } = await loadDraft(this.store.read, documentId).catch(async (error: unknown) => {
      if (!(error instanceof UnreadableDraft)) throw error;
      this.houseLog.error({ documentId, message: error.message }, 'a draft cannot be read and has been closed');
      this.metrics.quarantined();
      await this.store.transaction((tx) => quarantineDocument(tx, documentId, error.message));
      throw quarantined();
    });
    const bound = await clientsOf(this.store.read, documentId);
    const clients = new BoundClients((wanted) => this.log.keepTrying((db) => bindClients(db, documentId, wanted)), bound);
    const erased = new ErasedWords(this.marks, documentId, await erasuresOf(this.store.read, documentId));
    const serverClient = new Y.Doc().clientID;
    if (!(await clients.declare(serverClient, SERVER_WRITER, makeId()))) return this.load(documentId); // somebody had drawn it
    const opened: OpenRoom = {
      room: new DraftRoom({
        documentId,
        doc,
        bytes,
        log: this.log,
        clients,
        erased,
        serverClient,
        onCommitted: (count) => this.onCommitted(documentId, opened, count),
        onBroken: (error) => this.onBroken(documentId, opened, error),
      }),
      sessions: new Set(),
      rows: rows.length,
      isFolding: false,
      notedAt: -NOTE_CHANGE_EVERY_MS,
      keptAt: performance.now(),
      isUnkept: rows.length > 0,
      timer: undefined,
    };
    if (hasKeptTables(doc)) await opened.room.edit(unfoldTables, SERVER_WRITER); // before anybody comes in, and on disk like every edit
    return opened;
  }

  private onCommitted(documentId: string, opened: OpenRoom, count: number): void {
    opened.rows += count;
    opened.isUnkept = true;
    this.places.committed(documentId, count);
    const now = performance.now(); // not the clock, which somebody may set back
    if (opened.rows >= FOLD_AFTER_ROWS || now - opened.keptAt > KEEP_EVERY_MS) this.fold(documentId, opened, 'at-work');
    if (now - opened.notedAt < NOTE_CHANGE_EVERY_MS) return;
    opened.notedAt = now;
    this.inBackground(noteChange(this.store.read, documentId));
  }

  /** A room that met something it cannot go on with is forgotten; what is on disk decides at the next opening. */
  private onBroken(documentId: string, opened: OpenRoom, error: unknown): void {
    this.houseLog.error({ documentId, message: error instanceof Error ? error.message : String(error) }, 'a draft room broke');
    this.forget(documentId, opened);
    for (const session of [...opened.sessions]) session.close('try-again');
  }

  private considerUnloading(documentId: string, opened: OpenRoom): void {
    clearTimeout(opened.timer);
    if (opened.sessions.size > 0 || this.stopped || !this.loaded.has(opened)) return;
    opened.timer = setTimeout(() => {
      if (!opened.room.isIdle || opened.sessions.size > 0 || opened.isFolding) return this.considerUnloading(documentId, opened);
      this.forget(documentId, opened); // the next opening waits for the fold
      if (opened.rows > 0 || opened.isUnkept) this.fold(documentId, opened, 'at-rest');
    }, this.unloadAfterMs).unref();
  }

  private forget(documentId: string, opened: OpenRoom): void {
    clearTimeout(opened.timer);
    if (!this.loaded.delete(opened)) return;
    this.open.delete(documentId);
    this.places.rested(documentId);
  }

  private fold(documentId: string, opened: OpenRoom, moment: Moment): void {
    if (opened.isFolding) return;
    opened.isFolding = true;
    if (performance.now() - opened.keptAt > KEEP_EVERY_MS) opened.keptAt = performance.now();
    const started = performance.now();
    const folding = this.turns.take(documentId, async () => {
      await traced('fold a draft', { 'concord.document': documentId }, () =>
        foldDraft(this.store, documentId, moment, (task) => this.thread.fold(task)),
      );
      opened.rows = await countUpdates(this.store.read, documentId);
    });
    folding
      .then(() => {
        opened.room.makePlain();
        this.metrics.folded((performance.now() - started) / 1000);
      })
      .catch((error: unknown) => this.houseLog.error({ documentId, message: (error as Error).message }, 'folding failed'))
      .finally(() => (opened.isFolding = false));
  }

  private inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => this.houseLog.warn({ message: (error as Error).message }, 'a change was not noted'));
  }
}

/** Waits for something, but not for ever. */
async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let limit: NodeJS.Timeout | undefined;
  const given = new Promise((resolve) => (limit = setTimeout(resolve, milliseconds)));
  await Promise.race([work, given]);
  clearTimeout(limit);
}

function restarting(): Problem {
  return new Problem('restarting', 503, 'Concord is restarting. Try again in a moment.');
}

function quarantined(): Problem {
  return new Problem(
    'draft-quarantined',
    409,
    'We could not open this draft. The draft is safe and has not been changed. Other documents open as usual. Someone has been told.',
  );
}
