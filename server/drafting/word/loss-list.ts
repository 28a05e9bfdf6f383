import { MAX_WORD_LOSSES } from '../../../shared/kernel/limits.ts';
import type { Loss, LossKind } from './word-reading.ts';
import { refuseWordFile } from './word-refusals.ts';

const QUOTE_CHARS = 160; // of a quotation in a sentence; more is not read

/** Everything that was not brought as it was, with the place in the file where the reader is now. */
export class LossList {
  readonly losses: Loss[] = [];
  private readonly counted = new Map<string, { loss: Loss; count: number; sentence: (count: number) => string }>();
  private paragraphs = 0;
  private heading = '';
  private table = '';
  private outside = '';

  /** One more paragraph with words has been read. */
  nextParagraph(): void {
    this.paragraphs++;
  }

  /** Goes below a heading. */
  below(heading: string): void {
    this.heading = heading;
    this.paragraphs = 0;
  }

  /** Goes into a table row, or out of the table when nothing is given, and answers where the reader was before. */
  inTable(row: string): string {
    const before = this.table;
    this.table = row;
    return before;
  }

  /** Says that the reader is in a part outside the running text, or back in it when nothing is given. */
  inPart(name: string): void {
    this.outside = name;
  }

  /** Where the reader is, as a person would find it in Word. */
  place(): string {
    if (this.outside !== '') return this.outside;
    const at = this.table !== '' ? this.table : `Paragraph ${this.paragraphs + 1}`;
    return this.heading === '' ? at : `${at}, under “${shortened(this.heading, 80)}”`;
  }

  /** Lists one thing at the present place, unless another place is given. */
  add(kind: LossKind, sentence: string, more: Omit<Loss, 'kind' | 'sentence' | 'place'> & { place?: string } = {}): Loss {
    if (this.losses.length >= MAX_WORD_LOSSES) throw refuseWordFile('word-file-too-many-changes');
    const { leftOut: words = '', ...rest } = more;
    const leftOut = words.trim();
    const loss: Loss = { kind, place: this.place(), sentence, ...rest, ...(leftOut ? { leftOut } : {}) };
    this.losses.push(loss);
    return loss;
  }

  /** Lists a thing that happens often once, with its first place and how often it is there. */
  addCounted(kind: LossKind, key: string, sentence: (count: number) => string): void {
    const known = this.counted.get(`${kind}/${key}`);
    if (!known) {
      this.counted.set(`${kind}/${key}`, { loss: this.add(kind, sentence(1)), count: 1, sentence });
      return;
    }
    known.count++;
    known.loss.sentence = known.sentence(known.count);
    if (!known.loss.place.startsWith('First in ')) known.loss.place = `First in ${lowerFirst(known.loss.place)}`;
  }
}

function lowerFirst(words: string): string {
  return words.startsWith('Table') ? words : words.charAt(0).toLowerCase() + words.slice(1);
}

/** Words in quotation marks, shortened to what a reader needs to find them. */
export function quoted(words: string): string {
  return `“${shortened(words.replace(/\s+/g, ' ').trim(), QUOTE_CHARS)}”`;
}

/** "1 picture" or "3 pictures". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

function shortened(words: string, most: number): string {
  if (words.length <= most) return words;
  const cut = words.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).trimEnd()}…`;
}
