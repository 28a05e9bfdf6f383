import * as Y from 'yjs';
import { normaliseText, spelling } from '../../../shared/text/canonical-form.ts';
import { readDocumentText } from '../../../shared/text/live/read-document-text.ts';
import { wordCount } from '../../../shared/text/plain-text.ts';

/** A draft's text in canonical form, its fingerprint and length, the client ids that wrote in it, and when it was last changed. */
export type TextAtMoment = { at: string; hash: string; body: string; words: number; writers: number[] };

/** What a draft says that was last changed at an instant. */
export function textAtMoment(doc: Y.Doc, at: string): TextAtMoment {
  const text = normaliseText(readDocumentText(doc));
  const { form, hash } = spelling(text);
  const writers = [...Y.decodeStateVector(Y.encodeStateVector(doc)).keys()];
  return { at, hash, body: form, words: wordCount(text), writers };
}
