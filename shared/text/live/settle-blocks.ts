import { Fragment, type Node } from '@tiptap/pm/model';
import type { Transform } from '@tiptap/pm/transform';
import { positionOfBlock } from './document-tokens.ts';
import type { BlockMarker } from './flat-root.ts';
import type { Counters, FlatState } from './flat-state.ts';
import { attributesOf, type BlockAttributes } from './block-marker.ts';
import { wordsOf, wordsStart } from './block-shape.ts';
import { tableIdOf } from './document-schema.ts';
import { markDifferences, sameCharacters } from './mark-differences.ts';
import { markFor, nodeTypeFor, renderBlock, renderWords } from './render-document.ts';

/** Makes these blocks of the editor equal to the shared text: attributes and marks, and as a last resort their text. */
export function settleBlocks(state: FlatState, transform: Transform, markers: Set<BlockMarker>, count?: keyof Counters): void {
  if (transform.doc.childCount !== state.markers.length) {
    state.counters.fallback++;
    renderAll(state, transform);
    return;
  }
  if (!markers.size) return;
  let end = transform.doc.content.size; // last block first, so that earlier positions stay
  for (let index = state.markers.length - 1; index >= 0; index--) {
    const node = transform.doc.child(index);
    end -= node.nodeSize;
    const marker = state.markers[index] ?? null;
    if (markers.has(marker) && settleBlock(state, transform, { node, at: end, marker }) && count) state.counters[count]++;
  }
}

/** Replaces the editor's document by a fresh rendering, leaving alone what is equal at both ends. */
export function renderAll(state: FlatState, transform: Transform): void {
  const old = transform.doc;
  const fresh = state.markers.map((marker) => renderBlock(state.roots, state.schema, marker));
  const shorter = Math.min(old.childCount, fresh.length);
  let prefix = 0;
  while (prefix < shorter && old.child(prefix).eq(fresh[prefix] as Node)) prefix++; // within both lists
  let suffix = 0;
  while (suffix < shorter - prefix && old.child(old.childCount - 1 - suffix).eq(fresh[fresh.length - 1 - suffix] as Node))
    suffix++;
  const from = positionOfBlock(old, prefix);
  const to = positionOfBlock(old, old.childCount - suffix);
  const blocks = Fragment.fromArray(fresh.slice(prefix, fresh.length - suffix));
  if (from < to || blocks.size) transform.replaceWith(from, to, blocks);
}

/** Returns whether anything had to be put right. The rows of a table are not looked at. */
function settleBlock(state: FlatState, transform: Transform, block: { node: Node; at: number; marker: BlockMarker }): boolean {
  const { node, at, marker } = block;
  const { roots, schema } = state;
  const attributes = attributesOf(roots, marker);
  if (node.type !== nodeTypeFor(schema, attributes) || tableIdOf(node) !== attributes.tableId) {
    transform.replaceWith(at, at + node.nodeSize, renderBlock(roots, schema, marker)); // it shows another table now, or none
    return true;
  }
  const markup = { ...node.attrs, ...markupOf(attributes) };
  const otherMarkup = !node.hasMarkup(node.type, markup);
  if (otherMarkup) transform.setNodeMarkup(at, null, markup);
  const words = wordsOf(node);
  const start = at + wordsStart(node);
  const shared = words.copy(renderWords(roots, schema, marker));
  if (words.content.eq(shared.content)) return otherMarkup;
  if (!sameCharacters(words, shared)) {
    state.counters.fallback++;
    transform.replaceWith(start, start + words.content.size, shared.content);
    return true;
  }
  for (const { key, from, to, value } of markDifferences(words, shared)) {
    transform.removeMark(start + from, start + to, schema.marks[key]);
    if (value !== null) transform.addMark(start + from, start + to, markFor(schema, key, value));
  }
  return true;
}

function markupOf({ id, kind, level, pageBreak, picture, table, tableId }: BlockAttributes): Record<string, unknown> {
  if (tableId !== null) return { id, tableId };
  if (picture) return { id, picture, pageBreak: pageBreak === true };
  return table ? { id, table } : { id, kind, level, pageBreak: pageBreak === true };
}
