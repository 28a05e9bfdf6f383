import type { Node } from '@tiptap/pm/model';

/** The node that holds a top block's own words: the block itself, or the line behind a table. */
export function wordsOf(node: Node): Node {
  return node.isTextblock ? node : (node.lastChild ?? node);
}

/** How far into a top block its own words begin. */
export function wordsStart(node: Node): number {
  return node.isTextblock ? 1 : node.nodeSize - wordsOf(node).nodeSize;
}

/** How many nodes end behind a top block's own words. */
export function endsBehindWords(node: Node): number {
  return node.isTextblock ? 1 : 2;
}
