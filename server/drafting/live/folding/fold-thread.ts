import { Worker } from 'node:worker_threads';
import { UnreadableDraft } from '../put-together.ts';
import type { Folded, FoldTask } from './fold-rows.ts';

const IDLE_MS = 60_000; // a thread takes some 30 MB; while people write there is a fold every few minutes at most

/** What the house asks the folding thread. */
export type FoldAsk = { id: number; task: FoldTask };

/** What the folding thread answers. */
export type FoldAnswer = { id: number; folded: Folded } | { id: number; unreadable: string };

type Waiting = { resolve: (folded: Folded) => void; reject: (error: Error) => void };

/** A thread that puts long texts together, so that nobody's typing waits for it; it is there only while it has been needed lately. */
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
  fold(task: FoldTask): Promise<Folded> {
    clearTimeout(this.idle);
    this.worker ??= this.start();
    const worker = this.worker;
    const id = (this.lastId += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, task } satisfies FoldAsk);
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
    if ('folded' in answer) waiting?.resolve(answer.folded);
    else waiting?.reject(new UnreadableDraft(answer.unreadable));
    if (this.waiting.size === 0) this.idle = setTimeout(() => void this.stop(), this.idleMs).unref();
  }

  private end(worker: Worker, reason: Error): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(reason);
    this.waiting.clear();
  }
}
