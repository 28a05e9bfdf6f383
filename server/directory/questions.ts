import type { Reader } from '../platform/database/store.ts';

/** One thing that waits for a person, as their home page lists it. */
export type Waiting = {
  /** What to do, as the words of a link: "Decide 12 points". */
  title: string;
  /** Who asks and about what, one sentence. */
  sentence: string;
  /** Address to do it at, for instance `/app/consultations/…`. */
  href: string;
  /** When it is due, or null when there is no date. */
  dueAt: string | null;
  /** Minutes it takes, only where they can be computed; otherwise null. */
  minutes: number | null;
};

/** A document as home page and work programme show it. */
export type PlannedDocument = {
  documentId: string;
  groupId: string;
  title: string;
  /** Name of the product, for instance "Service specification". */
  product: string;
  /** Stage in words, for instance "Consultation open". */
  stage: string;
  /** Place in the product's life, "4 of 13"; null where the life has no count. */
  step: { number: number; of: number } | null;
  madeAt: string;
  /** Dates that are known of it, for instance "Consultation closes". */
  dates: { words: string; at: string }[];
};

/** A seat that has just ended: sockets of its person in this group are to be closed, unsent words kept. */
export type EndedSeat = { seatId: string; personId: string; groupId: string; reason: string };

/** What the directory asks of later rooms; each room adds its answer as it opens. */
export type DirectoryQuestions = {
  /** What waits for a person at this moment. */
  waitingFor(answer: (db: Reader, personId: string) => Promise<Waiting[]>): void;
  /** The documents of some groups, newest first. */
  documentsOf(answer: (db: Reader, groupIds: readonly string[]) => Promise<PlannedDocument[]>): void;
  /** A sentence that says why a group may not be closed now, or null (MEM-15). */
  mayCloseGroup(answer: (db: Reader, groupId: string) => Promise<string | null>): void;
  /** Is told of every seat that ends, after the commit. */
  onSeatEnded(act: (seat: EndedSeat) => void): void;
};
