/** One typed word: who typed it and whether the server has called it saved. Every word of a history is another one. */
type TypedWord = { writer: string; saved: boolean };

/** What people typed and what the server said of it, to be held against the text afterwards. */
export class EditHistory {
  private readonly words = new Map<string, TypedWord>();

  /** Somebody typed a word. */
  typed(writer: string, word: string): void {
    if (this.words.has(word)) throw new Error(`the word ${word} was typed before`);
    this.words.set(word, { writer, saved: false });
  }

  /** The server has called a word saved. */
  saved(word: string): void {
    const known = this.words.get(word);
    if (!known) throw new Error(`nobody has typed ${word}`);
    known.saved = true;
  }

  /** How many words were typed, and how many of them were called saved. */
  get counts(): { typed: number; saved: number } {
    const all = [...this.words.values()];
    return { typed: all.length, saved: all.filter(({ saved }) => saved).length };
  }

  /** What is wrong with a text: words called saved that are not there, and words that are there twice. */
  faultsIn(text: string): { lost: string[]; doubled: string[] } {
    const found = new Map<string, number>();
    for (const [word] of text.matchAll(WORD)) found.set(word, (found.get(word) ?? 0) + 1);
    const lost = [...this.words].filter(([word, { saved }]) => saved && !found.has(word)).map(([word]) => word);
    const doubled = [...found].filter(([word, times]) => times > 1 && this.words.has(word)).map(([word]) => word);
    return { lost, doubled };
  }

  /** Words nobody typed, in a text that holds only typed ones and `known`. */
  strangersIn(text: string, known: string): string[] {
    const expected = new Set([...known.matchAll(WORD)].map(([word]) => word));
    return [...text.matchAll(WORD)].map(([word]) => word).filter((word) => !this.words.has(word) && !expected.has(word));
  }
}

const WORD = /[A-Za-z0-9]+/g;
