import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadAnswers, LoadAsk } from './load-jobs.ts';

type Reply = { id: number; answer?: LoadAnswers[LoadAsk['act']]; error?: string };

/** The measuring process's end of the one that makes the load. */
export class LoadGenerator {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (reply: Reply) => void>();
  private lastId = 0;

  constructor() {
    this.child = fork(fileURLToPath(new URL('load-process.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
    this.child.on('message', (reply: Reply) => this.waiting.get(reply.id)?.(reply));
    this.child.on('exit', () => this.waiting.forEach((hear, id) => hear({ id, error: 'the load generator has ended' })));
  }

  /** Asks for a piece of load and resolves with what came of it. */
  async ask<A extends LoadAsk>(ask: A): Promise<LoadAnswers[A['act']]> {
    const id = (this.lastId += 1);
    const reply = await new Promise<Reply>((hear) => {
      this.waiting.set(id, hear);
      this.child.send({ id, ask });
    });
    this.waiting.delete(id);
    if (reply.error !== undefined) throw new Error(reply.error);
    return reply.answer as LoadAnswers[A['act']]; // the process answers each act with its own findings
  }

  /** Ends the process. */
  stop(): void {
    this.child.removeAllListeners('exit');
    this.child.kill('SIGKILL');
  }
}
