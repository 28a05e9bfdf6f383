import { createHmac } from 'node:crypto';
import { foldPhrase, foldText, isWhole, type FindWords } from '../../../shared/text/find-phrase.ts';

/** Words that were erased, as they can be known again without being read: a keyed hash of them as they are compared, and its length in units. */
export type WordMark = { mark: string; length: number };

/**
 * Makes and finds marks of erased words. The key lies in the data folder, in no table and no backup: without it nobody can try names
 * or numbers out against a mark.
 */
export class WordMarks {
  constructor(private readonly secret: string) {}

  /** The mark of some words in one document. */
  markOf(documentId: string, words: string): WordMark {
    const phrase = foldPhrase(words);
    return { mark: this.hash(documentId, phrase), length: phrase.length };
  }

  /** Finds in a text whatever has one of these marks. */
  finderOf(documentId: string, marks: readonly WordMark[]): FindWords {
    const byLength = new Map<number, Set<string>>();
    for (const { mark, length } of marks) byLength.set(length, new Set([...(byLength.get(length) ?? []), mark]));
    return (text) => {
      const folded = foldText(text);
      return [...byLength]
        .flatMap(([length, known]) => {
          const found: ReturnType<FindWords> = [];
          for (let from = 0; from + length <= folded.units.length; from++) {
            const units = folded.units.slice(from, from + length);
            if (units !== units.trim() || !known.has(this.hash(documentId, units)) || !isWhole(folded, from, from + length))
              continue;
            found.push({ from: folded.starts[from] ?? 0, to: folded.ends[from + length - 1] ?? text.length });
            from += length - 1;
          }
          return found;
        })
        .sort((one, other) => one.from - other.from)
        .filter(({ from }, n, all) => from >= Math.max(0, ...all.slice(0, n).map(({ to }) => to)));
    };
  }

  private hash(documentId: string, phrase: string): string {
    return createHmac('sha256', this.secret).update(`${documentId}\n${phrase}`).digest('base64url');
  }
}

/** What was erased from one draft: how often, and how its words are known again when a page that was away brings them. */
export class ErasedWords {
  constructor(
    private readonly marks: WordMarks,
    private readonly documentId: string,
    private readonly known: (WordMark & { number: number })[],
  ) {}

  /** How often words were erased. */
  get count(): number {
    return Math.max(0, ...this.known.map(({ number }) => number));
  }

  /** Takes another erasure in. */
  note(mark: WordMark & { number: number }): void {
    if (!this.known.some(({ number }) => number === mark.number)) this.known.push(mark);
  }

  /** Finds the words of all erasures after the first so many. */
  since(taken: number): FindWords {
    const later = this.known.filter(({ number }) => number > taken);
    return this.marks.finderOf(this.documentId, later);
  }
}
