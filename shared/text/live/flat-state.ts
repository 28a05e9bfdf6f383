import type { Schema } from '@tiptap/pm/model';
import type * as Y from 'yjs';
import { listMarkers, openCell, openRoots, type BlockMarker, type FlatRoots } from './flat-root.ts';
import type { CellAddress } from './table-names.ts';

/** How often the binding had to be put right; all stay 0 unless there is a bug, except `resync`, which counts very large updates. */
export type Counters = {
  /** The text of a block, or the list of blocks, differed and was taken from the shared text. */
  fallback: number;
  /** Attributes or marks differed after a local change and were taken from the shared text. */
  attribute: number;
  /** An update was so large that the document was rendered afresh. */
  resync: number;
};

/** What ties one editor's document to one shared text: `markers` runs parallel to the document's blocks. */
export type FlatState = {
  roots: FlatRoots;
  schema: Schema;
  markers: BlockMarker[];
  counters: Counters;
  /** While suggesting: formats that say nothing any more are not cleared away, for that would change the text as it stands. */
  keepsFormats: boolean;
};

/** The text of one cell as the text of a document; naming its root starts a transaction unless one is under way. */
export function openCellState(state: FlatState, address: CellAddress): FlatState {
  const roots = openCell(state.roots, address);
  return { ...state, roots, markers: listMarkers(roots) };
}

/** Opens a shared text for an editor's schema. */
export function openFlatState(doc: Y.Doc, schema: Schema): FlatState {
  const roots = openRoots(doc);
  roots.tables.markers(); // known from the start, so that the first change can be told from this state
  return { roots, schema, markers: listMarkers(roots), counters: { fallback: 0, attribute: 0, resync: 0 }, keepsFormats: false };
}
