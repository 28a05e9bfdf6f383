/** Pictures that were dropped or pasted and wait to be described; the page's dialog takes them one after another. */
export class PictureRequests {
  private waiting: readonly File[] = [];
  private readonly listeners = new Set<() => void>();

  /** What waits, the first one first. */
  readonly current = (): readonly File[] => this.waiting;

  /** Hears of every other list; returns how to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Asks for pictures to be put in where the caret is. */
  readonly ask = (files: readonly File[]): void => this.set([...this.waiting, ...files]);

  /** Takes the first one off the list, put in or not. */
  readonly done = (): void => this.set(this.waiting.slice(1));

  private set(waiting: readonly File[]): void {
    this.waiting = waiting;
    for (const listener of this.listeners) listener();
  }
}
