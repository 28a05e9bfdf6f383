import { attributesOf } from './block-marker.ts';
import { listMarkers, markerLeftOf, type BlockMarker, type FlatRoots } from './flat-root.ts';
import type { LedgerEntry } from './ledger-entries.ts';
import { isAboutLine } from './line-ledger.ts';
import { eachItemOver } from './yjs-id-ranges.ts';
import { isIn, isLive, isMarker, parentOf } from './yjs-internals.ts';

/** The blocks of a document that some entries of the ledger are about; a table for what is in its cells. */
export function blocksOfEntries(roots: FlatRoots, entries: readonly LedgerEntry[]): Set<BlockMarker> {
  const blocks = new Set<BlockMarker>();
  const ids = new Set<string>();
  const tables = new Set<string>();
  for (const entry of entries) {
    if ('blockId' in entry) ids.add(entry.blockId);
    if (isAboutLine(entry)) tables.add(entry.table);
    if (!('range' in entry)) continue;
    eachItemOver(roots.doc, entry.range, (item) => {
      const cell = isIn(item, roots.flat) ? undefined : roots.tables.cellOf(parentOf(item));
      if (cell) tables.add(cell.table);
      else if (isIn(item, roots.flat)) blocks.add(isMarker(item) && isLive(item) ? item : markerLeftOf(item));
    });
  }
  const found = new Set<string>();
  for (const marker of ids.size ? listMarkers(roots) : []) {
    const { id } = attributesOf(roots, marker);
    if (ids.has(id)) blocks.add(marker);
    if (ids.has(id)) found.add(id);
  }
  const isInCell = found.size < ids.size; // of which table is not asked: kinds are proposed seldom
  for (const [table, marker] of roots.tables.markers()) if (isInCell || tables.has(table)) blocks.add(marker);
  return blocks;
}
