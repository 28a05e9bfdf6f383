import { Worker } from 'node:worker_threads';
import type { Answer, Ask, ThreadStart } from './messages.ts';

/** A refusal of the database with its SQLSTATE code and constraint name, as a PostgreSQL server gives it. */
export class DatabaseRefusal extends Error {
  readonly code: string | undefined;
  readonly constraint: string | undefined;

  /** Keeps message, SQLSTATE and constraint only; never the statement or its values (PLT-8). */
  constructor(message: string, code: string | undefined, constraint: string | undefined) {
    super(message);
    this.name = 'DatabaseRefusal';
    this.code = code;
    this.constraint = constraint;
  }
}

type Waiting = { resolve: (answer: Extract<Answer, { ok: true }>) => void; reject: (error: Error) => void };
type AskWithoutId = Ask extends infer A ? (A extends Ask ? Omit<A, 'id'> : never) : never;

/** The house's end of the database thread: one question at a time is answered in order. */
export class ThreadClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #ended: Error | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (answer: Answer) => this.#settle(answer));
    worker.on('error', (error: Error) => this.#end(error));
    worker.on('exit', () => this.#end(new Error('the database thread has ended')));
  }

  /** Starts the thread and answers when the database is open. */
  static async start(options: ThreadStart): Promise<ThreadClient> {
    const worker = new Worker(new URL('./start-thread.mjs', import.meta.url), { workerData: options, execArgv: [] });
    const client = new ThreadClient(worker);
    await new Promise<void>((resolve, reject) => client.#waiting.set(0, { resolve: () => resolve(), reject }));
    return client;
  }

  /** Asks the database; rejects with {@link DatabaseRefusal} when it refuses. */
  ask(question: AskWithoutId): Promise<Extract<Answer, { ok: true }>> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ ...question, id });
    });
  }

  /** Closes the database cleanly and ends the thread. */
  async close(): Promise<void> {
    if (this.#ended) return;
    await this.ask({ kind: 'close' });
    await this.#worker.terminate();
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.ok) waiting?.resolve(answer);
    else waiting?.reject(new DatabaseRefusal(answer.message, answer.code, answer.constraint));
  }

  #end(reason: Error): void {
    this.#ended = reason;
    for (const waiting of this.#waiting.values()) waiting.reject(reason);
    this.#waiting.clear();
  }
}
