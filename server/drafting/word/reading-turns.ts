/** Lets a few run at the same time and the others wait in order, so that many uploads together cannot take the machine. */
export class ReadingTurns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly most: number;

  /** Starts with how many may run at the same time. */
  constructor(most: number) {
    this.most = most;
  }

  /** Waits for a turn; the answer gives it back. Somebody who no longer wants a turn leaves the row. */
  async take(signal: AbortSignal | undefined, whenWaiting: () => void): Promise<() => void> {
    if (this.running < this.most) this.running++;
    else {
      whenWaiting();
      await this.called(signal); // the turn is handed over, so the number running stays
    }
    let given = false;
    return () => {
      if (!given) this.giveBack();
      given = true;
    };
  }

  private called(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(call), 1);
        reject(signal?.reason instanceof Error ? signal.reason : new Error('stopped while waiting'));
      };
      const call = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      this.waiting.push(call);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  private giveBack(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running--;
  }
}
