import type { CommentQuote } from './comment-quotes.ts';
import { quoted } from './loss-list.ts';
import { plainWords } from './plain-words.ts';
import type { ReadingState } from './reading-state.ts';
import { signature, signed } from './tracked-changes.ts';
import { childElements, type XmlElement } from './xml-tree.ts';

type Thread = { answers: string | undefined; done: boolean };

/** Lists every comment with its author, date and the words it is about; answers how many there were. */
export function readComments(state: ReadingState): number {
  let count = 0;
  for (const part of state.file.partsOf(state.file.main, 'comments')) {
    const comments = childElements(state.file.part(part), 'w:comment');
    const threads = readThreads(state);
    const authors = new Map(comments.map((comment) => [lastParagraphId(comment), signature(comment).author]));
    for (const comment of comments) listComment(comment, threads.get(lastParagraphId(comment)), authors, state);
    count += comments.length;
  }
  return count;
}

function listComment(comment: XmlElement, thread: Thread | undefined, authors: Map<string, string>, state: ReadingState): void {
  const { author, at } = signature(comment);
  const words = plainWords(comment, state);
  const quote = state.quotes.of(comment.attributes['w:id'] ?? '');
  const answered = thread?.answers === undefined ? undefined : authors.get(thread.answers);
  const what = answered === undefined ? 'A comment' : `An answer to ${answered}’s comment`;
  const said = words === '' ? 'It had no words.' : `It said ${quoted(words)}.`;
  const done = thread?.done ? ' It was marked as done in Word.' : '';
  const sentence = `${what} by ${signed(author, at)}${aboutWords(quote)} was left out. ${said}${done}`;
  const facts = { place: quote?.place ?? 'Not tied to a place', author, leftOut: words };
  state.losses.add('comment', sentence, at === undefined ? facts : { ...facts, at });
}

function aboutWords(quote: CommentQuote | undefined): string {
  return quote && quote.words.trim() !== '' ? ` on ${quoted(quote.words)}` : '';
}

// A newer part says which comment answers which, by the ids of their last paragraphs.
function readThreads(state: ReadingState): Map<string, Thread> {
  const threads = new Map<string, Thread>();
  for (const part of state.file.partsOf(state.file.main, 'commentsExtended')) {
    for (const { attributes } of childElements(state.file.part(part), 'w15:commentEx')) {
      const done = ['1', 'true', 'on'].includes(attributes['w15:done'] ?? '');
      threads.set(attributes['w15:paraId'] ?? '', { answers: attributes['w15:paraIdParent'], done });
    }
  }
  return threads;
}

function lastParagraphId(comment: XmlElement): string {
  const paragraphs = childElements(comment, 'w:p');
  return paragraphs[paragraphs.length - 1]?.attributes['w14:paraId'] ?? '';
}
