/** One after the other for each document, side by side for different ones: loading and folding never cross (DRA-8). */
export class DocumentTurns {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Runs `act` when everything asked before it for this document has ended, well or not. */
  take<T>(documentId: string, act: () => Promise<T>): Promise<T> {
    const before = this.last.get(documentId) ?? Promise.resolve();
    const turn = before.then(act, act);
    this.last.set(documentId, turn);
    const forget = (): void => {
      if (this.last.get(documentId) === turn) this.last.delete(documentId);
    };
    turn.then(forget, forget);
    return turn;
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.last.values());
  }
}
