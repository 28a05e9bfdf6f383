import type { FieldError, TrailStep } from '../kernel/page-frame.ts';
import type { OutlineEntry } from '../text/clause-numbers.ts';
import type { WordChange } from '../text/word-difference.ts';
import type { AboutYou } from './about-you.ts';
import type { ConsultationState, Extension } from './consultation.ts';
import type { PointKind } from './point-kinds.ts';
import type { Answer, Question } from './question.ts';

/** What every page of a consultation says about it. */
export type ConsultationFacts = {
  reference: string;
  title: string;
  state: ConsultationState;
  opensAt: string;
  closesAt: string;
  /** Days of the UK calendar from now to the closing day, by the database's clock. */
  daysLeft: number;
};

/** One document of a pack as the consultation page lists it. */
export type PackedDocument = {
  place: number;
  href: string;
  title: string;
  versionNumber: number;
  words: number;
  frozenAt: string;
  fingerprint: string;
};

/** The page about one consultation. */
export type ConsultationPageProps = ConsultationFacts & {
  summary: string;
  whatChanged: string;
  lengthReason: string;
  group: string;
  documents: PackedDocument[];
  questions: number;
  extensions: Extension[];
  /** Twelve weeks after closing. */
  outcomeBy: string;
  /** After closing: people rounded to 5 and hidden under 10, points exact. */
  counts: { responses: string; points: number } | null;
  /** Where the first release since then of each document that has one is read, with what was decided of each point. */
  outcomes: { title: string; href: string }[];
};

/** One of the reader's own points as the panel beside the text lists it. */
export type OwnPoint = { href: string; words: string };

/** The page of one frozen document, for everyone or with the reader's own points. */
export type DocumentPageProps = ConsultationFacts & {
  documentTitle: string;
  place: number;
  documents: number;
  versionNumber: number;
  frozenAt: string;
  fingerprint: string;
  publicAddress: string;
  outline: OutlineEntry[];
  /** Made by `textToHtml`, which escapes every character. */
  article: string;
  /** Whether the comment links are left out. */
  reading: boolean;
  wholeHref: string | null;
  /** The reader's own response; only under the respond address. */
  own: OwnPanel | null;
};

/** The panel "Your response" beside the text. */
export type OwnPanel = { points: OwnPoint[]; sentReference: string | null; next: TrailStep };

/** A step of the way through a response. */
export type ResponseStep = TrailStep & { state: string; here: boolean };

/** What every page of a response says around it. */
export type ResponsePageFacts = ConsultationFacts & { steps: ResponseStep[] };

/** The comment form for one place. */
export type CommentPageProps = ResponsePageFacts & {
  caption: string;
  name: string;
  where: string;
  quoted: { label: string; text: string } | null;
  canPropose: boolean;
  address: string;
  back: TrailStep;
  action: string;
  /** The point that is changed, or the id a new one will have: made when the form is drawn, so that pressing twice saves once. */
  pointId: string;
  /** The reader's other points on this place. */
  others: OwnPoint[];
  typed: { comment: string; wording: string; kind: PointKind | undefined; words: string };
  numbersAsked: boolean;
  /** Set when the reader asked how their wording differs. */
  difference: { changes: WordChange[]; removed: number; added: number } | null;
  removeHref: string | null;
  errors: FieldError[];
  nextWords: string;
};

/** Asks once more before a point is removed. */
export type RemovePointPageProps = ResponsePageFacts & { point: PresentedPoint; action: string; back: TrailStep };

/** The page with all questions. */
export type QuestionsPageProps = ResponsePageFacts & {
  questions: (Question & { aboutHref: string | null; aboutName: string })[];
  answers: Record<string, Answer>;
  numbersAsked: boolean;
  savedAt: string | null;
  errors: FieldError[];
};

/** The page about the respondent. */
export type AboutYouPageProps = ResponsePageFacts & { about: AboutYou; askTobacco: boolean; errors: FieldError[] };

/** A point as it is read back to the person who wrote it. */
export type PresentedPoint = {
  id: string;
  on: string;
  quote: string;
  kind: string;
  comment: string;
  difference: WordChange[] | null;
  wording: string | null;
  changeHref: string;
  removeHref: string;
};

/** A line of a response that is read back: what was asked, what was said, where it can be changed. */
export type PresentedLine = { key: string; name: string; value: string; href: string; change: string; hidden: string };

/** Everything a person wrote, read back. */
export type PresentedWords = { points: PresentedPoint[]; answers: PresentedLine[]; about: PresentedLine[] };

/** The page before sending. */
export type CheckPageProps = ResponsePageFacts &
  PresentedWords & { sendId: string; token: string; sentBefore: boolean; errors: FieldError[] };

/** The page after sending; it works from a bookmark. */
export type SentPageProps = ConsultationFacts & {
  responseReference: string;
  receivedAt: string;
  revision: number;
  points: number;
  answers: number;
  email: { address: string; confirmed: boolean } | null;
  outcomeBy: string;
  group: string;
};

/** The page a person comes back to. */
export type ComeBackPageProps = ConsultationFacts & {
  mine: {
    responseReference: string | null;
    status: 'draft' | 'sent';
    receivedAt: string | null;
    points: number;
    answers: number;
    email: { address: string; confirmed: boolean } | null;
    unsentChanges: boolean;
    sendings: { revision: number; at: string; points: number; answers: number }[];
  } | null;
  /** What somebody was told who gave only a reference. */
  found: { responseReference: string; status: string; receivedAt: string } | null;
  typed: { code: string; ref: string };
  errors: FieldError[];
};

/** The page that shows a code once. */
export type CodePageProps = ConsultationFacts & { code: string; address: string; stopping: boolean; deletedOn: string };

/** Asks once more before a response is withdrawn. */
export type WithdrawPageProps = ConsultationFacts & { responseReference: string };

/** What stands after something was done that leaves nothing to show. */
export type DonePageProps = ConsultationFacts & { heading: string; sentences: string[]; next: TrailStep };

/** The page with the button that confirms an address. */
export type ConfirmEmailPageProps = ConsultationFacts & { token: string };

/** The page for words that arrived after closing: all of them, to copy and to keep. */
export type LatePageProps = ConsultationFacts & {
  arrivedAt: string;
  gap: string;
  words: string;
  keptUntil: string;
  ownDraft: boolean;
};

/** The copy of a response that a person downloads. */
export type CopyPageProps = ConsultationFacts & PresentedWords & { responseReference: string | null; receivedAt: string | null };
