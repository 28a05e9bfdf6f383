import { ukDate } from '../../../shared/kernel/instant.ts';
import { counted, quoted, type LossList } from './loss-list.ts';
import type { Loss, LossKind, WordCounts } from './word-reading.ts';
import type { XmlElement } from './xml-tree.ts';

/** A kind of tracked change of words, named as Word's element is. */
export type ChangeKind = 'ins' | 'del' | 'moveFrom' | 'moveTo';

/** A tracked change that is open while the words inside it are read. */
export type Change = {
  kind: ChangeKind;
  author: string;
  at: string | undefined;
  words: string;
  place: string;
  paragraphEnd: boolean;
  /** Another change stands inside it and answers for the words. */
  wraps: boolean;
};

const CHANGE_ELEMENT =
  /^w:(ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|(rPr|pPr|tblPr|tblPrEx|tblGrid|trPr|tcPr|sectPr|numbering)Change)$/;
const FORMAT_ELEMENT = /^w:((rPr|pPr|tblPr|tblPrEx|tblGrid|trPr|tcPr|sectPr|numbering)Change|cellMerge)$/;
const LOSS_KINDS: Record<ChangeKind, LossKind> = {
  ins: 'tracked-insertion',
  del: 'tracked-deletion',
  moveFrom: 'tracked-move',
  moveTo: 'tracked-move',
};

/** Whether an element marks a tracked change, of words or of format. */
export function isChangeMark(element: XmlElement): boolean {
  return CHANGE_ELEMENT.test(element.name);
}

/** Whether an element marks a tracked change of format only. */
export function isFormatMark(element: XmlElement): boolean {
  return FORMAT_ELEMENT.test(element.name);
}

/** Collects tracked changes; what one person did in one go in one place is listed once. */
export class TrackedChanges {
  private readonly marks = new Set<XmlElement>();
  private last: Change | undefined;
  private readonly changes: Change[] = [];
  private readonly losses: LossList;
  private readonly formats = new Map<string, number>();

  /** Starts with the list that the changes are told to at the end. */
  constructor(losses: LossList) {
    this.losses = losses;
  }

  /** The change that a mark opens: the one before it when that is by the same person at the same time and next to it. */
  open(kind: ChangeKind, mark: XmlElement): Change {
    this.marks.add(mark);
    const { author, at } = signature(mark);
    const last = this.last;
    if (last && last.kind === kind && last.author === author && last.at === at) return last;
    const change: Change = { kind, author, at, words: '', place: this.losses.place(), paragraphEnd: false, wraps: false };
    this.changes.push(change);
    this.last = change;
    return change;
  }

  /** Something unchanged was read, so that the next mark is a change of its own. */
  close(): void {
    this.last = undefined;
  }

  /** A change of format, which is counted for each person and not kept. */
  format(mark: XmlElement): void {
    this.marks.add(mark);
    const { author } = signature(mark);
    this.formats.set(author, (this.formats.get(author) ?? 0) + 1);
  }

  /** A mark was answered for in another way. */
  answered(mark: XmlElement): void {
    this.marks.add(mark);
  }

  /** Whether a mark has been answered for. */
  has(mark: XmlElement): boolean {
    return this.marks.has(mark);
  }

  /** Tells the list of losses everything collected, and how much it was. */
  list(): Pick<WordCounts, 'insertions' | 'deletions' | 'moves' | 'formatChanges' | 'revisionMarksListed'> {
    const listed = this.changes.filter((change) => !change.wraps || change.paragraphEnd || change.words.trim() !== '');
    for (const change of listed) this.losses.add(LOSS_KINDS[change.kind], sentenceFor(change), factsOf(change));
    let formatChanges = 0;
    for (const [author, count] of this.formats) {
      formatChanges += count;
      const what = counted(count, 'tracked change of format only', 'tracked changes of format only');
      this.losses.add(
        'tracked-format',
        `${what} by ${author} ${count === 1 ? 'was' : 'were'} left out. The words are the same.`,
        {
          author,
          place: 'Whole document',
        },
      );
    }
    const countOf = (...kinds: ChangeKind[]) => listed.filter((change) => kinds.includes(change.kind)).length;
    return {
      insertions: countOf('ins'),
      deletions: countOf('del'),
      moves: countOf('moveTo', 'moveFrom'),
      formatChanges,
      revisionMarksListed: this.marks.size,
    };
  }
}

/** Who made a change or comment and when, as the file says. */
export function signature(mark: XmlElement): { author: string; at: string | undefined } {
  const author = (mark.attributes['w:author'] ?? '').replace(/\s+/g, ' ').trim().slice(0, 200);
  const date = mark.attributes['w:date'] ?? '';
  const known = /^\d{4}-\d\d-\d\d/.test(date) && !Number.isNaN(Date.parse(date));
  return { author: author === '' ? 'somebody without a name' : author, at: known ? date : undefined };
}

/** "Reviewer 3, 4 May 2016" for a sentence. */
export function signed(author: string, at: string | undefined): string {
  return at === undefined ? author : `${author}, ${ukDate(at)},`;
}

function factsOf(change: Change): Omit<Loss, 'kind' | 'sentence'> {
  const gone = change.kind === 'del' || change.kind === 'moveFrom';
  return {
    place: change.place,
    author: change.author,
    ...(change.at !== undefined ? { at: change.at } : {}),
    ...(gone ? { leftOut: change.words } : {}),
  };
}

function sentenceFor(change: Change): string {
  const by = `by ${signed(change.author, change.at)}`;
  const what = whatOf(change);
  if (change.kind === 'ins') return `A tracked insertion ${by} of ${what} was kept as ordinary text.`;
  if (change.kind === 'del') return `A tracked deletion ${by} of ${what} was left out.`;
  if (change.kind === 'moveTo') return `A tracked move ${by} brought ${what} here. It was kept here as ordinary text.`;
  return `A tracked move ${by} took ${what} away from here. It was left out here.`;
}

function whatOf(change: Change): string {
  if (change.words.trim() !== '') return quoted(change.words);
  return change.paragraphEnd ? 'the end of a paragraph' : 'something without words';
}
