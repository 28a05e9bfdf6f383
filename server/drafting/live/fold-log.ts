import * as Y from 'yjs';
import { normaliseText, spelling } from '../../../shared/text/canonical-form.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { wordCount } from '../../../shared/text/plain-text.ts';
import type { Credit } from '../checkpoints/checkpoint-store.ts';
import { LogCredits } from '../checkpoints/log-credits.ts';
import type { LogRow } from './draft-log-store.ts';
import { putTogether } from './put-together.ts';

/** What is to be folded, and whether its text is wanted for a checkpoint. */
export type FoldWork = { state: Uint8Array | undefined; rows: readonly LogRow[]; withText: boolean };

/** The text of a checkpoint as it is spelled, with its fingerprint, length and the client ids that wrote it. */
export type SpelledText = { form: string; hash: string; words: number; clients: number[] };

/** A folded log: the state that holds it, who is credited with what in it, and the text when it was asked for. */
export type FoldedLog = { state: Uint8Array; credits: Credit[]; text: SpelledText | undefined };

/** Puts a log together without touching the store, so that a thread of its own can do it; throws UnreadableDraft when it does not fit. */
export function foldLog({ state, rows, withText }: FoldWork): FoldedLog {
  const credited = new LogCredits();
  const doc = putTogether(state, rows, credited);
  const folded = { state: Y.encodeStateAsUpdate(doc), credits: credited.credits, text: withText ? spelled(doc) : undefined };
  doc.destroy();
  return folded;
}

function spelled(doc: Y.Doc): SpelledText {
  const text = normaliseText(readDocumentText(doc));
  const clients = [...Y.decodeStateVector(Y.encodeStateVector(doc)).keys()];
  return { ...spelling(text), words: wordCount(text), clients };
}
