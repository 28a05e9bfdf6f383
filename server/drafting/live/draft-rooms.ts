import * as Y from 'yjs';
import { makeId } from '../../../shared/kernel/ids.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { hasKeptTables, unfoldTables } from '../../../shared/text/live/unfold-tables.ts';
import type { Store } from '../../platform/database/store.ts';
import type { Log } from '../../platform/log.ts';
import { noteChange, quarantineDocument, requireDocument } from '../document-store.ts';
import { SERVER_WRITER } from '../make-document.ts';
import { BoundClients } from './bound-clients.ts';
import { changeText } from './change-text.ts';
import { bindClients, countUpdates } from './draft-log-store.ts';
import { DraftLog } from './draft-log.ts';
import { DraftRoom } from './draft-room.ts';
import type { DraftSession } from './draft-session.ts';
import { FOLD_AFTER_ROWS, foldDraft } from './fold-draft.ts';
import { loadDraft, UnreadableDraft } from './load-draft.ts';

const UNLOAD_AFTER_MS = 30_000; // a reload or a short walk through a tunnel finds the room still warm
const NOTE_CHANGE_EVERY_MS = 60_000; // lists show the day and hour of the last change, not the second

/** A server-side edit: of the text as data, or of the shared document itself. */
export type DraftEdit = { text: (text: DocumentText) => DocumentText } | { doc: (doc: Y.Doc) => void };

type OpenRoom = {
  room: DraftRoom;
  sessions: Set<DraftSession>;
  rows: number;
  notedAt: number;
  timer: NodeJS.Timeout | undefined;
};

/** Every draft that is open in this process, and the one log they all write to. */
export class DraftRooms {
  readonly log: DraftLog;
  private readonly open = new Map<string, Promise<OpenRoom>>();
  private readonly folding = new Map<string, Promise<void>>();
  private stopped = false;

  constructor(
    private readonly store: Store,
    private readonly houseLog: Log,
  ) {
    this.log = new DraftLog(store.read, houseLog);
    this.log.onTrouble((failing) => void this.eachOpen(({ room }) => room.tellTrouble(failing)));
  }

  /** The committed text of a draft. */
  async readDraft(documentId: string): Promise<DocumentText> {
    return readDocumentText((await this.enter(documentId)).room.doc);
  }

  /** Changes a draft for a person on the server's side, through the same log as everybody's typing; resolves once on disk. */
  async changeDraft(documentId: string, actorId: string, change: DraftEdit): Promise<void> {
    const { room } = await this.enter(documentId);
    await room.edit((doc) => ('doc' in change ? change.doc(doc) : changeText(doc, change.text)), actorId);
  }

  /** Resolves when every change that a room of this document has taken is committed. */
  async settle(documentId: string): Promise<void> {
    await (await this.open.get(documentId))?.room.settled();
  }

  /** The room of a document, for a connection that has been let in. */
  async enter(documentId: string): Promise<OpenRoom> {
    if (this.stopped) throw new Problem('restarting', 503, 'Concord is restarting. Try again in a moment.');
    const known = this.open.get(documentId);
    if (known) {
      this.considerUnloading(documentId, await known); // whoever comes in now has time to sit down
      return known;
    }
    const opening = this.load(documentId);
    this.open.set(documentId, opening);
    try {
      const opened = await opening;
      this.considerUnloading(documentId, opened);
      return opened;
    } catch (error) {
      this.open.delete(documentId);
      throw error;
    }
  }

  /** Counts a connection in, so that its room stays in memory. */
  join(opened: OpenRoom, session: DraftSession): void {
    opened.sessions.add(session);
  }

  /** Counts a connection out; an empty room is folded and leaves memory after a while. */
  leave(documentId: string, opened: OpenRoom, session: DraftSession): void {
    opened.sessions.delete(session);
    this.considerUnloading(documentId, opened);
  }

  /** Every connection of every open draft. */
  async sessions(): Promise<{ documentId: string; session: DraftSession }[]> {
    const all = await Promise.all(
      [...this.open].map(async ([documentId, opening]) => {
        const opened = await opening.catch(() => undefined);
        return [...(opened?.sessions ?? [])].map((session) => ({ documentId, session }));
      }),
    );
    return all.flat();
  }

