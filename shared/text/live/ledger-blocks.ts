import { attributesOf } from './block-marker.ts';
import { listMarkers, markerLeftOf, type BlockMarker, type FlatRoots } from './flat-root.ts';
import type { LedgerEntry } from './ledger-entries.ts';
import { eachItemOver } from './yjs-id-ranges.ts';
import { isIn, isLive, isMarker } from './yjs-internals.ts';

/** The blocks of a text that some entries of the ledger are about. */
export function blocksOfEntries(roots: FlatRoots, entries: readonly LedgerEntry[]): Set<BlockMarker> {
  const blocks = new Set<BlockMarker>();
  const ids = new Set<string>();
  for (const entry of entries) {
    if ('blockId' in entry) ids.add(entry.blockId);
    if (!('range' in entry)) continue;
    eachItemOver(roots.doc, entry.range, (item) => {
      if (!isIn(item, roots.flat)) return;
      blocks.add(isMarker(item) && isLive(item) ? item : markerLeftOf(item));
    });
  }
  if (ids.size) for (const marker of listMarkers(roots)) if (ids.has(attributesOf(roots, marker).id)) blocks.add(marker);
  return blocks;
}
