import type { Node } from '@tiptap/pm/model';

/** What somebody looks for in the text. */
export type FindWish = { words: string; matchCase: boolean; wholeWords: boolean };

/** A stretch of the editor's document that has the words. */
export type Match = { from: number; to: number };

/** As many places as are shown and replaced at once: beyond it nobody steps through them, and drawing them slows typing. */
export const MOST_MATCHES = 2_000;

const ATOM = '\uFFFC'; // anything inside a block that is no character: no words go across it

/** Finds words in a document; blocks that did not change are not searched again. */
export class Finder {
  private readonly pattern: RegExp | undefined;
  private readonly known = new WeakMap<Node, Match[]>();

  constructor(readonly wish: FindWish) {
    this.pattern = patternFor(wish);
  }

  /** The places that have the words, in reading order and up to the limit. */
  matches(doc: Node): Match[] {
    const found: Match[] = [];
    if (!this.pattern) return found;
    doc.descendants((node, position) => {
      if (found.length >= MOST_MATCHES) return false;
      if (!node.inlineContent) return true;
      for (const { from, to } of this.within(node)) found.push({ from: position + 1 + from, to: position + 1 + to });
      return false;
    });
    return found.slice(0, MOST_MATCHES);
  }

  private within(block: Node): Match[] {
    const known = this.known.get(block);
    if (known) return known;
    const text = block.textBetween(0, block.content.size, undefined, ATOM);
    const found = [...text.matchAll(this.pattern ?? /$^/g)].map(({ index, 0: words }) => ({
      from: index,
      to: index + words.length,
    }));
    this.known.set(block, found);
    return found;
  }
}

/** Typed quotation marks and spaces find printed ones too: nobody types a curly apostrophe into a search field. */
const ALIKE: Record<string, string> = { "'": "['’‘]", '"': '["“”]', ' ': '[ \\u00a0]' };

function patternFor({ words, matchCase, wholeWords }: FindWish): RegExp | undefined {
  if (words === '') return undefined;
  const source = words.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/['" ]/g, (sign) => ALIKE[sign] ?? sign);
  const whole = wholeWords ? `(?<![\\p{L}\\p{N}\\p{M}])${source}(?![\\p{L}\\p{N}\\p{M}])` : source;
  return new RegExp(whole, matchCase ? 'gu' : 'giu');
}
