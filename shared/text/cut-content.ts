import type { Inline } from './document-text.ts';
import { inlineText } from './plain-text.ts';

/** The part of a content between two UTF-16 offsets, with its formatting. */
export function cutContent(content: readonly Inline[], from: number, to: number): Inline[] {
  const out: Inline[] = [];
  let at = 0;
  for (const part of content) {
    const words = inlineText(part);
    const piece = words.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (piece !== '') out.push('text' in part ? { ...part, text: piece } : part);
    at += words.length;
  }
  return out;
}

/** Whether an offset falls inside a surrogate pair, where no text may be cut. */
export function cutsPair(words: string, at: number): boolean {
  return at > 0 && at < words.length && /[\ud800-\udbff]/.test(words[at - 1]) && /[\udc00-\udfff]/.test(words[at]);
}
