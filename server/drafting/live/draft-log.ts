import type { Log } from '../../platform/log.ts';
import { appendUpdates, type LoggedUpdate } from './draft-log-store.ts';
import type { Reader } from '../../platform/database/store.ts';

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 2000; // PLT-21: editors hear of trouble, and of its end, within three seconds

type Waiting = { update: LoggedUpdate; done: () => void };

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
  ) {}

  /** Resolves when the change is on disk; until then it is tried again and again, and nobody may see it. */
  append(update: LoggedUpdate): Promise<void> {
    return new Promise((done) => {
      this.waiting.push({ update, done });
      this.running ??= this.run();
    });
  }

  /** Tries something the log's documents need until the store takes it, for instance binding a client id; throws once the log is stopped. */
  async keepTrying<T>(act: () => Promise<T>): Promise<T> {
    for (let pause = FIRST_RETRY_MS; ; pause = Math.min(pause * 2, LONGEST_RETRY_MS)) {
      try {
        const result = await act();
        if (this.waiting.length === 0) this.say(false);
        return result;
      } catch (error) {
        if (this.stopped) throw error;
        this.log.error({ message: (error as Error).message }, 'the draft log could not be reached');
        this.say(true);
      }
      await this.rest(pause);
    }
  }

  /** Whether the store has refused the last try. */
  get isFailing(): boolean {
    return this.failing;
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
      const batch = this.waiting;
      this.waiting = [];
      const left = await this.commit(batch);
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

  /** Commits all or, when that fails, document by document, so that one document's trouble stays its own; answers what is left. */
  private async commit(batch: Waiting[]): Promise<Waiting[]> {
    if (await this.write(batch)) return [];
    const documents = [...new Set(batch.map(({ update }) => update.documentId))];
    const left: Waiting[] = [];
    for (const documentId of documents) {
      const own = batch.filter(({ update }) => update.documentId === documentId);
      if (documents.length === 1 || !(await this.write(own))) left.push(...own);
    }
    return left;
  }

  private async write(batch: Waiting[]): Promise<boolean> {
    try {
      await appendUpdates(
        this.db,
        batch.map(({ update }) => update),
      );
    } catch (error) {
      this.log.error({ message: (error as Error).message, changes: batch.length }, 'the draft log could not be written');
      return false;
    }
    for (const { done } of batch) done();
    return true;
  }

  private say(failing: boolean): void {
    if (failing === this.failing) return;
    this.failing = failing;
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
