/** A sentence about what was just done in the text, or why it could not be; it goes with the next change of the text. */
export class EditorNotice {
  private sentence = '';
  private readonly listeners = new Set<() => void>();

  /** The sentence to show, or an empty one. */
  readonly current = (): string => this.sentence;

  /** Hears of every other sentence; returns how to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Shows a sentence, or none. */
  readonly say = (sentence: string): void => {
    if (sentence === this.sentence) return;
    this.sentence = sentence;
    for (const listener of this.listeners) listener();
  };
}
