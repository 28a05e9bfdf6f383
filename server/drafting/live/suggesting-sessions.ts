import * as Y from 'yjs';
import { openRoots } from '../../../shared/text/live/flat-root.ts';
import { sessionKey, timeKey } from '../../../shared/text/live/ledger-entries.ts';
import { ledgerOf } from '../../../shared/text/live/suggestion-ledger.ts';
import { clockOf } from '../../../shared/text/live/yjs-id-ranges.ts';
import type { BoundClients } from './bound-clients.ts';

const STAMP_EVERY_MS = 60_000; // people read "today, 14:02"; a stamp for each letter would be most of the ledger

type Parts = {
  /** The committed text. */
  doc: Y.Doc;
  clients: BoundClients;
  /** Writes on the server's side; resolves when it is on disk and relayed. */
  edit: (edit: (doc: Y.Doc) => void, actorId: string) => Promise<void>;
  now?: () => number;
};

/** Gives out the client ids that people suggest under, and says in the ledger whose they are and when they wrote (DRA-9, TXT-4). */
export class SuggestingSessions {
  private readonly stamped = new Map<number, number>();
  private readonly now: () => number;

  constructor(private readonly parts: Parts) {
    this.now = parts.now ?? Date.now;
  }

  /**
   * A client id under which everything is a suggestion of this person: the one this page load has already, or a fresh one that is in
   * the ledger, on disk and on its way to everybody before anybody may use it.
   */
  async open(person: { id: string; name: string }, pageLoad: string, known: number | undefined): Promise<number> {
    const { doc, clients, edit } = this.parts;
    if (known !== undefined && ledgerOf(doc).personOf(known) === person.id) {
      if (await clients.declare(known, person.id, pageLoad)) return known;
    }
    const fresh = new Y.Doc().clientID;
    const isFree = clockOf(doc, fresh) === 0 && !ledgerOf(doc).sessions.has(fresh);
    if (!isFree || !(await clients.declare(fresh, person.id, pageLoad))) return this.open(person, pageLoad, undefined);
    const entry = { u: person.id, name: person.name, at: new Date(this.now()).toISOString() };
    await edit((scratch) => openRoots(scratch).ledger.set(sessionKey(fresh), entry), person.id);
    return fresh;
  }

  /** Says by the server's clock when a session wrote, once a minute at most; call it before what was written is applied. */
  noteTime(written: readonly number[], actorId: string): void {
    const { doc, edit } = this.parts;
    const now = this.now();
    const due = written.filter(
      (client) => ledgerOf(doc).sessions.has(client) && now - (this.stamped.get(client) ?? 0) >= STAMP_EVERY_MS,
    );
    if (due.length === 0) return;
    const stamps = due.map((client) => timeKey(client, clockOf(doc, client)));
    for (const client of due) this.stamped.set(client, now);
    const at = new Date(now).toISOString();
    edit((scratch) => stamps.forEach((key) => openRoots(scratch).ledger.set(key, at)), actorId).catch(() => {
      for (const client of due) this.stamped.delete(client); // the next words bring the time with them
    });
  }
}
