import type { LossList } from './loss-list.ts';

/** The words that a comment is about and where they stand. */
export type CommentQuote = { words: string; place: string };

const QUOTE_CHARS = 400; // more is not needed to find the place again

/** Collects the words that comments are about while the text is read. */
export class CommentQuotes {
  private readonly open = new Map<string, CommentQuote>();
  private readonly quotes = new Map<string, CommentQuote>();
  private readonly losses: LossList;

  /** Starts with the list that knows the place. */
  constructor(losses: LossList) {
    this.losses = losses;
  }

  /** The words of a comment begin. */
  begin(id: string): void {
    if (this.quotes.has(id)) return;
    const quote = { words: '', place: this.losses.place() };
    this.quotes.set(id, quote);
    this.open.set(id, quote);
  }

  /** The words of a comment end. */
  end(id: string): void {
    this.open.delete(id);
  }

  /** Adds read words to every comment that is about them. */
  add(words: string): void {
    for (const [id, quote] of this.open) {
      quote.words += words;
      if (quote.words.length > QUOTE_CHARS) this.open.delete(id);
    }
  }

  /** What a comment is about; nothing when the text does not refer to it. */
  of(id: string): CommentQuote | undefined {
    return this.quotes.get(id);
  }
}
