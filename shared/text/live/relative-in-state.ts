import * as Y from 'yjs';
import { relativeOf, type BlockPlace, type RelativePlace } from './relative-place.ts';

/** Ties passages of a frozen state to their characters, in the order given; null for one the state does not have (CON-22). */
export function relativeInState(state: Uint8Array, places: readonly BlockPlace[]): (RelativePlace | null)[] {
  if (state.length === 0 || places.length === 0) return places.map(() => null);
  const doc = new Y.Doc();
  try {
    Y.applyUpdate(doc, state);
    return places.map(({ blockId, start, end }) => relativeOf(doc, blockId, start, end) ?? null);
  } finally {
    doc.destroy();
  }
}
