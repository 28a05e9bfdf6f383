import { Fragment, type Node } from '@tiptap/pm/model';
import type { Transform } from '@tiptap/pm/transform';
import { positionOfBlock } from './document-tokens.ts';
import type { BlockMarker } from './flat-root.ts';
import type { Counters, FlatState } from './flat-state.ts';
import { markDifferences, sameCharacters } from './mark-differences.ts';
import { markFor, renderBlock } from './render-document.ts';

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

/** Returns whether anything had to be put right. */
function settleBlock(state: FlatState, transform: Transform, block: { node: Node; at: number; marker: BlockMarker }): boolean {
  const { node, at, marker } = block;
  const shared = renderBlock(state.roots, state.schema, marker);
  const otherMarkup = !node.hasMarkup(shared.type, shared.attrs);
  if (otherMarkup) transform.setNodeMarkup(at, shared.type, shared.attrs);
  if (node.content.eq(shared.content)) return otherMarkup;
  if (!sameCharacters(node, shared)) {
    state.counters.fallback++;
    transform.replaceWith(at + 1, at + 1 + node.content.size, shared.content);
    return true;
  }
  for (const { key, from, to, value } of markDifferences(node, shared)) {
    transform.removeMark(at + 1 + from, at + 1 + to, state.schema.marks[key]);
    if (value !== null) transform.addMark(at + 1 + from, at + 1 + to, markFor(state.schema, key, value));
  }
  return true;
}
