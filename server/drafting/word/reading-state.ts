import { CommentQuotes } from './comment-quotes.ts';
import { ListLevels } from './list-levels.ts';
import { LossList } from './loss-list.ts';
import { TrackedChanges } from './tracked-changes.ts';
import { WordFields } from './word-fields.ts';
import { WordNumbering } from './word-numbering.ts';
import type { WordPackage } from './word-package.ts';
import { WordPictures } from './word-pictures.ts';
import { WordStyles } from './word-styles.ts';
import type { XmlElement } from './xml-tree.ts';

/** A footnote or endnote in the order the text refers to them. */
export type NoteReference = { kind: 'footnote' | 'endnote'; id: string; number: number; blockId: string; place: string };

/** Everything one reading of a Word file keeps in mind. */
export type ReadingState = {
  file: WordPackage;
  /** The part that is being read, which its links belong to. */
  part: string;
  styles: WordStyles;
  numbering: WordNumbering;
  lists: ListLevels;
  losses: LossList;
  tracked: TrackedChanges;
  fields: WordFields;
  quotes: CommentQuotes;
  notes: Map<string, NoteReference>;
  /** Elements whose words are in the text or in a loss. */
  read: Set<XmlElement>;
  /** Branches of alternative content that say the same as a branch that was read. */
  passedOver: Set<XmlElement>;
  /** Permanent ids of blocks by the bookmarks that stand in them. */
  bookmarks: Map<string, string>;
  /** What Word printed before a block that it numbered, by block id. */
  printed: Map<string, string>;
  /** The pictures of the file, by the name of their part. */
  pictures: WordPictures;
  /** Tables begun so far. */
  tables: number;
  /** Lines of tables of contents. */
  contents: string[];
  title: string | undefined;
};

/** The state at the start of a reading. */
export function startReading(file: WordPackage): ReadingState {
  const losses = new LossList();
  const styles = new WordStyles(file.mainPart('styles'));
  return {
    file,
    part: file.main,
    styles,
    numbering: new WordNumbering(file.mainPart('numbering'), styles),
    lists: new ListLevels(),
    losses,
    tracked: new TrackedChanges(losses),
    fields: new WordFields(losses),
    quotes: new CommentQuotes(losses),
    notes: new Map(),
    read: new Set(),
    passedOver: new Set(),
    bookmarks: new Map(),
    printed: new Map(),
    pictures: new WordPictures(file, losses),
    tables: 0,
    contents: [],
    title: undefined,
  };
}
