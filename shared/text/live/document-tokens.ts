import type { Mark, Node } from '@tiptap/pm/model';
import { wordsOf, wordsStart } from './block-shape.ts';
import { isHighHalf, isLowHalf } from './changed-ranges.ts';

/** One unit of a document as the flat text sees it: a block's start, one UTF-16 unit or one atom. There are no block ends. */
export type Token =
  | { kind: 'block'; node: Node }
  | { kind: 'unit'; unit: string; marks: readonly Mark[] }
  | { kind: 'atom'; node: Node; marks: readonly Mark[] };

/** A place in a document: a block (−1 before the first) and an offset in its content. */
export type BlockSpot = { index: number; offset: number };

/** The tokens of a stretch of a document. */
export function tokensBetween(doc: Node, from: number, to: number): Token[] {
  const tokens: Token[] = [];
  if (!doc.childCount) return tokens;
  let { index, offset: start } = childAt(doc, Math.min(from, doc.content.size));
  for (; index < doc.childCount && start < to; index++) {
    const block = doc.child(index);
    if (from <= start) tokens.push({ kind: 'block', node: block });
    const words = start + wordsStart(block);
    pushInline(tokens, wordsOf(block), from - words, to - words);
    start += block.nodeSize;
  }
  return tokens;
}

function pushInline(tokens: Token[], block: Node, from: number, to: number): void {
  block.forEach((node, offset) => {
    if (!node.isText) {
      if (offset >= from && offset < to) tokens.push({ kind: 'atom', node, marks: node.marks });
      return;
    }
    const end = Math.min(to - offset, node.nodeSize);
    for (let i = Math.max(from - offset, 0); i < end; i++)
      tokens.push({ kind: 'unit', unit: node.text?.[i] ?? '', marks: node.marks });
  });
}

/** Where a position lies; between two blocks counts as the end of the first. */
export function spotAt(doc: Node, position: number): BlockSpot {
  const { index, offset } = childAt(doc, position);
  if (offset < position && index < doc.childCount) {
    const block = doc.child(index);
    const into = position - offset - wordsStart(block); // inside a table's rows counts as the start of the words behind it
    return { index, offset: Math.min(Math.max(into, 0), wordsOf(block).content.size) };
  }
  return index === 0 ? { index: -1, offset: 0 } : { index: index - 1, offset: wordsOf(doc.child(index - 1)).content.size };
}

/** The position at which a block starts. */
export function positionOfBlock(doc: Node, index: number): number {
  let position = 0;
  for (let i = 0; i < index && i < doc.childCount; i++) position += doc.child(i).nodeSize;
  return position;
}

/** The position at which a block's own words begin. */
export function positionOfWords(doc: Node, index: number): number {
  return positionOfBlock(doc, index) + wordsStart(doc.child(index));
}

function childAt(doc: Node, position: number): { index: number; offset: number } {
  const place = doc.resolve(position);
  return place.depth === 0 ? { index: place.index(0), offset: position } : { index: place.index(0), offset: place.before(1) };
}

/** Whether two tokens are the same for the shared text: blocks by id, characters by value, atoms by content. */
export function sameToken(a: Token | undefined, b: Token | undefined): boolean {
  if (!a || !b || a.kind !== b.kind) return false;
  if (a.kind === 'unit') return a.unit === (b as typeof a).unit; // same kind, checked above
  const other = (b as typeof a).node;
  return a.kind === 'block' ? a.node.attrs.id === other.attrs.id : a.node.hasMarkup(other.type, other.attrs, a.node.marks);
}

/** How many tokens two lists have in common at the start and, behind that, at the end. */
export type Ends = { prefix: number; suffix: number };

/** What two lists have in common at their ends, at the start so many at least and at most; never half a surrogate pair. */
export function commonEnds(a: readonly Token[], b: readonly Token[], atLeast: number, atMost = Infinity): Ends {
  let prefix = atLeast;
  while (prefix < Math.min(a.length, b.length, atMost) && sameToken(a[prefix], b[prefix])) prefix++;
  let suffix = 0;
  const rest = Math.min(a.length, b.length) - prefix;
  while (suffix < rest && sameToken(a.at(-1 - suffix), b.at(-1 - suffix))) suffix++;
  while (prefix > 0 && (isPair(a[prefix - 1], a[prefix]) || isPair(a[prefix - 1], b[prefix]))) prefix--;
  while (suffix > 0 && (isPair(a.at(-suffix - 1), a.at(-suffix)) || isPair(b.at(-suffix - 1), a.at(-suffix)))) suffix--;
  return { prefix, suffix };
}

/** Whether two tokens are the halves of one character. */
export function isPair(first: Token | undefined, second: Token | undefined): boolean {
  return first?.kind === 'unit' && second?.kind === 'unit' && isHighHalf(first.unit) && isLowHalf(second.unit);
}
