import type { Node } from '@tiptap/pm/model';
import { characterAt, spotOf } from './character-place.ts';
import { positionOfBlock, spotAt } from './document-tokens.ts';
import type { FlatState } from './flat-state.ts';
import type { CharacterId } from './yjs-internals.ts';

/** A caret tied to the character (or marker) on its left; null is the very start. It travels to other people as JSON. */
export type Caret = CharacterId | null;

/** The caret at a position of the editor's document. */
export function caretAt(state: FlatState, doc: Node, position: number): Caret {
  const { index, offset } = spotAt(doc, position);
  const marker = state.markers[Math.max(index, 0)] ?? null;
  const id = index >= 0 && offset > 0 ? characterAt(state.roots, marker, offset - 1) : marker?.id;
  return id ? { client: id.client, clock: id.clock } : null;
}

/** Where a caret is in the editor's document now, or undefined when its character is not known here. */
export function positionOfCaret(state: FlatState, doc: Node, caret: Caret): number | undefined {
  const spot = caret ? spotOf(state.roots, caret, true) : { marker: state.markers[0] ?? null, offset: 0 };
  const index = spot ? state.markers.indexOf(spot.marker) : -1;
  if (!spot || index < 0 || index >= doc.childCount) return undefined;
  return positionOfBlock(doc, index) + 1 + Math.min(spot.offset, doc.child(index).content.size);
}
