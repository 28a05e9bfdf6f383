import { Worker } from 'node:worker_threads';
import type { Renewed, RenewTask } from '../../places/renew-places.ts';
import { UnreadableDraft } from '../put-together.ts';
import type { Folded, FoldTask } from './fold-rows.ts';

const IDLE_MS = 60_000; // a thread takes some 30 MB; while people write there is a fold every few minutes at most

/** What the house asks the folding thread. */
export type FoldAsk = { id: number } & ({ task: FoldTask } | { places: RenewTask });

/** What the folding thread answers. */
export type FoldAnswer = { id: number } & (
  { folded: Folded } | { renewed: Renewed } | { unreadable: string } | { failed: string }
);

type Waiting = { resolve: (answer: FoldAnswer) => void; reject: (error: Error) => void };

/** A thread that puts long texts together and looks for places in them, so that nobody's typing waits for it; it is there only while it has been needed lately. */
export class FoldThread {
  private worker: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;
  private lastId = 0;
  private readonly waiting = new Map<number, Waiting>();

  constructor(private readonly idleMs = IDLE_MS) {}

  /** Whether the thread is there at the moment. */
  get isThere(): boolean {
    return this.worker !== undefined;
  }

  /** Folds rows into a state; rejects with UnreadableDraft when they do not fit. */
  async fold(task: FoldTask): Promise<Folded> {
    const answer = await this.ask({ task });
    if (!('folded' in answer)) throw new Error('the folding thread answered something else');
    return answer.folded;
  }

  /** Looks for places in a text and says what is to be remembered of them. */
  async renew(places: RenewTask): Promise<Renewed> {
    const answer = await this.ask({ places });
    if (!('renewed' in answer)) throw new Error('the folding thread answered something else');
    return answer.renewed;
  }

  private ask(what: { task: FoldTask } | { places: RenewTask }): Promise<FoldAnswer> {
    clearTimeout(this.idle);
    this.worker ??= this.start();
    const worker = this.worker;
    const id = (this.lastId += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...what } satisfies FoldAsk);
    });
  }

  /** Ends the thread; what it has not folded is folded another time. */
  async stop(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    if (worker) this.end(worker, new Error('the folding thread has been stopped'));
    await worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(new URL('./start-thread.mjs', import.meta.url), { execArgv: [] });
    worker.unref(); // a fold under way keeps no process alive
    worker.on('message', (answer: FoldAnswer) => this.settle(answer));
    worker.on('error', (error: Error) => this.end(worker, error));
    worker.on('exit', () => this.end(worker, new Error('the folding thread has ended')));
    return worker;
  }

  private settle(answer: FoldAnswer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if ('unreadable' in answer) waiting?.reject(new UnreadableDraft(answer.unreadable));
    else if ('failed' in answer) waiting?.reject(new Error(answer.failed));
    else waiting?.resolve(answer);
    if (this.waiting.size === 0) this.idle = setTimeout(() => void this.stop(), this.idleMs).unref();
  }

  private end(worker: Worker, reason: Error): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(reason);
    this.waiting.clear();
  }
}
