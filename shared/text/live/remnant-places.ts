import type { Node } from '@tiptap/pm/model';
import { positionOfCaret } from './caret-place.ts';
import type { FlatState } from './flat-state.ts';
import type { IdRange } from './taken-words.ts';
import { eachItemOver } from './yjs-id-ranges.ts';

/** Where characters that still stand are in the editor's document, in its order. */
export function remnantPlaces(state: FlatState, doc: Node, ranges: readonly IdRange[]): { from: number; to: number }[] {
  const places: { from: number; to: number }[] = [];
  for (const range of ranges) {
    eachItemOver(state.roots.doc, range, (item) => {
      if (item.deleted) return;
      const { client } = item.id;
      const first = Math.max(range.clock, item.id.clock);
      const last = Math.min(range.clock + range.length, item.id.clock + item.length) - 1;
      const from = positionOfCaret(state, doc, { client, clock: first });
      const to = positionOfCaret(state, doc, { client, clock: last });
      if (from !== undefined && to !== undefined) places.push({ from: from - 1, to });
    });
  }
  return places.sort((one, other) => one.from - other.from);
}
