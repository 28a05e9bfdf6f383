import type { Log } from '../../platform/log.ts';
import type { Reader } from '../../platform/database/store.ts';
import { traced } from '../../platform/tracing.ts';
import { appendUpdates, type LoggedUpdate } from './draft-log-store.ts';
import type { DraftMetrics } from './draft-metrics.ts';

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 2000; // PLT-21: editors hear of trouble, and of its end, within three seconds
const STALLED_MS = 2000; // a store that answers nothing is trouble like one that refuses
const GROUP_BYTES = 4_000_000; // one statement after an outage: bounded, so that it is not refused for its size
const GROUP_ROWS = 1000;

type Waiting = { update: LoggedUpdate; done: () => void; failed: (error: unknown) => void };

/** The one writer of the draft log: commits at once when idle, and together what arrived during a commit (DRA-2). */
export class DraftLog {
  private waiting: Waiting[] = [];
  private running: Promise<void> | undefined;
  private failing = false;
  private stopped = false;
  private readonly resting = new Set<() => void>();
  private readonly listeners = new Set<(failing: boolean) => void>();

  constructor(
    private readonly db: Reader,
    private readonly log: Log,
    private readonly metrics: DraftMetrics,
  ) {}

  /**
   * Resolves when the change is on disk; until then it is tried again and again, and nobody may see it. Rejects only when the store
   * takes the changes of other documents and not of this one.
   */
  append(update: LoggedUpdate): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ update, done, failed });
      this.running ??= this.run();
    });
  }

  /** Tries something the log's documents need until the store takes it, for instance binding a client id; throws once the log is stopped. */
  async keepTrying<T>(act: (db: Reader) => Promise<T>): Promise<T> {
    for (let pause = FIRST_RETRY_MS; ; pause = Math.min(pause * 2, LONGEST_RETRY_MS)) {
      try {
        const result = await this.watched(() => act(this.db));
        if (this.waiting.length === 0) this.say(false);
        return result;
      } catch (error) {
        if (this.stopped) throw error;
        this.noteFailure(error, 'the draft log could not be reached');
        this.say(true);
      }
      await this.rest(pause);
    }
  }

  /** Whether the store has refused the last try, or has not answered it for too long. */
  get isFailing(): boolean {
    return this.failing;
  }

  /** What waits to be written. */
  get queue(): { queued: number; queuedBytes: number } {
    return { queued: this.waiting.length, queuedBytes: this.waiting.reduce((sum, { update }) => sum + update.bytes.length, 0) };
  }

  /** Tells when the store stops or starts again to take changes. */
  onTrouble(listener: (failing: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Commits what is waiting, one last time; what the store still refuses has never been called saved. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const wake of [...this.resting]) wake();
    await this.running;
  }

  private async run(): Promise<void> {
    let pause = FIRST_RETRY_MS;
    while (this.waiting.length > 0) {
      const left = await this.commit(this.nextGroup());
      this.waiting = [...left, ...this.waiting];
      this.say(left.length > 0);
      if (left.length === 0) pause = FIRST_RETRY_MS;
      else if (this.stopped) break;
      else {
        await this.rest(pause);
        pause = Math.min(pause * 2, LONGEST_RETRY_MS);
      }
    }
    this.running = undefined; // in the same step as the last look at what is waiting, so that nothing is left behind
  }

  private nextGroup(): Waiting[] {
    let bytes = 0;
    const end = this.waiting.findIndex(
      ({ update }, n) => n >= GROUP_ROWS || (n > 0 && (bytes += update.bytes.length) > GROUP_BYTES),
    );
    return this.waiting.splice(0, end < 0 ? this.waiting.length : end);
  }

  /** Commits all or, when that fails, document by document, so that one document's trouble stays its own; answers what is to be tried again. */
  private async commit(group: Waiting[]): Promise<Waiting[]> {
    if ((await this.write(group)) === undefined) return [];
    const documents = [...new Set(group.map(({ update }) => update.documentId))];
    if (documents.length === 1) return group;
    const left: { own: Waiting[]; error: unknown }[] = [];
    for (const documentId of documents) {
      const own = group.filter(({ update }) => update.documentId === documentId);
      const error = await this.write(own);
      if (error !== undefined) left.push({ own, error });
    }
    if (left.length === documents.length) return group;
    for (const { own, error } of left) for (const { failed } of own) failed(error); // the store works: it is these documents
    return [];
  }

  /** Writes a group; answers the error, if there was one. */
  private async write(group: Waiting[]): Promise<unknown> {
    const started = performance.now();
    try {
      const updates = group.map(({ update }) => update);
      await this.watched(() =>
        traced('commit changes of drafts', { 'concord.changes': updates.length }, () => appendUpdates(this.db, updates)),
      );
    } catch (error) {
      this.noteFailure(error, 'the draft log could not be written', group.length);
      return error ?? new Error('refused without a reason');
    }
    this.metrics.committed(group.length, (performance.now() - started) / 1000);
    for (const { done } of group) done();
    return undefined;
  }

  /** Says that there is trouble while the store takes longer than anybody should be told "Saving". */
  private async watched<T>(act: () => Promise<T>): Promise<T> {
    const late = setTimeout(() => this.say(true), STALLED_MS);
    try {
      return await act();
    } finally {
      clearTimeout(late);
    }
  }

  private noteFailure(error: unknown, message: string, changes?: number): void {
    this.metrics.writeFailed();
    this.log.error({ message: error instanceof Error ? error.message : String(error), changes }, message);
  }

  private say(failing: boolean): void {
    if (failing === this.failing) return;
    this.failing = failing;
    this.metrics.trouble(failing);
    this.log.warn({ failing }, failing ? 'the store takes no changes' : 'the store takes changes again');
    for (const listener of this.listeners) listener(failing);
  }

  private rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.resting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      this.resting.add(wake);
    });
  }
}
