import { asShown, eachInline, listInSequence, type BlockMarker, type FlatRoots, type Formats } from './flat-root.ts';
import { ledgerOf } from './suggestion-ledger.ts';
import type { FlatItem } from './yjs-internals.ts';

/** Some units of one item that stand in the text: neither deleted nor a proposed insertion. */
export type BasePart = { item: FlatItem; from: number; length: number; formats: Formats };

/** A block of the text as it stands: its marker, and the blocks of the full text whose words it holds. */
export type BaseBlock = { marker: BlockMarker; holds: BlockMarker[] };

/** Whether a marker is a proposed insertion. */
export function isProposedMarker(roots: FlatRoots, marker: BlockMarker): boolean {
  return marker !== null && ledgerOf(roots.doc).insertedBy(marker.id.client, marker.id.clock) !== null;
}

/**
 * The blocks of the text as it stands, without any proposed insertion; words before the first marker are the virtual first block's.
 * The words behind a proposed marker belong to the block before it in the sequence, wherever the proposed block is shown.
 */
export function baseBlocks(roots: FlatRoots): BaseBlock[] {
  const blocks: BaseBlock[] = [];
  const virtual: BaseBlock = { marker: null, holds: [] };
  for (const marker of listInSequence(roots)) {
    if (marker && !isProposedMarker(roots, marker)) blocks.push({ marker, holds: [marker] });
    else (blocks.at(-1) ?? virtual).holds.push(marker);
  }
  const shown = blocksAsShown(roots, blocks);
  return shown.length === 0 || holdsBaseText(roots, virtual) ? [virtual, ...shown] : shown;
}

/** Calls `visit` for the words of one block as they stand. */
export function eachBasePart(roots: FlatRoots, { holds }: BaseBlock, visit: (part: BasePart) => void): void {
  const ledger = ledgerOf(roots.doc);
  for (const marker of holds) {
    eachInline(roots, marker, (item, formats) => {
      const { client, clock } = item.id;
      if (ledger.isPlain(client)) return visit({ item, from: 0, length: item.length, formats });
      for (const piece of ledger.pieces(client, clock, item.length)) {
        if (piece.inserted === null) visit({ item, from: piece.clock - clock, length: piece.length, formats });
      }
    });
  }
}

function blocksAsShown(roots: FlatRoots, blocks: BaseBlock[]): BaseBlock[] {
  const byMarker = new Map(blocks.map((block) => [block.marker, block]));
  const markers = asShown(roots, [...byMarker.keys()]);
  return markers.flatMap((marker) => byMarker.get(marker) ?? []);
}

function holdsBaseText(roots: FlatRoots, block: BaseBlock): boolean {
  let found = false;
  eachBasePart(roots, block, () => (found = true));
  return found;
}
