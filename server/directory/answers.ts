import type { Reader } from '../platform/database/store.ts';
import type { DirectoryQuestions, EndedSeat, PlannedDocument, Waiting } from './questions.ts';

type Answer<A extends unknown[], R> = (db: Reader, ...asked: A) => Promise<R>;

/** The directory's questions together with what the other rooms answered. */
export type DirectoryAnswers = DirectoryQuestions & {
  askWaiting(db: Reader, personId: string): Promise<Waiting[]>;
  askDocuments(db: Reader, groupIds: readonly string[]): Promise<PlannedDocument[]>;
  /** Sentences of every room that has something against closing a group. */
  askMayClose(db: Reader, groupId: string): Promise<string[]>;
  tellSeatEnded(seat: EndedSeat): void;
};

/** Collects answers; a question that no room answers yet has the empty answer. */
export function collectAnswers(): DirectoryAnswers {
  const waiting: Answer<[string], Waiting[]>[] = [];
  const documents: Answer<[readonly string[]], PlannedDocument[]>[] = [];
  const closing: Answer<[string], string | null>[] = [];
  const ended: ((seat: EndedSeat) => void)[] = [];
  return {
    waitingFor: (answer) => void waiting.push(answer),
    documentsOf: (answer) => void documents.push(answer),
    mayCloseGroup: (answer) => void closing.push(answer),
    onSeatEnded: (act) => void ended.push(act),
    askWaiting: async (db, personId) => inOrder(waiting, (answer) => answer(db, personId)),
    askDocuments: async (db, groupIds) => inOrder(documents, (answer) => answer(db, groupIds)),
    askMayClose: async (db, groupId) => {
      const said = await inOrder(closing, async (answer) => [await answer(db, groupId)]);
      return said.filter((sentence) => sentence !== null);
    },
    tellSeatEnded: (seat) => ended.forEach((act) => act(seat)),
  };
}

/** One after another, because the embedded store has one session. */
async function inOrder<F, R>(answers: readonly F[], ask: (answer: F) => Promise<R[]>): Promise<R[]> {
  const all: R[] = [];
  for (const answer of answers) all.push(...(await ask(answer)));
  return all;
}