  /** Commits what is under way, then closes every connection with "restarting" (PLT-22). */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.eachOpen(async ({ room }) => {
      await Promise.race([room.settled(), new Promise((resolve) => setTimeout(resolve, 5000).unref())]);
    });
    await this.log.stop();
    for (const { session } of await this.sessions()) session.close('restarting');
    await this.eachOpen(({ timer }) => clearTimeout(timer));
    await Promise.all(this.folding.values());
    this.open.clear();
  }

  private async load(documentId: string): Promise<OpenRoom> {
    const document = await requireDocument(this.store.read, documentId);
    if (document.quarantined) throw quarantined();
    const { doc, rows } = await loadDraft(this.store.read, documentId).catch(async (error: unknown) => {
      if (!(error instanceof UnreadableDraft)) throw error;
      this.houseLog.error({ documentId, message: error.message }, 'a draft cannot be read and has been closed');
      await this.store.transaction((tx) => quarantineDocument(tx, documentId, error.message));
      throw quarantined();
    });
    const clients = new BoundClients((wanted) => this.log.keepTrying(() => bindClients(this.store.read, documentId, wanted)));
    const serverClient = new Y.Doc().clientID;
    if (!(await clients.declare(serverClient, SERVER_WRITER, makeId()))) return this.load(documentId); // somebody had drawn it
    const opened: OpenRoom = {
      room: new DraftRoom({
        documentId,
        doc,
        log: this.log,
        clients,
        serverClient,
        onCommitted: (count) => this.onCommitted(documentId, opened, count),
        onBroken: (error) => this.onBroken(documentId, opened, error),
      }),
      sessions: new Set(),
      rows: rows.length,
      notedAt: 0,
      timer: undefined,
    };
    if (hasKeptTables(doc)) await opened.room.edit(unfoldTables, SERVER_WRITER); // before anybody comes in, and on disk like every edit
    return opened;
  }

  private onCommitted(documentId: string, opened: OpenRoom, count: number): void {
    opened.rows += count;
    if (opened.rows >= FOLD_AFTER_ROWS) this.fold(documentId, opened);
    if (Date.now() - opened.notedAt < NOTE_CHANGE_EVERY_MS) return;
    opened.notedAt = Date.now();
    this.inBackground(noteChange(this.store.read, documentId));
  }

  /** A room that met something it cannot go on with is forgotten; what is on disk decides at the next opening. */
  private onBroken(documentId: string, opened: OpenRoom, error: unknown): void {
    this.houseLog.error({ documentId, message: error instanceof Error ? error.message : String(error) }, 'a draft room broke');
    this.open.delete(documentId);
    for (const session of opened.sessions) session.close('try-again');
  }

  private considerUnloading(documentId: string, opened: OpenRoom): void {
    clearTimeout(opened.timer);
    if (opened.sessions.size > 0 || this.stopped) return;
    opened.timer = setTimeout(() => {
      if (!opened.room.isIdle || opened.sessions.size > 0) return this.considerUnloading(documentId, opened);
      if (opened.rows > 0) this.fold(documentId, opened);
      this.open.delete(documentId);
    }, UNLOAD_AFTER_MS).unref();
  }

  private fold(documentId: string, opened: OpenRoom): void {
    if (this.folding.has(documentId)) return;
    const folding = foldDraft(this.store, documentId)
      .then(async () => void (opened.rows = await countUpdates(this.store.read, documentId)))
      .catch((error: unknown) => this.houseLog.error({ documentId, message: (error as Error).message }, 'folding failed'))
      .finally(() => this.folding.delete(documentId));
    this.folding.set(documentId, folding);
  }

  private inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => this.houseLog.warn({ message: (error as Error).message }, 'a change was not noted'));
  }

  private async eachOpen(act: (opened: OpenRoom) => Promise<void> | void): Promise<void> {
    await Promise.all([...this.open.values()].map((opening) => opening.then(act, () => undefined)));
  }
}

function quarantined(): Problem {
  return new Problem(
    'draft-quarantined',
    409,
    'We could not open this draft. The draft is safe and has not been changed. Other documents open as usual. Someone has been told.',
  );
}
