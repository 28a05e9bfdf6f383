/** What the page says about the words: stored, on their way, held up, or only on this device (DRA-2). */
export type SaveState =
  | { state: 'saved'; at: number }
  | { state: 'saving' }
  | { state: 'not-saved'; changes: number; since: number }
  | { state: 'offline'; kept: boolean; changes: number };

const QUIET_MS = 500; // shorter than this nothing is said: the word would flicker at every keystroke
const LATE_MS = 3000; // PLT-21: within three seconds the page says that words are not stored
const GRACE_MS = 1500; // a connection that is back by then was never called offline

type Change = { at: number; message: number | undefined };

/** Counts local changes until the server says that they are on disk; pure but for the times it is told. */
export class SaveLedger {
  private changes: Change[] = [];
  private sent = 0;
  private savedAt: number | undefined;
  private upSince = Number.POSITIVE_INFINITY;
  private downSince: number | undefined;
  private trouble = false;
  private ended = false;

  /** `carried` are changes that earlier page loads have left on this device. */
  constructor(
    private readonly kept: () => boolean,
    now: number,
    carried: readonly { changes: number; since: number }[] = [],
  ) {
    this.downSince = now;
    for (const { changes, since } of carried)
      for (let one = 0; one < changes; one += 1) this.changes.push({ at: since, message: undefined });
  }

  /** A change was made here; on an open connection it leaves with the next change message. */
  changed(now: number): void {
    this.changes.push({ at: now, message: undefined });
  }

  /** A message leaves: a change message holds the change just made, an answer everything the server has not. */
  sending(kind: 'change' | 'answer'): void {
    this.sent += 1;
    const within = kind === 'answer' ? this.changes : this.changes.slice(-1);
    for (const change of within) change.message ??= this.sent;
  }

  /** The server has stored everything up to this message of this connection. */
  saved(upTo: number, now: number): void {
    const before = this.changes.length;
    this.changes = this.changes.filter(({ message }) => message === undefined || message > upTo);
    if (this.changes.length < before || this.savedAt === undefined) this.savedAt = now;
  }

  /** A connection is open; message numbers start again, and what was under way on the last one is sent again. */
  connected(now: number): void {
    this.downSince = undefined;
    this.upSince = now;
    this.sent = 0;
    for (const change of this.changes) change.message = undefined;
  }

  /** The connection is gone. */
  disconnected(now: number): void {
    this.downSince ??= now;
    this.trouble = false;
  }

  /** The server cannot store at the moment, or can again. */
  storeTrouble(failing: boolean): void {
    this.trouble = failing;
  }

  /** The server has ended the connection for good: nothing more will be sent from this page. */
  end(): void {
    this.ended = true;
  }

  /** The page may send again, for instance after its person has signed in again. */
  resume(): void {
    this.ended = false;
  }

  /** Whether words would be lost to the server if the page were closed now. */
  get unsaved(): number {
    return this.changes.length;
  }

  /** When the oldest change was made that is not saved. */
  get since(): number | undefined {
    return this.changes[0]?.at;
  }

  /** What to say now. */
  say(now: number): SaveState {
    const oldest = this.changes[0];
    if (this.ended) return oldest ? this.notSaved(oldest) : this.allSaved();
    if (this.downSince !== undefined && now - this.downSince > GRACE_MS)
      return { state: 'offline', kept: this.kept(), changes: this.changes.length };
    if (!oldest) return this.allSaved();
    const waited = now - Math.max(oldest.at, this.upSince); // after a break everything is sent again
    if (!Number.isFinite(waited)) return { state: 'saving' };
    if (waited > LATE_MS || (this.trouble && waited > QUIET_MS)) return this.notSaved(oldest);
    return waited > QUIET_MS ? { state: 'saving' } : this.allSaved();
  }

  private notSaved(oldest: Change): SaveState {
    return { state: 'not-saved', changes: this.changes.length, since: oldest.at };
  }

  private allSaved(): SaveState {
    return this.savedAt === undefined ? { state: 'saving' } : { state: 'saved', at: this.savedAt };
  }
}
