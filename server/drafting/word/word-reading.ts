import type { DocumentText } from '../../../shared/text/document-text.ts';
import type { CleanPicture } from '../pictures/read-picture.ts';

/** What sort of thing was not brought as it was. */
export type LossKind =
  | 'tracked-insertion'
  | 'tracked-deletion'
  | 'tracked-move'
  | 'tracked-format'
  | 'comment'
  | 'note'
  | 'picture'
  | 'drawing'
  | 'text-box'
  | 'diagram'
  | 'embedded-file'
  | 'equation'
  | 'page-header'
  | 'page-footer'
  | 'table'
  | 'link'
  | 'field'
  | 'contents'
  | 'hidden-words'
  | 'heading-level'
  | 'list-level'
  | 'numbering'
  | 'formatting'
  | 'symbol'
  | 'long-text'
  | 'unread-words'
  | 'cleaned';

/** One thing that was not brought as it was, with its place in the Word file and a sentence for the person who imports. */
export type Loss = {
  kind: LossKind;
  /** Where it is in the Word file: `Paragraph 14, under “Referral”`. */
  place: string;
  sentence: string;
  /** All the words that are in the file but not in the text; absent when the words were kept. */
  leftOut?: string;
  author?: string;
  /** When a tracked change or comment was made, as the file says it (ISO 8601). */
  at?: string;
};

/** How much was read, for the account shown after an import. */
export type WordCounts = {
  headings: number;
  paragraphs: number;
  clauses: number;
  bullets: number;
  tables: number;
  pictures: number;
  words: number;
  /** Revision marks in the file, of words and of format, and how many of them the list of losses answers for. */
  revisionMarks: number;
  revisionMarksListed: number;
  insertions: number;
  deletions: number;
  moves: number;
  formatChanges: number;
  comments: number;
  notes: number;
};

/** What a Word file says: its text with its pictures, and everything that did not fit into it. */
export type WordReading = {
  text: DocumentText;
  title: string | undefined;
  losses: Loss[];
  counts: WordCounts;
  /** The bytes of the pictures that the text shows, cleaned. */
  pictures: CleanPicture[];
};

/** Told while a file is read: how far it is, and a sentence about it. */
export type Progress = (percent: number, sentence: string) => void;

/** What the reading process says to the server. */
export type ReaderMessage =
  | { type: 'progress'; percent: number; sentence: string }
  | { type: 'picture'; picture: CleanPicture }
  | { type: 'read'; reading: Omit<WordReading, 'pictures'> }
  | { type: 'refused'; code: string; status: number; sentence: string }
  | { type: 'failed'; reason: string };
