import { createHmac } from 'node:crypto';
import { foldPhrase, foldText, isWhole, type FindWords } from '../../../shared/text/find-phrase.ts';

const HINT_DIGITS = 2; // 12 bits of a keyed hash: of 4,000 stretches one is looked at whole
const END_UNITS = 2;

/** Words that were erased, as they can be known again without being read: a keyed hash of them as they are compared, and its length in units. */
export type WordMark = { mark: string; length: number };

/**
 * Makes and finds marks of erased words. The key lies in the data folder, in no table and no backup: without it nobody can try names
 * or numbers out against a mark.
 */
export class WordMarks {
  constructor(private readonly secret: string) {}

  /** The mark of some words in one document: a hint by their first and last two units, and the hash of all of them. */
  markOf(documentId: string, words: string): WordMark {
    const phrase = foldPhrase(words);
    const hint = this.hintOf(documentId, phrase.slice(0, END_UNITS), phrase.slice(-END_UNITS));
    return { mark: `${hint}.${this.hash(documentId, phrase)}`, length: phrase.length };
  }

  /** Finds in a text whatever has one of these marks. */
  finderOf(documentId: string, marks: readonly WordMark[]): FindWords {
    const wanted = [...new Set(marks.map(({ length }) => length))].map((length) => {
      const known = new Set(marks.filter((mark) => mark.length === length).map(({ mark }) => mark));
      return { length, known, hints: new Set([...known].map((mark) => mark.slice(0, HINT_DIGITS))) };
    });
    const hints = new Map<number, Map<number, string>>(); // a long text has few ends, and hashing every stretch of it would hold the house up
    return (text) => {
      const folded = foldText(text);
      const { units } = folded;
      const ends = endsIn(units);
      const hintAt = (from: number, length: number): string => {
        const [first, last] = [ends[from] ?? 0, ends[from + length - END_UNITS] ?? 0];
        const byLast = hints.get(first) ?? new Map<number, string>();
        if (byLast.size === 0) hints.set(first, byLast);
        const known = byLast.get(last);
        if (known !== undefined) return known;
        const hint = this.hintOf(documentId, signsOf(first), signsOf(last));
        byLast.set(last, hint);
        return hint;
      };
      const found: ReturnType<FindWords> = [];
      for (let from = 0; from < units.length; from++) {
        const match = wanted.find(({ length, known, hints }) => {
          if (from + length > units.length) return false;
          const hint = hintAt(from, length);
          return hints.has(hint) && known.has(`${hint}.${this.hash(documentId, units.slice(from, from + length))}`);
        });
        if (!match || !isWhole(folded, from, from + match.length)) continue;
        const to = from + match.length;
        found.push({ from: folded.starts[from] ?? 0, to: folded.ends[to - 1] ?? text.length });
        from = to - 1;
      }
      return found;
    };
  }

  private hintOf(documentId: string, first: string, last: string): string {
    return this.hash(documentId, `ends\n${first}\n${last}`).slice(0, HINT_DIGITS);
  }

  private hash(documentId: string, phrase: string): string {
    return createHmac('sha256', this.secret).update(`${documentId}\n${phrase}`).digest('base64url');
  }
}

/** Each unit and the one behind it, as one number. */
function endsIn(units: string): Uint32Array {
  return Uint32Array.from({ length: units.length }, (_, at) => units.charCodeAt(at) * 0x10000 + (units.charCodeAt(at + 1) || 0));
}

function signsOf(ends: number): string {
  return String.fromCharCode(Math.floor(ends / 0x10000), ends % 0x10000);
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
