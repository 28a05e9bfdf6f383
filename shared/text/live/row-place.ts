import { baseBlocks, type BaseBlock } from './base-text.ts';
import { baseCharacterAt, baseLengthOf, baseSpotOf } from './base-place.ts';
import { openCell, type FlatRoots } from './flat-root.ts';
import { layoutOf } from './table-layout.ts';
import { cellRootName, tableRootName, type CellAddress } from './table-names.ts';
import { findItem, parentOf, type CharacterId } from './yjs-internals.ts';

/** A place in a row of a table: offsets count its cells parted by one sign, and the blocks of a cell by one. */
export type RowSpot = { row: string; offset: number };

/** The two characters that hold a passage of a row. */
export type RowEnds = { first: CharacterId; last: CharacterId };

type Cell = { address: CellAddress; roots: FlatRoots | undefined; blocks: BaseBlock[] };

/** The first and the last character of a passage of a row; undefined when there is no such row or the passage has no characters. */
export function endsInRow(roots: FlatRoots, row: string, start: number, end: number): RowEnds | undefined {
  const cells = cellsOfRow(roots, row);
  if (!cells || start < 0 || end < start || end > lengthOf(cells)) return undefined;
  const characters = Array.from({ length: end - start }, (_, i) => characterIn(cells, start + i));
  const first = characters.find((id) => id !== undefined);
  const last = characters.findLast((id) => id !== undefined);
  return first && last && { first, last };
}

/** The row and the offset beside a character in a cell; undefined when it stands in none that is shown. */
export function spotInRow(roots: FlatRoots, id: CharacterId, behind: boolean): RowSpot | undefined {
  const found = findItem(roots.doc, id);
  const address = found && roots.tables.cellOf(parentOf(found.item));
  const cells = address && cellsOfRow(roots, address.row);
  if (!address || !cells) return undefined;
  let offset = 0;
  for (const cell of cells) {
    if (cell.address.column === address.column) {
      const within = cell.roots && offsetInCell(cell.roots, cell.blocks, id, behind);
      return within === undefined ? undefined : { row: address.row, offset: offset + within };
    }
    offset += lengthOfCell(cell) + 1;
  }
  return undefined; // its column was deleted
}

function offsetInCell(roots: FlatRoots, blocks: readonly BaseBlock[], id: CharacterId, behind: boolean): number | undefined {
  const spot = baseSpotOf(roots, blocks, id, behind);
  if (!spot) return undefined;
  const before = blocks.slice(0, blocks.indexOf(spot.block));
  return before.reduce((sum, block) => sum + baseLengthOf(roots, block) + 1, spot.offset);
}

function cellsOfRow(roots: FlatRoots, row: string): Cell[] | undefined {
  for (const table of roots.tables.markers().keys()) {
    if (!roots.doc.share.has(tableRootName(table))) continue; // naming a root here would start a transaction
    const { rows, columns } = layoutOf(roots, table);
    if (rows.some(({ id }) => id === row)) return columns.map(({ id: column }) => cellAt(roots, { table, row, column }));
  }
  return undefined;
}

function cellAt(roots: FlatRoots, address: CellAddress): Cell {
  if (!roots.doc.share.has(cellRootName(address))) return { address, roots: undefined, blocks: [] };
  const own = openCell(roots, address);
  return { address, roots: own, blocks: baseBlocks(own) };
}

function lengthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + lengthOfCell(cell), Math.max(cells.length - 1, 0));
}

function lengthOfCell({ roots, blocks }: Cell): number {
  return roots ? blocks.reduce((sum, block) => sum + baseLengthOf(roots, block), Math.max(blocks.length - 1, 0)) : 0;
}

/** The character at an offset; undefined for the signs between cells and blocks. */
function characterIn(cells: readonly Cell[], offset: number): CharacterId | undefined {
  let rest = offset;
  for (const { roots, blocks } of cells) {
    for (const [i, block] of blocks.entries()) {
      const length = roots ? baseLengthOf(roots, block) : 0;
      if (roots && rest < length) return baseCharacterAt(roots, block, rest);
      rest -= length + (i < blocks.length - 1 ? 1 : 0);
      if (rest < 0) return undefined;
    }
    if (--rest < 0) return undefined;
  }
  return undefined;
}
