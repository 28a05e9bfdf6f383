import type { DocumentText, TextBlock } from '../../shared/text/document-text.ts';
import { inlineText } from '../../shared/text/plain-text.ts';

/** One character of a text; `origin` counts those of the first text and stays with them when they are cut and pasted, -1 is a later one. */
export type Item = { ch: string; origin: number };

/** A block whose characters can be told from each other for ever. */
export type TrackedBlock = Pick<TextBlock, 'id' | 'kind' | 'level'> & { items: Item[] };

/** The plain blocks of a text, without its tables and formats, with every character counted. */
export function trackText(text: DocumentText): TrackedBlock[] {
  let origin = 0;
  return text.blocks.flatMap((block): TrackedBlock[] => {
    if (block.kind === 'table') return [];
    const words = block.content.map((part) => inlineText(part)).join('');
    const items = words.split('').map((ch) => ({ ch, origin: origin++ }));
    return [{ id: block.id, kind: block.kind, level: block.level, items }];
  });
}

/** The text that tracked blocks are. */
export function textOfTracked(blocks: readonly TrackedBlock[]): DocumentText {
  const plain = blocks.map(({ id, kind, level, items }): TextBlock => {
    const words = items.map(({ ch }) => ch).join('');
    return { id, kind, level, content: words === '' ? [] : [{ text: words }] };
  });
  return { schema: 1, blocks: plain };
}

/** Characters typed later. */
export function newItems(words: string): Item[] {
  return words.split('').map((ch) => ({ ch, origin: -1 }));
}
